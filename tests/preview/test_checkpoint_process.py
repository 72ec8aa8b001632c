"""Edited steps are run again from where their scene stands: the same frames as from the start, and sooner."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.lectures import copy_to
from tests.preview.previews import Preview, edit, kill, preview, soon
from tests.preview.test_safety import ended
from tests.preview.viewers import Viewer

MOVE = "self.play(self.place.animate.set_value(float(self.far)), run_time=0.4)"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    with preview(folder, "Tiny", "--grace", "600", "--memory-limit", "700MB", "--time-limit", "5") as running:
        yield running


@pytest.fixture
def viewer(running: Preview) -> Iterator[Viewer]:
    """A page that looks at the scene, which has come to rest and stands before each of its steps."""
    viewer = Viewer(running)
    viewer.open("Tiny")
    standing(viewer)
    yield viewer
    viewer.close()


#: Its own process, one that cleans up after it, one that makes others, one that keeps the scene, the scene as it
#: stands, and up to three that wait for work: two for what is looked at, and one for what nobody waits for.
_AT_REST = 8


def standing(viewer: Viewer) -> dict[str, Any]:
    """The state of the show once all is drawn and the claims are weighed: then its scene stands."""
    while True:
        told = viewer.until(busy=False)
        if told.get("claims") and all(step["motion"] for step in told["steps"]):
            return told


def first_motion(viewer: Viewer, step: int) -> str:
    """Where the first motion of an edited step comes from."""
    before = None
    while True:
        told = viewer.event("show")
        before = before or told["steps"][step]["key"]
        if told["edited"] == told["steps"][step]["name"] and told["steps"][step]["motion"]:
            return str(told["steps"][step]["motion"])


def test_it_is_the_same_motion_as_from_the_start(viewer: Viewer, running: Preview) -> None:
    """The build's own motion comes later; the page keeps the first one because it is, byte for byte, the same."""
    file = running.folder / "scenes" / "tiny.py"
    edit(file, MOVE, MOVE.replace("0.4", "0.8") + "\n        self.wait(0.2)")
    assert first_motion(viewer, 1).startswith("quick/")
    told = standing(viewer)
    assert told["steps"][1]["motion"].startswith("quick/")
    assert told["steps"][1]["took"] is not None
    assert not told["trouble"]
    edit(file, MOVE.replace("0.4", "0.8") + "\n        self.wait(0.2)", MOVE)
    standing(viewer)


def test_a_new_sentence_is_in_the_picture_and_said(viewer: Viewer, running: Preview) -> None:
    file = running.folder / "scenes" / "tiny.py"
    edit(file, "It goes to {far}.", "It walks to {far}.")
    assert first_motion(viewer, 1).startswith("quick/")
    told = standing(viewer)
    assert told["steps"][1]["words"]["en"] == "It walks to 2."
    assert told["steps"][1]["motion"].startswith("quick/"), "the sentence in the picture is not the build's"
    edit(file, "It walks to {far}.", "It goes to {far}.")
    standing(viewer)


def test_what_a_step_shares_with_others_is_run_from_the_start(viewer: Viewer, running: Preview) -> None:
    file = running.folder / "scenes" / "tiny.py"
    edit(file, "self.place = ValueTracker(0)", "self.spare = self.place = ValueTracker(0)")
    assert first_motion(viewer, 0).startswith("motion/")
    standing(viewer)
    edit(file, "self.spare = self.place = ValueTracker(0)", "self.place = ValueTracker(0)")
    standing(viewer)


def test_what_goes_wrong_in_it_is_told_and_mended(viewer: Viewer, running: Preview) -> None:
    file = running.folder / "scenes" / "tiny.py"
    edit(file, MOVE, "raise ValueError('too far')\n        " + MOVE)
    trouble = viewer.until(trouble=True)["trouble"]
    assert "too far" in trouble["what"]
    assert trouble["source"] == "raise ValueError('too far')"
    edit(file, "raise ValueError('too far')\n        ", "")
    viewer.until(trouble=False, busy=False)


def test_a_step_that_never_ends_or_takes_all_memory_is_ended_and_named(viewer: Viewer, running: Preview) -> None:
    file = running.folder / "scenes" / "tiny.py"
    for bad, said in (("while True: pass", "no sign"), ("eaten = [bytes(10**7) for _ in range(10**6)]", "memory")):
        edit(file, MOVE, f"{bad}\n        {MOVE}")
        trouble = viewer.until(trouble=True)["trouble"]
        assert said in trouble["what"]
        edit(file, f"{bad}\n        ", "")
        viewer.until(trouble=False, busy=False)
        standing(viewer)


def test_what_is_out_of_date_is_ended_at_once(viewer: Viewer, running: Preview) -> None:
    """A save while the step before it is being drawn: its processes end, and what is shown is the last."""
    file = running.folder / "scenes" / "tiny.py"
    edit(file, MOVE, MOVE.replace("0.4", "300"))
    viewer.until(busy=True)
    edit(file, MOVE.replace("0.4", "300"), MOVE.replace("0.4", "0.6"))
    told = standing(viewer)
    assert told["steps"][1]["seconds"] < 10
    assert told["steps"][1]["frames"] >= 9
    assert soon(lambda: len(running.processes()) <= _AT_REST), "what drew the edit before is still running"
    edit(file, MOVE.replace("0.4", "0.6"), MOVE)
    standing(viewer)


@pytest.mark.parametrize("end", ["page", "interrupt", "kill"])
def test_none_of_those_who_stand_is_left(tmp_path: Path, end: str) -> None:
    with preview(copy_to(tmp_path), "Tiny", "--grace", "1") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        standing(viewer)
        there = running.processes()
        assert len(there) >= 6, "its own, two that make others, one that waits, and two that stand"
        if end == "page":
            viewer.close()
        elif end == "kill":
            kill(running.process.pid)
        else:
            running.process.send_signal(2)
        assert soon(partial(ended, there)), f"processes are left after {end}"


def test_the_page_goes_to_the_new_edit_when_another_is_taken_back(viewer: Viewer, running: Preview) -> None:
    """One save that undoes the edit of the first step and edits the second: what is to be drawn is looked at."""
    file = running.folder / "scenes" / "tiny.py"
    old = file.read_text()
    edit(file, "FadeIn(self.dot), run_time=0.2", "FadeIn(self.dot), run_time=0.4")
    standing(viewer)
    file.write_text(old.replace(MOVE, MOVE.replace("0.4", "0.7")))
    first_motion(viewer, 1)
    standing(viewer)
    file.write_text(old)
    standing(viewer)
