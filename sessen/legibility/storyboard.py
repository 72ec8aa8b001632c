"""A page with a picture of each finding, numbered boxes drawn over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from sessen.files import atomic_write, safe_name
from sessen.legibility.finding import LayoutFinding

_NEAR: Final = 0.05  # seconds: findings of one moment share a picture

Numbered = tuple[int, LayoutFinding]


def write_storyboard(folder: Path, findings: Sequence[LayoutFinding]) -> Path:
    """Write ``index.html`` and its pictures; those of an earlier storyboard are taken away.

    Returns the page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("finding-*.png"):
        old.unlink()
    shown = [_shown(folder, group) for group in _groups(findings)]
    page = Template(files("sessen.legibility").joinpath("storyboard.html").read_text(encoding="utf-8"))
    counts = f"{sum(finding.is_error for finding in findings)} errors, "
    counts += f"{sum(not finding.is_error for finding in findings)} warnings"
    target = folder / "index.html"
    with atomic_write(target) as part:
        part.write_text(page.substitute(counts=counts, shots="\n".join(shown)), encoding="utf-8")
    return target


def _groups(findings: Sequence[LayoutFinding]) -> Iterable[list[Numbered]]:
    """Findings that are seen in one picture."""
    groups: list[list[Numbered]] = []
    for numbered in enumerate(findings, 1):
        finding = numbered[1]
        last = groups[-1][0][1] if groups else None
        if last is not None and last.scene == finding.scene and abs(last.seconds - finding.seconds) < _NEAR:
            groups[-1].append(numbered)
        else:
            groups.append([numbered])
    return groups


def _shown(folder: Path, group: list[Numbered]) -> str:
    number, first = group[0]
    picture = ""
    if first.still:
        name = f"finding-{number:03}-{safe_name(first.scene)}.png"
        (folder / name).write_bytes(first.still)
        boxes = "".join(_box(*numbered) for numbered in group)
        alt = escape(f"{first.scene} at {first.seconds:.2f} seconds", quote=True)
        picture = f'<figure><img src="{name}" alt="{alt}" loading="lazy">{boxes}</figure>'
    items = "".join(_item(*numbered) for numbered in group)
    place = f"{first.scene}::{first.step} at {first.step_seconds:.2f} s" if first.step else first.scene
    return f'<section id="f{number}"><h2>{escape(place)}</h2>{picture}<ol>{items}</ol></section>'


def _box(number: int, finding: LayoutFinding) -> str:
    left, top, right, bottom = (100 * side for side in finding.box)
    style = f"left:{left:.2f}%;top:{top:.2f}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"
    return f'<div class="box {finding.severity}" style="{style}"><b>{number}</b></div>'


def _item(number: int, finding: LayoutFinding) -> str:
    lasts = f" for {finding.lasts:.1f} s" if finding.lasts else ""
    return (
        f'<li value="{number}" class="{finding.severity}"><code>{finding.rule}</code> '
        f"{escape(finding.what)}{lasts}. <em>{escape(finding.advice)}</em></li>"
    )
