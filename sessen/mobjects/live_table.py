"""A table whose numbers follow their values, and in which the row of this moment may be lit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, VMobject

from sessen.layout import Region
from sessen.mobjects.author import Author, Moving, reader
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.panel import Table
from sessen.theme import INK, MOVING, Role
from sessen.typesetting.typeset import LABEL, Typesetter

Cell = str | Moving


class LiveTable(VGroup):
    """Rows of numbers under heads. A text is mathematics that stays; anything else is a number that is followed.

    Parameters
    ----------
    region
        Where the table may stand.
    heads
        The heads, in Typst's mathematics.
    rows
        The cells of each row: texts, numbers, trackers, or functions that are asked in every frame.
    decimals
        How many digits stand after the point, for each column.
    current
        Which row is lit, the first being 0; between whole numbers the light is between rows.
    """

    def __init__(
        self,
        region: Region,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        typesetter: Typesetter,
        *,
        decimals: Sequence[int] | int = 2,
        roles: Sequence[Role] | None = None,
        current: Moving | None = None,
    ) -> None:
        super().__init__()
        self.type = typesetter
        each = [decimals] * len(heads) if isinstance(decimals, int) else list(decimals)
        colors = list(roles) if roles else [INK] * len(heads)
        set_heads = [typesetter.math(head, size=LABEL, role=role) for head, role in zip(heads, colors, strict=True)]
        self.table = Table(region, set_heads, len(rows), typesetter)
        self.light = VGroup()
        self.cells = [
            [self._cell(cell, row, column, each[column], colors[column]) for column, cell in enumerate(line)]
            for row, line in enumerate(rows)
        ]
        if current is not None:
            self._light_row(reader(current))
        self.add(self.light, self.table, *(cell for line in self.cells for cell in line))

    @classmethod
    def of(
        cls,
        lesson: Author,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        region: Region | None = None,
        decimals: Sequence[int] | int = 2,
        roles: Sequence[Role] | None = None,
        current: Moving | None = None,
    ) -> LiveTable:
        """A table in the lesson's panel, or in another region."""
        place = region or lesson.layout.panel.inset(0.35, 0.3)
        return cls(place, heads, rows, lesson.type, decimals=decimals, roles=roles, current=current)

    def _cell(self, cell: Cell, row: int, column: int, decimals: int, role: Role) -> VMobject:
        place = self.table.place_of(row, column)
        if isinstance(cell, str):
            label = self.type.math(cell, size=self.table.size, role=role)
            label.fit_into(self.table.column_widths[column])
            return label.move_to(place - np.array([label.width / 2, 0, 0])).on_baseline(place[1])
        theme, size = self.type.theme, self.table.size
        number = LiveDecimal(reader(cell), theme, role=role, size=size, decimals=decimals, align="right")
        return number.place(place)

    def _light_row(self, now: Callable[[], float]) -> None:
        band = self.table.highlight(0, MOVING)
        top, pitch = float(band.get_y()), self.table.row_height
        band.add_updater(lambda each: each.set_y(top - now() * pitch), call_updater=True)
        self.light.add(band)
