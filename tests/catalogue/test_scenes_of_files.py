"""The scenes of a file are those that Manim lists, but for what only serves to derive scenes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from manim.utils.module_ops import get_scene_classes_from_module

from sessen.catalogue import Catalogue, SceneDescription
from sessen.catalogue.catalogue import CatalogueResult, CatalogueTask
from sessen.errors import SessenError
from sessen.keys import FileHashes, SourceGraph
from sessen.keys.file_hashes import sha256
from sessen.pipeline.overridden import overridden
from sessen.variant import QUALITIES, Shape, Variant
from sessen.worker.load import isolated_imports, load_module

SCENES = '''
import abc
from manim import *
from base_scenes import Imported, Shared

class Derived(Shared):
    """No construct of its own."""

class Wide(Derived):
    def construct(self): self.wait(0.1)

def made(number):
    class Numbered(Scene):
        def construct(self): self.wait(0.1)
    Numbered.__name__ = f"Numbered{number}"
    return Numbered

Numbered1 = made(1)
globals()["Numbered2"] = type("Numbered2", (Scene,), {"construct": lambda self: self.wait(0.1)})
Unnamed = made(3)
Alias = Wide

if True:
    class Inside(Scene):
        def construct(self): self.wait(0.1)

class _Under(Scene):
    def construct(self): self.wait(0.1)

class 接線(Scene):
    def construct(self): self.add(Square())

class Unfinished(Scene):
    def construct(self): raise NotImplementedError

class Colored(Scene):
    def construct(self): self.add(Square(color=self.shade))

class _Base(Scene):
    def construct(self): self.add(Square(color=self.shade))

class Red(Colored):
    shade = RED

class Green(_Base):
    shade = GREEN

class Finished(Unfinished):
    def construct(self): self.wait(0.1)

class Abstract(Scene, abc.ABC):
    def construct(self): self.show()
    @abc.abstractmethod
    def show(self): ...

class Concrete(Abstract):
    def show(self): self.wait(0.1)

if __name__ == "__main__":
    with tempconfig({"quality": "low_quality"}):
        raise SystemExit("not run as a program")
'''
BASES = """
from manim import *

class Shared(Scene):
    def banner(self): ...

class Imported(Scene):
    def construct(self): self.wait(0.1)
"""
SOURCES = SourceGraph()  # reading Sessen's own takes long, and once is enough
ABSTRACT = {"Derived", "Unfinished", "Abstract", "Colored", "_Base"}


ASKED: list[str] = []


def _answers(questions: Sequence[CatalogueTask]) -> Iterable[CatalogueResult]:
    for question in questions:
        ASKED.append(question.name)
        try:
            yield CatalogueResult(question, question.function(question.args, lambda _: None))
        except SessenError as error:
            yield CatalogueResult(question, error=error)


def scenes_of(folder: Path, text: str) -> dict[str, SceneDescription]:
    (folder / "pyproject.toml").touch()
    (folder / "base_scenes.py").write_text(BASES, encoding="utf-8")
    file = folder / f"many_{sha256(text.encode())[:8]}.py"
    file.write_text(text, encoding="utf-8")
    catalogue = Catalogue(folder / "memory.json", SOURCES, FileHashes(), _answers)
    found = catalogue.scenes([file])[file]
    assert not isinstance(found, SessenError), found
    catalogue.save()
    return {scene.name: scene for scene in found}


def test_scenes_are_those_that_manim_lists(tmp_path: Path) -> None:
    """Made in functions, by ``type``, below ``if``, with a leading underscore, in kanji; imported ones are not."""
    ours = scenes_of(tmp_path, SCENES)
    file = ours["Wide"].file
    with isolated_imports(file):
        module = load_module(file)
        manims = {scene.__name__ for scene in get_scene_classes_from_module(module)}
    assert {scene.classes[0] for scene in ours.values()} == manims - ABSTRACT
    assert all(scene.step_names == ("scene",) for scene in ours.values())
    assert "Alias" not in ours
    asked = len(ASKED)
    assert scenes_of(tmp_path, SCENES) == ours
    assert len(ASKED) == asked  # it was remembered
    made = scenes_of(tmp_path, 'from base_scenes import *\nMade = type("Made", (Imported,), {})\n')
    assert list(made) == ["Made"]


BAD = """
from manim import *
from sessen import Lesson, step

class Bad(Lesson):
    question = 3
    @step(en="a", ja="b")
    def show(self): ...

class Good(Scene):
    def construct(self): self.wait(0.1)
"""


def test_a_class_that_cannot_be_described_keeps_no_other_from_being_made(tmp_path: Path) -> None:
    found = scenes_of(tmp_path, BAD)
    assert found["Good"].step_names == ("scene",)
    assert found["Bad"].dry_run is not None
    assert found["Bad"].dry_run.error is not None
    assert "sentences" in found["Bad"].dry_run.error.message


def told(folder: Path, settings: str, variant: Variant) -> list[str]:
    text = f"from manim import *\n{settings}\nclass Set(Scene):\n    def construct(self): self.wait(0.1)\n"
    scenes = [(scene, variant) for scene in scenes_of(folder, text).values()]
    return [line.partition(".py ")[2] for line in overridden(scenes)]


def test_what_the_command_line_decides_instead_of_the_file_is_said_in_a_line(tmp_path: Path) -> None:
    draft = Variant(quality=QUALITIES["draft"])
    upright = "config.pixel_width, config.pixel_height, config.frame_rate = 1080, 1920, 15"
    (line,) = told(tmp_path, upright, draft)
    assert line == (
        "sets pixel_width 1080, pixel_height 1920: made with 854, 480, for -q and --shape decide; "
        "for its outline add --shape tall"
    )
    (line,) = told(tmp_path, upright, Variant(quality=QUALITIES["draft"], shape=Shape.TALL))
    assert "add" not in line
    assert told(tmp_path, "config.quality = 'low_quality'", draft) == []
    (line,) = told(tmp_path, "config.renderer = 'opengl'", draft)
    assert line == "asks for the renderer opengl: Sessen draws with Cairo"
    assert told(tmp_path, "config.frame_width = 20; config.background_color = BLUE", draft) == []
