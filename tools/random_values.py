"""Walk scenes with random functions, points, vectors and matrices: no claim may be violated.

``python -m tools.random_values [SCENE ...] [--count 200] [--first 0]`` walks each scene undrawn, at 3 frames a second,
once for every seed, and tells what was not fine. A value that a scene refuses in the teacher's terms is no failure. It
ends with 1 if a claim was violated or a raw error came up.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Final

from tools.edge_values import outcome, stop_waiting

Values = dict[str, str]

_TERMS: Final = (
    "{c} x^2",
    "{c} y^2",
    "{c} x y",
    "{c} x",
    "{c} y",
    "{s} x^3",
    "{s} y^3",
    "{s} x^2 y",
    "{s} x^2 y^2",
    "{s} x^4",
    "{s} y^4",
    "{c} sin({w} x)",
    "{c} cos({w} y)",
    "{c} sin({w} x) cos({w} y)",
    "{c} sin({w} x + y)",
    "{c} e^(-(x^2 + y^2)/{p})",
    "{c} e^({w} x / 4)",
    "{c} sqrt(x^2 + y^2 + {p})",
    "{c} / (1 + x^2 + y^2)",
    "{c} ln(x^2 + y^2 + {p})",
    "(x^2 + {c} y - {p})^2 / 10",
    "({c} x + y^2 - {p})^2 / 10",
    "arctan({w} x - y)",
    "tanh({w} (x + y) / 2)",
)
_NOTHING: Final = 0.05  # share of vectors with a component 0


def function(random: Random) -> str:
    """A sum of one to four terms."""
    terms = [random.choice(_TERMS) for _ in range(random.randint(1, 4))]
    numbers = [
        {
            "c": _number(random, 4),
            "s": _number(random, 1, 2),
            "w": _positive(random, 0.5, 2.5),
            "p": _positive(random, 0.5, 12),
        }
        for _ in terms
    ]
    return " + ".join(f"({term.format(**own)})" for term, own in zip(terms, numbers, strict=True))


def _number(random: Random, largest: float, digits: int = 1) -> str:
    value = round(random.uniform(-largest, largest), digits) or 1.0
    return f"({value:g})"


def _positive(random: Random, low: float, high: float) -> str:
    return f"{round(random.uniform(low, high), 1):g}"


def vector(random: Random, size: int = 2) -> str:
    """Components with one decimal, some of them zero."""
    parts = [0.0 if random.random() < _NOTHING else round(random.uniform(-5, 5), 1) for _ in range(size)]
    return ",".join(f"{part:g}" for part in parts)


def matrix(random: Random, rows: int, columns: int) -> str:
    """Integers and halves."""
    return ";".join(",".join(f"{random.randint(-8, 8) / 2:g}" for _ in range(columns)) for _ in range(rows))


def _field(random: Random) -> Values:
    return {"f": function(random), "start": ",".join(f"{round(random.uniform(-4.8, 4.8), 1):g}" for _ in "xy")}


def _two_vectors(random: Random) -> Values:
    return {"a": vector(random), "b": vector(random)}


def _of_one_size(random: Random) -> Values:
    size = random.randint(2, 4)
    return {"a": vector(random, size), "b": vector(random, size)}


def _factors(random: Random) -> Values:
    rows, inner, columns = (random.randint(1, 4) for _ in range(3))
    if random.random() < 0.5:
        rows = inner = columns = 2
    return {"A": matrix(random, rows, inner), "B": matrix(random, inner, columns)}


MAKERS: Final[dict[str, Callable[[Random], Values]]] = {
    "GradientField": _field,
    "VectorsAndSpan": _two_vectors,
    "DotProduct": _of_one_size,
    "MatrixProduct": _factors,
    "Transpose": lambda random: {"A": matrix(random, random.randint(1, 4), random.randint(1, 4))},
    "VectorDerivative": lambda random: {"b": vector(random)},
}


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Walk all, tell what was not fine, and count."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("scenes", nargs="*", default=list(MAKERS), metavar="SCENE")
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--first", type=int, default=0)
    options = arguments.parse_args()
    signal.signal(signal.SIGALRM, stop_waiting)
    failed = False
    for scene in options.scenes:
        seen: Counter[str] = Counter()
        for seed in range(options.first, options.first + options.count):
            values = MAKERS[scene](Random(f"{scene} {seed}"))
            kind, said = outcome(scene, values)
            seen[kind] += 1
            if kind != "fine":
                _tell(f"{scene} {seed} {kind} {values}: {said.splitlines()[0]}")
        failed |= any(kind in seen for kind in ("CLAIM", "RAW", "SLOW"))
        _tell(f"{scene}: {dict(seen)}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
