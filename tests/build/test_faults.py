"""Nothing is lost, whatever happens to a build: what was finished is kept, and nothing wrong comes out."""

from __future__ import annotations

import os
import pty
import random
import select
import shutil
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sessen.store import open_store
from tests.cli.lectures import Outcome, command, copy_to, environment, run

DRAFT = ("-q", "draft")
KILLS = 20
CURSOR_GONE, CURSOR_BACK = "\x1b[?25l", "\x1b[?25h"
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


@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone"])
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
    elif damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
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
    """kill -9 at twenty random moments: nothing finished is lost or drawn again, nothing half-made is left."""
    folder = copy_to(tmp_path)
    moments = random.Random(4)
    finished: set[str] = set()
    for _ in range(KILLS):
        kill_after(moments.uniform(0.2, 2.5), folder)
        assert no_process_in(folder)
        assert finished <= (finished := steps_in(folder))
        assert all(probe_hash(video) in built.first.sha256().values() for video in videos_in(folder))
        if len(videos_in(folder)) == len(built.first.sha256()):
            shutil.rmtree(folder / ".sessen")
            shutil.rmtree(folder / "build")
            finished = set()
    last = run(folder, *DRAFT)
    assert last.code == 0, last.err
    assert not finished & {step for steps in last.rendered.values() for step in steps}
    assert last.sha256() == built.first.sha256()
    assert not list((folder / "build").rglob(".*"))


def kill_after(seconds: float, folder: Path) -> None:
    with subprocess.Popen(command(*DRAFT), cwd=folder, env=environment(), stderr=subprocess.DEVNULL) as build:
        time.sleep(seconds)
        build.send_signal(signal.SIGKILL)


def videos_in(folder: Path) -> list[Path]:
    return [video for video in (folder / "build").rglob("*.mp4") if not video.name.startswith(".")]


def steps_in(folder: Path) -> set[str]:
    """The names of the steps that the store leads to: each recipe is looked up as a build would."""
    store = open_store(folder / ".sessen/store")
    statics = [path.name for path in (folder / ".sessen/store/recipes").rglob("*") if path.is_file()]
    entries = [store.entry(recipe.entry) for static in statics for recipe in store.recipes(static)]
    return {entry.facts["step"] for entry in entries if entry is not None}


def no_process_in(folder: Path) -> bool:
    """Whether every process that works in the folder is gone; they may take a moment to notice."""
    for _ in range(100):
        if not any(works_in(process, folder) for process in Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(0.05)
    return False


def works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").resolve(strict=True).is_relative_to(folder.resolve())
    except OSError:
        return False


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


def test_ctrl_c_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    """The bar hides the cursor while it runs; afterwards it is there again, and lines end as before."""
    folder = copy_to(tmp_path)
    ours, its = pty.openpty()
    before = termios.tcgetattr(its)
    build = subprocess.Popen(
        command("Tiny", "-q", "4k"),
        cwd=folder,
        env=environment(TERM="xterm"),
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    said = read_until(ours, CURSOR_GONE)
    os.killpg(build.pid, signal.SIGINT)
    said += read_until(ours, "Interrupted")
    assert build.wait(20) == 130
    assert said.rindex(CURSOR_BACK) > said.rindex(CURSOR_GONE)
    assert termios.tcgetattr(its) == before
    assert group_is_gone(build.pid)


def read_until(terminal: int, text: str) -> str:
    said = b""
    while text.encode() not in said:
        assert select.select([terminal], [], [], 30)[0], said.decode(errors="replace")
        said += os.read(terminal, 1000)
    return said.decode()


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


#: Root may write anywhere; as a user without that right even root's own folders can be closed.
AS_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
#: No file may grow above so many bytes: a quota that needs no rights and leaves the rest of the machine alone.
QUOTA = ["prlimit", "--fsize=3000"]
CLOCK = """
import time
_now, _now_ns = time.time, time.time_ns
time.time = lambda: _now() + ({shift})
time.time_ns = lambda: _now_ns() + ({shift}) * 10**9
"""


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder that nothing can be written to for a while."""
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


def test_an_output_folder_that_cannot_be_written_says_so(built: Built) -> None:
    out = built.folder / "closed"
    out.mkdir()
    with closed(out):
        done = run(built.folder, "Tiny", *DRAFT, "--out", "closed", under=AS_USER)
    assert done.code == 1
    assert "cannot be written: Permission denied" in done.err
    assert "--out" in done.err
    assert "Traceback" not in done.err
    assert not list(out.iterdir())


def test_an_output_folder_that_is_a_file_says_so(built: Built) -> None:
    (built.folder / "in the way").write_text("")
    done = run(built.folder, "Tiny", *DRAFT, "--out", "in the way/build")
    assert done.code == 1
    assert "cannot be written" in done.err
    assert "--out" in done.err
    assert "Traceback" not in done.err


def test_a_store_that_cannot_be_written_says_so(built: Built) -> None:
    store = built.folder / "closed store"
    store.mkdir()
    with closed(store):
        done = run(built.folder, "scenes/plain.py::OnePiece", *DRAFT, "--store", "closed store", under=AS_USER)
    assert done.code == 1
    assert "the store cannot be used: Permission denied" in done.err
    assert "--store" in done.err
    assert "Traceback" not in done.err


def test_a_store_that_may_only_be_read_serves_all_the_same(built: Built) -> None:
    with closed(built.folder / ".sessen/store"):
        done = run(built.folder, *DRAFT, "--out", "from a closed store", under=AS_USER)
    assert done.code == 0, done.err
    assert done.rendered == {}
    assert done.sha256() == built.first.sha256()


def test_a_full_disk_under_the_output_leaves_nothing_half_made(built: Built) -> None:
    done = run(built.folder, *DRAFT, "--out", "no room", under=QUOTA)
    assert done.code == 1
    assert "cannot be written: File too large" in done.err
    assert "Traceback" not in done.err
    assert not [path for path in (built.folder / "no room").rglob("*") if path.suffix == ".mp4"]


def test_a_full_disk_under_the_store_keeps_what_was_there(built: Built, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    done = run(folder, *DRAFT, under=QUOTA)
    assert done.code == 1
    assert "the store cannot be used: File too large" in done.err
    assert "Traceback" not in done.err
    assert not list((folder / ".sessen/store").rglob("*.part"))
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert again.sha256() == built.first.sha256()


@pytest.mark.parametrize("shift", [-400 * 86400, 86400])
def test_the_clock_may_say_what_it_likes(built: Built, tmp_path: Path, shift: int) -> None:
    """Set back by more than a year, or a day later: nothing is drawn again, an edit is seen, the bytes are the same."""
    folder = tmp_path / "copy"
    shutil.copytree(built.folder, folder)
    (tmp_path / "sitecustomize.py").write_text(CLOCK.format(shift=shift))
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    shutil.rmtree(folder / "build")
    again = run(folder, *DRAFT, PYTHONPATH=path)
    assert again.rendered == {}
    assert again.sha256() == built.first.sha256()
    lesson = folder / "scenes/tiny.py"
    seen = lesson.stat()
    lesson.write_text(lesson.read_text().replace("run_time=0.4", "run_time=0.6"))
    os.utime(lesson, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert run(folder, *DRAFT, PYTHONPATH=path).rendered == {"Tiny": ["move_dot"]}
