"""The lecture scene on the dot product: its claims, its geometry, its words, what it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from scenes.dot_product.flat import FlatPicture
from scenes.dot_product.legs import Legs
from scenes.dot_product.measured import Measured
from scenes.dot_product.scene import DotProduct
from scenes.dot_product.shadow import ArrowPose
from scenes.dot_product.turning import AngleGraph
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.layout import layout_for
from sessen.mathematics import Projection
from sessen.mobjects.space import SpaceView
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import Shape, ThemeName
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage

AWKWARD = {
    "antiparallel": ("3,-1", "-6,2"),
    "orthogonal": ("3,2", "-2,3"),
    "tiny and long": ("0.01,0.02", "300,400"),
    "large": ("1000,2000", "-1500,700"),
    "both tiny": ("0.00003,0.00001", "0.00002,-0.00004"),
    "negative": ("-2,-3", "-1,4"),
    "irrational": ("sqrt(2),1+sqrt(3)", "pi,-sqrt(5)"),
    "five components": ("1,2,3,4,5", "5,-4,3,2,-1"),
    "parallel in space": ("1,2,3", "2,4,6"),
}


SLACK = 0.05  # accents of the headline rise a little above its line


IRRATIONAL = {
    "sqrt(2)": math.sqrt(2),
    "1+sqrt(3)": 1 + math.sqrt(3),
    "pi": math.pi,
    "-sqrt(5)": -math.sqrt(5),
}


def numbers(text: str) -> npt.NDArray[np.float64]:
    """The components without the parser of the scene."""
    return np.array([IRRATIONAL[part] if part in IRRATIONAL else float(part) for part in text.split(",")])


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_vectors_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, nothing leaves the stage, and the legs' shadows are products of components."""
    typed_a, typed_b = AWKWARD[name]
    strays: list[str] = []

    def at_end(lesson: DotProduct, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson), slack=SLACK))
        if step == "add_components":
            products = lesson.picture.products_of(lesson.legs)
            assert products == pytest.approx(a * b, abs=1e-9 * float(np.linalg.norm(a) * np.linalg.norm(b)))

    a, b = numbers(typed_a), numbers(typed_b)
    quick = rehearsal(frame_rate=2)
    lesson, _ = rehearse(DotProduct, quick, {"a": typed_a, "b": typed_b}, at_end=at_end)
    assert all(finding.holds for finding in lesson.claim_log.results.values())
    assert not lesson.claim_log.never_evaluated
    assert not strays


@pytest.mark.parametrize(("shape", "language"), [("wide", "en"), ("square", "ja"), ("tall", "ja")])
def test_lesson_is_long_enough_and_stays_on_its_stage(shape: str, language: str) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    strays: list[str] = []

    def at_end(lesson: DotProduct, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson), slack=SLACK))

    _, seconds = rehearse(DotProduct, rehearsal(language, shape), at_end=at_end)
    assert not strays
    assert 45 <= sum(seconds.values()) <= 150
    assert all(3 <= each <= 12 for each in seconds.values()), seconds


def test_pictures_are_those_that_numpy_computes() -> None:
    """The foot of (2, 3) on (4, 1) is (44, 11)/17, 2.67 × 4.12 = 11.00; √14, √77 and 12.93° for the notes' example."""
    seen: dict[str, tuple[Measured, list[str]]] = {}

    def at_end(lesson: DotProduct, step: str) -> None:
        drawn = lesson.picture.measured(lesson.figure)
        shown = [str(number.text) for number in lesson.lengths.numbers] if hasattr(lesson, "lengths") else []
        seen[step] = drawn, shown

    lesson, _ = rehearse(DotProduct, at_end=at_end)
    drawn, shown = seen["multiply_lengths"]
    assert drawn.shadow == pytest.approx([44 / 17, 11 / 17])
    assert shown == ["2.67", "4.12", "11.00"]
    drawn, shown = seen["turn_to_right_angle"]
    assert np.linalg.norm(drawn.a) == pytest.approx(math.sqrt(13))
    assert drawn.a @ [4, 1] == pytest.approx(0, abs=1e-9)
    assert shown == ["0.00", "4.12", "0.00"]
    assert seen["turn_beyond"][1] == ["−3.61", "4.12", "−14.87"]
    assert seen["check_with_shadow"][1] == ["3.65", "8.77", "32.00"]
    flat = lesson.space.measured()
    assert flat.lengths == pytest.approx((math.sqrt(14), math.sqrt(77)))
    assert math.degrees(flat.angle) == pytest.approx(12.9332, abs=1e-4)
    assert np.linalg.norm(flat.shadow) == pytest.approx(32 / math.sqrt(77))


def test_far_shorter_vector_is_magnified_and_the_picture_says_so() -> None:
    """One of two vectors that differ a thousandfold is drawn as many times as long as it says, never in silence."""
    layout = layout_for(Shape.WIDE)
    picture = FlatPicture(
        Projection((2, 3), (0.001, 0.004)), layout.figure, layout.band, Typesetter(THEMES[ThemeName.DARK])
    )
    pose = picture.pose(0.5)
    drawn = np.linalg.norm(pose.b - pose.origin) / np.linalg.norm(pose.a - pose.origin)
    assert drawn == pytest.approx(100 * math.hypot(0.001, 0.004) / math.hypot(2, 3))
    assert [words.sentences["en"] for words in picture.remarks] == ["$bold(b)$ is drawn $100$ times as long"]


@pytest.mark.parametrize(
    ("a", "b", "complaint"),
    [
        ("0,0", "4,1", "a is the zero vector"),
        ("2,3", "0,0,0", "a has 2 components and b has 3"),
        ("2,3", "0,0", "b is the zero vector"),
        ("2", "4,1", "at least two components"),
        ("2,x", "4,1", "x"),
    ],
)
def test_vectors_without_a_dot_product_are_refused(a: str, b: str, complaint: str) -> None:
    """Before anything is drawn, with what is wrong and what to type."""
    with pytest.raises(SessenError, match=complaint) as refusal:
        rehearse(DotProduct, values={"a": a, "b": b})
    assert refusal.value.hint


def test_every_step_speaks_both_languages() -> None:
    """Short sentences: at most 90 Latin letters, 40 Japanese characters."""
    for step in DotProduct.steps():
        english, japanese = step.words.sentences["en"], step.words.sentences["ja"]
        assert len(english.replace("bold(", "").replace("$", "")) <= 92, step.name
        assert sum(ord(letter) > 0x2FFF for letter in japanese) <= 40, step.name
        assert japanese.endswith(("。", "?"))


def _longer(shadow: Callable[[DotProduct], float]) -> Callable[[DotProduct], float]:
    return lambda lesson: 1.01 * shadow(lesson)


MUTANTS: dict[str, tuple[type, str, object]] = {
    "shadow times length is the product": (
        ArrowPose,
        "foot",
        property(lambda pose: 0.4 * pose.origin + 0.6 * pose.b),
    ),
    "arrows have their lengths and angle": (
        FlatPicture,
        "turned",
        lambda picture, angle: (
            1.01 * picture.length_a * (np.cos(angle) * picture.along + np.sin(angle) * picture.across)
        ),
    ),
    "numbers are those of the picture": (DotProduct, "_shadow_now", _longer(DotProduct._shadow_now)),
    "graph follows the picture": (AngleGraph, "at", lambda graph, angle: graph.point(angle / np.pi, 0.9)),
    "shadows of legs are products of components": (
        Legs,
        "_landing",
        lambda legs, leg: (legs._below(legs.reaches[leg], 0), legs._below(0.9 * legs.reaches[leg + 1], 0)),
    ),
    "plane in space is true to length and angle": (
        SpaceView,
        "point",
        lambda view, vectors: view.origin + view.unit * np.asarray(vectors, float) @ view.start.T * [1, 1, 0],
    ),
}


@pytest.mark.parametrize("broken", MUTANTS)
def test_claims_notice_what_is_drawn_wrong(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each claim ends the lesson when what it speaks of is off by a hundredth or more."""
    monkeypatch.setattr(*MUTANTS[broken])
    with pytest.raises(ClaimViolated, match=broken):
        rehearse(DotProduct, rehearsal(frame_rate=2))
