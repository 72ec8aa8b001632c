"""Arrows as columns of numbers, their sums and multiples, and all that they reach (lecture notes, 2.1.1 and 2.1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sympy
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    VGroup,
    linear,
)

from scenes.vectors_and_span.claims import SpanClaims
from scenes.vectors_and_span.figure import COMBINATIONS, SCALES, SpanPicture
from scenes.vectors_and_span.formulas import (
    BOTH,
    COMBINED,
    coefficients_of,
    combination,
    dimension_of,
    multiple_of,
    rank_of,
    span_of,
    write_rows,
    written_into,
)
from sessen import GIVEN_A, GIVEN_B, INK, MOVING, RESULT, Lesson, Vector, Words, step
from sessen.mathematics import Span, entry_text, require_drawable, to_typst
from sessen.mobjects.matrices.columns import column, line_up, row, sum_of_columns, written_multiples, written_sums
from sessen.mobjects.matrices.working import added_up, worked_out
from sessen.mobjects.panel import frame_around, panel_background
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.mobjects.vectors import GrowArrow
from sessen.typesetting.typeset import LABEL, NOTE, Typeset

_GHOST: Final = 0.35  # opacity of an arrow that has stepped back


class VectorsAndSpan(SpanClaims, Lesson):
    """Which points can two vectors reach?"""

    section = "2.1.1–2"
    topic = Words(en="Vectors and span", ja="ベクトルと張る空間")
    question = Words(en="Which points can two vectors reach?", ja="2つのベクトルで、どこまで届くでしょうか？")

    a = Vector("3,1", sizes=(2, 2), presets=("2,1", "-2,1"), help="the first vector of the plane")
    b = Vector("1,2", sizes=(2, 2), presets=("-1,2", "0,2"), help="the second vector of the plane, off the line of a")
    notes = tuple(tuple(map(sympy.Integer, each)) for each in ((1, 2, 3), (4, 5, 6)))
    ten = sympy.Integer(10)

    def setup(self) -> None:
        """The mathematics, and the picture whose trackers everything follows."""
        require_drawable(self.a, self.b)
        self.span = Span(self.a, self.b)
        self.picture = SpanPicture(self.span, self.layout.figure, self.layout.band, self.type)
        self.on_stage: set[str] = set()  # what the claims may speak of

    @step(
        en="Steps to the right, steps up: an arrow is a column of numbers.",
        ja="右へいくつ、上へいくつ。矢印は、数を縦に並べた列です。",
    )
    def show_arrow_as_column(self) -> None:
        """The question, then an arrow whose two steps become the entries of a column."""
        self.show_question(FadeIn(self.picture.backdrop))
        self.panel = panel_background(self.layout.panel, self.theme)
        self.play(GrowArrow(self.picture.given_a), run_time=0.8)
        self.on_stage.add("a")
        self.letter, self.column = self.math("bold(a) =", role=GIVEN_A), column(self.a, self.type, role=GIVEN_A)
        line_up([self.letter, self.column], self.layout.upper)
        self.play(FadeIn(self.panel, self.letter, self.column.brackets), run_time=0.5)
        legs = (self.math(entry_text(part), size=LABEL, role=GIVEN_A) for part in self.a)
        self.legs, self.leg_names = self.picture.legs(), VGroup(*legs)
        self.picture.name_legs(*self.leg_names)
        for leg, name, entry in zip(self.legs, self.leg_names, self.column.column(0), strict=True):
            self.play(Create(leg), FadeIn(name), run_time=0.5)
            self.play(Rewrite(name, entry, keep=True), run_time=0.6)

    @step(
        en="Stacked they are a column, side by side a row. The arrow is the same.",
        ja="縦に並べれば列ベクトル、横なら行ベクトル。矢印は同じです。",
    )
    def lay_column_down(self) -> None:
        """The entries of the column, one by one, also stand in a row."""
        lying = row(self.a, self.type, role=GIVEN_A)
        words = self.text(en="column", ja="列ベクトル", size=NOTE), self.text(en="row", ja="行ベクトル", size=NOTE)
        line_up([lying], self.layout.lower)
        for word, matrix in zip(words, (self.column, lying), strict=True):
            word.next_to(matrix, DOWN, buff=0.2)
        self.play(FadeIn(lying.brackets), run_time=0.4)
        for before, after in zip(self.column.column(0), lying.row(0), strict=True):
            self.play(Rewrite(before, after, keep=True), run_time=0.7)
        self.play(*map(FadeIn, words), run_time=0.5)
        self.lying = VGroup(lying, *words)

    @step(
        en="To add $bold(b)$, set it at the tip of $bold(a)$: the sum leads straight to the end.",
        ja="$bold(b)$ を $bold(a)$ の先に継ぐと、始点から終点への矢印が和です。",
    )
    def add_tip_to_tail(self) -> None:
        """The arrow b is carried to the tip of a; the sum is the arrow to the end, its column the sum of columns."""
        picture = self.picture
        self.play(FadeOut(self.lying, *self.legs, self.leg_names), run_time=0.4)
        self.play(GrowArrow(picture.given_b), run_time=0.7)
        self.on_stage.add("b")
        self.sum, (one, other, total) = sum_of_columns(self.layout.upper, self.span, self.type)
        self.name_a, self.name_b = picture.names_of_parts(*self._letters("bold(a)", "bold(b)"))
        shown = FadeIn(self.name_a, self.name_b, self.sum[1], other)
        self.play(Rewrite(self.column, one), FadeOut(self.letter), shown, run_time=0.7)
        picture.step_back(_GHOST)
        self.add(picture.part_a, picture.part_b)
        self.play(picture.carry.animate.set_value(1.0), run_time=1.2)
        self.name_sum = picture.name_of_sum(self.math("bold(a) + bold(b)", size=LABEL, role=RESULT))
        self.play(GrowArrow(picture.total), FadeIn(self.name_sum), run_time=0.8)
        self.on_stage.add("sum")
        self.play(FadeIn(self.sum[3], total.brackets), run_time=0.4)
        for moves in added_up(one, other, total):
            self.play(*moves, run_time=0.6)

    @step(
        en="Columns of the same size add entry by entry; others do not add.",
        ja="大きさが同じ列だけが足せて、同じ位置の要素どうしを足します。",
    )
    def add_entries(self) -> None:
        """The notes' example: matching entries are written as sums, then added up."""
        one, other = self.notes
        roles = (GIVEN_A, GIVEN_B)
        left, right = column(one, self.type, role=GIVEN_A), column(other, self.type, role=GIVEN_B)
        open_sum = written_sums(one, other, roles, self.type)
        self.example = line_up([left, self.math("+"), right, self.math("="), open_sum], self.layout.lower)
        self.play(FadeIn(*self.example[:4], open_sum.brackets), run_time=0.5)
        write_rows(self, open_sum, lambda index: [(left.at(index, 0), "FIRST"), (right.at(index, 0), "SECOND")])
        self._work_out([x + y for x, y in zip(one, other, strict=True)])

    @step(
        en="A scalar stretches an arrow, a negative one flips it, zero leaves a point.",
        ja="数を掛けると伸び縮みし、負なら逆向き、零なら点になります。",
    )
    def scale_arrow(self) -> None:
        """One number times a: one and a half, minus one, zero; the column follows."""
        picture = self.picture
        self.on_stage -= {"sum", "b"}
        names = (self.name_b, self.name_a, self.name_sum)
        gone = (picture.part_b, picture.total, picture.given_b, *names, self.sum, self.example)
        self.play(*map(FadeOut, gone), run_time=0.4)
        self.remove(picture.given_b)
        self.multiple, self.scaled = multiple_of(self.layout.upper, picture, self.type)
        self.name_a, _ = picture.names_of_parts(*self._letters("{{ c : MOVING }} bold(a)", "bold(b)"))
        self.add(zero := picture.point_at_zero())
        self.play(FadeIn(self.scaled, self.name_a), run_time=0.5)
        self.on_stage.add("multiple")
        for scale in SCALES:
            self.play(picture.first.animate.set_value(scale), run_time=1.1)
            self.wait_at_least(0.3)
        self.zero = zero.clear_updaters()

    @step(
        en="The same for a longer column: every entry is multiplied.",
        ja="長い列でも同じで、すべての要素に掛けます。",
    )
    def scale_entries(self) -> None:
        """The notes' example: ten times a column, entry by entry."""
        vector = self.notes[0]
        factor, parts = self.math(to_typst(self.ten), role=MOVING), column(vector, self.type)
        open_product = written_multiples(self.ten, vector, (MOVING, INK), self.type)
        self.example = line_up([factor, parts, self.math("="), open_product], self.layout.lower)
        self.play(FadeIn(*self.example[:3], open_product.brackets), run_time=0.5)
        write_rows(self, open_product, lambda index: [(factor, "FIRST"), (parts.at(index, 0), "SECOND")])
        self._work_out([self.ten * part for part in vector])

    @step(
        en="Scale both, add them up: every result is a linear combination.",
        ja="それぞれを何倍かして足したもの、これが線形結合です。",
    )
    def combine(self) -> None:
        """Both coefficients change; the result follows, and its column."""
        picture = self.picture
        self.on_stage -= {"multiple"}
        gone = FadeOut(self.scaled, self.example, self.name_a, self.zero)
        self.play(gone, picture.first.animate.set_value(1.0), run_time=0.7)
        letters = self._letters("{{ c_1 : MOVING }} bold(a)", "{{ c_2 : MOVING }} bold(b)")
        self.name_a, self.name_b = picture.names_of_parts(*letters)
        self.combined, self.equation = combination(self.layout.upper, picture, self.type)
        self.coefficients, values = coefficients_of(self.layout.lower, picture, self.type)
        self.equation.add(values)
        self.add(picture.given_b, picture.part_a, picture.part_b, picture.total)
        parts = (picture.given_b, picture.part_b, picture.total, self.name_a, self.name_b)
        self.play(*map(FadeIn, parts), run_time=0.6)
        self.on_stage |= {"b", "sum"}
        self.play(FadeIn(self.equation), run_time=0.5)
        self.on_stage.add("combination")
        for first, second in COMBINATIONS[1:]:
            for tracker, value in ((picture.first, first), (picture.second, second)):
                if tracker.get_value() != value:
                    self.play(tracker.animate.set_value(value), run_time=1.2)

    @step(
        en="Integers for $c_1$ and $c_2$: the tips form a lattice.",
        ja="係数 $c_1, c_2$ を整数にすると、終点は格子をつくります。",
    )
    def sweep_lattice(self) -> None:
        """Multiples of a make a row of dots; multiples of b carry the row over the plane."""
        picture = self.picture
        self.on_stage -= {"sum", "combination"}
        parts = (picture.part_a, picture.part_b, picture.total, self.name_a, self.name_b, self.equation)
        self.letters = self.math(COMBINED).move_to(self.layout.upper.center)
        self.given = picture.names_of_given(*self._letters("bold(a)", "bold(b)"))
        self.kind = self._kind(en="integers $c_1$, $c_2$", ja="$c_1$, $c_2$ は整数")
        self.play(*map(FadeOut, parts), FadeIn(self.letters, self.kind), run_time=0.5)
        self.play(*picture.coming_forward(), *map(FadeIn, self.given), run_time=0.4)
        self.add(picture.lattice, picture.given_a, picture.given_b)
        self.on_stage.add("lattice")
        self.play(FadeIn(picture.lattice), run_time=0.2)
        first, second = picture.lattice.ground.most
        self.play(picture.row.animate.set_value(first), run_time=1.5, rate_func=linear)
        self.play(picture.rows.animate.set_value(second), run_time=2.0, rate_func=linear)

    @step(
        en="All real numbers: the tips fill the plane. This is the span.",
        ja="任意の実数にすると平面が埋まります。これが張る空間です。",
    )
    def fill_plane(self) -> None:
        """Halves, quarters, eighths: the dots come together to a plane, which goes on beyond the frame."""
        picture, finest = self.picture, self.picture.lattice.finest
        old, self.kind = self.kind, self._kind(en="all real numbers $c_1$, $c_2$", ja="$c_1$, $c_2$ は任意の実数")
        self.play(FadeOut(old), FadeIn(self.kind), run_time=0.5)
        self.whole = picture.whole_plane().shine(0.0)
        self.add(self.whole)
        for level in range(1, finest + 1):
            glow = self.whole.animate.shine((level / (finest + 1)) ** 2)
            self.play(picture.fineness.animate.set_value(level), glow, run_time=0.9)
        self.play(self.whole.animate.shine(1.0), picture.lattice.animate.set_opacity(0), run_time=1.0)
        self.definition = span_of(self.layout.upper, self.type)
        self.play(*written_into(self.letters, self.definition), run_time=0.9)
        self.remove(self.letters).add(self.definition)

    @step(
        en="Turn $bold(b)$ onto the line of $bold(a)$: all that they reach is one line.",
        ja="$bold(b)$ が $bold(a)$ に平行になると、届くのは1本の直線だけです。",
    )
    def turn_parallel(self) -> None:
        """The lattice closes up while b turns; when it is parallel to a, one line is left."""
        picture = self.picture
        self.rank, self.rank_row = rank_of(self.layout.lower, picture, self.type)
        picture.fineness.set_value(0)  # no dot is seen at this moment
        picture.lattice.refresh()
        dots = picture.lattice.animate.set_opacity(1)
        self.play(FadeOut(self.whole), FadeOut(self.kind), dots, FadeIn(self.rank_row), run_time=0.8)
        self.on_stage.add("rank")
        self.play(picture.turn.animate.set_value(1.0), run_time=3.2)

    @step(
        en="Two arrows, but only one direction: the rank has dropped to $1$.",
        ja="矢印は2本でも方向は1つだけ。階数は $1$ に落ちました。",
    )
    def say_rank(self) -> None:
        """The line of a is all that is left; the rank counts one direction."""
        self.line = self.picture.line_of_a()
        self.add(self.line, self.picture.given_a, self.picture.given_b)
        self.play(Create(self.line), run_time=1.2)
        self.play(Indicate(self.rank, scale_factor=1.4, color=self.theme[RESULT]), run_time=1.0)

    @step(
        en="Off that line again, $bold(a)$ and $bold(b)$ are a basis of the plane: dimension $2$.",
        ja="直線から離せば $bold(a), bold(b)$ は平面の基底となり、次元は $2$ です。",
    )
    def state_answer(self) -> None:
        """The arrow b turns back, the plane fills again; the number of basis vectors is the dimension."""
        picture = self.picture
        self.play(FadeOut(self.line), run_time=0.4)
        self.play(picture.turn.animate.set_value(0.0), run_time=1.6)
        self.play(FadeIn(self.whole), picture.lattice.animate.set_opacity(0), run_time=0.8)
        basis = self.text(en=f"basis: ${BOTH}$", ja=f"基底：${BOTH}$")
        answer = dimension_of(self.layout.panel.inset(0.4), basis, self.type)
        self.on_stage -= {"rank"}
        self.play(Rewrite(self.definition, answer[0]), FadeOut(self.rank_row), run_time=0.8)
        for line in answer[1]:
            self.play(FadeIn(line, shift=0.2 * UP), run_time=0.4)
        self.play(Create(frame_around(answer, self.theme[RESULT], gap=0.28)), run_time=0.7)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _letters(self, of_a: str, of_b: str) -> tuple[Typeset, Typeset]:
        return self.math(of_a, size=LABEL, role=GIVEN_A), self.math(of_b, size=LABEL, role=GIVEN_B)

    def _kind(self, en: str, ja: str) -> Typeset:
        """What the coefficients may be, in the lower half of the panel."""
        return self.text(en=en, ja=ja).fit_into(self.layout.lower.width).move_to(self.layout.lower.center)

    def _work_out(self, values: Sequence[sympy.Expr]) -> None:
        """The last column of the example becomes its values."""
        moves, self.example = worked_out(self.example, column(values, self.type, role=RESULT))
        self.play(*moves, run_time=0.8)
