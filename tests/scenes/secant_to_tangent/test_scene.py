"""The lecture scene on the derivative: claims, geometry, words, pictures, and what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import mpmath
import numpy as np
import pytest

from scenes.secant_to_tangent.scene import SecantToTangent
from sessen.typesetting.typeset import Typeset
from tests.recording import ROOT, Recorder, record
from tests.scenes.references import SECANT, Reference, differs
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage

Function = Callable[[mpmath.mpf], mpmath.mpf]
STEPS = [each.name for each in SecantToTangent.steps()]

AWKWARD: dict[str, tuple[dict[str, str], Function]] = {
    "falling and large": ({"f": "-1000x^3", "at": "10", "gaps": "2, 1"}, lambda x: -1000 * x**3),
    "tiny": ({"f": "1e-6 x^2", "at": "1"}, lambda x: mpmath.mpf("1e-6") * x**2),
    "constant": ({"f": "3", "at": "1"}, lambda x: mpmath.mpf(3)),
    "flat at the point": ({"f": "x^2", "at": "0"}, lambda x: x**2),
    "near a pole": ({"f": "1/x", "at": "0.05", "gaps": "0.04, 0.01"}, lambda x: 1 / x),
    "no value at the left": ({"f": "ln(x)", "at": "0.5"}, mpmath.log),
    "one gap, very small": ({"f": "sin(x)", "at": "pi/3", "gaps": "0.00001"}, mpmath.sin),
    "irrational": ({"f": "sqrt(x)", "at": "2", "gaps": "sqrt(2), 0.1"}, mpmath.sqrt),
}
VARIANTS = [(language, shape) for shape in ("wide", "square", "tall") for language in ("en", "ja")]


class Noted(SecantToTangent):
    """Writes down after every animation what stands on stage: h, and where the secant is drawn."""

    def setup(self) -> None:
        super().setup()
        self.notes: list[tuple[float, np.ndarray]] = []

    def play(self, *animations: object, **options: object) -> None:
        super().play(*animations, **options)
        secant = self.figure.secant
        if hasattr(self, "notes") and self.is_on_screen(secant) and secant.get_length() > 1e-3:
            ends = self.figure.plane.numbers_at(np.array([secant.get_start(), secant.get_end()]))
            self.notes.append((float(self.h.get_value()), ends))


def cells(lesson: SecantToTangent) -> list[list[str]]:
    """What the table says, as text."""
    return [[source(cell) for cell in row] for row in lesson.panel.table.rows]


def source(label: object) -> str:
    assert isinstance(label, Typeset)
    return re.sub(r"^\$display\((.*)\)\$$", r"\1", label.source)


def read(text: str) -> float:
    """The value of a written number, by another way than it was written: 2.5 times 10^(-6), 1/3 are allowed."""
    plain = re.sub(r"\s*times 10\^\(?(-?\d+)\)?", r"e\1", text)
    return float(mpmath.mpf(plain))


def quotient(function: Function, at: str, h: float) -> float:
    """The slope of a secant in fifty digits."""
    with mpmath.workdps(50):
        x = mpmath.pi / 3 if at == "pi/3" else mpmath.mpf(at)
        if abs(h) < 1e-14:
            return float(mpmath.diff(function, x))
        return float((function(x + mpmath.mpf(h)) - function(x)) / mpmath.mpf(h))


def agree(drawn: float, true: float, within: float) -> bool:
    return abs(drawn - true) <= within * max(abs(true), 1e-7)


# -- drawn, whatever is put in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_parameters_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, nothing leaves the stage, and slopes and table are those that mpmath finds."""
    values, function = AWKWARD[name]
    language, shape = VARIANTS[list(AWKWARD).index(name) % len(VARIANTS)]
    strayed: list[str] = []
    lesson, _ = rehearse(
        Noted,
        rehearsal(language, shape),
        values,
        at_end=lambda lesson, step: strayed.extend(outside(lesson, safe_stage(lesson))),
    )
    assert strayed == []
    assert lesson.claim_log.never_evaluated == set()
    at = values["at"]
    for h, ((x0, y0), (x1, y1)) in lesson.notes:
        true = quotient(function, at, h)
        height = lesson.figure.height
        # The line as drawn over the window: how far its end is from where it should be.
        assert abs((y1 - y0) - true * (x1 - x0)) < 1e-6 * height
    for row in cells(lesson):
        step = read(row[0]) if "sqrt" not in row[0] else 2**0.5
        step = 2**0.5 if abs(step - 2**0.5) < 1e-3 else step  # √2 is written rounded
        for text, signed in zip(row[1:], (step, -step), strict=True):
            if text == "dash.en":
                assert name == "no value at the left"
                assert signed <= -0.5
            else:
                assert agree(read(text), quotient(function, at, signed), 1e-3)


@pytest.mark.parametrize(("language", "shape"), VARIANTS[1:])
def test_the_default_stays_on_its_stage_in_every_shape_and_language(language: str, shape: str) -> None:
    strayed: list[str] = []

    def look(lesson: SecantToTangent, step: str) -> None:
        strayed.extend(f"{step}: {each}" for each in outside(lesson, safe_stage(lesson)))

    rehearse(SecantToTangent, rehearsal(language, shape, frame_rate=2), at_end=look)
    assert strayed == []


@pytest.fixture(scope="module")
def default() -> tuple[Noted, dict[str, float]]:
    """Wide, in English; nothing leaves the stage here either."""

    def look(lesson: Noted, step: str) -> None:
        assert outside(lesson, safe_stage(lesson)) == []

    return rehearse(Noted, rehearsal(frame_rate=10), at_end=look)


def test_the_default_shows_the_numbers_of_the_notes(default: tuple[Noted, dict[str, float]]) -> None:
    """x³ - 3x² + x at 4, by hand: f(5) - f(4) = 55 - 20, and so on; the derivative is 3·16 - 24 + 1 = 25."""
    lesson, _ = default
    table = cells(lesson)
    assert [row[0] for row in table] == ["1", "0.5", "0.1", "0.01"]
    for row in table:
        h = float(row[0])
        for text, signed in zip(row[1:], (h, -h), strict=True):
            assert agree(read(text), 25 + 9 * signed + signed**2, 5e-4)
    assert table[0] == ["1", "35", "17"]
    assert re.sub(r"tint\(\"#\w+\", (\S+)\)", r"\1", source(lesson.answer)) == "f'(4) = 25"
    assert lesson.tangent is not None
    (x0, y0), (x1, y1) = lesson.figure.plane.numbers_at(
        np.array([lesson.tangent.get_start(), lesson.tangent.get_end()])
    )
    assert (y1 - y0) / (x1 - x0) == pytest.approx(25)
    assert y0 + 25 * (4 - x0) == pytest.approx(20)


def test_the_secant_stops_at_every_distance_from_both_sides(default: tuple[Noted, dict[str, float]]) -> None:
    lesson, _ = default
    stops = {round(h, 6) for h, _ in lesson.notes}
    assert {1.0, 0.5, 0.1, 0.01, -1.0, -0.5, -0.1, -0.01} <= stops


def test_it_lasts_as_long_as_attention_does(default: tuple[Noted, dict[str, float]]) -> None:
    """45 to 150 seconds in all, each step 3 to 12."""
    _, seconds = default
    assert 45 <= sum(seconds.values()) <= 150
    assert all(3 <= length <= 12 for length in seconds.values())
    assert all(finding.holds for finding in default[0].claim_log.results.values())


# -- drawn by Manim itself -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dark() -> Recorder:
    return record(SecantToTangent, rehearsal(frame_rate=2))


@pytest.fixture(scope="module")
def light() -> Recorder:
    return record(SecantToTangent, rehearsal("ja", theme="light", frame_rate=2))


def test_every_step_begins_where_the_one_before_has_ended(dark: Recorder, light: Recorder) -> None:
    """Pixel for pixel, and each ends on the scene as it then stands, drawn from nothing."""
    for recorder in (dark, light):
        assert list(recorder.frames) == STEPS
        for before, after in pairwise(STEPS):
            assert np.array_equal(recorder.frames[before][-1], recorder.frames[after][0]), (before, after)
        for name in STEPS:
            assert np.array_equal(recorder.frames[name][-1], recorder.stands[name]), name


@pytest.mark.parametrize("reference", SECANT, ids=lambda reference: reference.variant.theme)
def test_pictures_are_those_that_a_person_has_looked_at(reference: Reference, dark: Recorder, light: Recorder) -> None:
    """After a change that is meant, look at the new ones: python -m tests.scenes.draw_pictures."""
    frames = {"dark": dark, "light": light}[reference.variant.theme].frames
    wrong = [differs(frames[name][-1], reference.file(name)) for name in reference.steps]
    assert [each for each in wrong if each] == []


def test_plain_manim_renders_the_scene(tmp_path: Path) -> None:
    """Without Sessen's command line, as anybody's scene; the first animations are enough to see."""
    command = [sys.executable, "-m", "manim", "render", "-ql", "--dry_run", "-n", "0,12", "--media_dir", str(tmp_path)]
    done = subprocess.run(
        [*command, "scenes/secant_to_tangent/scene.py", "SecantToTangent"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Error" not in done.stdout + done.stderr
