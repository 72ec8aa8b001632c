"""Files are replaced whole or not at all, and what a killed process has left is swept away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sessen.files import atomic_write

KILLED = """
import os, signal, sys
from pathlib import Path
from sessen.files import atomic_write
with atomic_write(Path(sys.argv[1])) as part:
    part.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "video.mp4"
    target.write_text("old")
    with pytest.raises(RuntimeError):
        write_half(target)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"video.mp4": "old"}


def write_half(target: Path) -> None:
    with atomic_write(target) as part:
        part.write_text("half")
        raise RuntimeError


def test_what_a_killed_process_left_is_swept_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    target = tmp_path / "a [1] video.mp4"
    path = os.pathsep.join(each for each in sys.path if each)
    killed = subprocess.run([sys.executable, "-c", KILLED, target], env=os.environ | {"PYTHONPATH": path}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    with atomic_write(target) as first, atomic_write(target) as second:
        first.write_text("one")
        second.write_text("two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {target.name: "one"}
