"""How builds grow: with the number of scenes, and with the number of pixels."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.table import Table

from bench.lecture import Lecture
from bench.measure import measured
from sessen.variant import QUALITIES

_COUNTS: Final = (1, 2, 4, 8)
_GROWING: Final = "low"  # the quality in which scenes are counted: what grows is the same in all
_BAR: Final = 30  # characters


@dataclass(frozen=True, slots=True)
class Growth:
    """What a cold build of some scenes in a quality took: seconds by the clock and of all cores, and bytes."""

    scenes: int
    quality: str
    wall: float
    processor: float
    peak: int
    size: int


def growth(lecture: Lecture) -> Table:
    """Cold builds of 1, 2, 4 and 8 scenes at 480p, and of one scene from 480p to 4k, each with all cores."""
    names = [scene.name for scene in lecture.scenes([])]
    found = [_build(lecture, names[:count], _GROWING) for count in _COUNTS if count <= len(names)]
    found += [_build(lecture, names[:1], quality) for quality in QUALITIES if quality not in ("draft", _GROWING)]
    table = Table("scenes", "quality", "seconds", "", "processor", "memory", "size", title="growth")
    for row in _rows(found):
        table.add_row(*row)
    return table


def _build(lecture: Lecture, names: list[str], quality: str) -> Growth:
    sys.stderr.write(f"  a cold build of {len(names)} in {quality} ...\n")
    name = f"growth-{len(names)}-{quality}"
    out = lecture.folder / f"build-{name}"
    places = ("--store", lecture.folder / name, "--out", out)
    took = measured([sys.executable, "render.py", "-q", quality, *places, *names], folder=lecture.folder)
    size = sum(video.stat().st_size for video in out.rglob("*.mp4"))
    return Growth(len(names), quality, took.wall, took.processor, took.peak, size)


def _rows(found: list[Growth]) -> Iterator[tuple[str, ...]]:
    longest = max(each.wall for each in found)
    for each in found:
        bar = "█" * max(1, round(each.wall / longest * _BAR))
        yield (
            str(each.scenes),
            each.quality,
            f"{each.wall:.1f}",
            bar,
            f"{each.processor:.1f} s",
            f"{each.peak / 2**20:.0f} MB",
            f"{each.size / 1e6:.1f} MB",
        )
