"""How a preview begins: what it says and opens, also when nothing comes of it."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.lectures import command, copy_to, environment
from tests.preview.previews import preview, soon


def test_an_interrupt_while_it_starts_is_quiet(tmp_path: Path) -> None:
    """Terminals send Ctrl-C to all processes: those that are importing say nothing of it."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        assert soon(lambda: len(running.processes()) > 2)
        os.killpg(running.process.pid, signal.SIGINT)
        assert running.process.stderr
        assert running.process.stderr.read() == "The preview has ended.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Tni"], "did you mean 'Tiny'?"),
        (["scenes/tinny.py"], "did you mean 'tiny.py'?"),
        (["Tiny", "--editor", "code://{fiel}"], "--editor code://{fiel}"),
    ],
)
def test_no_page_is_opened_for_what_makes_no_sense(tmp_path: Path, words: list[str], said: str) -> None:
    opener = tmp_path / "opener"
    opener.write_text(f"#!/bin/sh\ntouch {tmp_path / 'opened'}\n")
    opener.chmod(0o755)
    ended = subprocess.run(
        command("preview", *words),
        cwd=copy_to(tmp_path),
        env=environment() | {"BROWSER": str(opener)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "http://" not in ended.stderr
    assert not (tmp_path / "opened").exists()
