"""A build that is killed or interrupted loses nothing; two at once share the work."""

from __future__ import annotations

import json
import os
import pty
import random
import select
import shutil
import signal
import subprocess
import termios
import time
from pathlib import Path

from sessen.store import open_store
from tests.cli.lectures import Outcome, command, copy_to, environment, run
from tests.pipeline.faults import DRAFT, Built, probe_hash

#: How often a build is killed; with ``SESSEN_KILLS=30`` more often, and each time made whole before the next.
KILLS = int(os.environ.get("SESSEN_KILLS", "8"))
IS_MADE_WHOLE_EACH_TIME = "SESSEN_KILLS" in os.environ
CURSOR_GONE, CURSOR_BACK = "\x1b[?25l", "\x1b[?25h"


def test_a_build_that_is_killed_goes_on_where_it_was(built: Built, tmp_path: Path) -> None:
    """kill -9 at random moments: nothing finished is lost or drawn again, nothing half-made or temporary is left."""
    folder = copy_to(tmp_path / "lecture")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    left = 0
    moments = random.Random(4)
    finished: set[str] = set()
    for _ in range(KILLS):
        kill_after(moments.uniform(-0.3, 2.0), folder, temporary)
        assert no_process_in(folder)
        left = max(left, len([*temporary.iterdir()]))
        if IS_MADE_WHOLE_EACH_TIME:
            assert made_whole(folder, temporary).sha256() == built.first.sha256()
        assert finished <= (finished := steps_in(folder))
        assert all(probe_hash(video) in built.first.sha256().values() for video in videos_in(folder))
        if len(videos_in(folder)) == len(built.first.sha256()):
            shutil.rmtree(folder / ".sessen")
            shutil.rmtree(folder / "build")
            finished = set()
    last = made_whole(folder, temporary)
    assert left, "no kill came while there was something temporary"
    assert not finished & {step for steps in last.rendered.values() for step in steps}
    assert last.sha256() == built.first.sha256()
    assert not list((folder / "build").rglob(".*"))


def made_whole(folder: Path, temporary: Path) -> Outcome:
    whole = run(folder, *DRAFT, TMPDIR=str(temporary))
    assert whole.code == 0, whole.err
    assert not [*temporary.iterdir()]
    return whole


def kill_after(seconds: float, folder: Path, temporary: Path) -> None:
    """Kill a build so many seconds after it has begun to work, or before that where they are fewer than none."""
    toolchain = environment(TMPDIR=str(temporary))
    with subprocess.Popen(command(*DRAFT), cwd=folder, env=toolchain, stderr=subprocess.DEVNULL) as build:
        while seconds > 0 and build.poll() is None and not any(temporary.glob(f"*-{build.pid}-*")):
            time.sleep(0.01)
        time.sleep(abs(seconds))
        build.send_signal(signal.SIGKILL)


def videos_in(folder: Path) -> list[Path]:
    return [video for video in (folder / "build").rglob("*.mp4") if not video.name.startswith(".")]


def steps_in(folder: Path) -> set[str]:
    """The names of the steps that the store leads to: each recipe is looked up as a build would."""
    store = open_store(folder / ".sessen/store")
    statics = [path.name for path in (folder / ".sessen/store/recipes").rglob("*") if path.is_file()]
    entries = [store.entry(trace.entry) for static in statics for trace in store.traces(static)]
    return {entry.metadata["step"] for entry in entries if entry is not None}


def no_process_in(folder: Path) -> bool:
    """Whether every process that works in the folder is gone; they may take a moment to notice."""
    for _ in range(400):
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
    assert said.strip().endswith("Interrupted. Finished steps are kept: run the same command to continue.")
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
    assert build.stdout is not None
    text = build.stdout.read()
    build.stdout.close()
    return text, "", json.loads(text)
