"""The lecture scene on the product of matrices: its claims, its numbers, its words, what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scenes.matrix_product.examples import Swapped
from scenes.matrix_product.scene import MatrixProduct
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.mathematics import Matrix, entry_text, parse_matrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme, SchemeGrid
from sessen.mobjects.matrices.maps import SquareMap, on_the_way
from sessen.mobjects.matrices.reading import read_entry, read_matrix_shown
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from tests.scenes.support import keeps_attention, rehearsal, rehearse, watch

AWKWARD = {
    "square, with fractions": ("1,-2;3,1/2", "0,1;-1,2", Swapped.OTHER_ENTRIES, ("ja", "square")),
    "the largest": (
        "1,2,3,4;-5,6,-7,8;9,10,11,12;13,14,15,16",
        "1,0,0,-1;0,2,0,0;0,0,3,0;4,0,0,4",
        Swapped.OTHER_ENTRIES,
        ("en", "tall"),
    ),
    "row times column": ("1,2,3,4", "4;3;2;1", Swapped.OTHER_SIZE, ("ja", "wide")),
    "column times row, irrational": ("sqrt(2);pi", "1/3,-e,1000", Swapped.UNDEFINED, ("en", "square")),
    "commuting": ("0,-1;1,0", "2,-3;3,2", Swapped.SAME, ("ja", "tall")),
    "turned inside out and flat": ("1,0;0,-1", "1,2;2,4", Swapped.OTHER_ENTRIES, ("en", "wide")),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_matrices_are_multiplied_as_they_are(name: str) -> None:
    """All claims hold on every frame, all of them speak, nothing leaves the stage, the words fit what happens."""
    first, second, swapped, (language, shape) = AWKWARD[name]
    variant = rehearsal(language, shape, frame_rate=2)
    seen = watch(MatrixProduct, variant, {"A": first, "B": second})
    assert not seen.faults
    assert seen.lesson.swapped is swapped
    assert sum(seen.seconds.values()) <= 130  # at two frames a second every motion is longer than it is


@pytest.mark.parametrize(("shape", "language"), [("wide", "en"), ("tall", "ja")])
def test_lesson_is_long_enough_and_stays_on_its_stage(shape: str, language: str) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    seen = watch(MatrixProduct, rehearsal(language, shape, frame_rate=5))
    assert not seen.strays
    assert keeps_attention(seen.seconds), seen.seconds


def test_numbers_are_those_of_numpy() -> None:
    """10 7 22 19 and BA; c_11 is 1 + 0 + 9; a shear after a quarter turn and the other way round."""
    seen: dict[str, Any] = {}

    def at_end(lesson: MatrixProduct, step: str) -> None:
        if step == "meet_row_and_column":
            seen[step] = [read_entry(number) for number in lesson.sum.numbers]
        if step in ("fill_product", "swap_factors"):
            seen[step] = read_matrix_shown(lesson.scheme.result)
        if step in ("read_product", "swap_maps"):
            seen[step] = lesson.squares.images(), read_matrix_shown(lesson.shown_product)

    rehearse(MatrixProduct, at_end=at_end)
    a, b = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 2], [0, 1], [3, 1]])
    shear, turn = np.array([[1, 1], [0, 1]]), np.array([[0, -1], [1, 0]])
    assert seen["meet_row_and_column"] == [1, 0, 9, 10]
    assert seen["fill_product"] == pytest.approx(a @ b)
    assert seen["swap_factors"] == pytest.approx(b @ a)
    for step, product in (("read_product", shear @ turn), ("swap_maps", turn @ shear)):
        drawn, shown = seen[step]
        assert drawn == pytest.approx(product)
        assert shown == pytest.approx(product)


def test_the_pair_without_a_product_leaves_numbers_over() -> None:
    """A has rows of three and columns of two: one number stands alone, and is ringed."""
    alone: list[int] = []

    def at_end(lesson: MatrixProduct, step: str) -> None:
        if step == "refuse_product":
            alone.append(len(lesson.scheme.left_over(lesson.standing)))
            assert lesson.scheme.product is None

    rehearse(MatrixProduct, rehearsal(frame_rate=1), at_end=at_end)
    assert alone == [1]


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [
        ("1,2,3;4,5,6", "1,2;3,4", "A is 2 × 3 and B is 2 × 2"),
        ("1,2;3", "1;2", "row 2 has 1"),
        ("1,x;3,4", "1;2", "row 1, column 2"),
        ("1,2,3,4,5", "1;2;3;4;5", "expected 1 to 4 columns, got 5"),
        ("3", "4", "single numbers"),
    ],
)
def test_matrices_without_a_product_are_refused(first: str, second: str, complaint: str) -> None:
    """Before anything is drawn, with what is wrong and what to type."""
    with pytest.raises(SessenError, match=complaint) as refusal:
        rehearse(MatrixProduct, values={"A": first, "B": second})
    assert refusal.value.hint


@pytest.mark.parametrize(
    "text", ["3", "-2/7", "sqrt(2)/2", "2*sqrt(3)", "pi*sqrt(7)/10^9", "1+sqrt(2)", "123456.5", "-e"]
)
def test_entries_are_read_back_as_the_numbers_that_they_show(text: str) -> None:
    """The claims compare what stands on screen, not what was meant."""
    exact = parse_matrix(text)[0, 0]
    entry = Typesetter(THEMES[ThemeName.DARK]).math(entry_text(exact))
    assert read_entry(entry) == pytest.approx(float(exact), rel=5e-3)


def test_a_map_begins_as_the_identity_and_turns_without_shrinking() -> None:
    quarter, shear = np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([[1.0, 1.0], [0.0, 1.0]])
    for matrix in (quarter, shear, -shear, np.diag([1.0, -1.0])):
        assert on_the_way(matrix, 0.0) == pytest.approx(np.eye(2))
        assert on_the_way(matrix, 1.0) == pytest.approx(matrix)
        assert np.abs(on_the_way(matrix, 1 - 1e-9) - matrix).max() < 1e-8
    assert on_the_way(quarter, 0.5) == pytest.approx(np.array([[1, -1], [1, 1]]) / np.sqrt(2))


def _wrong_sum(matrix: Matrix) -> Matrix:
    return matrix + matrix.applyfunc(lambda _: 1)


MUTANTS: dict[str, tuple[object, str, object]] = {
    "sides meet where the product is defined": (
        FalkScheme,
        "side_of_first",
        lambda scheme: scheme.side_of_second().scale(1.02),
    ),
    "entries are inner products": (
        "scenes.matrix_product.scene",
        "multiply",
        lambda one, other: _wrong_sum(one * other),
    ),
    "entries stand where row and column cross": (
        SchemeGrid,
        "product",
        lambda grid, rows, columns: grid.second(rows, columns).inset(0.02, 0.01),
    ),
    "square is where the matrices take it": (
        SquareMap,
        "now",
        property(lambda squares: 1.02 * squares.carried(squares.progress.get_value(), squares.route)),
    ),
}


@pytest.mark.parametrize("broken", MUTANTS)
def test_claims_notice_what_is_drawn_wrong(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim ends the lesson when what it speaks of is off."""
    owner, name, value = MUTANTS[broken]
    if isinstance(owner, str):
        monkeypatch.setattr(f"{owner}.{name}", value)
    else:
        monkeypatch.setattr(owner, name, value)
    with pytest.raises(ClaimViolated, match=broken):
        rehearse(MatrixProduct, rehearsal(frame_rate=2))


def test_the_claim_on_the_product_of_maps_notices_the_wrong_order() -> None:
    """With both products in each other's place, the matrix in the panel is not where the arrows are."""

    class Confused(MatrixProduct):
        def setup(self) -> None:
            super().setup()
            self.after = self.after[1], self.after[0]

    with pytest.raises(ClaimViolated, match="product does both maps at once"):
        rehearse(Confused, rehearsal(frame_rate=2))
