"""What many lectures cost on many machines: ``python -m bench.growth`` prints the tables of docs/growth.md.

A simulation, not a run. Jobs go to whoever is free, the longest first, as `sessen.pool` gives them out. What everybody
has to share is a queue of its own: the scheduler, which hands out one job after the other; the wire to the machine
that asked, when there is no store that all reach; and the processes of that machine, which join videos. Costs are
measured; docs/growth.md says where.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Work:
    """A job: seconds of one core that drawing takes, and the bytes that come out."""

    seconds: float
    size: int


#: A scene of a minute and one of its steps at 1920x1080 and 60 frames a second: 36 ms of a core and 650 bytes a frame,
#: and for the step a second of walking through those before it. See docs/growth.md.
SCENE: Final = Work(3600 * 0.036, 3600 * 650)
CLIP: Final = Work(345 * 0.036 + 1.0, 345 * 650)
#: Bytes a second through the scheduler, for all workers together.
WIRE: Final = 40e6


@dataclass(frozen=True, slots=True)
class Costs:
    """What a job costs besides drawing.

    Parameters
    ----------
    start
        Seconds until a worker that was just started has imported Manim.
    hand_out
        Seconds of the scheduler for each job.
    upload
        Bytes a second from one worker to the store.
    wire
        Bytes a second, for all workers together, back to the machine that asked; None when the store takes them.
    join
        Seconds of one core, on the machine that asked, for each video.
    joiners
        Processes that do it; 0 leaves joining out.
    """

    start: float = 2.0
    hand_out: float = 0.03
    upload: float = 40e6
    wire: float | None = None
    join: float = 0.9
    joiners: int = 2


@dataclass(frozen=True, slots=True)
class Growth:
    """What a simulation came to: seconds until the last result is there, and of those that workers were drawing."""

    workers: int
    seconds: float
    drawing: float
    size: int

    @property
    def used(self) -> float:
        """The share of the workers' time that was spent on drawing, 0 to 1."""
        return self.drawing / (self.workers * self.seconds) if self.seconds else 0.0


def simulate(jobs: Iterable[Work], workers: int, costs: Costs) -> Growth:
    """Give jobs to workers, the longest first, and see when the last result is where it belongs."""
    waiting = sorted(jobs, key=lambda job: (-job.seconds, job.size))
    ends = _joined(_arrived(sorted(_drawn(waiting, workers, costs)), costs), costs)
    return Growth(
        workers, max(ends, default=0.0), sum(job.seconds for job in waiting), sum(job.size for job in waiting)
    )


def _drawn(waiting: Sequence[Work], workers: int, costs: Costs) -> Iterator[tuple[float, int]]:
    """When a worker is done with each job, its upload to the store included, and the bytes that are left to send."""
    free = [costs.start] * workers
    scheduler = 0.0
    for job in waiting:
        scheduler = max(scheduler, heapq.heappop(free)) + costs.hand_out
        upload = job.size / costs.upload if costs.wire is None else 0.0
        moment = scheduler + job.seconds + upload
        heapq.heappush(free, moment)
        yield moment, job.size


def _arrived(ended: Iterable[tuple[float, int]], costs: Costs) -> Iterator[float]:
    """When each result is at home; results queue for the wire in the order in which they are ready."""
    last = 0.0
    for moment, size in ended:
        last = moment if costs.wire is None else max(last, moment) + size / costs.wire
        yield last


def _joined(arrived: Iterable[float], costs: Costs) -> Iterator[float]:
    """When each video is where it belongs."""
    free = [0.0] * costs.joiners
    for moment in arrived:
        joined = max(moment, heapq.heappop(free)) + costs.join if costs.joiners else moment
        if costs.joiners:
            heapq.heappush(free, joined)
        yield joined


def lectures(count: int, scene: Work) -> list[Work]:
    """So many lectures of four scenes: two as long as the measured one, one half as long, one longer by half."""
    lengths = (1.0, 0.5, 1.5, 1.0)
    return [Work(scene.seconds * length, round(scene.size * length)) for length in lengths] * count


def clips(count: int, clip: Work) -> list[Work]:
    """So many clips of one step, each with values of its own, so that each is drawn."""
    return [clip] * count


def table(jobs: Sequence[Work], crowd: Sequence[int] = (1, 2, 8, 32, 128, 512, 1000)) -> str:
    """How long it takes, as Markdown: drawing alone by either way, and all of it with 2 and 32 processes that join."""
    ways = (Costs(joiners=0), Costs(wire=WIRE, joiners=0), Costs(joiners=2), Costs(joiners=32))
    lines = [
        "| workers | drawn, through a store | drawing | drawn, through the wire | joined on 2 cores | on 32 |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for workers in crowd:
        store, wire, few, many = (simulate(jobs, workers, way) for way in ways)
        times = [_time(store.seconds), f"{store.used:.0%}", *(_time(way.seconds) for way in (wire, few, many))]
        lines.append(f"| {workers:,} | {' | '.join(times)} |")
    return "\n".join(lines)


def _time(seconds: float) -> str:
    if seconds < 3600:
        return f"{seconds / 60:.1f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 200 * 3600 else f"{seconds / 86400:.0f} d"


def main() -> None:
    """Print both tables."""
    for what, jobs in (("1,000 lectures", lectures(1000, SCENE)), ("10,000 clips", clips(10_000, CLIP))):
        size, seconds = sum(job.size for job in jobs), sum(job.seconds for job in jobs)
        sys.stdout.write(f"{what}: {len(jobs):,} jobs, {size / 1e9:.1f} GB, {_time(seconds)} of one core\n\n")
        sys.stdout.write(table(jobs) + "\n\n")


if __name__ == "__main__":
    main()
