"""The lecture scene on sums, multiples and spans: its claims, its geometry, its words, what it refuses."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

from scenes.vectors_and_span.figure import SpanPicture
from scenes.vectors_and_span.lattice import Lattice
from scenes.vectors_and_span.scene import VectorsAndSpan
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.mathematics import Span
from sessen.mobjects.matrices.columns import read
from tests.scenes.support import keeps_attention, rehearsal, rehearse, watch

AWKWARD = {
    "obtuse and negative": ({"a": "-2,-3", "b": "4,1"}, ("ja", "tall")),
    "square to each other, large": ({"a": "300,-400", "b": "800,600"}, ("en", "square")),
    "small and irrational": ({"a": "sqrt(2)/100,1/300", "b": "-1/70,pi/100"}, ("en", "wide")),
    "one much longer": ({"a": "11,0", "b": "0,1"}, ("ja", "square")),
    "nearly parallel, the other way": ({"a": "3,1", "b": "-3,-1.4"}, ("ja", "wide")),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_vectors_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, all of them speak, and nothing leaves the stage."""
    values, (language, shape) = AWKWARD[name]
    seen = watch(VectorsAndSpan, rehearsal(language, shape, frame_rate=2), values)
    assert not seen.faults


@pytest.mark.parametrize(("shape", "language"), [("wide", "en"), ("tall", "ja")])
def test_lesson_is_long_enough_and_stays_on_its_stage(shape: str, language: str) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    seen = watch(VectorsAndSpan, rehearsal(language, shape, frame_rate=5))
    assert not seen.strays
    assert keeps_attention(seen.seconds), seen.seconds


def test_pictures_are_those_of_the_notes_and_of_numpy() -> None:
    """5 7 9 and 10 20 30; (3, 1) + (1, 2) = (4, 3); 1.5 (3, 1) - (1, 2) = (3.5, -0.5); a lattice of area 5; rank 1."""
    seen: dict[str, object] = {}

    def at_end(lesson: VectorsAndSpan, step: str) -> None:
        picture = lesson.picture
        if step in ("add_entries", "scale_entries"):
            seen[step] = [entry.source for _, _, entry in lesson.example[-1].each()]
        if step == "add_tip_to_tail":
            seen[step] = picture.measured(picture.total)[1]
        if step == "combine":
            seen[step] = [read(number) for number in lesson.combined.numbers]
        if step in ("sweep_lattice", "turn_parallel"):
            seen[step] = picture.lattice.tips()

    lesson, _ = rehearse(VectorsAndSpan, at_end=at_end)
    assert seen["add_entries"] == [f"$display({number})$" for number in (5, 7, 9)]
    assert seen["scale_entries"] == [f"$display({number})$" for number in (10, 20, 30)]
    assert seen["add_tip_to_tail"] == pytest.approx([4, 3])
    assert seen["combine"] == pytest.approx([3.5, -0.5])
    dots = np.asarray(seen["sweep_lattice"])
    nearest = [np.sort(np.linalg.norm(dots - dot, axis=1))[1] for dot in dots]
    assert min(nearest) == pytest.approx(math.sqrt(5))  # the shortest vector of this lattice is (1, 2)
    assert len(dots) == len(_whole_combinations(lesson.picture))
    assert np.linalg.matrix_rank(np.asarray(seen["turn_parallel"]), tol=1e-9) == 1


def _whole_combinations(picture: SpanPicture) -> list[tuple[float, float]]:
    """All combinations of (3, 1) and (1, 2) in the window, found among many without the lattice's own bounds."""
    window = picture.plane.window
    every = [(3 * i + j, i + 2 * j) for i in range(-30, 31) for j in range(-30, 31)]
    return [point for point in every if window.contains(*point)]


def test_the_dots_fill_the_whole_window() -> None:
    """At the finest step no place of the window is further from a dot than a cell is long."""
    made: list[npt.NDArray[np.float64]] = []

    def at_end(lesson: VectorsAndSpan, step: str) -> None:
        if step == "fill_plane":
            made.append(lesson.picture.lattice.tips())

    lesson, _ = rehearse(VectorsAndSpan, at_end=at_end)
    window, fine = lesson.picture.plane.window, 2.0**-lesson.picture.lattice.finest
    places = np.random.default_rng(1).uniform((window.left, window.bottom), (window.right, window.top), (200, 2))
    away = np.linalg.norm(made[0][None] - places[:, None], axis=2).min(axis=1)
    assert away.max() <= fine * (math.hypot(3, 1) + math.hypot(1, 2))


@pytest.mark.parametrize(
    ("a", "b", "complaint"),
    [
        ("0,0", "1,2", "a is the zero vector"),
        ("3,1", "0,0", "b is the zero vector"),
        ("3,1", "-6,-2", "a and b are parallel"),
        ("3,1", "3.0001,1", "too close to parallel"),
        ("3,1,2", "1,2", "expected 2 components, got 3"),
        ("100,0", "0,1", "100 times as long"),
        ("1e-5,0", "0,1e-5", "too large or too small to be labelled"),
        ("3,x", "1,2", "x"),
    ],
)
def test_vectors_that_show_nothing_are_refused(a: str, b: str, complaint: str) -> None:
    """Before anything is drawn, with what is wrong and what to type."""
    with pytest.raises(SessenError, match=complaint) as refusal:
        rehearse(VectorsAndSpan, values={"a": a, "b": b})
    assert refusal.value.hint


def _longer(span: Span, share: float) -> npt.NDArray[np.float64]:
    return np.array([1.0, 2.01])


MUTANTS: dict[str, tuple[type, str, object]] = {
    "arrows have their components": (Span, "turned", _longer),
    "sum is where the second arrow ends": (
        SpanPicture,
        "combined",
        property(lambda picture: picture.first_part + picture.b_now + 0.01),
    ),
    "multiple is the number times the arrow": (
        SpanPicture,
        "first_part",
        property(lambda picture: (picture.first.get_value() - 0.02 * (picture.first.get_value() < 0)) * picture.a),
    ),
    "combination has the coefficients on screen": (
        Span,
        "combination",
        lambda span, first, second, share=0.0: first * np.array([3.0, 1.0]) + np.array([1.0, 2.0]) * second**3,
    ),
    "dots are combinations": (Lattice, "tips", lambda lattice: lattice.coefficients @ np.array([[3, 1], [1, 2.01]])),
    "rank is that of the drawn arrows": (Span, "rank", lambda span, share=0.0: 2),
}


@pytest.mark.parametrize("broken", MUTANTS)
def test_claims_notice_what_is_drawn_wrong(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim ends the lesson when what it speaks of is off by a hundredth or more."""
    monkeypatch.setattr(*MUTANTS[broken])
    with pytest.raises(ClaimViolated, match=broken):
        rehearse(VectorsAndSpan, rehearsal(frame_rate=2))
