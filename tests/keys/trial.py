"""Draw a small project before and after an edit, and hold the pictures against what the keys say.

Each drawing is done in a process of its own, forked from one that has loaded Manim, with nothing in any store.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.keys.code_projects import Edit, Kind

FAILED = "failed"


@dataclass(frozen=True)
class Drawn:
    """What came of drawing a scene: of each step its key, how it was made, and its pictures."""

    keys: Mapping[str, str]
    traces: Mapping[str, Any]
    pictures: Mapping[str, object]


@dataclass(frozen=True)
class Verdict:
    """What an edit came to.

    Parameters
    ----------
    stale
        Steps whose picture is another, and that would not be drawn again.
    needless
        Steps that would be drawn again though their picture is the same.
    drawn
        How many steps there were.
    """

    kind: str
    stale: tuple[str, ...]
    needless: tuple[str, ...]
    drawn: int


def trials(kinds: Iterable[Kind], workers: int = 1) -> Iterator[Verdict]:
    """The verdict on each kind of change."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.keys.trial_worker"])
    pool = ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=1)
    with pool, tempfile.TemporaryDirectory() as folder:
        for number, kind in enumerate(kinds):
            yield _trial(kind, Path(folder) / str(number), pool)


def _trial(kind: Kind, place: Path, pool: ProcessPoolExecutor) -> Verdict:
    from tests.keys.trial_worker import draw_all

    for name, content in {"project/pyproject.toml": "", "site-packages/README": "", **kind.files}.items():
        write(place / name, content)
    scene = next(name for name in kind.files if name.endswith("scene.py"))
    before: Drawn = pool.submit(draw_all, place, scene, {}).result()
    for name, edit in kind.edits.items():
        apply(place / name, edit)
    after: Drawn = pool.submit(draw_all, place, scene, before.traces).result()
    return _verdict(kind.name, before, after)


def _verdict(name: str, before: Drawn, after: Drawn) -> Verdict:
    same = {step for step in after.pictures if before.pictures.get(step) == after.pictures[step]}
    kept = {step for step in before.pictures if step in after.keys and before.keys.get(step) == after.keys[step]}
    kept &= {step for step in before.pictures if after.traces.get(step) != FAILED and step in after.traces}
    lost = before.pictures.keys() - after.pictures.keys()
    stale = sorted(kept - same) + sorted(step for step in lost if step in kept)
    return Verdict(name, tuple(dict.fromkeys(stale)), tuple(sorted(same - kept)), len(after.pictures))


def write(path: Path, content: str | bytes) -> None:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def apply(path: Path, edit: Edit) -> None:
    """Edit a file."""
    if edit is None:
        path.unlink()
    elif isinstance(edit, tuple):
        write(path, path.read_text(encoding="utf-8").replace(*edit))
    else:
        write(path, edit)
