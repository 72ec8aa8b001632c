"""A run ends when nothing more is wanted of its scene, whatever the scene does then."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.job import Job, SceneRef
from sessen.pipeline.session import import_manim
from sessen.pool import ProcessPool, Task
from sessen.worker import StepMissing
from tests.pool import work
from tests.worker.support import TINY, project, steps_drawn, steps_walked

PLAIN = """
class TearDown(Scene):
    def setup(self):
        self.square = Square()

    def construct(self):
        self.next_section("one")
        self.play(Create(self.square), run_time=0.3)
        self.next_section("two")
        self.wait(0.2)

    def tear_down(self):
        self.play(FadeOut(self.square), run_time=0.3)

class Finally(Scene):
    def construct(self):
        try:
            self.next_section("one")
            self.play(Create(Square()), run_time=0.3)
            self.next_section("two")
            self.wait(0.2)
        finally:
            self.wait(0.2)
            self.next_section("last")
            self.play(FadeIn(Circle()), run_time=0.2)

class Broad(Scene):
    def construct(self):
        for name in ("one", "two", "three"):
            try:
                self.next_section(name)
                self.play(Create(Square()), run_time=0.3)
            except Exception:
                self.add(Dot())
                self.wait(0.2)

class Bare(Broad):
    def construct(self):
        try:
            super().construct()
        except:
            self.wait(0.3)
            undefined
"""

ENDLESS = """
class Endless(Scene):
    def construct(self):
        self.next_section("one")
        self.wait(0.2)
        while True:
            try:
                self.next_section("two")
                self.wait(0.2)
            except BaseException:
                pass
"""


@pytest.mark.parametrize("scene", ["TearDown", "Finally", "Broad", "Bare"])
def test_a_step_drawn_alone_is_that_of_the_whole_scene_whatever_comes_after_it(scene: str, tmp_path: Path) -> None:
    file = project(tmp_path, PLAIN)
    whole = steps_drawn(scene, [record.step for record in steps_walked(scene, file=file)], file=file)
    assert [*whole][:2] == ["one", "two"]
    for step in ("one", "two"):
        (alone,) = steps_drawn(scene, [step], file=file).values()
        assert (alone.picture, alone.frames) == (whole[step].picture, whole[step].frames)


def test_a_scene_that_catches_whatever_ends_it_is_ended_all_the_same(tmp_path: Path) -> None:
    """Its process is: nothing is raised that could be caught."""
    file = project(tmp_path, ENDLESS)
    with ProcessPool(1, prepare=import_manim) as pool:
        (outcome,) = pool.run([Task("Endless", work.draw_first_step, (str(file), "Endless"), timeout=20)])
    assert outcome.error is None
    assert outcome.result == 2


LESSON = """
from sessen import Equal, Lesson, Words, claim, step

class Careless(Lesson):
    question = Words(en="?")

    @step(en="One.")
    def one(self):
        try:
            self.wait(0.2)
        except Exception:
            pass

    @step(en="Two.")
    def two(self):
        self.wait(0.2)

    @claim
    def is_false(self):
        return Equal(1, 2)
"""


def test_a_claim_that_does_not_hold_cannot_be_caught(tmp_path: Path) -> None:
    with pytest.raises(ClaimViolated, match="is false"):
        steps_drawn("Careless", ["one", "two"], file=project(tmp_path, LESSON))


def test_what_goes_wrong_with_a_finished_step_cannot_be_caught(tmp_path: Path) -> None:
    from sessen.worker import draw

    def keep(key: str, result: object) -> None:
        raise SessenError("the store is full")

    job = Job(SceneRef(project(tmp_path, PLAIN), "Broad"), (), TINY, (("one", "one"), ("two", "two")))
    with pytest.raises(SessenError, match="the store is full"):
        draw(job, keep)


def test_a_step_that_does_not_come_up_is_still_missed(tmp_path: Path) -> None:
    with pytest.raises(StepMissing, match="nowhere"):
        steps_drawn("Bare", ["one", "nowhere"], file=project(tmp_path, PLAIN.replace("undefined", "pass")))
