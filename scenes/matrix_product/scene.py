"""The product of two matrices: row meets column, one map after another (lecture notes, sections 2.2.1 and 2.2.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from manim import PI, UP, Create, FadeIn, FadeOut, Indicate, Rotate, VGroup

from scenes.matrix_product.captions import words_of_swaps
from scenes.matrix_product.claims import ProductClaims
from scenes.matrix_product.examples import Swapped, maps_for, swapped, without_product
from sessen import GIVEN_A, GIVEN_B, MOVING, RESULT, Lesson, Matrix, Words, step
from sessen.mathematics import Matrix as Exact
from sessen.mathematics import multiply
from sessen.mobjects import Rewrite, everything_except, frame_around, panel_background
from sessen.mobjects.matrices.falk_scheme import FalkScheme, StandUp
from sessen.mobjects.matrices.formulas import (
    as_large_as_the_smallest,
    compared,
    maps_written,
    moved_onto,
    rule_of_product,
    sizes_written,
    two_places,
    written_map,
)
from sessen.mobjects.matrices.inner import InnerProduct
from sessen.mobjects.matrices.maps import SquareMap
from sessen.steps import Step
from sessen.theme import Role

NAMES: Final = ("bold(A)", "bold(B)", "bold(C) = bold(A B)")


class MatrixProduct(ProductClaims, Lesson):
    """What does it mean to multiply matrices?"""

    section = "2.2.1–2"
    topic = Words(en="Matrix product", ja="行列積")
    question = Words(
        en="What does it mean to multiply matrices?", ja="行列どうしを掛けるとは、どういうことでしょうか？"
    )

    A = Matrix("1,2,3;4,5,6", presets=("1,0,2;0,3,1", "2,1,0;1,0,4"), help="the first factor, row by row")
    B = Matrix("1,2;0,1;3,1", help="the second factor, with as many rows as A has columns")

    def setup(self) -> None:
        """The product, two matrices that have none, and the maps."""
        self.product = multiply(self.A, self.B)
        self.strangers = without_product(self.A, self.B)
        self.swapped = swapped(self.A, self.B)
        self.maps = maps_for(self.A, self.B)
        self.letters = ("A", "B") if self.maps == (self.A, self.B) else ("S", "R")
        self.after = multiply(*self.maps), multiply(*reversed(self.maps))
        self.scheme = self._scheme(self.A, self.B, self.product, NAMES, (GIVEN_A, GIVEN_B))
        self.placed: list[tuple[int, int]] = []
        self.on_stage: set[str] = set()  # what the claims may speak of

    def step_text(self, each: Step) -> Step:
        """What is said of the other order depends on what it does."""
        words = words_of_swaps(self.swapped, same_maps=self.after[0] == self.after[1]).get(each.name)
        return each if words is None else replace(each, words=words.with_owner(each.words.owner))

    @step(
        en="A matrix is a rectangular array of numbers, in rows and columns.",
        ja="行列は、数を長方形に並べたものです。横が行、縦が列です。",
    )
    def show_matrices(self) -> None:
        """The question, then both factors as blocks, with the numbers of their rows and columns."""
        self.panel = panel_background(self.layout.panel, self.theme)
        scheme, self.counts = self.scheme, VGroup(*self.scheme.side_numbers())
        self.sizes, self.bands = self._sizes(), (scheme.row_band(0), scheme.column_band(0))
        self.note = self.text(en="rows × columns", ja="行の数 × 列の数").move_to(self.sizes[2])
        self.show_question(FadeIn(scheme.sheets[0], scheme.first, scheme.names[0]))
        self.play(FadeIn(self.panel, *self.counts[:2], self.sizes[0], self.note), run_time=0.6)
        self.play(FadeIn(scheme.sheets[1], scheme.second, scheme.names[1]), run_time=0.7)
        self.play(FadeIn(*self.counts[2:4], self.sizes[1]), run_time=0.5)

    @step(
        en="A row of $bold(A)$ must be as long as a column of $bold(B)$: swing the side round, and it fits.",
        ja="$bold(A)$ の行と $bold(B)$ の列は同じ長さ。辺を回すと、ぴたりと合います。",
    )
    def meet_sides(self) -> None:
        """The width of A swings round the corner onto the height of B; the sizes are written down."""
        self.side = self.scheme.side_of_first()
        self.play(Create(self.side), run_time=0.7)
        self._swing(1.6)
        self.on_stage.add("side")
        self.play(FadeIn(self.counts[2]), run_time=0.3)
        inner = (self.sizes[0].part("MOVING"), self.sizes[1].part("MOVING"))
        self.play(*(Indicate(each, scale_factor=1.4, color=self.theme[MOVING]) for each in inner), run_time=1.0)
        product = (self.scheme.sheets[2], self.scheme.names[2], self.sizes[2])
        self.play(FadeOut(self.note), FadeIn(*product), run_time=0.8)

    @step(
        en="Row $1$ meets column $1$: multiply pair by pair, add up. That is one entry.",
        ja="1行目と1列目を組にして掛け、足します。これで要素が1つ決まります。",
    )
    def meet_row_and_column(self) -> None:
        """The first row stands up beside the first column; the pairs move into the panel; their sum into the corner."""
        scheme = self.scheme
        self.on_stage -= {"side"}
        self.play(FadeOut(self.side, self.counts[0], *self.counts[2:], self.sizes), run_time=0.4)
        self.add(*self.bands, scheme.first, scheme.second)
        self.play(*map(FadeIn, self.bands), run_time=0.5)
        self.sum = self._inner(0, 0)
        standing = scheme.first.row(0).copy()
        self.play(StandUp(standing, scheme.grid), run_time=1.3)
        for index, entry in enumerate(standing):
            self.play(*self.sum.multiplying(index, entry, scheme.second.at(index, 0)), run_time=0.8)
        self.play(Create(self.sum.rule), FadeIn(self.sum.rows[-1]), FadeOut(standing), run_time=0.6)
        self.play(FadeIn(scheme.result.brackets), run_time=0.3)
        self._place(0, 0, 0.9)

    @step(
        en="Each entry stands where its row and its column cross.",
        ja="どの要素も、行と列が交わるところに入ります。",
    )
    def fill_product(self) -> None:
        """All other rows meet all other columns, until the product is full."""
        places = [(i, j) for i in range(self.scheme.m) for j in range(self.scheme.p)][1:]
        pace = min(0.8, 7.0 / max(1, 2 * len(places)))
        for i, j in places:
            before, self.sum = self.sum, self._inner(i, j)
            targets = self.scheme.row_band(i), self.scheme.column_band(j)
            moves = [band.animate.move_to(target) for band, target in zip(self.bands, targets, strict=True)]
            self.play(*moves, FadeOut(before), FadeIn(self.sum), run_time=pace)
            self._place(i, j, pace)

    @step(
        en="Here the sides do not fit: numbers stay without a partner. No product.",
        ja="長さが合わないと相手のない数が残り、積は定義されません。",
    )
    def refuse_product(self) -> None:
        """Two other matrices; the side that swings round is too long or too short."""
        one, other, self.factors = self.strangers
        self.on_stage -= {"product"}
        self._clear_scheme()
        roles = (GIVEN_A if "A" in self.factors[0] else GIVEN_B, GIVEN_A if "A" in self.factors[1] else GIVEN_B)
        self.scheme = self._scheme(one, other, None, (*self.factors, " ".join(self.factors)), roles)
        scheme, self.counts = self.scheme, VGroup(*self.scheme.side_numbers())
        self.play(FadeIn(*scheme.sheets[:2], scheme.first, scheme.second, *scheme.names[:2]), run_time=0.8)
        self.side = scheme.side_of_first()
        self.play(Create(self.side), FadeIn(self.counts[1:3]), run_time=0.7)
        self._swing(1.2)
        self.standing = scheme.first.row(0).copy()
        self.play(FadeOut(self.side), StandUp(self.standing, scheme.grid), run_time=1.0)
        left_over = VGroup(
            *(frame_around(each, self.theme[MOVING], gap=0.1) for each in scheme.left_over(self.standing))
        )
        self.sizes = self._sizes()
        self.play(Create(left_over), FadeIn(self.panel, self.sizes), run_time=0.8)

    @step(
        en="Swap the factors, and the product changes: here even its size.",
        ja="順序を入れ替えると別の積になり、ここでは大きさまで違います。",
    )
    def swap_factors(self) -> None:
        """The given matrices change places: no product, or another one, beside the first in the panel."""
        self._clear_scheme()
        other = None if self.swapped is Swapped.UNDEFINED else multiply(self.B, self.A)
        self.scheme = self._scheme(self.B, self.A, other, ("bold(B)", "bold(A)", "bold(B A)"), (GIVEN_B, GIVEN_A))
        scheme, self.counts = self.scheme, VGroup(*self.scheme.side_numbers())
        self.play(FadeIn(*scheme.sheets[:2], scheme.first, scheme.second, *scheme.names[:2]), run_time=0.8)
        self.side = scheme.side_of_first()
        self.play(Create(self.side), FadeIn(self.counts[1:3]), run_time=0.6)
        self._swing(1.2)
        if other is None:
            self.sizes = self._sizes()
            self.play(FadeIn(self.panel, self.sizes), run_time=0.6)
            return
        self.play(FadeIn(scheme.sheets[2], scheme.names[2], scheme.result), run_time=1.0)
        self.sizes = compared(self.layout, ("bold(A B) =", self.product), ("bold(B A) =", other), self.type)
        self.play(FadeIn(self.panel, self.sizes[0]), run_time=0.5)
        self.play(FadeIn(self.sizes[1][0]), Rewrite(scheme.result, self.sizes[1][1], keep=True), run_time=0.9)

    @step(
        en="A 2 × 2 matrix moves the plane: its columns are where the unit arrows go.",
        ja="2行2列の行列は平面を動かします。列は単位ベクトルの行き先です。",
    )
    def map_square(self) -> None:
        """The unit square with its two arrows is carried by the second factor."""
        self._clear_scheme()
        last, first = self.maps
        routes, layout = [(first, last), (last, first)], self.layout
        self.squares = SquareMap(routes, layout.figure, layout.band, self.type)
        self.play(FadeIn(self.squares.backdrop), FadeIn(self.squares.figure), run_time=0.9)
        self.on_stage.add("square")
        self.acting = maps_written(self.layout.panel.inset(0.4), self.maps, self.letters, self.type)
        self.play(FadeIn(self.panel, self.acting[0]), run_time=0.6)
        self.play(self.squares.progress.animate.set_value(1.0), run_time=2.4)
        self._rename(self.letters[1])

    @step(
        en="Then a second matrix acts on the result.",
        ja="続けてもう1つの行列が、その先をさらに動かします。",
    )
    def map_again(self) -> None:
        """The image of the square is carried on by the first factor."""
        self.play(FadeIn(self.acting[1]), run_time=0.6)
        self.play(self.squares.progress.animate.set_value(2.0), run_time=2.4)
        self._rename(*self.letters)

    @step(
        en="One matrix does both at once: the product. Its columns are these arrows.",
        ja="これを一度に行う行列が積です。列は、この2本の矢印です。",
    )
    def read_product(self) -> None:
        """The ends of the arrows are the columns of the product."""
        squares = self.squares
        smaller = self._write_products()
        name, shown = self.both[0]
        self.play(*map(moved_onto, self.acting, smaller), run_time=0.8)
        self.play(FadeIn(name, shown.brackets), run_time=0.5)
        for index, arrow in enumerate(squares.arrows):
            self.play(FadeIn(shown.column(index), target_position=arrow.tip, scale=0.6), run_time=0.9)
        self.shown_product = shown
        self.on_stage.add("both")
        self.trace = squares.outline(squares.now)
        self.add(self.trace, *squares.arrows, *squares.names)  # the outline lies below the arrows
        self.play(Create(self.trace), run_time=0.8)

    @step(
        en="Take them in the other order, and the square lands elsewhere.",
        ja="順序を入れ替えると、正方形は別のところに行きます。",
    )
    def swap_maps(self) -> None:
        """The square starts again, and is carried by the first factor first."""
        squares = self.squares
        self.on_stage -= {"both"}
        old, new = squares.rename("")
        self.play(FadeOut(old, run_time=0.4), squares.progress.animate.set_value(0.0), run_time=1.0)
        self.play(FadeIn(new), run_time=0.4)
        squares.route = squares.routes[1]
        for stage, applied in ((1.0, self.letters[:1]), (2.0, self.letters[::-1])):
            self.play(squares.progress.animate.set_value(stage), run_time=1.6)
            self._rename(*applied)
        name, shown = self.both[1]
        self.play(FadeIn(name, shown), run_time=0.6)
        self.shown_product = shown
        self.on_stage.add("both")

    @step(
        en="Each entry is a row times a column; as a whole, one map follows the other.",
        ja="行列積は行と列の内積を並べたもので、写像の合成を表します。",
    )
    def state_answer(self) -> None:
        """The rule for an entry and for the sizes, in a frame."""
        answer = rule_of_product(self.layout.panel.inset(0.4), self.type)
        gone = VGroup(*self.acting, *(part for pair in self.both for part in pair))
        self.on_stage -= {"both"}
        self.play(FadeOut(gone), run_time=0.6)
        for line in answer:
            self.play(FadeIn(line, shift=0.2 * UP), run_time=0.8)
        self.play(Create(frame_around(answer, self.theme[RESULT], gap=0.28)), run_time=0.7)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _scheme(
        self, first: Exact, second: Exact, product: Exact | None, names: tuple[str, str, str], roles: tuple[Role, Role]
    ) -> FalkScheme:
        return FalkScheme(first, second, product, self.layout.figure, self.type, names=names, roles=roles)

    def _sizes(self) -> VGroup:
        return sizes_written(self.scheme, self.layout.panel.inset(0.5, 0.6), self.type)

    def _swing(self, seconds: float) -> None:
        """The width of the first factor turns round the corner onto the height of the second."""
        turn = Rotate(self.side, -PI / 2, about_point=self.scheme.grid.corner)
        self.play(turn, FadeOut(*self.counts[1:3], run_time=0.3), run_time=seconds)

    def _rename(self, *maps: str) -> None:
        """The arrows take the names of images under these maps, the last of which came first."""
        old, new = self.squares.rename(" ".join(f"bold({name})" for name in maps))
        self.play(FadeOut(old), FadeIn(new), run_time=0.4)

    def _inner(self, i: int, j: int) -> InnerProduct:
        row, column = tuple(self.A.row(i)), tuple(self.B.col(j))
        return InnerProduct(row, column, f"c_({i + 1} {j + 1})", self.layout.panel.inset(0.4, 0.3), self.type)

    def _place(self, i: int, j: int, seconds: float) -> None:
        """The sum of the panel moves to where its row and its column cross."""
        self.play(Rewrite(self.sum.result, self.scheme.result.at(i, j), keep=True), run_time=seconds)
        self.placed.append((i, j))
        self.on_stage.add("product")

    def _write_products(self) -> tuple[VGroup, VGroup]:
        """Both products below; gives what both factors are to look like above them."""
        last, first = self.letters
        above, below = self.layout.panel.inset(0.3, 0.25).rows(0.3, 0.7, gap=0.15)
        named = zip((f"{last} {first}", f"{first} {last}"), self.after, two_places(below), strict=True)
        self.both = [written_map(place, f"bold({name}) =", matrix, self.type) for name, matrix, place in named]
        as_large_as_the_smallest([VGroup(*pair) for pair in self.both])
        return maps_written(above, self.maps, self.letters, self.type)

    def _clear_scheme(self) -> None:
        """Everything goes but title and sentence: a panel without a word in it too."""
        self.play(*map(FadeOut, everything_except(self.mobjects, (self.title, self._caption))), run_time=0.6)
