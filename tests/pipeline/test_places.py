"""Places that cannot be written, full disks, and clocks that say what they like."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.lectures import copy_to, environment, run
from tests.pipeline.faults import DRAFT, Built

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
