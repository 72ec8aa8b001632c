"""Nothing is lost, whatever happens to a build: what was finished is kept, and nothing wrong comes out."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.lectures import Outcome, command, copy_to, environment, run

DRAFT = ("-q", "draft")
KILLS = 3
ENDLESS = """
from manim import Scene, Square

class Endless(Scene):
    def construct(self):
        self.next_section("fine")
        self.wait(0.2)
        self.next_section("endless")
        while True:
            Square()

class Fine(Scene):
    def construct(self):
        self.wait(0.2)
"""


@dataclass(frozen=True)
class Built:
    folder: Path
    first: Outcome


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    first = run(folder, *DRAFT)
    assert first.code == 0, first.err
    return Built(folder, first)


def test_a_failing_scene_keeps_its_good_steps_and_stops_no_other(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    done = run(folder, "scenes/failing.py", "scenes/plain.py::OnePiece", *DRAFT)
    assert done.code == 1
    assert "Failing::third, scenes/failing.py:13: ValueError: there is no third" in done.err
    assert "Traceback" not in done.err
    assert [each["name"] for each in done.document["built"]] == ["OnePiece"]
    assert [each["scene"] for each in done.document["failed"]] == ["Failing"]
    assert not (folder / "build/en/Failing.mp4").exists()
    failing = folder / "scenes/failing.py"
    failing.write_text(failing.read_text().replace('raise ValueError("there is no third")', "self.wait(0.2)"))
    again = run(folder, "why", "scenes/failing.py", *DRAFT)
    assert "third" in {step["step"] for step in again.document["steps"]}


def test_a_scene_that_never_ends_is_ended_and_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "endless.py").write_text(ENDLESS)
    done = run(tmp_path, "endless.py", *DRAFT, "--time-limit", "6")
    assert done.code == 1
    assert [each["name"] for each in done.document["built"]] == ["Fine"]
    (failed,) = done.document["failed"]
    assert "no sign of progress" in failed["what"]
    assert "Endless" in failed["where"]


@pytest.mark.parametrize("damage", ["flipped", "gone"])
def test_a_damaged_store_is_mended(built: Built, tmp_path: Path, damage: str) -> None:
    """Every file of the store damaged at once: the same videos come out."""
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    for path in (folder / ".sessen/store").rglob("*"):
        if path.is_file():
            spoil(path, damage)
    for product in (folder / "build/en").iterdir():
        product.unlink()
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert again.sha256() == built.first.sha256()


def spoil(path: Path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    else:
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)


def test_a_damaged_blob_alone_is_found_when_it_is_read(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    largest = max((folder / ".sessen/store/blobs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
    spoil(largest, "flipped")
    for product in (folder / "build/en").iterdir():
        product.unlink()
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert sum(map(len, again.rendered.values())) == 1
    assert again.sha256() == built.first.sha256()


def test_a_damaged_product_is_made_again(built: Built) -> None:
    video = built.folder / "build/en/Tiny.mp4"
    spoil(video, "flipped")
    again = run(built.folder, *DRAFT)
    assert again.rendered == {}
    assert again.sha256() == built.first.sha256()
    assert probe_hash(video) == built.first.sha256()["en/Tiny.mp4"]


def probe_hash(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_build_that_is_killed_goes_on_where_it_was(built: Built, tmp_path: Path) -> None:
    """kill -9 at random moments, again and again; then the same bytes, and nothing half-made."""
    folder = copy_to(tmp_path)
    moments = random.Random(4)
    for _ in range(KILLS):
        with subprocess.Popen(command(*DRAFT), cwd=folder, env=environment(), stderr=subprocess.DEVNULL) as build:
            time.sleep(moments.uniform(0.3, 4.0))
            build.send_signal(signal.SIGKILL)
        for video in (folder / "build").rglob("*.mp4") if (folder / "build").exists() else ():
            if not video.name.startswith("."):
                assert probe_hash(video) in built.first.sha256().values()
    last = run(folder, *DRAFT)
    assert last.code == 0, last.err
    assert last.sha256() == built.first.sha256()


def test_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    build = subprocess.Popen(
        command(*DRAFT), cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(1.5)
    os.killpg(build.pid, signal.SIGINT)
    _, said = build.communicate(timeout=20)
    assert build.returncode == 130
    assert said.strip().endswith("Interrupted. Finished steps are kept: the same command goes on from here.")
    assert "Traceback" not in said
    assert group_is_gone(build.pid)


def group_is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_two_builds_at_once_share_the_work(built: Built, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    builds = [
        subprocess.Popen(
            command(*DRAFT, "--jobs", "1", "--json", "--out", f"out {number}"),
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for number in range(2)
    ]
    ended = [Outcome(build.wait(120), *read(build)) for build in builds]
    assert [each.code for each in ended] == [0, 0]
    assert all(each.sha256() == built.first.sha256() for each in ended)
    rendered = [step for each in ended for steps in each.rendered.values() for step in steps]
    assert sorted(rendered) == ["appear", "leave", "move_dot", "show_dot"]


def read(build: subprocess.Popen[str]) -> tuple[str, str, object]:
    import json

    assert build.stdout is not None
    text = build.stdout.read()
    build.stdout.close()
    return text, "", json.loads(text)


def test_an_output_folder_that_cannot_be_written_says_so(built: Built) -> None:
    (built.folder / "in the way").write_text("")
    done = run(built.folder, "Tiny", *DRAFT, "--out", "in the way/build")
    assert done.code == 1
    assert "cannot be written" in done.err
    assert "--out" in done.err
    assert "Traceback" not in done.err


def test_a_store_that_cannot_be_written_says_so(built: Built) -> None:
    (built.folder / "no store").write_text("")
    done = run(built.folder, "scenes/plain.py::OnePiece", *DRAFT, "--store", "no store")
    assert done.code == 1
    assert "the store cannot be used" in done.err
    assert "--store" in done.err


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux may mount a tiny disk")
def test_a_full_disk_leaves_nothing_half_made(tmp_path: Path, built: Built) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        done = run(built.folder, *DRAFT, "--out", str(disk / "build"))
        assert done.code == 1
        assert "No space left" in done.err or "cannot be written" in done.err
        left = [path.name for path in disk.rglob("*") if path.is_file()]
        assert not [name for name in left if name.startswith(".")]
    finally:
        subprocess.run(["umount", disk], check=True)
