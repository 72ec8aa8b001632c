"""How many of the seeded faults of layout are found, and how many innocent scenes are suspected.

``python -m bench.layout [RULE ...] [--cost FILE.py SCENE]`` prints recall and precision for each rule, and ends with 1
below 0.95; ``--cost`` measures what looking adds to a walk.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import sessen.worker.plain_manim  # noqa: F401  before anything else that imports Manim
from sessen.job import SceneRef
from sessen.legibility.watch import LayoutWatcher
from sessen.variant import Variant
from sessen.worker import walk
from tests.legibility.seeded import look, seeded

LEAST: Final = 0.95


def tell(line: str) -> None:
    """Write a line to standard output at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@dataclass
class Score:
    """What came of the scenes of one rule."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        """Of the faults, the share that was found."""
        return self.found / max(1, self.found + self.missed)

    @property
    def precision(self) -> float:
        """Of what was found, the share that is a fault."""
        return self.found / max(1, self.found + self.wrong)


def main(argv: Sequence[str]) -> int:
    """Measure what is asked for; 1 below the least."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--cost", nargs=2, metavar=("FILE", "SCENE"))
    options = parser.parse_args(argv)
    if options.cost:
        tell_cost(Path(options.cost[0]).resolve(), options.cost[1])
        return 0
    scores = measure(options.rules)
    for rule, score in scores.items():
        tell(f"{rule:9} recall {score.recall:.2f}  precision {score.precision:.2f}")
    whole = Score(*(sum(getattr(each, name) for each in scores.values()) for name in ("found", "missed", "wrong")))
    faults = whole.found + whole.missed
    tell(f"{'all':9} recall {whole.recall:.3f}  precision {whole.precision:.3f}  ({faults} faults)")
    return 0 if min(whole.recall, whole.precision) >= LEAST else 1


def measure(rules: Sequence[str]) -> dict[str, Score]:
    """The score of each rule: a fault counts as found if its rule finds it, a finding anywhere else as wrong."""
    scores: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").touch()
        for case in seeded():
            if rules and case.rule not in rules:
                continue
            score = scores.setdefault(case.rule, Score())
            found = look(case, Path(folder))
            own = [finding for finding in found if finding.rule == case.rule]
            if case.is_faulty:
                score.found, score.missed = score.found + bool(own), score.missed + (not own)
                if not own:
                    tell(f"missed: {case.name} ({case.base})")
            elif found:
                score.wrong += 1
                tell(f"wrong: {case.name} ({case.base}): {[(each.rule, each.what) for each in found]}")
    return scores


def tell_cost(file: Path, scene: str) -> None:
    """Processor time of a walk with and without looking, in turn."""
    address = SceneRef(file, scene)
    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(3):
        for watched, taken in times.items():
            watcher = LayoutWatcher(scene, file) if watched else None
            begun = time.process_time()
            walk(address, Variant(), {}, lambda _: None, strict_claims=False, watch=watcher)
            if watcher is not None:
                watcher.finish()
            taken.append(time.process_time() - begun)
    bare, looked = median(times[False]), median(times[True])
    tell(f"{scene}: {bare:.2f} s bare, {looked:.2f} s looked at: {looked / bare:.2f} times")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
