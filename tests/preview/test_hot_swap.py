"""New bodies for steps of a scene that runs: what can be exchanged is, what cannot is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sessen.job import SceneRef
from sessen.preview.hot_swap import CannotSwap, swap_steps
from sessen.worker.load import isolated_imports, load_scene

SOURCE = '''
from sessen.lesson import Lesson
from sessen.steps import step

FACTOR = 2


class Mended(Lesson):
    """A lesson that writes down what it does."""

    def setup(self):
        self.done = []

    @step(en="One.", ja="一。")
    def first(self):
        self.done.append("first")

    @step(en="Two.", ja="二。")
    def second(self):
        self.done.append(FACTOR)

    def helper(self):
        return 1
'''


@contextmanager
def loaded(folder: Path, source: str = SOURCE) -> Iterator[Any]:
    """The class of the source as a file has it."""
    file = folder / "mended.py"
    file.write_text(source)
    with isolated_imports(file):
        yield load_scene(SceneRef(file, "Mended"))


def done(scene: Any, step: str) -> list[Any]:
    """What a step does, without a renderer."""
    did: list[Any] = []
    lesson = object.__new__(scene)
    lesson.done = did
    getattr(lesson, step)()
    return did


def test_a_new_body_runs_in_the_module_that_is_there(tmp_path: Path) -> None:
    """The old object of the class has it, and sees the module's own names."""
    with loaded(tmp_path) as scene:
        swap_steps(scene, SOURCE, SOURCE.replace("append(FACTOR)", "append(FACTOR + 40)"), frozenset({"second"}))
        assert done(scene, "second") == [42]
        assert done(scene, "first") == ["first"]


def test_new_sentences_are_said(tmp_path: Path) -> None:
    with loaded(tmp_path) as scene:
        swap_steps(scene, SOURCE, SOURCE.replace('en="Two."', 'en="Both."'), frozenset({"second"}))
        assert [dict(each.words.sentences)["en"] for each in scene.steps()] == ["One.", "Both."]


def test_steps_by_another_name_are_steps(tmp_path: Path) -> None:
    """A lesson with a parameter called step imports the decorator so."""
    source = SOURCE.replace("import step", "import step as lesson_step").replace("@step", "@lesson_step")
    with loaded(tmp_path, source) as scene:
        swap_steps(scene, source, source.replace("append(FACTOR)", "append(7)"), frozenset({"second"}))
        assert done(scene, "second") == [7]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FACTOR = 2", "FACTOR = 3"),
        ("return 1", "return 2"),
        ('append("first")', 'append("other")'),
        ("self.done = []", "self.done = [0]"),
        ("def second(self):", "def second(self, more=1):"),
        ('@step(en="Two.", ja="二。")', "@step(en=str(FACTOR))"),
        ("        self.done.append(FACTOR)", "        super().__init__()"),
        ("    def second(self):\n        self.done.append(FACTOR)", "    def other(self):\n        pass"),
        (
            "    def helper(self):",
            '    @step(en="Three.")\n    def third(self):\n        pass\n\n    def helper(self):',
        ),
        ("class Mended(Lesson):", "import math\n\n\nclass Mended(Lesson):"),
    ],
)
def test_whatever_else_has_changed_is_refused(tmp_path: Path, before: str, after: str) -> None:
    """The steps that have begun, helpers, the module, the class: all of it has been run, or is of others as well."""
    assert before in SOURCE
    with loaded(tmp_path) as scene:
        with pytest.raises(CannotSwap):
            swap_steps(scene, SOURCE, SOURCE.replace(before, after), frozenset({"second"}))
        assert done(scene, "second") == [2]


def test_comments_and_the_place_of_a_line_do_not_matter(tmp_path: Path) -> None:
    with loaded(tmp_path) as scene:
        swap_steps(scene, SOURCE, "# a line more\n" + SOURCE.replace("FACTOR)", "5)"), frozenset({"second"}))
        assert done(scene, "second") == [5]
