"""Findings about the layout, as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from sessen.cli.console import Console
from sessen.legibility.finding import Box, LayoutFinding


def tell_layout(console: Console, findings: Sequence[LayoutFinding]) -> None:
    """One table, and below it what to do about each kind."""
    if not findings:
        return
    console.print("")
    rows = [_row(finding) for finding in findings]
    console.table(["layout", "", "scene", "at", "lasts", "where", "what"], rows, right=(3, 4))
    for rule, advice in {finding.rule: finding.advice for finding in findings}.items():
        console.print(f"{rule}: {advice}")


def _row(finding: LayoutFinding) -> list[str]:
    place = f"{finding.scene}::{finding.step}" if finding.step else finding.scene
    lasts = f"{finding.lasts:.1f} s" if finding.lasts else ""
    at = f"{finding.seconds:.2f} s" if finding.step else ""
    return [finding.rule, finding.severity, place, at, lasts, place_of(finding.box), finding.what]


def place_of(box: Box) -> str:
    """Where a box is, in words."""
    left, top, right, bottom = box
    if right - left > 0.7 and bottom - top > 0.7:
        return "the frame"
    if right <= left:
        return ""
    row = ("top", "middle", "bottom")[min(2, int((top + bottom) / 2 * 3))]
    column = ("left", "center", "right")[min(2, int((left + right) / 2 * 3))]
    return "center" if (row, column) == ("middle", "center") else f"{row} {column}"
