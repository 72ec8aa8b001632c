"""Transposition as a mirror: entries, rows and columns, and products in it (lecture notes, section 2.2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from manim import PI, UP, ApplyMethod, Create, FadeIn, FadeOut, Indicate, VGroup, VMobject

from scenes.transpose.claims import TransposeClaims
from scenes.transpose.rules import OF_PRODUCT, OF_THREE, TWICE, partner_size, rules_of_transposition, three_more
from scenes.transpose.single_matrix import LoneMatrix
from scenes.transpose.three_factors import ChainDiagram
from sessen import GIVEN_A, GIVEN_B, RESULT, Lesson, Matrix, Words, step
from sessen.layout import Region
from sessen.mathematics import Matrix as Exact
from sessen.mathematics import MatrixError, conformable, multiply, size_of
from sessen.mobjects.clearing import everything_except
from sessen.mobjects.matrices.brackets import Brackets
from sessen.mobjects.matrices.columns import line_up
from sessen.mobjects.matrices.entries import EntryMatrix, entry_matrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme, transposed_name
from sessen.mobjects.matrices.formulas import sizes_in_mirror, sizes_written
from sessen.mobjects.matrices.inner import InnerProduct
from sessen.mobjects.matrices.mirror import Diagonal, Mirror
from sessen.mobjects.panel import frame_around, panel_background
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.typesetting.typeset import Typeset

NAMES: Final = ("bold(A)", "bold(B)", "bold(A B)")


class Transpose(TransposeClaims, Lesson):
    """What does transposing do to a matrix, and to a product?"""

    section = "2.2.3"
    topic = Words(en="Transpose", ja="転置")
    question = Words(en="What does transposing do to a product?", ja="転置すると、積はどうなるでしょうか？")

    A = Matrix("1,4;2,5;3,6", presets=("1,2;3,4", "1,2,3", "1,2;2,5"), help="the matrix that is transposed, row by row")

    def setup(self) -> None:
        """The matrix, a partner for it to be multiplied with, and the diagrams that turn over."""
        rows, columns = size_of(self.A)
        if rows == columns == 1:
            raise MatrixError("A is a single number, its own transpose: nothing moves", hint="give A another row")
        self.B = conformable(columns, partner_size(rows, columns))
        self.product = multiply(self.A, self.B)
        self.lone = LoneMatrix(self.A, self.layout.figure, self.type)
        self.turned_over = False
        self.on_stage: set[str] = set()  # what the claims may speak of

    @step(
        en="Lay a mirror on the diagonal: where row and column have the same number.",
        ja="行と列の番号が等しい対角線に、鏡を置きます。",
    )
    def lay_mirror(self) -> None:
        """The question, then the matrix, and its diagonal dashed."""
        lone = self.lone
        self.show_question(FadeIn(lone.backing, lone.shown))
        self.panel = panel_background(self.layout.panel, self.theme)
        self.on_stage.add("matrix")
        self.given = self._named("bold(A)", self.A, self.layout.upper)
        self.play(FadeIn(self.panel, *self.given), run_time=0.6)
        self.hinge = lone.dashed()
        self.play(Create(self.hinge), run_time=1.2)
        self.add(lone.shown)

    @step(
        en="Each entry goes straight across: row $i$, column $j$ becomes row $j$, column $i$.",
        ja="要素は鏡の向こうへ。$i$ 行 $j$ 列が、$j$ 行 $i$ 列に移ります。",
    )
    def cross_mirror(self) -> None:
        """The entries cross the diagonal one after the other, those on it stay; brackets and ground follow."""
        lone = self.lone
        self.on_stage -= {"matrix"}
        pairs = lone.pairs()
        pace = min(1.1, 5.0 / max(1, len(pairs)))
        waiting = lone.box_in_mirror()
        self.play(FadeIn(waiting), run_time=0.5)
        self.add(waiting, lone.backing, lone.shown)
        for pair in pairs:
            arc = PI / 2 if len(pair) == 2 else 0.0  # entries that change places go round each other
            self.play(*(ApplyMethod(entry.move_to, place, path_arc=arc) for entry, place in pair), run_time=pace)
        self._turn_over(lone.diagonal, shapes=[lone.backing], brackets=[lone.shown.brackets], seconds=1.4)
        self.remove(waiting)
        self.add(self.hinge, lone.shown)
        lone.shown.exchange_rows_and_columns()
        self.on_stage.add("matrix")

    @step(
        en="Every row has become a column: this is the transpose.",
        ja="どの行も列になりました。これが転置行列です。",
    )
    def turn_rows_into_columns(self) -> None:
        """Row by row of the matrix in the panel is marked, with the column that it has become."""
        lone = self.lone
        _, given = self.given
        self.transposed = self._named(transposed_name("bold(A)"), self.A.T, self.layout.lower)
        name, result = self.transposed
        self.play(FadeIn(name, result.brackets), run_time=0.6)
        count = self.A.rows
        for index in range(count):
            band = lone.band(index, is_row=False)
            self.add(band, lone.shown)
            mark = Indicate(given.row(index), color=self.theme[RESULT])
            fly = [
                Rewrite(a, b, keep=True) for a, b in zip(lone.shown.column(index), result.column(index), strict=True)
            ]
            pace = min(1.2, 5.0 / count)
            self.play(FadeIn(band), mark, run_time=pace / 2)
            self.play(FadeOut(band), *fly, run_time=pace / 2)

    @step(
        en="Transpose twice, and every entry is back where it was.",
        ja="もう一度映すと元どおり。2度の転置で、もとの行列に戻ります。",
    )
    def mirror_twice(self) -> None:
        """The whole matrix turns over again; the rule is written down."""
        lone = self.lone
        self.on_stage -= {"matrix"}
        brackets, entries = [lone.shown.brackets], list(lone.shown.entries)
        self._turn_over(lone.diagonal, shapes=[lone.backing], brackets=brackets, upright=entries, seconds=2.2)
        lone.shown.exchange_rows_and_columns()
        self.on_stage.add("matrix")
        self.rule = self.math(TWICE).move_to(self.layout.panel.center)
        self.play(FadeOut(*self.given, *self.transposed), FadeIn(self.rule), run_time=0.8)
        self.wait_at_least(0.8)

    @step(
        en="Forget the numbers, keep the shapes: $bold(A)$ left, $bold(B)$ above, $bold(A B)$ where they meet.",
        ja="次は積を大きさだけで。左に $bold(A)$、上に $bold(B)$、交わる所が積です。",
    )
    def show_sizes(self) -> None:
        """The blocks of a product without their numbers, and the diagonal through their corner."""
        self.on_stage -= {"matrix"}
        lone = self.lone
        self.play(FadeOut(lone.backing, lone.shown, self.hinge, self.rule), run_time=0.6)
        region = self.layout.figure
        self.scheme = FalkScheme(self.A, self.B, self.product, region, self.type, names=NAMES, turns_over=True)
        scheme = self.scheme
        self.sizes = sizes_written(scheme, self.layout.panel.inset(0.5, 0.4), self.type)
        for index, line in enumerate(self.sizes):
            self.play(FadeIn(scheme.sheets[index], scheme.names[index], line), run_time=0.6)
        self.on_stage.add("sizes")
        self.hinge, self.crossing = scheme.dashed_diagonal()
        self.play(Create(VGroup(self.hinge, self.crossing), lag_ratio=0), run_time=0.8)

    @step(
        en="Mirror all of it: $bold(B)$ transposed is on the left now, $bold(A)$ transposed above.",
        ja="全体を映すと、左に $bold(B)$ の転置、上に $bold(A)$ の転置が来ます。",
    )
    def mirror_sizes(self) -> None:
        """The three blocks turn over in the diagonal, their names with them."""
        scheme = self.scheme
        self.on_stage -= {"sizes"}
        self._turn_over(scheme.grid.diagonal, shapes=scheme.sheets, upright=scheme.names, seconds=2.6)
        self.on_stage.add("sizes")
        self.mirrored_names = scheme.names_in_mirror()
        before, self.sizes = self.sizes, sizes_in_mirror(scheme, self.layout.panel.inset(0.5, 0.4), self.type)
        self.play(FadeOut(*scheme.names, before), FadeIn(*self.mirrored_names, self.sizes), run_time=0.9)

    @step(
        en="To transpose a product, transpose the factors and reverse their order.",
        ja="つまり積の転置は、転置したものを逆の順に掛けた積です。",
    )
    def read_order(self) -> None:
        """The names of the blocks move into the formula."""
        self.rule = self.math(OF_PRODUCT).fit_into(self.layout.upper.width).move_to(self.layout.upper.center)
        first, second, product = self.mirrored_names
        place, sizes = self.layout.lower, self.sizes
        share = min(1.0, place.width / sizes.width, place.height / sizes.height)
        self.play(sizes.animate.scale(share).move_to(place.center), run_time=0.6)
        self.play(Rewrite(product, self.rule.part("PRODUCT"), keep=True), run_time=0.8)
        self.play(FadeIn(self.rule.part("EQUALS")), run_time=0.3)
        for name, part in ((second, "LEFT"), (first, "TOP")):
            self.play(Rewrite(name, self.rule.part(part), keep=True), run_time=0.8)

    @step(
        en="With numbers: here row $1$ of $bold(A)$ meets the last column of $bold(B)$.",
        ja="数で確かめます。$bold(A)$ の1行目と $bold(B)$ の最後の列です。",
    )
    def fill_numbers(self) -> None:
        """The diagram turns back and is filled; a row and a column are marked, and their sum is worked out."""
        scheme = self.scheme
        self.on_stage -= {"sizes"}
        self.play(FadeOut(*self.mirrored_names, self.sizes), run_time=0.4)
        self._turn_over(scheme.grid.diagonal, shapes=scheme.sheets, seconds=1.4)
        scheme.names = scheme.named()
        blocks = (scheme.first, scheme.second, scheme.result)
        self.play(FadeIn(*blocks, *scheme.names), FadeOut(self.crossing), run_time=0.8)
        self.on_stage |= {"sizes", "numbers"}
        last = scheme.p - 1
        self.bands = [scheme.row_band(0), scheme.column_band(last)]
        self.add(*self.bands, *blocks)
        self.play(*map(FadeIn, self.bands), run_time=0.5)
        self.pair = tuple(self.A.row(0)), tuple(self.B.col(last))
        self.sum = InnerProduct(*self.pair, f"(bold(A B))_(1 {last + 1})", self.layout.lower, self.type)
        self.play(FadeIn(self.sum), run_time=0.8)
        self.ring = scheme.ring(0, last)
        self.play(Create(self.ring), run_time=0.5)

    @step(
        en="In the mirror the same numbers meet: the same sum, in the mirrored place.",
        ja="鏡の中でも出会うのは同じ数。同じ和が、鏡に映った場所に入ります。",
    )
    def mirror_numbers(self) -> None:
        """Blocks, entries, marks and ring turn over together; factors change sides, their sum stays."""
        scheme = self.scheme
        self.on_stage -= {"sizes", "numbers"}
        blocks = (scheme.first, scheme.second, scheme.result)
        self._turn_over(
            scheme.grid.diagonal,
            shapes=[*scheme.sheets, *self.bands, self.ring],
            brackets=[block.brackets for block in blocks],
            upright=[*scheme.names, *(entry for block in blocks for entry in block.entries)],
            seconds=2.6,
        )
        for block in blocks:
            block.exchange_rows_and_columns()
        self.on_stage |= {"sizes", "numbers"}
        self.mirrored_names = scheme.names_in_mirror()
        self.play(FadeOut(*scheme.names), FadeIn(*self.mirrored_names), run_time=0.8)
        row, column = self.pair[::-1]
        name, roles = f"(bold(A B))^upright(T)_({scheme.p} 1)", (GIVEN_B, GIVEN_A)
        before, self.sum = self.sum, InnerProduct(row, column, name, self.layout.lower, self.type, roles=roles)
        self.play(*before.exchanging(self.sum), run_time=1.2)

    @step(
        en="Three factors: the mirror reverses all of them.",
        ja="3つの行列の積でも、鏡は順序をすべて逆にします。",
    )
    def mirror_three(self) -> None:
        """The blocks of a product of three turn over; their names make the third rule."""
        self.on_stage -= {"sizes", "numbers"}
        gone = everything_except(self.mobjects, (self.title, self.panel, self._caption, self.rule))
        self.play(*map(FadeOut, gone), run_time=0.5)
        rows, columns = size_of(self.A)
        self.chain = ChainDiagram((rows, columns, *three_more(rows, columns)), self.layout.figure, self.type)
        self.turned_over = False
        pieces = self.chain.pieces
        self.hinge = self.chain.dashed_diagonal()
        self.play(*(FadeIn(piece.backing, piece.name) for piece in pieces), FadeIn(self.hinge), run_time=0.8)
        self.on_stage.add("chain")
        self.wait_at_least(0.4)
        self.on_stage -= {"chain"}
        sheets, names = [piece.backing for piece in pieces], [piece.name for piece in pieces]
        self._turn_over(self.chain.grid.diagonal, shapes=sheets, upright=names, seconds=2.2)
        self.on_stage.add("chain")
        self.play(FadeOut(*names), FadeIn(*(piece.mirrored_name for piece in pieces)), run_time=0.6)
        self.third = self.math(OF_THREE).fit_into(self.layout.lower.width).move_to(self.layout.lower.center)
        a, b, c, _, abc = pieces
        self.play(
            Rewrite(abc.mirrored_name, self.third.part("PRODUCT"), keep=True),
            FadeIn(self.third.part("EQUALS")),
            run_time=0.8,
        )
        for index, piece in enumerate((c, b, a)):
            self.play(Rewrite(piece.mirrored_name, self.third.part(f"P{index}"), keep=True), run_time=0.5)

    @step(
        en="Transposing mirrors: rows become columns, and products change their order.",
        ja="転置は鏡です。行は列になり、積は順序が逆になります。",
    )
    def state_answer(self) -> None:
        """The three rules below each other, in a frame."""
        answer = rules_of_transposition(self.layout.panel.inset(0.4), self.type)
        moves = [Rewrite(self.rule, answer[1]), Rewrite(self.third, answer[2])]
        self.play(*moves, run_time=1.0)
        self.play(FadeIn(answer[0], shift=0.2 * UP), run_time=0.7)
        self.play(Create(frame_around(answer, self.theme[RESULT], gap=0.28)), run_time=0.7)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _turn_over(
        self,
        diagonal: Diagonal,
        *,
        shapes: Sequence[VMobject],
        seconds: float,
        brackets: Sequence[Brackets] = (),
        upright: Sequence[VMobject] = (),
    ) -> None:
        """Everything named goes to the other side of a diagonal."""
        self.play(Mirror(diagonal, shapes=shapes, brackets=brackets, upright=upright), run_time=seconds)
        self.turned_over = not self.turned_over

    def _named(self, name: str, matrix: Exact, region: Region) -> tuple[Typeset, EntryMatrix]:
        letter, shown = self.math(f"{name} =", role=GIVEN_A), entry_matrix(matrix, self.type, role=GIVEN_A)
        line_up([letter, shown], region)
        return letter, shown
