"""Files that are only memory: what is in them can be made again, so one that is damaged or of another form is empty."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from sessen.files import relative

Read = TypeVar("Read")

#: Changes with the form of any memory, so that none of another version is taken for one of this.
_FORM: Final = "sessen 2"
#: What reading a value of another form raises.
WRONG_FORM: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)
_remade: dict[str, None] = {}


@dataclass(frozen=True, slots=True)
class Each:
    """The shape of a table: any names, and values of one shape."""

    value: Any


def read_memory(path: Path) -> dict[str, Any]:
    """The object in a memory; one that is missing is empty, and so is one that is not as `write_memory` wrote it."""
    try:
        written = path.read_bytes()
    except OSError:
        return {}
    signature, _, text = written.partition(b"\n")
    if signature.decode(errors="replace") == _signature(text):
        found: dict[str, Any] = json.loads(text)
        return found
    note_remade(relative(path))
    return {}


def write_memory(path: Path, value: Mapping[str, Any]) -> None:
    """Replace a memory whole; failing to is no error, for it can be made again."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    text = json.dumps(value, separators=(",", ":")).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_signature(text).encode() + b"\n" + text)
        temporary.replace(path)
    except OSError:
        try:
            temporary.unlink(missing_ok=True)
        except OSError:
            pass  # no folder can be where a file is


def read_as(read: Callable[[Any], Read], written: Any, name: str) -> Read | None:
    """What ``read`` makes of a part of a memory; None where its form is another, which is told by that name."""
    try:
        return read(written)
    except WRONG_FORM:
        note_remade(name)
        return None


def fits(value: Any, shape: Any) -> bool:
    """Whether a value from JSON has a shape.

    Parameters
    ----------
    shape
        A type or ``int | float``, `Each` for tables, a list with the shape of its members, a tuple for a list of that
        length, or a dictionary of the names that have to be there.
    """
    if isinstance(shape, Each):
        return isinstance(value, dict) and all(fits(each, shape.value) for each in value.values())
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(name in value and fits(value[name], shape[name]) for name in shape)
    return isinstance(value, shape)


def which_fit(values: Iterable[tuple[Any, Any]]) -> list[bool]:
    """Whether each of some values has the shape beside it; see `fits`."""
    return [fits(value, shape) for value, shape in values]


def note_remade(name: str) -> None:
    """Note that something is made anew, for it was damaged or written by another version."""
    _remade[name] = None


def take_remade() -> list[str]:
    """What was noted since this was last asked, each once."""
    names = list(_remade)
    _remade.clear()
    return names


def _signature(text: bytes) -> str:
    return hashlib.sha256(f"{_FORM}\n".encode() + text).hexdigest()
