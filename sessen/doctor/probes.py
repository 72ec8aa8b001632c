"""The list of all probes, in the order in which one prerequisite stands on another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from sessen.doctor.drawing import draw_with_cairo, set_text_with_pango
from sessen.doctor.extras import optional_extras
from sessen.doctor.finding import REINSTALL, Check, CheckResult, run_check
from sessen.doctor.machine import cores_and_memory, packages, python_version, room_in
from sessen.doctor.typesetting import set_japanese, set_mathematics
from sessen.doctor.video import encode_and_decode
from sessen.installation import is_checkout

_SYSTEM_LIBRARIES: Final = (
    "install Cairo and Pango (Debian, Ubuntu: sudo apt-get install libcairo2-dev libpango1.0-dev pkg-config gcc; "
    "macOS: brew install cairo pango pkg-config), then: "
    "python -m pip install --force-reinstall --no-cache-dir pycairo manimpango"
    + (" -c constraints.txt" if is_checkout() else "")
)

PROBES: Final = (
    Check("Python", python_version, "make .venv again with a newer Python: make videos PYTHON=/path/to/python3.12"),
    Check("packages", packages, REINSTALL),
    Check("Japanese with Typst", set_japanese),
    Check("mathematics with Typst", set_mathematics),
    Check("drawing with Manim and Cairo", draw_with_cairo, _SYSTEM_LIBRARIES),
    Check("text with Pango", set_text_with_pango, _SYSTEM_LIBRARIES),
    Check("video with PyAV", encode_and_decode),
    Check(
        "processors and memory",
        cores_and_memory,
        "close other programs, or use fewer workers and a lower quality: --jobs 1 -q low",
    ),
)


def diagnose(*folders: Path) -> list[CheckResult]:
    """Try every prerequisite, a few seconds altogether.

    Parameters
    ----------
    folders
        Where products and the store will be written; ``build`` and ``.sessen`` when none is given. They need not exist.
    """
    places = folders or (Path("build"), Path(".sessen"))
    rooms = [
        Check(f"room in {place}", partial(room_in, place), "choose another folder with --out or --store")
        for place in places
    ]
    return [*map(run_check, PROBES), *optional_extras(), *map(run_check, rooms)]
