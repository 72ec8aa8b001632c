"""The dot product as shadow times length, and as a sum of products (lecture notes, section 2.1.3)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    ValueTracker,
    VGroup,
    VMobject,
)

from scenes.dot_product.claims import ProjectionClaims
from scenes.dot_product.flat import TRUE_SCALE, FlatPicture
from scenes.dot_product.legs import FallBeside, Legs
from scenes.dot_product.products import (
    LETTERS,
    SHADOW,
    component,
    entries_into_row,
    formula,
    lengths_multiplied,
    named_components,
    products_added,
    row_times_column,
    shadows_of_legs,
    shown_rows,
)
from scenes.dot_product.shadow import FallOntoLine, PourLight, ShadowFigure, haloed
from scenes.dot_product.space_figure import SpaceFigure
from scenes.dot_product.turning import AngleGraph
from sessen import GIVEN_A, GIVEN_B, MOVING, MUTED, RESULT, Lesson, Vector, Words, step
from sessen.mathematics import Projection, require_drawable, to_float, to_typst
from sessen.mobjects.clearing import everything_except
from sessen.mobjects.panel import panel_background
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.mobjects.vectors import GrowArrow
from sessen.typesetting.typeset import LABEL, NOTE, Typeset


class DotProduct(ProjectionClaims, Lesson):
    """What does the dot product measure?"""

    section = "2.1.3"
    topic = Words(en="Dot product", ja="内積")
    question = Words(en="What does the dot product measure?", ja="内積は何を測っているのでしょうか？")

    a = Vector("2,3", presets=("1,-4", "-3,1"), help="the vector that casts the shadow")
    b = Vector("4,1", presets=("3,-2", "1,0"), help="the vector on whose line the shadow falls")
    notes = ((1, 2, 3), (4, 5, 6))

    def setup(self) -> None:
        """The mathematics, the angle that moves, and the figures that are drawn from both."""
        require_drawable(self.a, self.b)
        self.projection, self.example = Projection(self.a, self.b), Projection(*self.notes)
        self.angle, self.drawn_to, self.facing = map(ValueTracker, (self.projection.angle, 0, 0))
        self.picture = FlatPicture(self.projection, self.layout.figure, self.layout.band, self.type)
        self.figure = ShadowFigure(lambda: self.picture.pose(self.angle.get_value()), self.picture.region, self.type)
        self.space = SpaceFigure(*self.notes, self.facing.get_value, self.layout.figure, self.type)
        self.on_stage: set[str] = set()  # what the claims may speak of

    @step(
        en="Two arrows leave one point. How far do they go the same way?",
        ja="同じ点から出る2本の矢印は、どれだけ同じ向きに進むでしょうか。",
    )
    def show_two_vectors(self) -> None:
        """The question, then b and a with their components."""
        remarks = VGroup(*map(self._quiet, self.picture.remarks)).arrange(RIGHT, buff=0.4)
        remarks.move_to(self.layout.figure.at(0, 0), aligned_edge=DL)
        self.backdrop = VGroup(self.picture.backdrop, remarks)
        self.show_question(FadeIn(self.backdrop))
        self.panel = panel_background(self.layout.panel, self.theme)
        arrows, region = (self.figure.b, self.figure.a), self.picture.region
        pairs = zip(arrows, "ba", (self.b, self.a), strict=True)
        self.given = [haloed(named_components(*pair, region, self.type), self.theme) for pair in pairs]
        for arrow, label in zip(arrows, self.given, strict=True):
            self.play(GrowArrow(arrow.arrow), run_time=0.9)
            self.play(FadeIn(label), run_time=0.4)
        self.on_stage.add("arrows")

    @step(
        en="Shine light at right angles to $bold(b)$: the shadow of $bold(a)$ is its projection.",
        ja="$bold(b)$ の直線に垂直に光を当てると、$bold(a)$ の影、正射影ができます。",
    )
    def cast_shadow(self) -> None:
        """Rays fall on the line of b; where a stops them lies its shadow."""
        figure, rays = self.figure, self.figure.rays()
        pairs = zip(self.given, (figure.b, figure.a), strict=True)
        names = [Rewrite(given.part("NAME"), arrow.label) for given, arrow in pairs]
        self.play(*names, *(FadeOut(given.part("REST")) for given in self.given), FadeIn(figure.line), run_time=0.7)
        self.add(rays, figure.bar.set_stroke(opacity=0), figure.b, figure.a)
        self.play(PourLight(rays), run_time=1.2)
        self.play(FallOntoLine(figure), run_time=1.3)
        self.on_stage.add("shadow")
        self.shadow_name = figure.follow_shadow(self.text(en="shadow", ja="影", role=MOVING))
        self.add(figure.drop, figure.mark, figure.a)
        self.play(FadeOut(rays), *map(FadeIn, (figure.drop, figure.mark, self.shadow_name)), run_time=0.6)

    @step(
        en="Shadow times length of $bold(b)$: that is the dot product.",
        ja="影の長さと $bold(b)$ の長さを掛けた数、これが内積です。",
    )
    def multiply_lengths(self) -> None:
        """The panel takes both lengths out of the picture and multiplies them."""
        names = [
            self.text(en="shadow of $bold(a)$", ja="$bold(a)$ の影", role=MOVING),
            self.text(en="× length of $bold(b)$", ja="× $bold(b)$ の長さ", role=GIVEN_B),
            self.text(en="dot product", ja="内積", role=RESULT),
        ]
        self._multiply(self.figure, self.projection, names, self._shadow_now)
        self.on_stage.add("lengths")

    @step(
        en="Turn $bold(a)$ onto $bold(b)$: the shadow is longest now.",
        ja="$bold(a)$ を $bold(b)$ に重ねると、影は最も長くなります。",
    )
    def turn_onto(self) -> None:
        """The angle closes; shadow and product grow to their largest."""
        self.add(self.figure.arc, self.figure.theta, self.figure.a)
        self.play(FadeIn(self.figure.arc), FadeIn(self.figure.theta), run_time=0.5)
        self.play(self.angle.animate.set_value(0.0), run_time=2.6)

    @step(
        en="Turn it away, and at a right angle no shadow is left: the product is $0$.",
        ja="離していくと影は縮み、直角のとき内積は $0$ になります。",
    )
    def turn_to_right_angle(self) -> None:
        """A graph of the product over the angle begins; a opens to a right angle."""
        self.graph = AngleGraph(self.layout.lower, np.cos, self.angle.get_value, self.drawn_to.get_value, self.type)
        self.play(FadeIn(self.graph), run_time=0.6)
        self.on_stage.add("graph")
        self._turn(np.pi / 2, 3.2)

    @step(
        en="Beyond it the shadow falls backwards: the product is negative.",
        ja="直角を超えると影は逆向きに伸び、内積は負になります。",
    )
    def turn_beyond(self) -> None:
        """The angle opens to a straight one; the shadow grows on the other side."""
        self._turn(np.pi, 3.4)

    @step(
        en="The curve is a cosine: the shadow is the length of $bold(a)$ times $cos theta$.",
        ja="影は $bold(a)$ の長さの $cos theta$ 倍なので、曲線は余弦になります。",
    )
    def name_cosine(self) -> None:
        """Back where it was, a has its shadow named, and the calculation and the curve take the name over."""
        self.play(self.angle.animate.set_value(self.projection.angle), run_time=1.8)
        word, self.shadow_name = self.shadow_name, self.figure.follow_shadow(self.math(SHADOW, size=LABEL))
        self.play(FadeOut(word), FadeIn(self.shadow_name), run_time=0.5)
        words, letters = self.lengths.renamed([*map(self.math, LETTERS)])
        named = Rewrite(self.shadow_name, letters[0], keep=True)
        self.play(FadeOut(words[0], run_time=0.35), named.set_run_time(0.9))
        self.play(*map(Rewrite, words[1:], letters[1:]), run_time=0.8)
        self.curve_name = self.math("norm(bold(a)) norm(bold(b)) cos theta", size=NOTE, role=RESULT)
        self.curve_name.move_to(self.graph.point(0.74, 0.72))
        self.play(FadeIn(self.curve_name), run_time=0.5)

    @step(
        en="Walk to the tip of $bold(a)$ axis by axis: each leg casts a shadow.",
        ja="$bold(a)$ の先まで軸に沿って進むと、一歩ごとに影ができます。",
    )
    def walk_along_axes(self) -> None:
        """Legs along the axes lead to the tip of a; their shadows lie tip to tail."""
        figure = self.figure
        self.on_stage.discard("graph")
        self.play(FadeOut(self.graph, self.curve_name, self.shadow_name, figure.arc, figure.theta), run_time=0.5)
        self.legs = Legs(self.picture.corners(), figure.pose(), self.picture.region, self.theme)
        self.leg_names = self.legs.named(
            [haloed(self.math(component(part), role=GIVEN_A), self.theme) for part in self.a]
        )
        self.on_stage.add("legs")
        self.shares = shadows_of_legs(self.layout.lower, self.projection, self.type)
        pace = min(1.0, 3 / len(self.a))
        for leg, arrow in enumerate(self.legs.arrows):
            named = [FadeIn(self.leg_names[leg])] if self.picture.flat and self.a[leg] else []
            self.play(GrowArrow(arrow), *named, run_time=0.8 * pace)
            also = (*self.legs.drops[leg : leg + 1], *self.shares[leg : leg + 1])
            self.play(FallBeside(self.legs, leg), *map(FadeIn, also), run_time=0.9 * pace)

    @step(
        en="Multiply each shadow by the length of $bold(b)$: products of components, the same sum.",
        ja="$bold(b)$ の長さを掛けると成分どうしの積になり、合計は同じ数です。",
    )
    def add_components(self) -> None:
        """Each shadow becomes the product of two components; they add up to the number above."""
        self.sums = products_added(self.layout.lower, self.projection, self.type)
        for row, leg in zip(self.sums.rows, shown_rows(len(self.a)), strict=False):
            gone, self.shares = map(FadeOut, self.shares), VGroup()
            self.play(*gone, FadeIn(row, target_position=self.legs.shadows[leg].get_center(), scale=0.5), run_time=0.8)
        self.play(Create(self.sums.rule), FadeIn(self.sums.rows[-1]), run_time=0.5)
        self._compare(self.lengths.result, self.sums.result)

    @step(
        en="In space, too, two vectors lie in one plane: look straight onto it.",
        ja="空間でも、2つのベクトルは1つの平面の上にあります。",
    )
    def face_the_plane(self) -> None:
        """Two vectors of space; the view turns until their plane lies flat in the picture."""
        space = self.space
        self.on_stage.clear()
        self.play(*map(FadeOut, everything_except(self.mobjects, (self.title, self._caption))), run_time=0.7)
        self.play(FadeIn(space.axes), FadeIn(space.axis_names), run_time=0.5)
        for arrow, leg in zip((space.arrows.a, space.arrows.b), space.legs, strict=True):
            self.play(Create(leg), GrowArrow(arrow.arrow), FadeIn(arrow.label), run_time=0.7)
        self.add(space.patch, space.grid, space.scaffold, space.arrows.b, space.arrows.a)
        self.play(FadeIn(space.patch), FadeIn(space.grid), run_time=0.6)
        self.entries = row_times_column(self.layout.upper, self.example, self.type)
        self.play(FadeIn(self.panel, self.entries), run_time=0.5)
        self.play(self.facing.animate.set_value(1.0), run_time=2.8)
        self.remove(space.scaffold)
        self.play(FadeIn(self._quiet(TRUE_SCALE).move_to(self.layout.figure.at(1, 0), aligned_edge=DR)), run_time=0.4)
        self.on_stage.add("space")

    @step(
        en="Entry times entry, all added up: the dot product is ${example}$.",
        ja="同じ位置の要素どうしを掛けて足すと、内積は ${example}$ です。",
    )
    def multiply_entries(self) -> None:
        """Row meets column: three products and their sum."""
        self.sums = products_added(self.layout.lower, self.example, self.type)
        for index, row in enumerate(self.sums.rows[:-1]):
            self.play(*entries_into_row(self.entries, row, index), run_time=0.9)
        self.play(Create(self.sums.rule), FadeIn(self.sums.rows[-1]), run_time=0.5)

    @step(
        en="And the shadow that we see in that plane gives the same number.",
        ja="その平面で影から求めても、同じ数になります。",
    )
    def check_with_shadow(self) -> None:
        """The shadow falls in the plane; its length times the length of b is the same number."""
        arrows, names = self.space.arrows, [*map(self.math, LETTERS)]
        self.add(arrows.bar.set_stroke(opacity=0), arrows.b, arrows.a)
        self.play(FallOntoLine(arrows), FadeIn(arrows.line), run_time=1.0)
        self.on_stage.add("shadow in space")
        self.shadow_name = arrows.follow_shadow(self.math(SHADOW, size=LABEL))
        self.play(*map(FadeIn, (arrows.drop, arrows.mark, arrows.arc, arrows.theta, self.shadow_name)), run_time=0.5)
        self.play(FadeOut(self.entries), run_time=0.4)
        self._multiply(arrows, self.example, names, lambda: to_float(self.example.signed_length))
        self._compare(self.lengths.result, self.sums.result)

    @step(
        en="It measures how far $bold(a)$ goes along $bold(b)$, times the length of $bold(b)$.",
        ja="内積は、$bold(a)$ が $bold(b)$ の向きに進む長さと、$bold(b)$ の長さの積です。",
    )
    def state_answer(self) -> None:
        """Shadow and length move into one formula; the sum of products is its second form."""
        product, lengths, total, frame = formula(self.layout.panel.inset(0.45), self.type)
        (shadow_row, length_row, result_row), sums = self.lengths.rows, self.sums
        gone = (shadow_row[1], length_row[1], length_row[0][0], result_row, self.lengths.rule, sums)
        self.play(*map(FadeOut, gone), run_time=0.6)
        self.play(Rewrite(VGroup(shadow_row[0], length_row[0].part("GIVEN_B")), lengths), run_time=1.0)
        self.play(FadeIn(product), run_time=0.4)
        self.play(FadeIn(total, shift=0.3 * UP), run_time=0.8)
        self.play(Create(frame), run_time=0.7)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _shadow_now(self) -> float:
        return float(self.picture.length_a * np.cos(self.angle.get_value()))

    def _turn(self, angle: float, seconds: float) -> None:
        self.play(self.angle.animate.set_value(angle), self.drawn_to.animate.set_value(angle), run_time=seconds)

    def _multiply(
        self, figure: ShadowFigure, true: Projection, names: list[Typeset], shadow: Callable[[], float]
    ) -> None:
        """Take the shadow and the length of b out of a figure into the panel; then their product."""
        if not self.is_on_screen(self.panel):
            self.play(FadeIn(self.panel), run_time=0.3)
        self.lengths = lengths_multiplied(self.layout.upper, names, shadow, true, self.type)
        for row, source in zip(self.lengths.rows, (figure.bar, figure.b.arrow), strict=False):
            self.play(FadeIn(row, target_position=source.get_center(), scale=0.6), run_time=0.9)
        self.play(Create(self.lengths.rule), FadeIn(self.lengths.rows[-1], shift=0.2 * DOWN), run_time=0.6)

    def _quiet(self, words: Words) -> Typeset:
        return haloed(self.type.words(self.localize(words), size=NOTE, role=MUTED), self.theme)

    @property
    def text_values(self) -> dict[str, str]:
        """What sentences may name: also the product of the notes' example."""
        return super().text_values | {"example": to_typst(self.example.dot)}

    def _compare(self, *results: VMobject) -> None:
        self.play(*(Indicate(result, scale_factor=1.25, color=self.theme[RESULT]) for result in results), run_time=1.0)
