"""Every kind of change to a lecture renders again exactly what it can change: no stale picture, and no needless one.

Steps: begin, go_on, end. What is written in each case is what a person would expect, thought out by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.keys import SceneOutline
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant
from tests.keys.project import FILES, GROWTH, LESSON, PLAIN_SHAPE, changed, keys_of, lay_out

ALL = {"begin", "go_on", "end"}
LATER = {"go_on", "end"}
LAST = {"end"}
NONE: set[str] = set()

LESSON_EDITS: dict[str, tuple[str, str, set[str]]] = {
    # What is said and done in steps.
    "literal in the first step": ("self.grown(1)", "self.grown(1.5)", ALL),
    "literal in the middle step": ("self.grown(2)", "self.grown(3)", LATER),
    "literal in the last step": ("self.wait(1)", "self.wait(1.5)", LAST),
    "another call in the last step": ("self.wait(1)", "self.wait(1); self.clear()", LAST),
    "whole number to decimal": ("self.wait(1)", "self.wait(1.0)", LAST),
    "English of the last step": ('en="Third."', 'en="At last."', LAST),
    "English of the middle step": ('en="Second."', 'en="Then."', LATER),
    "Japanese of a step, English wanted": ('ja="つぎ。"', 'ja="次に。"', NONE),
    "Japanese in a text, English wanted": ('ja="傾き"', 'ja="こうばい"', NONE),
    "English in a text": ('en="slope"', 'en="steepness"', LATER),
    "Japanese question, English wanted": ('ja="何が育つ?"', 'ja="何が?"', NONE),
    "English question": ('en="What grows?"', 'en="Who grows?"', ALL),
    # What stands beside steps.
    "class attribute": ('colour = "FUNCTION"', 'colour = "RESULT"', ALL),
    "new class attribute": ('colour = "FUNCTION"', 'colour = "FUNCTION"\n    extra = 1', ALL),
    "helper method": ("self.size * factor", "self.size + factor", ALL),
    "setup": ("double(SCALE)", "double(SCALE + 1)", ALL),
    "constant of the module": ("SCALE = 2.0", "SCALE = 2.5", ALL),
    "function of the module": ("return 2 * x", "return 2.1 * x", ALL),
    "default argument": ("def double(x)", "def double(x=1)", ALL),
    "decorator of a helper": ("    def grown", "    @staticmethod\n    def grown", ALL),
    "base class": ("    width = 3", "    width = 4", ALL),
    "method of the base class": ("return self.width", "return self.width + 1", ALL),
    "other base classes": ("class Growth(Base)", "class Growth(Lesson)", ALL),
    "another import": ("from math import pi", "from math import tau", ALL),
    "order of statements at module level": (
        "SCALE = 2.0\n\ndef double(x):\n    return 2 * x\n",
        "def double(x):\n    return 2 * x\n\nSCALE = 2.0\n",
        ALL,
    ),
    # What changes no picture.
    "comment": ("SCALE = 2.0", "SCALE = 2.0  # twice", NONE),
    "blank lines": ("class Base", "\n\n\nclass Base", NONE),
    "docstring of the class": ('What grows?"""', 'What grows, and how?"""', NONE),
    "docstring of a step": ("It goes on.", "On it goes.", NONE),
    "layout of a call": (
        "self.play(slope(self.grown(2)))",
        "self.play(\n            slope(self.grown(2))\n        )",
        NONE,
    ),
    "quotes": ('colour = "FUNCTION"', "colour = 'FUNCTION'", NONE),
    "body of another scene in the file": ("self.wait(2)", "self.wait(3)", NONE),
    # Later steps that earlier code can reach.
    "last step, called by the first": ("self.play(shapes", "self.end(); self.play(shapes", ALL),
    "last step, named in a text": ("self.play(shapes", 'getattr(self, "end")(); self.play(shapes', ALL),
    "last step, reached by a computed name": ("self.play(shapes", 'getattr(self, "e" + "nd")(); self.play(shapes', ALL),
    "another scene's body, mentioned": ("SCALE = 2.0", "SCALE = Other.elsewhere", ALL),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.mark.parametrize("edit", LESSON_EDITS)
def test_an_edit_of_the_scene_renders_what_it_can_change(project: Path, edit: str) -> None:
    old, new, expected = LESSON_EDITS[edit]
    before = keys_of(project)
    assert LESSON.count(old) >= 1
    (project / "scenes/lesson.py").write_text(LESSON.replace(old, new, 1), encoding="utf-8")
    assert changed(before, keys_of(project)) == expected


@pytest.mark.parametrize(
    "reach",
    [
        "self.end()",
        'getattr(self, "end")()',
        'getattr(self, "e" + "nd")()',
        "[m for m in vars(Growth)]",
        "self.steps()",
    ],
)
def test_a_later_step_that_earlier_code_can_reach_is_an_input_of_it(project: Path, reach: str) -> None:
    """The first step calls the last, by whatever way: an edit of the last changes the first."""
    reaching = LESSON.replace("self.play(shapes", f"{reach}; self.play(shapes")
    (project / "scenes/lesson.py").write_text(reaching, encoding="utf-8")
    before = keys_of(project)
    (project / "scenes/lesson.py").write_text(reaching.replace("self.wait(1)", "self.wait(9)"), encoding="utf-8")
    assert changed(before, keys_of(project)) == ALL


def test_a_variable_that_is_called_steps_reaches_no_step(project: Path) -> None:
    """Words like any other, they were taken for a lesson's list of steps, and every edit rendered the whole scene."""
    reckoning = LESSON.replace("self.play(shapes", "steps = sentences = 3; self.play(shapes")
    (project / "scenes/lesson.py").write_text(reckoning, encoding="utf-8")
    before = keys_of(project)
    (project / "scenes/lesson.py").write_text(reckoning.replace("self.wait(1)", "self.wait(9)"), encoding="utf-8")
    assert changed(before, keys_of(project)) == LAST


@pytest.mark.parametrize(
    ("old", "new", "expected"), [("self.wait(1)", "self.wait(9)", LAST), ('ja="つぎ。"', 'ja="次に。"', NONE)]
)
def test_a_step_by_another_name_is_a_step(project: Path, old: str, new: str, expected: set[str]) -> None:
    """A lesson with a parameter called step imports the decorator by another name."""
    renamed = LESSON.replace("Words, step\n", "Words, step as lesson_step\n").replace("@step(", "@lesson_step(")
    (project / "scenes/lesson.py").write_text(renamed, encoding="utf-8")
    before = keys_of(project)
    (project / "scenes/lesson.py").write_text(renamed.replace(old, new), encoding="utf-8")
    assert changed(before, keys_of(project)) == expected


def test_a_docstring_that_is_drawn_is_an_input(project: Path) -> None:
    showing = LESSON.replace("double(SCALE)", "double(SCALE); self.shown = self.__doc__")
    (project / "scenes/lesson.py").write_text(showing, encoding="utf-8")
    before = keys_of(project)
    (project / "scenes/lesson.py").write_text(showing.replace('What grows?"""', 'Who grows?"""'), encoding="utf-8")
    assert changed(before, keys_of(project)) == ALL


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("scenes/helpers.py", "return x + constant", "return x - constant", ALL),
        ("scenes/helpers.py", "return 0", "return 1", ALL),
        ("scenes/deeper.py", "constant = 1", "constant = 2", ALL),
        ("scenes/tools/shapes.py", "return size", "return 2 * size", ALL),
        ("scenes/loose/inner/sizes.py", "unit = 1", "unit = 2", ALL),
        ("scenes/tools/__init__.py", "", "import colour_of_everything", ALL),
        ("scenes/stranger.py", "imports this", "imports that", NONE),
        ("scenes/helpers.py", "def slope", "# a remark\ndef slope", NONE),
    ],
)
def test_an_edit_of_another_file(project: Path, file: str, old: str, new: str, expected: set[str]) -> None:
    before = keys_of(project)
    (project / file).write_text(FILES[file].replace(old, new, 1) if old else new, encoding="utf-8")
    assert changed(before, keys_of(project)) == expected


def test_a_new_module_that_takes_the_place_of_another_is_an_input(project: Path) -> None:
    """A file json.py beside the scene is imported instead of the library's."""
    before = keys_of(project)
    (project / "scenes/json.py").write_text("def dumps(x): return x\n", encoding="utf-8")
    assert changed(before, keys_of(project)) == ALL


def test_a_module_that_is_gone_is_a_change(project: Path) -> None:
    before = keys_of(project)
    (project / "scenes/deeper.py").unlink()
    assert changed(before, keys_of(project)) == ALL


STEP = '    @step(en="More.", ja="もっと。")\n    def more(self):\n        self.wait(3)\n\n'


@pytest.mark.parametrize(
    ("before_step", "steps", "expected"),
    [
        ("begin", ("more", "begin", "go_on", "end"), {"more", *ALL}),
        ("end", ("begin", "go_on", "more", "end"), {"more", "end"}),
    ],
)
def test_a_new_step_renders_itself_and_what_follows(
    project: Path, before_step: str, steps: tuple[str, ...], expected: set[str]
) -> None:
    before = keys_of(project)
    at = LESSON.rindex("    @step", 0, LESSON.index(f"def {before_step}("))
    (project / "scenes/lesson.py").write_text(LESSON[:at] + STEP + LESSON[at:], encoding="utf-8")
    after = keys_of(project, scene=SceneOutline(steps, GROWTH.classes, GROWTH.siblings))
    assert changed(before, after) == expected


def test_a_new_last_step_renders_itself_alone(project: Path) -> None:
    before = keys_of(project)
    at = LESSON.index("class Other")
    (project / "scenes/lesson.py").write_text(LESSON[:at].rstrip() + "\n\n" + STEP + LESSON[at:], encoding="utf-8")
    after = keys_of(project, scene=SceneOutline((*GROWTH.steps, "more"), GROWTH.classes, GROWTH.siblings))
    assert changed(before, after) == {"more"}


def test_steps_in_another_order_are_other_pictures(project: Path) -> None:
    before = keys_of(project)
    after = keys_of(project, scene=SceneOutline(("begin", "end", "go_on"), GROWTH.classes, GROWTH.siblings))
    assert changed(before, after) == LATER


@pytest.mark.parametrize(
    "variant",
    [
        Variant(Language.JA),
        Variant(theme=ThemeName.LIGHT),
        Variant(shape=Shape.SQUARE),
        Variant(shape=Shape.TALL),
        Variant(words=False),
        Variant(headline=False),
        Variant(quality=QUALITIES["medium"]),
    ],
)
def test_another_variant_is_another_picture(project: Path, variant: Variant) -> None:
    assert changed(keys_of(project), keys_of(project, variant=variant)) == ALL


def test_japanese_words_are_inputs_of_the_japanese_variant(project: Path) -> None:
    japanese = Variant(Language.JA)
    before = keys_of(project, variant=japanese)
    (project / "scenes/lesson.py").write_text(
        LESSON.replace('ja="つぎ。"', 'ja="次に。"').replace('en="Third."', 'en="x"'), encoding="utf-8"
    )
    assert changed(before, keys_of(project, variant=japanese)) == LATER


@pytest.mark.parametrize("values", [(("at", "2"),), (("at", "1.0"),), (("at", "1"), ("f", "x"))])
def test_another_parameter_is_another_picture(project: Path, values: tuple[tuple[str, str], ...]) -> None:
    before = keys_of(project, values=(("at", "1"),))
    assert changed(before, keys_of(project, values=values)) == ALL


PLAIN_EDITS = {
    "before the first section": ("size = 1", "size = 2", {"grow", "turn", "leave"}),
    "first section": ("Create(square)", "Write(square)", {"grow", "turn", "leave"}),
    "middle section": ("Rotate(square)", "Rotate(square, 1)", {"turn", "leave"}),
    "last section": ("FadeOut(square)", "FadeOut(square, run_time=2)", {"leave"}),
    "a comment": ("size = 1", "size = 1  # one", NONE),
}


@pytest.mark.parametrize("edit", PLAIN_EDITS)
def test_sections_of_a_plain_scene_are_steps(project: Path, edit: str) -> None:
    old, new, expected = PLAIN_EDITS[edit]
    before = keys_of(project, "scenes/plain.py", PLAIN_SHAPE)
    (project / "scenes/plain.py").write_text(FILES["scenes/plain.py"].replace(old, new), encoding="utf-8")
    assert changed(before, keys_of(project, "scenes/plain.py", PLAIN_SHAPE)) == expected


def test_sections_in_a_loop_cannot_be_told_apart_and_count_as_one(project: Path) -> None:
    looped = FILES["scenes/plain.py"].replace('self.next_section("turn")', 'for n in ["turn"]: self.next_section(n)')
    (project / "scenes/plain.py").write_text(looped, encoding="utf-8")
    before = keys_of(project, "scenes/plain.py", PLAIN_SHAPE)
    (project / "scenes/plain.py").write_text(looped.replace("FadeOut(square)", "Uncreate(square)"), encoding="utf-8")
    assert changed(before, keys_of(project, "scenes/plain.py", PLAIN_SHAPE)) == {"grow", "turn", "leave"}


def test_the_folder_of_the_project_is_no_input(tmp_path: Path) -> None:
    one, other = lay_out(tmp_path / "one"), lay_out(tmp_path / "änother 別の folder")
    assert keys_of(one) == keys_of(other)


def test_a_file_that_is_not_python_has_a_key_all_the_same(project: Path) -> None:
    """So that mending it is seen as a change."""
    before = keys_of(project)
    (project / "scenes/helpers.py").write_text("def slope(:\n", encoding="utf-8")
    assert changed(before, keys_of(project)) == ALL
