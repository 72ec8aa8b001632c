"""Saves that come while something is drawn; `bench/preview.py` does the same with 200 saves of a real scene."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from bench.processes import memory
from tests.cli.lectures import copy_to
from tests.preview.previews import alive, edit, preview, soon
from tests.preview.viewers import Viewer

SAVES = 15


def test_saves_in_a_row_leave_no_queue_no_processes_and_no_memory(tmp_path: Path) -> None:
    """What was drawn for earlier saves is dropped: only the last one's steps are there in the end."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        file = running.folder / "scenes" / "tiny.py"
        source = file.read_text()
        most, processes = 0, 0
        for number in range(SAVES):
            file.write_text(source.replace("run_time=0.4", f"run_time={0.4 + number / 15}"))
            time.sleep(0.15)
            family = alive(running.processes())
            most, processes = max(most, sum(map(memory, family))), max(processes, len(family))
        last = wait_for_rest(viewer)
        # The step has as many frames as its last version says: those of the animation and of what stands around it.
        assert last["steps"][1]["frames"] >= (0.4 + (SAVES - 1) / 15) * 15
        assert most < 1200 * 2**20
        assert processes <= 10, processes
        viewer.close()


@pytest.mark.parametrize("planned", [False, True])
def test_a_second_scene_does_not_stop_the_first(tmp_path: Path, planned: bool) -> None:
    """The page goes to another scene before the first is planned, or drawn; when it comes back, all of it is there."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        viewer = Viewer(running)
        while len(viewer.event("scenes")["scenes"]) < 2:
            pass
        viewer.look()
        if planned:
            assert viewer.until(steps=True, busy=True)["target"] == "Tiny"
        viewer.look(target="Sections")
        viewer.until(target="Sections", busy=False)
        # Nobody looks at Tiny, and its two steps come to stand beside those of Sections all the same.
        entries = running.folder / ".sessen" / "store" / "entries"
        assert soon(lambda: sum(each.is_file() for each in entries.rglob("*")) == 4, 60)
        viewer.look()
        told = viewer.until(target="Tiny", busy=False)
        assert [bool(step["motion"]) for step in told["steps"]] == [True, True]
        viewer.close()


def test_a_save_of_the_lecture_is_seen(tmp_path: Path) -> None:
    """Values in ``lecture.toml`` are the scene's, and the command that the page gives needs none."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        lecture = running.folder / "scenes" / "lecture.toml"
        edit(lecture, 'file = "tiny.py"', 'file = "tiny.py"\nparameters = { far = 1 }')
        told = viewer.until(busy=True)
        assert [each["value"] for each in told["parameters"]] == ["1"]
        assert told["command"].endswith("sessen Tiny")
        viewer.close()


def wait_for_rest(viewer: Viewer) -> dict[str, Any]:
    """The state of the show once everything of the last save is drawn."""
    wanted = None
    for _ in range(400):
        told = viewer.until(busy=False)
        if all(step["motion"] for step in told["steps"]) and told["steps"][1].get("frames", 0) >= 20:
            wanted = told
            break
    assert wanted is not None
    return wanted
