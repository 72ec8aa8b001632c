"""What cannot be told is dropped: all that was asked for is made, and no traceback comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sessen.cli.console import Console
from tests.cli.lectures import command, environment


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("SESSEN --help > /dev/full", 1, "standard output cannot be written: [Errno 28]"),
        ("SESSEN nothing --json > /dev/full", 2, "standard output cannot be written: [Errno 28]"),
        ("SESSEN nothing --json 2> /dev/full", 2, ""),
        ("SESSEN nothing --json >&- 2>&-", 2, ""),
        ("(SESSEN nothing --json; echo $? >&2) | true", 0, "2"),
    ],
)
def test_closed_and_full_streams_end_in_no_traceback(tmp_path: Path, line: str, code: int, said: str) -> None:
    done = subprocess.run(
        line.replace("SESSEN", " ".join(command())),
        shell=True,
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_who_has_gone_does_not_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        console = Console()
        for _ in range(3):
            console.print("a row")
            console.log("a line")
        assert isinstance(console.out.lost, BrokenPipeError)
        assert not console.out.is_full


def test_what_a_terminal_cannot_show_is_shown_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        Console().print("接線")
    assert (tmp_path / "out").read_text() == "\\u63a5\\u7dda\n"
