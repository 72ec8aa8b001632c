"""Check the layout of the lecture's scenes in every shape, language and theme, and with other parameters.

``python -m tools.legible [SCENE ...] [--sets N]`` (``make legible``) walks each scene with its defaults in all twelve
looks, and with twelve other sets of parameters in the three shapes. It writes what it finds, with a page for each look
below ``build/legible/``, and ends with 1 if there is an error. ``--sets 0`` leaves the other parameters out.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, product
from pathlib import Path
from typing import Final

from sessen.legibility import LayoutFinding
from sessen.legibility.storyboard import write_storyboard
from sessen.legibility.tasks import CheckSceneArgs, check_scene
from sessen.pipeline import Request
from sessen.pipeline.layout_settings import layout_of_lecture
from sessen.pipeline.session import Session
from sessen.pool import Task
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant

ROOT: Final = Path(__file__).resolve().parents[1]
_SETS: Final = 12

Values = tuple[tuple[str, str], ...]


def main(argv: Sequence[str]) -> int:
    """Check what is asked for; 1 if there is an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="*", metavar="SCENE")
    parser.add_argument("--sets", type=int, default=_SETS, metavar="N", help="other sets of parameters a scene (12)")
    options = parser.parse_args(argv)
    begun, errors = time.monotonic(), 0
    others = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    with Session(Request(targets=tuple(options.scenes))) as session:
        chosen, failures = session.select()
        layout = layout_of_lecture(session.request)
        tasks = {}
        for each in chosen:
            for variant, values in _walks(others.get(each.scene.name, ())[: options.sets]):
                args = CheckSceneArgs(each.scene.name, each.scene.address, variant, values, layout=layout)
                told = "".join(f" {name}={value}" for name, value in values)
                tasks[Task(f"{each.scene.name} {variant.folder}{told}", check_scene, args)] = variant.folder
        boards: dict[str, list[LayoutFinding]] = {}
        for outcome in session.pool.run(tasks):
            if outcome.error is not None:
                failures.append(outcome.error)
                continue
            boards.setdefault(tasks[outcome.task], []).extend(outcome.result.layout)
            errors += sum(finding.is_error for finding in outcome.result.layout)
            _tell(outcome.task.name, outcome.result.layout)
    for failure in failures:
        sys.stdout.write(f"{failure}\n")
    for name, findings in boards.items():
        write_storyboard(ROOT / "build" / "legible" / name, findings)
    sys.stdout.write(f"{len(tasks)} walks in {time.monotonic() - begun:.0f} s: {errors} errors\n")
    return 1 if errors or failures else 0


def _walks(others: Iterable[Mapping[str, str]]) -> Iterator[tuple[Variant, Values]]:
    """The defaults in every look, and other values in every shape; they take turns with languages and themes."""
    quality = QUALITIES["draft"]
    for language, theme, shape in product(Language, ThemeName, Shape):
        yield Variant(language, theme, shape, quality=quality), ()
    looks = cycle(product(Language, ThemeName))
    for values, (language, theme) in zip(others, looks, strict=False):
        for shape in Shape:
            yield Variant(language, theme, shape, quality=quality), tuple(values.items())


def _tell(name: str, findings: Sequence[LayoutFinding]) -> None:
    counts = Counter(f"{finding.rule} {finding.severity}" for finding in findings)
    told = ", ".join(f"{what} × {count}" for what, count in sorted(counts.items()))
    sys.stdout.write(f"{name}: {told or 'nothing'}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
