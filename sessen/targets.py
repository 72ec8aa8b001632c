"""How scenes and steps are named when somebody types them: ``SCENE::STEP``, ``FILE.py::SCENE::FIRST..LAST``."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: What stands between the parts; a step's own name may have it too.
SEPARATOR: Final = "::"
#: Between the first and the last step of a run; alone it means all of them.
DOTS: Final = ".."


@dataclass(frozen=True, slots=True)
class Parts:
    """A target taken apart; whatever is left out is empty."""

    file: str
    scene: str
    step: str


def is_file_name(target: str) -> bool:
    """Whether a target names a file and not a scene of the lecture."""
    name = target.partition(SEPARATOR)[0]
    return name.endswith(".py") or os.sep in name or "/" in name


def parts_of(target: str) -> Parts:
    """The file, the scene and the step that a target names; all behind the scene is the step's name."""
    file, rest = "", target
    if is_file_name(target):
        file, _, rest = target.partition(SEPARATOR)
    scene, _, step = rest.partition(SEPARATOR)
    return Parts(file, scene, step)


def parse_range(typed: str, names: Sequence[str]) -> tuple[str, ...] | None:
    """The steps that are meant: a name or a number, ``FIRST..LAST``, ``FIRST..``, ``..LAST`` or ``..``.

    Empty where the last comes before the first, and None where something names nothing.
    """
    one = None if typed == DOTS else _place(typed, names)
    if one is not None:
        return (names[one],)
    for match in re.finditer(rf"(?=({re.escape(DOTS)}))", typed):
        first, last = typed[: match.start()], typed[match.start() + len(DOTS) :]
        ends = _place(first, names) if first else 0, _place(last, names) if last else len(names) - 1
        if ends[0] is not None and ends[1] is not None:
            return tuple(names[ends[0] : ends[1] + 1])
    return None


def typed_as(steps: Sequence[str], names: Sequence[str]) -> str:
    """What somebody types for steps that follow each other: their names, or numbers where a name means another."""
    typed = steps[0] if len(steps) == 1 else f"{steps[0]}{DOTS}{steps[-1]}"
    if parse_range(typed, names) == tuple(steps):
        return typed
    first, last = names.index(steps[0]) + 1, names.index(steps[-1]) + 1
    return f"#{first}" if first == last else f"#{first}{DOTS}#{last}"


def _place(typed: str, names: Sequence[str]) -> int | None:
    """The place of a step; by its name however its accents are written, or by its number from 1, as ``3`` or ``#3``."""
    if typed in names:
        return names.index(typed)
    composed = [unicodedata.normalize("NFC", name) for name in names]
    if (same := unicodedata.normalize("NFC", typed)) in composed:
        return composed.index(same)
    number = int(typed.removeprefix("#")) if re.fullmatch(r"#?[0-9]{1,6}", typed) else 0
    return number - 1 if 0 < number <= len(names) else None
