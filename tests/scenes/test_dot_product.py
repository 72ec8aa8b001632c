"""The lecture scene on the dot product: its claims, its geometry, its words, what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenes.dot_product import DotProduct
from sessen.errors import SessenError
from sessen.variant import Shape
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage

AWKWARD = {
    "parallel": ("1,2", "2,4"),
    "antiparallel": ("3,-1", "-6,2"),
    "orthogonal": ("3,2", "-2,3"),
    "tiny and long": ("0.01,0.02", "300,400"),
    "large": ("1000,2000", "-1500,700"),
    "both tiny": ("0.00003,0.00001", "0.00002,-0.00004"),
    "negative": ("-2,-3", "-1,4"),
    "irrational": ("sqrt(2),1+sqrt(3)", "pi,-sqrt(5)"),
    "five components": ("1,2,3,4,5", "5,-4,3,2,-1"),
    "parallel in space": ("1,2,3", "2,4,6"),
    "clockwise": ("4,1", "2,3"),
}


def numbers(text: str) -> np.ndarray:
    """The components as NumPy reads them: not by the parser of the scene."""
    names = {"sqrt": math.sqrt, "pi": math.pi}
    return np.array([eval(part, {"__builtins__": {}}, names) for part in text.split(",")], float)


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_vectors_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, nothing leaves the stage, and the legs' shadows are products of components."""
    (typed_a, typed_b), strays = AWKWARD[name], []

    def at_end(lesson: DotProduct, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))
        if step == "add_components":
            products = lesson.picture.products_of(lesson.legs)
            assert products == pytest.approx(a * b, abs=1e-9 * np.linalg.norm(a) * np.linalg.norm(b))

    a, b = numbers(typed_a), numbers(typed_b)
    lesson, _ = rehearse(DotProduct, values={"a": typed_a, "b": typed_b}, at_end=at_end)
    assert all(finding.holds for finding in lesson.ledger.findings.values())
    assert not lesson.ledger.never_spoke
    assert not strays


@pytest.mark.parametrize(("shape", "language"), [("wide", "en"), ("square", "ja"), ("tall", "en"), ("wide", "ja")])
def test_lesson_is_long_enough_and_stays_on_its_stage(shape: str, language: str) -> None:
    """Between 45 and 100 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    strays: list[str] = []

    def at_end(lesson: DotProduct, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))

    _, seconds = rehearse(DotProduct, rehearsal(language, shape), at_end=at_end)
    assert not strays
    assert 45 <= sum(seconds.values()) <= 100
    assert all(3 <= each <= 12 for each in seconds.values()), seconds


def test_default_shows_the_shadow_that_numpy_computes() -> None:
    """The foot of (2, 3) on (4, 1) is (44, 11)/17, the panel says 2.67 × 4.12 = 11.00, and 8 + 3 = 11."""
    seen: dict[str, object] = {}

    def at_end(lesson: DotProduct, step: str) -> None:
        if step == "multiply_lengths":
            seen["shadow"] = lesson.picture.measured(lesson.figure).shadow
            seen["shown"] = [number.number.text for number in lesson.lengths.numbers]
        if step == "turn_to_right_angle":
            drawn = lesson.picture.measured(lesson.figure)
            seen["turned"] = (np.linalg.norm(drawn.a), drawn.a @ [4, 1], lesson.lengths.result.number.text)

    rehearse(DotProduct, at_end=at_end)
    assert seen["shadow"] == pytest.approx([44 / 17, 11 / 17])
    assert seen["shown"] == ["2.67", "4.12", "11.00"]
    length, product, shown = seen["turned"]  # type: ignore[misc]
    assert (length, product, shown) == (pytest.approx(math.sqrt(13)), pytest.approx(0, abs=1e-9), "0.00")


def test_plane_of_the_notes_is_drawn_true() -> None:
    """(1, 2, 3) and (4, 5, 6) come out √14 and √77 long, 12.93 degrees apart, the shadow 32/√77."""
    lesson, _ = rehearse(DotProduct)
    drawn = lesson.space.measured()
    assert drawn.lengths == pytest.approx((math.sqrt(14), math.sqrt(77)))
    assert math.degrees(drawn.angle) == pytest.approx(12.9332, abs=1e-4)
    assert np.linalg.norm(drawn.shadow) == pytest.approx(32 / math.sqrt(77))


def test_far_shorter_vector_is_magnified_and_the_picture_says_so() -> None:
    """One of two vectors that differ a thousandfold is drawn a hundred times as long, never in silence."""
    lesson, _ = rehearse(DotProduct, values={"a": "2,3", "b": "0.001,0.004"})
    assert lesson.picture.shorter == "b"
    assert lesson.picture.magnified_b == 100
    assert [words.sentences["en"] for words in lesson.picture.remarks] == ["$bold(b)$ is drawn $100$ times as long"]


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
    assert refusal.value.cure


def test_every_step_speaks_both_languages() -> None:
    """Short sentences: at most 90 Latin letters, 40 Japanese characters."""
    for step in DotProduct.steps():
        english, japanese = step.words.sentences["en"], step.words.sentences["ja"]
        assert len(english.replace("bold(", "").replace("$", "")) <= 92, step.name
        assert sum(ord(letter) > 0x2FFF for letter in japanese) <= 40, step.name
        assert japanese.endswith(("。", "?"))


def test_claims_notice_a_shadow_that_ends_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A foot moved by a hundredth of the shadow is found."""
    from sessen.stage.shadow import Pose

    right = Pose.foot.fget
    monkeypatch.setattr(Pose, "foot", property(lambda pose: pose.origin + 1.01 * (right(pose) - pose.origin)))
    with pytest.raises(SessenError, match="shadow times length is the product"):
        rehearse(DotProduct)


def test_all_shapes_are_tried() -> None:
    """The layouts above are all that there are."""
    assert {"wide", "square", "tall"} == set(Shape)
