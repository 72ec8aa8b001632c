"""Compare every frame of some scenes with those of Manim's own renderer, drawn whole and step by step.

``python -m tools.against_manim FILE [SCENE ...]`` compares those scenes of a file, or all of them.
"""

from __future__ import annotations

import argparse
import ast
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bench.forks import in_forks
from bench.manim_frames import frames_of_manim, frames_of_sessen, frames_step_by_step
from sessen.job import SceneRef
from sessen.variant import Quality, Variant

VARIANT: Final = Variant(quality=Quality("compared", 128, 72, 5))
Drawn = list[str] | Exception | None
_DRAWN_BY: Final = (frames_of_manim, frames_of_sessen, frames_step_by_step)
_OURS: Final = ("whole", "step by step")


class NeedsTeX(BaseException):
    """A scene wants something typeset by TeX."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One scene, and which of the ways of drawing it is meant."""

    address: SceneRef
    way: int


def compare(addresses: Sequence[SceneRef], *, processes: int, seconds: int) -> Iterator[tuple[SceneRef, str]]:
    """What came of each scene, beginning with "equal", "TeX", "fails in Manim", "different ..." or "fails ...".

    Parameters
    ----------
    processes
        How many are drawn at a time.
    seconds
        How long one drawing may take.
    """
    tasks = [Drawing(address, way) for address in addresses for way in _ways(address)]
    results = in_forks(_frames, tasks, processes=processes, seconds=seconds)
    for address, drawn in groupby(results, lambda result: result[0].address):
        yield address, verdict(*(found for _, found in drawn))


def verdict(theirs: Drawn, *ours: Drawn) -> str:
    """Hold Manim's frames against ours, drawn whole and perhaps step by step."""
    if theirs is None:
        return "TeX"
    if isinstance(theirs, Exception):
        return f"fails in Manim: {theirs}"
    for way, drawn in zip(_OURS, ours, strict=False):
        if not isinstance(drawn, list):
            return f"fails {way}: {drawn or 'needs TeX'}"
        if drawn != theirs:
            return f"different {way}: {_difference(theirs, drawn)}"
    return "equal"


def tell(found: Iterable[tuple[SceneRef, str]], total: int, minutes: float = 60) -> int:
    """Write what is not equal as soon as it is known, and the counts at the end; 1 if anything is Sessen's fault.

    Parameters
    ----------
    minutes
        After which no more are waited for.
    """
    counts: Counter[str] = Counter()
    until = time.monotonic() + 60 * minutes
    for address, said in found:
        counts[said.partition(":")[0]] += 1
        if said not in ("equal", "TeX"):
            sys.stdout.write(f"{address.name}: {said}\n")
            sys.stdout.flush()
        if time.monotonic() > until:
            break
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    sys.stdout.write(f"{counts.total()} of {total}: {kinds}\n")
    return 1 if any(kind.startswith(("different", "fails whole", "fails step")) for kind in counts) else 0


def _ways(address: SceneRef) -> Sequence[int]:
    """Ways to draw it; where a file has no sections, scenes have one step, which need not be drawn twice."""
    return (0, 1, 2) if "next_section" in address.file.read_text(encoding="utf-8") else (0, 1)


def _frames(drawing: Drawing) -> list[str] | None:
    """Hashes of the frames; None if it needs TeX."""

    def typeset(*_: object, **__: object) -> Path:
        raise NeedsTeX

    try:
        with patch("manim.mobject.text.tex_mobject.tex_to_svg_file", typeset):
            return _DRAWN_BY[drawing.way](drawing.address, VARIANT)
    except NeedsTeX:
        return None


def _difference(theirs: list[str], ours: list[str]) -> str:
    """How many frames there are, and the first that is another."""
    pairs = enumerate(zip(theirs, ours, strict=False))
    first = next((number for number, (one, other) in pairs if one != other), min(len(theirs), len(ours)))
    return f"{len(theirs)} frames of Manim and {len(ours)} of Sessen, the first that differs is {first}"


def main(argv: Sequence[str]) -> int:
    """Compare the scenes of a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, help="a Python file with scenes")
    parser.add_argument("scenes", nargs="*", help="names of classes; all if none is given")
    given = parser.parse_args(argv)
    file = given.file.resolve()
    if not file.is_file():
        parser.error(f"there is no file {given.file}")
    classes = [each.name for each in ast.parse(file.read_bytes()).body if isinstance(each, ast.ClassDef)]
    names = given.scenes or classes
    return tell(compare([SceneRef(file, name) for name in names], processes=2, seconds=120), len(names))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
