"""A matrix, and a table that fills row by row."""

from __future__ import annotations

from manim import FadeIn

from sessen import GIVEN_A, RESULT, Lesson, Words, step
from sessen.mobjects import EntryMatrix, Table


class RowByRow(Lesson):
    """A matrix beside a table of its rows' sums."""

    topic = Words(en="Sums", ja="和")
    question = Words(en="What do the rows add up to?", ja="各行の和はいくつでしょうか?")

    def setup(self) -> None:
        """Everything that is shown."""
        self.matrix = EntryMatrix.of(self, [["1", "2"], ["3", "4"]], role=GIVEN_A)
        self.table = Table.of(self, ("i", "s_i"), 2)
        self.sums = [self.table.row((str(i), str(s)), roles=(GIVEN_A, RESULT)) for i, s in ((1, 3), (2, 7))]

    @step(en="One row after the other.", ja="一行ずつ足します。")
    def read(self) -> None:
        """The rows of the table come one after the other."""
        self.play(FadeIn(self.matrix, self.table))
        for row in self.sums:
            self.play(FadeIn(row))
