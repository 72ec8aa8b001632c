"""Two scenes of one file are two scenes, in whatever form they are written: they share no key and no slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sessen.catalogue import SceneDescription
from sessen.catalogue.describe import DescribeArgs, describe
from sessen.catalogue.descriptions import NOTHING_READ, DryRun
from sessen.keys import SourceGraph, StaticKey, Toolchain
from sessen.pipeline import Planner, Request, Selection, StepPlan
from sessen.store import open_store
from sessen.variant import Variant
from tests.cli.lectures import run
from tests.keys.project import DIGESTS

HEAD = "from manim import *\nfrom sessen import Lesson, Words, step\n\n"
STEPS = """    @step(en="One.", ja="一。")
    def one(self):
        self.wait({0})

    @step(en="Two.", ja="二。")
    def two(self):
        self.add(Dot({1}))
"""
PLAIN = "class {0}(Scene):\n    def construct(self):\n        self.add(Square(color={1}))\n        self.wait(0.2)\n\n"
SECTIONS = (
    'class {0}(Scene):\n    def construct(self):\n        self.next_section("one")\n        self.wait(0.2)\n'
    '        self.next_section("two")\n        self.add(Dot(color={1}))\n        self.wait(0.2)\n\n'
)
LESSON = 'class {0}({1}):\n    question = Words(en="What?", ja="何?")\n{2}\n'

#: Files with the scenes A and B, and an edit of B alone: what it replaces, and by what.
PAIRS: dict[str, tuple[str, tuple[str, str]]] = {
    "plain scenes": (PLAIN.format("A", "RED") + PLAIN.format("B", "GREEN"), ("GREEN", "BLUE")),
    "plain scenes that show the same": (PLAIN.format("A", "RED") + PLAIN.format("B", "RED") + "# B\n", ("# B", "#")),
    "sections of the same names": (SECTIONS.format("A", "RED") + SECTIONS.format("B", "GREEN"), ("GREEN", "BLUE")),
    "a plain scene and one of sections": (PLAIN.format("A", "RED") + SECTIONS.format("B", "GREEN"), ("GREEN", "BLUE")),
    "heirs of one base": (
        PLAIN.format("_Base", "self.colour")
        + "class A(_Base):\n    colour = RED\n\nclass B(_Base):\n    colour = GREEN\n",
        ("# nothing", ""),
    ),
    "an heir and its base": (
        PLAIN.format("A", "RED")
        + "class B(A):\n    def construct(self):\n        super().construct()\n        self.wait(1)\n",
        ("self.wait(1)", "self.wait(2)"),
    ),
    "lessons of the same steps": (
        LESSON.format("A", "Lesson", STEPS.format(1, "")) + LESSON.format("B", "Lesson", STEPS.format(2, "UP")),
        ("Dot(UP)", "Dot(DOWN)"),
    ),
    "lessons that differ in setup alone": (
        LESSON.format("A", "Lesson", "    def setup(self):\n        self.size = 1\n" + STEPS.format("self.size", ""))
        + LESSON.format("B", "Lesson", "    def setup(self):\n        self.size = 2\n" + STEPS.format("self.size", "")),
        ("self.size = 2", "self.size = 3"),
    ),
    "lessons with the steps of one base": (
        LESSON.format("_Base", "Lesson", STEPS.format("self.size", ""))
        + LESSON.format("A", "_Base", "    size = 1\n    def setup(self):\n        self.name = 'A'")
        + LESSON.format("B", "_Base", "    size = 1\n    def setup(self):\n        self.name = 'B'"),
        ("self.name = 'B'", "self.name = 'b'"),
    ),
    "scenes that begin the same and differ in a helper": (
        PLAIN.format("A", "self.shade()").replace("\n\n", "\n    def shade(self):\n        return RED\n\n")
        + PLAIN.format("B", "self.shade()").replace("\n\n", "\n    def shade(self):\n        return GREEN\n\n"),
        ("return GREEN", "return BLUE"),
    ),
}


@dataclass(frozen=True)
class _Planned:
    keys: dict[str, StaticKey]
    slots: tuple[str, ...]

    @property
    def digests(self) -> set[str]:
        return {key.digest for key in self.keys.values()}


def _with_steps(scene: SceneDescription, text: str) -> SceneDescription:
    """A plain scene with the steps that walking through it would show: the sections that its class writes."""
    own = text.partition(f"class {scene.name}(")[2].partition("\nclass ")[0]
    names = tuple(re.findall(r'next_section\("(\w+)"\)', own)) or ("scene",)
    return scene if scene.is_lesson else scene.with_dry_run(DryRun(names, NOTHING_READ))


def _plan(file: Path, variant: Variant = Variant()) -> dict[str, _Planned]:  # noqa: B008 - it is frozen
    """The keys and slots of the scenes of a file."""
    found = SourceGraph().closure(file)
    text = file.read_text(encoding="utf-8")
    described = describe(DescribeArgs(file), lambda _: None)
    chosen = [Selection(_with_steps(scene, text), {}, ()) for scene in described]
    request = Request(targets=(str(file),), variants=(variant,))
    plan = Planner(open_store("memory://nothing"), DIGESTS, Toolchain(DIGESTS)).plan(request, chosen, {file: found})
    return {scene.scene.name: _planned(scene.steps) for scene in plan.scenes}


def _planned(steps: tuple[StepPlan, ...]) -> _Planned:
    return _Planned({step.name: step.key for step in steps}, tuple(step.history_key for step in steps))


@pytest.mark.parametrize("form", PAIRS)
def test_scenes_of_one_file_share_no_key_and_no_slot(tmp_path: Path, form: str) -> None:
    text, (old, new) = PAIRS[form]
    file = tmp_path / "pair.py"
    file.write_text(HEAD + text, encoding="utf-8")
    before = _plan(file)
    assert [*before] == ["A", "B"]
    assert before["A"].digests.isdisjoint(before["B"].digests)
    assert set(before["A"].slots).isdisjoint(before["B"].slots)
    assert len(before["A"].digests) == len(before["A"].keys)
    file.write_text(HEAD + text.replace(old, new), encoding="utf-8")
    assert _plan(file)["A"].digests == before["A"].digests, "an edit of B makes A again"


@pytest.mark.parametrize("form", ["plain scenes", "lessons of the same steps"])
def test_what_has_changed_is_told_by_the_scene_it_is_in(tmp_path: Path, form: str) -> None:
    """``why`` prints the names of a key's parts: of two methods of one name it has to say whose has changed."""
    text, (old, new) = PAIRS[form]
    file = tmp_path / "pair.py"
    file.write_text(HEAD + text, encoding="utf-8")
    before = _plan(file)["B"].keys
    file.write_text(HEAD + text.replace(old, new), encoding="utf-8")
    after = _plan(file)["B"].keys
    last = [*after][-1]
    parts = before[last].parts.items() ^ after[last].parts.items()
    assert {name for name, _ in parts} == {f"pair.py: body of B.{'construct' if last == 'scene' else last}"}


def test_the_same_class_in_two_files_is_two_scenes(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        file = tmp_path / f"{name}.py"
        file.write_text(HEAD + PLAIN.format("A", "RED"), encoding="utf-8")
        found.append(_plan(file)["A"])
    assert found[0].digests.isdisjoint(found[1].digests)
    assert set(found[0].slots).isdisjoint(found[1].slots)


def test_a_slot_is_told_apart_from_every_other_variant(tmp_path: Path) -> None:
    file = tmp_path / "pair.py"
    file.write_text(HEAD + PLAIN.format("A", "RED"), encoding="utf-8")
    base = Variant()
    others = [base, replace(base, background="#FFFFFF"), replace(base, words=False)]
    slots = [_plan(file, variant)["A"].slots for variant in others]
    assert len(set(slots)) == len(slots)


DRAWN = """
from manim import *


class Red(Scene):
    shade = RED

    def construct(self):
        self.next_section("one")
        self.add(Square(4, color=self.shade, fill_opacity=1))
        self.wait(0.2)


class Green(Red):
    shade = "#00FF00"


class Blue(Scene):
    def construct(self):
        self.next_section("one")
        self.add(Square(4, color="#0000FF", fill_opacity=1))
        self.wait(0.2)
"""


def test_each_scene_of_a_file_is_drawn_and_kept_for_itself(tmp_path: Path) -> None:
    """In several builds: what is there of one scene serves no other, and is not drawn again."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "three.py").write_text(DRAWN)
    words = ("--for", "powerpoint", "-q", "draft")
    assert run(tmp_path, "clips", "three.py::Red", *words).rendered == {"Red::one": ["one"]}
    done = run(tmp_path, "clips", "three.py", *words)
    assert done.rendered == {"Green::one": ["one"], "Blue::one": ["one"]}
    clips = sorted(tmp_path / "build" / name for name in done.sha256("clip"))
    middles = {clip.parent.name: _middle(clip) for clip in clips}
    assert {name: max(range(3), key=middle.__getitem__) for name, middle in middles.items()} == {
        "Red": 0,
        "Green": 1,
        "Blue": 2,
    }


def _middle(video: Path) -> list[int]:
    import av

    with av.open(str(video)) as film:
        pixels = next(film.decode(video=0)).to_ndarray(format="rgb24")
    return [int(value) for value in pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]]
