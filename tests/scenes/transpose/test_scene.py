"""The lecture scene on transposition: its claims, its numbers, its words, what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import RoundedRectangle, VMobject

from scenes.transpose.scene import Transpose
from scenes.transpose.single_matrix import LoneMatrix
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.layout import Region
from sessen.mobjects.matrices.falk_scheme import backing
from sessen.mobjects.matrices.reading import read_by_place, read_entry, read_matrix_shown
from sessen.theme import RESULT, Role
from sessen.typesetting.typeset import Typesetter
from tests.scenes.support import keeps_attention, rehearsal, rehearse, watch

AWKWARD = {
    "row": ("1,2,3,4", ("ja", "wide")),
    "column, irrational": ("sqrt(2);-pi;1/3", ("en", "square")),
    "the largest": ("1,-2,1/3,4;0,5,-6,7;sqrt(2),8,9,-10;11,12,13,14", ("ja", "tall")),
    "symmetric": ("2,-1;-1,2", ("en", "tall")),
    "large and small": ("1000000,0.00001;-123456,7", ("ja", "square")),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_matrices_are_transposed_as_they_are(name: str) -> None:
    """All claims hold on every frame, all of them speak, and nothing leaves the stage."""
    typed, (language, shape) = AWKWARD[name]
    seen = watch(Transpose, rehearsal(language, shape, frame_rate=2), {"A": typed})
    assert not seen.faults


@pytest.mark.parametrize(("shape", "language"), [("wide", "en"), ("tall", "ja")])
def test_lesson_is_long_enough_and_stays_on_its_stage(shape: str, language: str) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    seen = watch(Transpose, rehearsal(language, shape, frame_rate=5))
    assert not seen.strays
    assert keeps_attention(seen.seconds), seen.seconds


def test_numbers_are_those_of_the_notes_and_of_numpy() -> None:
    """[1 4; 2 5; 3 6] becomes [1 2 3; 4 5 6] and comes back; the blocks in the mirror are NumPy's transposes."""
    seen: dict[str, Any] = {}

    def at_end(lesson: Transpose, step: str) -> None:
        if step in ("lay_mirror", "cross_mirror", "mirror_twice"):
            seen[step] = read_by_place(lesson.lone.shown)
        if step == "turn_rows_into_columns":
            seen[step] = read_matrix_shown(lesson.transposed[1])
        if step in ("fill_numbers", "mirror_numbers"):
            scheme = lesson.scheme
            seen[step] = [read_by_place(each) for each in (scheme.first, scheme.second, scheme.result)]
            seen["sum"] = read_entry(lesson.sum.result)

    rehearse(Transpose, at_end=at_end)
    a = np.array([[1, 4], [2, 5], [3, 6]])
    assert seen["lay_mirror"] == pytest.approx(a)
    assert seen["cross_mirror"] == pytest.approx(np.array([[1, 2, 3], [4, 5, 6]]))
    assert seen["turn_rows_into_columns"] == pytest.approx(np.array([[1, 2, 3], [4, 5, 6]]))
    assert seen["mirror_twice"] == pytest.approx(a)
    first, second, product = seen["fill_numbers"]
    assert first == pytest.approx(a)
    assert product == pytest.approx(a @ second)
    above, left, corner = seen["mirror_numbers"]
    assert (above, left, corner) == tuple(map(pytest.approx, (a.T, second.T, (a @ second).T)))
    assert left @ above == pytest.approx(corner)
    assert seen["sum"] == product[0, -1] == corner[-1, 0]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("7", "single number"),
        ("1,2;3", "row 2 has 1"),
        ("1,2;3,y", "row 2, column 2"),
        ("1;2;3;4;5", "expected 1 to 4 rows, got 5"),
    ],
)
def test_matrices_that_cannot_be_shown_are_refused(typed: str, complaint: str) -> None:
    """Before anything is drawn, with what is wrong and what to type."""
    with pytest.raises(SessenError, match=complaint) as refusal:
        rehearse(Transpose, values={"A": typed})
    assert refusal.value.hint


def _narrow(box: Region, typesetter: Typesetter, role: Role) -> RoundedRectangle:
    drawn = backing(box, typesetter, role)
    return drawn.stretch(0.98, 0) if role is RESULT else drawn


def _pushed(lone: LoneMatrix) -> list[list[tuple[VMobject, np.ndarray]]]:
    return [[(entry, lone.diagonal.mirrored(entry.get_center()) + 0.1)] for entry in lone.shown.row(1)]


MUTANTS: dict[str, tuple[str, object]] = {
    "entries are where the mirror puts them": ("scenes.transpose.single_matrix.LoneMatrix.pairs", _pushed),
    "sides of the blocks meet": ("sessen.mobjects.matrices.falk_scheme.backing", _narrow),
    "left times top is the corner": ("scenes.transpose.scene.multiply", lambda one, other: 2 * one * other),
    "three factors meet in both orders": ("scenes.transpose.three_factors.backing", _narrow),
}


@pytest.mark.parametrize("broken", MUTANTS)
def test_claims_notice_what_is_drawn_wrong(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim ends the lesson when what it speaks of is off."""
    monkeypatch.setattr(*MUTANTS[broken])
    with pytest.raises(ClaimViolated, match=broken):
        rehearse(Transpose, rehearsal(frame_rate=2))
