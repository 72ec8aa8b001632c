"""Approved pictures: small changes are found, another processor's rounding is not called one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

import sessen.pool.local
from sessen.approval.capture import CaptureArgs, CapturedFrame, capture
from sessen.approval.fingerprint import Fingerprint, Verdict
from sessen.cli.main import main
from sessen.job import SceneRef
from sessen.variant import Variant
from sessen.video.color import Pixels
from tests.inline_pool import InlinePool

SOURCE = """\
from manim import *

class Board(Scene):
    def construct(self):
        self.add(Axes(x_range=[-3, 3], y_range=[-2, 2]), Dot({dot}, color={color}))
        self.add(MathTypst("{formula}").shift(2 * UP), Text("{word}", font_size={size}).shift(2 * DOWN))
        self.add(FunctionGraph(lambda x: np.sin(x), color="{curve}"))
        self.wait(0.2)
"""
WRITTEN = {
    "dot": "RIGHT",
    "color": "YELLOW",
    "formula": "f(x) = x^2 + 1",
    "word": "slope",
    "size": "36",
    "curve": "#58C4DD",
}
PIXEL = 8 / 720

#: One glyph, one colour, one pixel's place: thirty ways.
_CHANGED = {
    "formula": "x^3 + 1; x^2 - 1; y^2 + 1; x^2 + 7; x^2 + i; x^2 + l; z^2 + 1; x^8 + 1; x^2 + j; x^2 ± 1".split("; "),
    "word": ("slopc", "s1ope", "slope.", "Slope", "slopé"),
    "color": ("GOLD", "YELLOW_B", '"#FFFF40"', "ORANGE", "WHITE"),
    "curve": ("#50BCD5", "#58C4C5", "#68D4ED", "#5AD07D", "#58A4DD"),
    "dot": [f"RIGHT + {PIXEL} * {there}" for there in ("RIGHT", "LEFT", "UP", "DOWN", "UR")],
}
CHANGES = [
    {name: f"f(x) = {value}" if name == "formula" else value} for name, values in _CHANGED.items() for value in values
]


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("approval")
    (folder / "pyproject.toml").touch()

    def drawn(**changes: str) -> CapturedFrame:
        file = folder / "scene.py"
        file.write_text(SOURCE.format(**(WRITTEN | changes)), encoding="utf-8")
        return capture(CaptureArgs(SceneRef(file, "Board"), Variant(), ()), lambda news: None)[-1]

    return drawn


@pytest.fixture(scope="module")
def board(draw: object) -> CapturedFrame:
    frame: CapturedFrame = draw()  # type: ignore[operator]
    return frame


@pytest.mark.parametrize(
    "change", CHANGES[:: 1 if os.environ.get("TEST_ALL_CHANGES") else 3], ids=lambda change: "-".join(*change.items())
)
def test_a_small_change_is_found(change: dict[str, str], draw: object, board: CapturedFrame) -> None:
    """Every fifth of the thirty; TEST_ALL_CHANGES=1 in the environment takes all of them."""
    now: CapturedFrame = draw(**change)  # type: ignore[operator]
    verdict, parts = Fingerprint.read(board.fingerprint).compare(Fingerprint.read(now.fingerprint))
    # What has moved by a pixel among other things may be told as less.
    assert verdict is Verdict.DIFFERENT or (verdict is Verdict.MOVED and "dot" in change)
    assert parts.any()


def pixels_of(frame: CapturedFrame) -> Pixels:
    import io

    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(frame.picture)))


@pytest.mark.parametrize(("least", "most"), [(-2, 2), (0, 1), (-1, 0)])
def test_another_rounding_is_the_same(board: CapturedFrame, least: int, most: int) -> None:
    """Every edge pixel is up to two levels lighter or darker, or all are rounded one way."""
    pixels = pixels_of(board)
    edges = np.abs(np.diff(pixels.astype(int), axis=1, prepend=0)).max(axis=-1) > 2
    noisy = pixels.astype(int)
    noisy[edges] += np.random.default_rng(1).integers(least, most + 1, (int(edges.sum()), 3))
    again = Fingerprint.of(noisy.clip(0, 255).astype(np.uint8))
    assert Fingerprint.read(board.fingerprint).compare(again)[0] is Verdict.SAME


def test_part_of_a_pixel_is_told_as_that(draw: object, board: CapturedFrame) -> None:
    now: CapturedFrame = draw(dot=f"RIGHT + {0.4 * PIXEL} * UP")  # type: ignore[operator]
    verdict, _ = Fingerprint.read(board.fingerprint).compare(Fingerprint.read(now.fingerprint))
    assert verdict is Verdict.MOVED


def test_a_step_is_approved_compared_and_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two steps, one changes: only that is told, the page shows it, accepting it leaves the other alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
    (tmp_path / "pyproject.toml").touch()
    source = SOURCE.format(**WRITTEN) + '        self.next_section("after")\n        self.wait(0.2)\n'
    (tmp_path / "scene.py").write_text(source, encoding="utf-8")
    assert main(["approve", "scene.py"]) == 0
    kept = tmp_path / "approved" / "en" / "Board.json"
    assert kept.stat().st_size < 5_000
    assert main(["check", "scene.py", "--approved"]) == 0
    assert "6 same" in capsys.readouterr().out

    changed = source.replace('self.next_section("after")', 'self.next_section("after"); self.add(Dot(3 * RIGHT))')
    (tmp_path / "scene.py").write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "scene.py", "--approved", "--json"]) == 1
    verdicts = json.loads(capsys.readouterr().out)["approved"]
    assert {(each["step"], each["verdict"]) for each in verdicts} == {("scene", "same"), ("after", "different")}
    page = (tmp_path / "build" / "approved.html").read_text(encoding="utf-8")
    assert page.count("<section") == 3
    assert "approve Board::after" in page

    before = kept.read_text()
    assert main(["approve", "scene.py::Board::after"]) == 0
    assert main(["check", "scene.py", "--approved"]) == 0
    assert kept.read_text() != before
    kept.write_text("{}")
    assert main(["check", "scene.py", "--approved"]) == 1
    assert "cannot be read" in capsys.readouterr().err
