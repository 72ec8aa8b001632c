"""Make the points of the lecture's last chapter: two kinds on either side of a line, some across it.

``python tools/two_kinds.py`` writes ``assets/data/two_kinds.csv`` again, the same bytes every time: positions are drawn
by NumPy's generator with a fixed seed, so that nobody's measurements are in it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

FILE: Final = Path(__file__).parents[1] / "assets" / "data" / "two_kinds.csv"
SEED: Final = 28
_OF_EACH: Final = 10
_SLOPE, _RISE = 0.7, 0.4  # of the line that the kinds lie about
_AWAY, _SPREAD = 1.1, 0.85  # how far below or above it, and how much that varies
_REACH: Final = 3.0  # how far the points go to either side
_APART: Final = 0.55  # no two are nearer: each can be seen
_HEAD: Final = (
    f"# made by tools/two_kinds.py with the seed {SEED}; kind 1 lies below a line, kind 0 above it\nx,y,kind\n"
)


def points(seed: int) -> list[tuple[float, float, int]]:
    """The points with their kinds; one that is drawn too near another, or too far out, is drawn again."""
    chance = np.random.default_rng(seed)
    found: list[tuple[float, float, int]] = []
    while len(found) < 2 * _OF_EACH:
        kind = int(len(found) < _OF_EACH)
        x = round(float(chance.uniform(-_REACH, _REACH)), 1)
        below = float(chance.normal(_AWAY if kind else -_AWAY, _SPREAD))
        y = round(_SLOPE * x + _RISE - below, 1)
        if abs(y) <= _REACH and _is_clear(x, y, found):
            found.append((x, y, kind))
    return found


def _is_clear(x: float, y: float, found: list[tuple[float, float, int]]) -> bool:
    others: npt.NDArray[np.float64] = np.array([each[:2] for each in found]).reshape(-1, 2)
    return bool((np.hypot(*(others - (x, y)).T) >= _APART).all())


def table(seed: int = SEED) -> str:
    """The file's text."""
    return _HEAD + "".join(f"{x + 0.0:g},{y + 0.0:g},{kind}\n" for x, y, kind in points(seed))


def main() -> int:
    """Write the file."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(table(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
