"""What a scene leaves to chance is the same in every run, and told; what it seeds is what Manim would draw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.worker.support import project, steps_drawn

SCENES = """
import importlib, os, random, secrets, tempfile, uuid
import sympy.core.random

class Dice(Scene):
    def construct(self):
        for place, dice in enumerate(self.dice()):
            self.add(Dot([dice * 6 - 3, place - 2, 0]))
        self.wait(0.2)

class NewNumpy(Dice):
    def dice(self):
        return [np.random.default_rng().random(), np.random.Generator(np.random.PCG64()).random()]

class OldNumpy(Dice):
    def dice(self):
        return [np.random.RandomState().random(), np.random.random()]

class Reseeded(Dice):
    def dice(self):
        random.seed()
        np.random.seed()
        return [random.random(), np.random.random()]

class Python(Dice):
    def dice(self):
        return [random.Random().random(), random.random()]

class Globals(Dice):
    def dice(self):
        return [random.random()]

class FromSystem(Dice):
    def dice(self):
        return [secrets.randbelow(1000) / 1000]

class Identified(Dice):
    def dice(self):
        return [uuid.uuid4().int / 2**128]

class Sown(Dice):
    def dice(self):
        random.seed(5)
        np.random.seed(6)
        rng = np.random.default_rng(7)
        return [random.random(), np.random.random(), rng.random(), random.Random(8).random()]

class Plain(Dice):
    def dice(self):
        importlib.reload(sympy.core.random)  # as when it is first imported: it makes a generator
        with tempfile.TemporaryDirectory():
            return [0.5]
"""


def drawn(folder: Path, scene: str) -> Any:
    (step,) = steps_drawn(scene, ["scene"], file=project(folder, SCENES)).values()
    return step


@pytest.mark.parametrize("scene", ["NewNumpy", "OldNumpy", "Reseeded", "Python", "Globals"])
def test_what_has_no_seed_is_the_same_in_every_run_and_told(scene: str, tmp_path: Path) -> None:
    one, other = drawn(tmp_path, scene), drawn(tmp_path, scene)
    assert one.picture == other.picture
    (remark,) = one.remarks
    assert remark.startswith(f"{scene}: random numbers without a seed")
    assert ("scene.py:" in remark) == (scene != "Globals")


@pytest.mark.parametrize("scene", ["FromSystem", "Identified"])
def test_what_cannot_be_seeded_is_told(scene: str, tmp_path: Path) -> None:
    (remark,) = drawn(tmp_path, scene).remarks
    assert remark.startswith(f"{scene}: numbers that are others in every run (scene.py:")


def test_two_generators_without_a_seed_draw_different_numbers(tmp_path: Path) -> None:
    twice = "class Twice(NewNumpy):\n    def setup(self):\n        assert len({*self.dice()}) == 2\n"
    steps_drawn("Twice", ["scene"], file=project(tmp_path, SCENES + twice))


@pytest.mark.parametrize("scene", ["Sown", "Plain"])
def test_there_is_nothing_to_tell_of_a_scene_that_seeds_what_it_draws(scene: str, tmp_path: Path) -> None:
    assert drawn(tmp_path, scene).remarks == ()


def test_a_seed_gives_the_numbers_that_it_gives_anywhere(tmp_path: Path) -> None:
    """The picture is that of the numbers which NumPy and Python give outside of Sessen."""
    import random

    import numpy as np

    numbers = [random.Random(5).random(), np.random.RandomState(6).random(), np.random.default_rng(7).random()]
    numbers.append(random.Random(8).random())
    sown = drawn(tmp_path, "Sown")
    file = project(tmp_path, SCENES + f"\nclass Known(Dice):\n    def dice(self):\n        return {numbers!r}\n")
    (known,) = steps_drawn("Known", ["scene"], file=file).values()
    assert known.picture == sown.picture
