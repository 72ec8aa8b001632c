"""What has become of approved pictures, and the page that shows it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

import numpy as np
import numpy.typing as npt

from sessen.approval.capture import CapturedFrame
from sessen.approval.fingerprint import Fingerprint, Verdict
from sessen.approval.record import ApprovalRecord
from sessen.files import atomic_write


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A frame before and now.

    Parameters
    ----------
    parts
        Where it differs: the parts of the fingerprint, rows × columns.
    """

    scene: str
    step: str
    place: str
    verdict: Verdict
    before: bytes
    now: bytes
    parts: npt.NDArray[np.bool_]


def compare(scene: str, approved: ApprovalRecord, captured: Iterable[CapturedFrame]) -> list[Comparison]:
    """Each frame of a scene with what was approved; those that are gone at the end."""
    found = []
    left = dict(approved.frames)
    for each in captured:
        old = left.pop((each.step, each.place), None)
        now = Fingerprint.read(each.fingerprint)
        if old is None:
            parts = np.zeros(now.stats.shape[:2], bool)
            found.append(Comparison(scene, each.step, each.place, Verdict.NEW, b"", each.picture, parts))
        else:
            verdict, parts = old.fingerprint.compare(now)
            found.append(Comparison(scene, each.step, each.place, verdict, old.thumbnail, each.picture, parts))
    for (step, place), frame in left.items():
        found.append(Comparison(scene, step, place, Verdict.GONE, frame.thumbnail, b"", np.zeros((1, 1), bool)))
    return found


def write_page(target: Path, compared: Sequence[Comparison], command: str) -> Path:
    """One page with before, after and difference of every frame that is not the same.

    Parameters
    ----------
    command
        How a step is accepted: ``{}`` is where its scene and name go.
    """
    template = Template(files("sessen.approval").joinpath("comparison.html").read_text(encoding="utf-8"))
    shown = [each for each in compared if each.verdict is not Verdict.SAME]
    rows = "\n".join(_row(each, command) for each in shown)
    counts = f"{len(compared) - len(shown)} the same, {len(shown)} not"
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(target) as part:
        part.write_text(template.substitute(counts=counts, rows=rows), encoding="utf-8")
    return target


def _row(each: Comparison, command: str) -> str:
    name = f"{each.scene}::{each.step}"
    accept = escape(command.format(name))
    return (
        f'<section class="{each.verdict.name.lower()}"><h2>{escape(name)} <small>{each.place} frame: '
        f"{each.verdict}</small></h2><div class=row>"
        f"{_figure('before', _picture(each.before, 'webp'))}{_figure('now', _picture(each.now, 'png'))}"
        f"{_figure('difference', _picture(each.now, 'png') + _marks(each.parts))}</div>"
        f'<p>Accept: <code tabindex=0 title="click to copy">{accept}</code></p></section>'
    )


def _figure(caption: str, content: str) -> str:
    return f"<figure><div class=picture>{content}</div><figcaption>{caption}</figcaption></figure>"


def _picture(data: bytes, kind: str) -> str:
    if not data:
        return "<i>none</i>"
    return f'<img alt="" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'


def _marks(parts: npt.NDArray[np.bool_]) -> str:
    """The parts that differ, as boxes over a picture."""
    rows, columns = parts.shape
    wide, high = 100 / columns, 100 / rows
    boxes = (f"left:{x * wide:.2f}%;top:{y * high:.2f}%" for y, x in zip(*np.nonzero(parts), strict=True))
    return "".join(f'<b style="{box};width:{wide:.2f}%;height:{high:.2f}%"></b>' for box in boxes)
