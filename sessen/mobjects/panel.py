"""The panel where formula and numbers gather, and a table of numbers that fills row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, Line, RoundedRectangle, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.author import Author
from sessen.theme import INK, MOVING, MUTED, PANEL, Role, Theme
from sessen.typesetting.typeset import FORMULA, LABEL, Typesetter

_MOST_GROWN = 1.25


class _Panel(RoundedRectangle):
    is_fixed_in_frame = True


def panel_background(region: Region, theme: Theme) -> RoundedRectangle:
    """The quiet ground on which formulas stand; a camera that moves leaves it where it is in the picture."""
    return _Panel(
        corner_radius=0.15,
        width=region.width,
        height=region.height,
        fill_color=theme[PANEL],
        fill_opacity=1,
        stroke_width=0,
    ).move_to(region.center)


def stacked(region: Region, mobjects: Sequence[VMobject], *, gap: float = 0.3) -> VGroup:
    """Put mobjects below each other in the middle of a region, shrunk to fit, or grown a little where there is room."""
    group = VGroup(*mobjects).arrange(DOWN, buff=gap)
    share = min(_MOST_GROWN, region.width / max(group.width, 1e-9), region.height / max(group.height, 1e-9))
    return group.scale(share).move_to(region.center)


def frame_around(mobject: VMobject, color: str, *, gap: float = 0.2) -> RoundedRectangle:
    """A thin frame around what matters most."""
    return RoundedRectangle(
        corner_radius=0.12, width=mobject.width + 2 * gap, height=mobject.height + 2 * gap, color=color, stroke_width=3
    ).move_to(mobject)


class Table(VGroup):
    """Columns of numbers under heads, as they are read aloud one after another.

    Parameters
    ----------
    region
        Where the table may stand; it takes the upper part that ``rows`` rows need.
    heads
        The heads, already set.
    rows
        How many rows it may come to hold.
    shares
        How the widths of the columns go; all the same if left out.
    """

    def __init__(
        self,
        region: Region,
        heads: Sequence[VMobject],
        rows: int,
        typesetter: Typesetter,
        *,
        shares: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self.type = typesetter
        self.region = region
        self.row_height = min(0.62, region.height / (rows + 1))
        self.size = min(FORMULA, self.row_height * 0.78)
        self.rows: list[VGroup] = []
        columns = region.inset(0.12, 0).columns(*(shares or [1.0] * len(heads)))
        self._ends = [column.right for column in columns]
        self.column_widths = [column.width - 0.12 for column in columns]
        rule_height = region.top - self.row_height
        ends = (region.left, rule_height, 0.0), (region.right, rule_height, 0.0)
        self.rule = Line(*ends, stroke_width=2, color=typesetter.theme[MUTED])
        for head, end in zip(heads, self._ends, strict=True):
            head.move_to((end - head.width / 2, rule_height + self.row_height * 0.52, 0.0))
        self.heads = VGroup(*heads)
        self.add(self.heads, self.rule)

    @classmethod
    def of(
        cls,
        lesson: Author,
        heads: Sequence[str | VMobject],
        rows: int,
        *,
        region: Region | None = None,
        shares: Sequence[float] | None = None,
    ) -> Self:
        """A table of a lesson, in its panel; heads in Typst's mathematics, or already set."""
        made = [lesson.type.math(head, size=LABEL) if isinstance(head, str) else head for head in heads]
        return cls(region or lesson.layout.panel, made, rows, lesson.type, shares=shares)

    def place_of(self, row: int, column: int) -> Point:
        """The right end of the baseline of a cell; shape (3,)."""
        return np.array([self._ends[column], self.rule.get_y() - (row + 0.72) * self.row_height, 0.0])

    def row(self, cells: Sequence[str], *, roles: Sequence[Role] | None = None) -> VGroup:
        """Set the next row, cells in Typst's mathematics; it is returned for the lesson to show."""
        made = [
            self.type.math(cell, size=self.size, role=roles[column] if roles else INK)
            for column, cell in enumerate(cells)
        ]
        # One size for the whole row: the widest cell decides.
        share = min(1.0, *(width / label.width for label, width in zip(made, self.column_widths, strict=True)))
        for column, label in enumerate(made):
            place = self.place_of(len(self.rows), column)
            label.scale(share).move_to(place + np.array([-label.width / 2, 0, 0])).on_baseline(place[1])
        group = VGroup(*made)
        self.rows.append(group)
        return group

    def highlight(self, row: int, role: Role = MOVING) -> RoundedRectangle:
        """A band behind a row."""
        middle = (self.region.center[0], self.rule.get_y() - (row + 0.55) * self.row_height, 0.0)
        return RoundedRectangle(
            corner_radius=0.1,
            width=self.region.width + 0.25,
            height=self.row_height * 0.92,
            fill_color=self.type.theme[role],
            fill_opacity=0.18,
            stroke_width=0,
        ).move_to(middle)
