"""Copies of the tiny lecture that a test may do anything with, and ways to build them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data" / "scenes"
PATIENCE = 120


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str
    document: Any = field(default=None)

    @property
    def rendered(self) -> dict[str, list[str]]:
        """The steps that each video was rendered anew for, those of which none was left out."""
        return {built["name"]: built["rendered"] for built in self.document["built"] if built["rendered"]}

    def sha256(self, kind: str = "video") -> dict[str, str]:
        """The hashes of the products of a kind by file."""
        files = [file for built in self.document["built"] for file in built["files"]]
        return {file["file"]: file["sha256"] for file in files if file["kind"] == kind}


def copy_to(folder: Path) -> Path:
    """The tiny lecture in a folder of its own, which is its project."""
    shutil.copytree(DATA, folder / "scenes", ignore=shutil.ignore_patterns("__pycache__", ".sessen"))
    (folder / "pyproject.toml").write_text("")
    return folder


def command(*words: str) -> list[str]:
    """What starts ``render.py`` with the Python that runs the tests."""
    return [sys.executable, "-m", "sessen", *words]


def environment(**more: str) -> dict[str, str]:
    """An environment in which a command finds what the tests find."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)} | more


def run(folder: Path, *words: str, under: Sequence[str] = (), **more: str) -> Outcome:
    """Run a command in a folder, as a person would, with ``--json`` so that a test can read what came out.

    Parameters
    ----------
    under
        A program that runs it with fewer rights or a smaller share of the machine, and that program's options.
    more
        Environment variables.
    """
    # One worker unless a test asks for more: each imports Manim, and the tests themselves run side by side.
    jobs = () if "--jobs" in words or words[:1] == ("clean",) else ("--jobs", "1")
    done = subprocess.run(
        [*under, *command(*words, *jobs, "--json")],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(**more),
        check=False,
    )
    document = json.loads(done.stdout) if done.stdout.strip() else None
    return Outcome(done.returncode, done.stdout, done.stderr, document)
