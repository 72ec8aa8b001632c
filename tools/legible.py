"""Check the layout of the lecture's scenes in every shape, language and theme.

``python -m tools.legible [SCENE ...]`` (``make legible``) walks each of them twelve times and writes what it finds,
with a storyboard for each variant below ``build/legible/``. It ends with 1 if there is an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from sessen.variant import Language, Shape, ThemeName

ROOT: Final = Path(__file__).resolve().parents[1]


def main(scenes: Sequence[str]) -> int:
    """Check all variants, those that are watched most first."""
    errors = 0
    for shape, theme, language in product(Shape, ThemeName, Language):
        name = f"{language}-{theme}-{shape}"
        found = check(scenes, name, ("--lang", language, "--theme", theme, "--shape", shape))
        errors += sum(each["severity"] == "error" for each in found)
        counts = Counter(f"{each['scene']} {each['rule']}" for each in found)
        told = ", ".join(f"{what} × {count}" for what, count in sorted(counts.items()))
        sys.stdout.write(f"{name}: {told or 'nothing'}\n")
        sys.stdout.flush()
    return 1 if errors else 0


def check(scenes: Sequence[str], name: str, look: Sequence[str]) -> list[dict[str, Any]]:
    """What ``check`` finds in a variant."""
    board = ROOT / "build" / "legible" / name
    command = [sys.executable, "render.py", "check", *scenes, "-q", "low", *look, "--storyboard", str(board), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise SystemExit(done.stderr)
    answer = json.loads(done.stdout)
    for failure in answer["failed"]:
        sys.stdout.write(f"{name}: {failure['where']}: {failure['what']}\n")
    found: list[dict[str, Any]] = answer["layout"]
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
