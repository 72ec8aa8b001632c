"""Walk every scene with values at the edge: each is drawn right or refused in the teacher's terms.

``python tools/edge_values.py [--scene NAME] [--out FILE]`` walks more than 700 of them, undrawn, at 3 frames a second,
and writes a line for each: fine, refused, a broken claim, or a raw error. It ends with 1 if there is one of the last
two. A representative part of the list is in ``tests/scenes/test_edge_values.py``.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.variant import Quality, Variant
from sessen.worker import walk
from sessen.worker.failure import SceneFailed

SCENES: Final = Path(__file__).parent.parent / "scenes"
VARIANT: Final = Variant(quality=Quality("edge", 160, 90, 3))
PATIENCE: Final = 120  # seconds a value

CURVES: Final = (
    *("0", "7", "x", "-x", "1e12", "x^2+1e12", "1e-12 x", "1e12 x", "1e300 x", "1e-300 x", "x^100", "x^1000", "x^-3"),
    *("e^x", "10^x", "e^(10x)", "e^(-10x)", "e^(e^x)", "x^x", "1/x", "1/x^2", "1/(x-4)", "1/(x-4)^2", "tan(x)"),
    *("sqrt(x)", "sqrt(-x)", "sqrt(x-4)", "sqrt(4-x)", "sqrt(25-x^2)", "ln(x)", "ln(-x)", "arcsin(x)", "arcsin(x/10)"),
    *("sin(1000x)", "sin(1e6 x)", "sin(1/x)", "sin(x)/x", "x^2 sin(1/x)", "tanh(1000x)", "arctan(1e9 x)", "cos(x)^100"),
    *("|x|", "floor(x)", "sign(x)", "sign(tan(x))", "max(0, x)", "x^(1/3)", "cbrt(x)", "cbrt(sin(x))", "x^20 - x"),
    *("x^2/x", "sqrt(x)^2", "sin(arcsin(x))", "e^(ln(x))", "x^(2/3)"),
)
NUMBERS: Final = (
    *("0", "1", "-1", "1/3", "pi", "sqrt(2)", "123456.789", "e^100", "1e-9", "1e-100", "1e-300", "1e6", "-1e6"),
    *("1e9", "1e12", "1e15", "1e16", "1e100", "-1e100", "1e300"),
)
GAPS: Final = (
    *("1e-16", "1e-12", "1e-9", "1e-5", "0.001", "1e5", "1e9", "1e100", "1e-300", "1e300", "1, 1e-10", "5,4,3,2,1"),
    *("1e-3, 1e-6", "100", "0"),
)
DATA: Final = (
    *(
        "",
        ";",
        "1,2,1",
        "1,2,1; 3,4,1",
        "1,2,1; nan,4,0",
        "1,2,1; 1e300,4,0",
        "1,2,1; 3,4,2",
        "1,1,0; 1,1,1",
        "data/none.csv",
    ),
    *("-1,0,0; -2,3,0; 1,0,1; 2,-3,1", "100,100,0; -100,100,1", "1e-9,0,0; -1e-9,0,1", "0,0,0; 0,1,0; 0,-1,1"),
    "; ".join(f"{n % 37 / 6 - 3:.3f},{n % 41 / 7 - 3:.3f},{int(n % 37 > n % 41)}" for n in range(1000)),
)
RATES: Final = (
    "0.1, 1e300, 2",
    "1e-300, 2, 1e300",
    "1, 2",
    "0, 1, 2",
    "2, 2, 2",
    "4.5, 2, 0.1",
    "0.1, 4.5, 2",
    "1e-9, 1e-9, 1e-9",
)
SURFACES: Final = (
    *("0", "7", "x", "y", "x + y", "x y", "1e12", "x^2 + y^2 + 1e12", "1e-12 x", "1e12 x", "1e300 x y", "1e-300 x"),
    *("e^x", "e^(10x)", "e^(e^x)", "e^(x y)", "1/x", "1/(x^2 + y^2)", "tan(x)", "ln(x)", "ln(x y)", "sqrt(x)"),
    *("sqrt(25 - x^2 - y^2)", "sqrt(x^2 + y^2)", "|x| + |y|", "floor(x)", "sign(x) + y", "sin(100x)", "sin(1/x)"),
    *(
        "tanh(1000x)",
        "x^100 + y",
        "max(x, y)",
        "x^(1/3) + y",
        "sin(x) cos(y)",
        "x^2/x + y",
        "sqrt(x)^2 + y",
        "10^x - 10^y",
    ),
)
DOMAINS: Final = (
    *(
        "-1e300, 1e300",
        "-1e100, 1e100",
        "-1e6, 1e6",
        "-1e-6, 1e-6",
        "-1e-300, 1e-300",
        "0, 1",
        "1, 2",
        "-5, 0",
        "0, 1e-12",
    ),
    *("1e12, 1e12+1", "-1e12, 1", "-100, 100", "-0.1, 5", "1e6, 1e6+1", "-5, 1e5"),
)
POINTS: Final = (
    *(
        "0, 0",
        "1, 1",
        "5, 5",
        "-5, 5",
        "1e-9, 0",
        "1e-300, 1",
        "6, 0",
        "1e100, 0",
        "1/3, pi",
        "0, 4.9999999",
        "-0.1, 0.1",
    ),
    *("4.9999, -4.9999", "1e-12, 1e-12", "sqrt(2), -sqrt(2)", "2, 0"),
)
VECTORS: Final = (
    *(
        "0, 0",
        "1, 0",
        "0, 1",
        "1e-9, 1",
        "1e-300, 1",
        "1e9, 1",
        "1e12, -1e12",
        "1e100, 1",
        "1e300, 1e300",
        "1e-12, 1e-12",
    ),
    *("1/3, 2/3", "pi, e", "sqrt(2), 1", "-3, -2", "3, 2", "6, 4", "-1.5, -1", "0.001, 1000", "123456, 7", "1, 1e-7"),
)
MATRICES: Final = (
    *(
        "0",
        "1",
        "0,0;0,0",
        "1,0;0,1",
        "1e9,1;1,1e9",
        "1e12,2;3,4",
        "1e-9,1;1,1",
        "1e100,1;1,1",
        "1e300,1e300;1,1",
        "1e-300,1;1,2",
    ),
    *(
        "1/3,2/3;1/7,1/9",
        "pi,e;sqrt(2),1",
        "1,2;2,4",
        "1,2,3;4,5,6",
        "1,2;3,4;5,6",
        "1,2,3,4",
        "1;2;3;4",
        "-1,-2;-3,-4",
    ),
    *("123456,7;8,9", "1,1;1,1.0000001"),
)


def cases() -> Iterator[tuple[str, dict[str, str]]]:
    """Every scene with the values that are put in."""
    for f in CURVES:
        yield from (("SecantToTangent", {"f": f, "at": at}) for at in ("4", "1", "0"))
        yield "NumericalDerivative", {"f": f}
        yield "NumericalDerivative", {"f": f, "at": "pi"}
        yield "DerivativeRules", {"f": f}
        yield "DerivativeRules", {"g": f}
        yield "ChainRule", {"inner": f}
        yield (
            "ChainRule",
            {"outer": f.replace("max", "m@").replace("exp", "e@").replace("x", "u").replace("@", "ax", 1)},
        )
    for number in NUMBERS:
        yield from ((scene, {"at": number}) for scene in ("SecantToTangent", "NumericalDerivative", "ChainRule"))
        yield "NumericalDerivative", {"step": number}
        yield "SecantToTangent", {"f": "cbrt(sin(x))", "at": number}
    yield from (("SecantToTangent", {"gaps": gaps}) for gaps in GAPS)
    for name in ("PartialDerivative", "GradientField"):
        yield from ((name, {"f": f}) for f in SURFACES)
        yield from ((name, {"domain": domain}) for domain in DOMAINS)
    yield from (("PartialDerivative", {"point": point}) for point in POINTS)
    yield from (("GradientField", {"start": point}) for point in POINTS)
    yield from (("GradientDescent", {"data": data}) for data in DATA)
    yield from (("GradientDescent", {"rates": rates}) for rates in RATES)
    yield from (("GradientDescent", {"start": point}) for point in POINTS)
    for vector in VECTORS:
        yield from ((name, {"a": vector}) for name in ("VectorsAndSpan", "DotProduct"))
        yield from ((name, {"b": vector}) for name in ("VectorsAndSpan", "DotProduct", "VectorDerivative"))
    for matrix in MATRICES:
        rows, columns = matrix.count(";") + 1, matrix.partition(";")[0].count(",") + 1
        yield "MatrixProduct", {"A": matrix, "B": _counting(columns, 2)}
        yield "MatrixProduct", {"A": _counting(2, rows), "B": matrix}
        yield "MatrixProduct", {"A": matrix}  # beside a B that few of them fit
        yield "Transpose", {"A": matrix}


def _counting(rows: int, columns: int) -> str:
    """A matrix of that size, as typed."""
    numbers = range(1, rows * columns + 1)
    return ";".join(",".join(map(str, numbers[row * columns : (row + 1) * columns])) for row in range(rows))


def outcome(scene: str, values: dict[str, str]) -> tuple[str, str]:
    """What becomes of a scene with these values, and what is said of it."""
    signal.alarm(PATIENCE)
    try:
        walk(SceneRef(_file_of(scene), scene), VARIANT, values, lambda record: None)
    except ClaimViolated as error:
        return "CLAIM", str(error)
    except SceneFailed as error:
        return "RAW", str(error)
    except SessenError as error:
        return "refused", str(error)
    except TimeoutError:
        return "SLOW", f"more than {PATIENCE} s"
    finally:
        signal.alarm(0)
    return "fine", ""


def _file_of(scene: str) -> Path:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in scene).lstrip("_")
    return SCENES / name / "scene.py"


def stop_waiting(signum: int, frame: object) -> None:
    """End a walk that takes too long."""
    raise TimeoutError


def main() -> int:
    """Walk all, tell each, and count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scene", help="this one only")
    options.add_argument("--out", type=Path, help="where the lines go; without it they are printed")
    options.add_argument("--only", type=Path, help="only the cases that an earlier file has as CLAIM, RAW or SLOW")
    given = options.parse_args()
    signal.signal(signal.SIGALRM, stop_waiting)
    wanted = _failed(given.only) if given.only else None
    out = given.out.open("w") if given.out else sys.stdout
    counts: Counter[str] = Counter()
    for scene, values in cases():
        key = f"{scene}\t{values}"
        if given.scene not in (None, scene) or (wanted is not None and key not in wanted):
            continue
        begun = time.monotonic()
        kind, said = outcome(scene, values)
        counts[kind] += 1
        out.write(f"{kind}\t{key}\t{time.monotonic() - begun:.1f}\t{' / '.join(said.splitlines())}\n")
        out.flush()
    sys.stderr.write(f"{counts.total()} values: {dict(counts)}\n")
    return 1 if counts.keys() - {"fine", "refused"} else 0


def _failed(file: Path) -> set[str]:
    rows = [line.split("\t") for line in file.read_text().splitlines()]
    return {"\t".join(row[1:3]) for row in rows if row[0] not in ("fine", "refused")}


if __name__ == "__main__":
    sys.exit(main())
