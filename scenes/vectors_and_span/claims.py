"""What must be true of every frame of a lesson on combinations of two vectors."""

from __future__ import annotations

import numpy as np
import sympy

from scenes.vectors_and_span.figure import SpanPicture
from sessen.claims import Equal, claim
from sessen.mathematics import Span
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.matrices.columns import LiveColumn, floats, read


class SpanClaims:
    """Claims for a lesson that has these attributes; each is silent until ``on_stage`` names what it speaks of."""

    a: tuple[sympy.Expr, ...]
    b: tuple[sympy.Expr, ...]
    span: Span
    picture: SpanPicture
    multiple: LiveColumn
    combined: LiveColumn
    coefficients: tuple[LiveDecimal, LiveDecimal]
    rank: LiveDecimal
    on_stage: set[str]

    @claim
    def arrows_have_their_components(self) -> tuple[Equal, ...] | None:
        """The arrows of a and b start at the origin and end at their columns, b as long as it has not turned."""
        pairs = [(self.picture.given_a, self.a, "a")]
        if self.picture.turn.get_value() == 0:
            pairs.append((self.picture.given_b, self.b, "b"))
        measured = [
            (self.picture.measured(arrow), floats(true)) for arrow, true, name in pairs if name in self.on_stage
        ]
        return tuple(Equal(np.concatenate(ends), [0, 0, *true], scale=_size(true)) for ends, true in measured) or None

    @claim
    def sum_is_where_the_second_arrow_ends(self) -> tuple[Equal, ...] | None:
        """Tip to tail: the second arrow starts where the first ends, and the result ends where the second does."""
        if "sum" not in self.on_stage:
            return None
        (_, first), (start, end) = (
            self.picture.measured(self.picture.part_a),
            self.picture.measured(self.picture.part_b),
        )
        tip, scale = self.picture.measured(self.picture.total)[1], _size(floats(self.a), floats(self.b))
        return Equal(start, first, scale=scale), Equal(tip, end, scale=scale)

    @claim
    def multiple_is_the_number_times_the_arrow(self) -> tuple[Equal, ...] | None:
        """The drawn multiple has the components that the panel shows."""
        if "multiple" not in self.on_stage:
            return None
        tip = self.picture.measured(self.picture.part_a)[1]
        true = self.picture.first.get_value() * floats(self.a)
        return Equal(tip, true, scale=_size(floats(self.a))), self.multiple.shows(tip)

    @claim
    def combination_has_the_coefficients_on_screen(self) -> tuple[Equal, ...] | None:
        """The result has the components of the panel, and its coefficients, solved for, are those of the panel."""
        if "combination" not in self.on_stage:
            return None
        tip, basis = self.picture.measured(self.picture.total)[1], np.stack([floats(self.a), floats(self.b)], axis=1)
        shown = [read(number) for number in self.coefficients]
        solved = np.linalg.solve(basis, tip)
        return self.combined.shows(tip), Equal(shown, solved, tolerance=0.0501, scale=1.0)

    @claim
    def dots_are_combinations(self) -> Equal | None:
        """Each dot of the lattice is the combination of the drawn arrows that it stands for."""
        if "lattice" not in self.on_stage or not len(self.picture.lattice.coefficients):
            return None
        arrows = np.stack([self.picture.measured(arrow)[1] for arrow in (self.picture.given_a, self.picture.given_b)])
        lattice = self.picture.lattice
        return Equal(lattice.tips(), lattice.coefficients @ arrows, scale=_size(floats(self.a), floats(self.b)))

    @claim
    def rank_is_that_of_the_drawn_arrows(self) -> Equal | None:
        """NumPy's rank of the two arrows as they are drawn is the number on screen."""
        if "rank" not in self.on_stage:
            return None
        arrows = [self.picture.measured(arrow)[1] for arrow in (self.picture.given_a, self.picture.given_b)]
        scaled = [arrow / np.hypot(*arrow) for arrow in arrows]
        return Equal(read(self.rank), float(np.linalg.matrix_rank(np.array(scaled), tol=1e-7)))


def _size(*vectors: object) -> float:
    return max(float(np.abs(vector).max()) for vector in map(np.asarray, vectors))
