"""On light paper, what Manim makes white by itself is seen; what cannot be seen is told."""

from __future__ import annotations

from pathlib import Path

import manim
import pytest

import sessen.pool.local
from sessen.cli.main import main
from sessen.manim_defaults import themed_defaults
from sessen.theme import FIXED, INK, THEMES
from sessen.variant import Quality, ThemeName, Variant
from tests.inline_pool import InlinePool
from tests.worker.support import project, steps_drawn

LIGHT, DARK = (
    Variant(quality=Quality("tiny", 128, 72, 10), theme=theme, words=False)
    for theme in (ThemeName.LIGHT, ThemeName.DARK)
)
INKED = THEMES[ThemeName.LIGHT][INK]
SHAPES = """
        self.add(Dot({0}), Line({0}).shift(UP), Square({0}).shift(2 * LEFT), Arrow({0}).shift(DOWN))
        self.add(NumberPlane({1}).scale(0.3), SurroundingRectangle(Square(), {2}).shift(3 * RIGHT))
        self.add(LabeledDot(Text("a", {3}), {0}).shift(3 * RIGHT + UP))
        self.wait(0.1)
"""
EXPLICIT = (
    f"color='{INKED}'",
    f"axis_config={{'stroke_color': '{INKED}'}}",
    f"color='{THEMES[ThemeName.LIGHT][FIXED]}'",
    f"color='{INKED}'",
)
LESSON = """
from sessen import Lesson, Words, step


class Case(Lesson):
    section, topic, question = "1", Words(en="A"), Words(en="B?")

    @step(en="A.")
    def one(self):
"""
PLAIN = """
class Case(Scene):
    def construct(self):
        {}
"""


def picture(folder: Path, source: str, variant: Variant) -> str:
    """The hash of the last frame of the only step."""
    folder.mkdir()
    [result] = steps_drawn(
        "Case", ["one" if "Lesson" in source else "scene"], file=project(folder, source), variant=variant
    ).values()
    return result.last


@pytest.mark.parametrize(
    ("form", "paper"),
    [(LESSON, ""), (PLAIN, "self.camera.background_color = '#FFFFFF'; self.camera.init_background()")],
)
def test_on_light_paper_defaults_are_ink(form: str, paper: str, tmp_path: Path) -> None:
    """Against the same scene with every colour written out."""
    usual = picture(tmp_path / "usual", form.format("pass") + SHAPES.format("", "", "", ""), LIGHT)
    explicit = form.format(paper or "pass") + SHAPES.format(*EXPLICIT)
    assert usual == picture(tmp_path / "explicit", explicit, LIGHT)


def test_a_plain_scene_on_dark_paper_has_manims_colours(tmp_path: Path) -> None:
    usual = picture(tmp_path / "usual", PLAIN.format("pass") + SHAPES.format("", "", "", ""), DARK)
    white = SHAPES.format("color=WHITE", "axis_config={'stroke_color': WHITE}", "color=PURE_YELLOW", "color=WHITE")
    assert usual == picture(tmp_path / "explicit", PLAIN.format("pass") + white, DARK)


def test_a_background_that_a_file_has_set_stays(tmp_path: Path) -> None:
    source = "config.background_color = '#204060'\n" + PLAIN.format("self.add(Square())\n        self.wait(0.1)")
    assert picture(tmp_path / "light", source, LIGHT) == picture(tmp_path / "dark", source, DARK)


def test_everything_is_manims_again_afterwards() -> None:
    with themed_defaults(THEMES[ThemeName.LIGHT]):
        assert manim.Dot().get_fill_color().to_hex() == INKED
        assert manim.config.background_color.to_hex() == "#FFFFFF"
    assert manim.Dot().get_fill_color().to_hex() == "#FFFFFF"
    assert manim.SurroundingRectangle(manim.Dot()).get_stroke_color() == manim.PURE_YELLOW
    assert manim.config.background_color == manim.BLACK


SEEN = {
    "Line(color=WHITE)": True,
    "Square(color='#FDFDFD')": True,
    "Text('a', color=WHITE)": True,
    "VGroup(Line(color=WHITE), Circle(color=WHITE))": True,
    "VGroup(Line(color=WHITE), Circle(color=RED))": False,
    "Square(color=WHITE, fill_opacity=1, stroke_width=0)": False,
    "VGroup(Square(color=BLUE, fill_opacity=1), Text('a', color=WHITE))": False,
    "Dot(fill_opacity=0)": False,
    "Dot()": False,
}


@pytest.mark.parametrize("made", SEEN)
def test_check_tells_what_has_the_colour_of_the_paper(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
    (tmp_path / "pyproject.toml").write_text("")
    project(tmp_path, PLAIN.format(f"self.add({made})\n        self.wait(0.1)"))
    assert main(["check", "scene.py", "--theme", "light", "-q", "draft"]) == 0
    told = "Case::scene: invisible, as it has the colour of the background: " in capsys.readouterr().err
    assert told == SEEN[made]
