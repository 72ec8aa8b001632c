"""Relative names of files mean what lies beside the scene, as when Manim is run there, else what the project has."""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

Function = Callable[..., Any]

_LOOKS: Final = ("stat", "lstat", "listdir", "scandir", "readlink")


@contextmanager
def beside(folder: Path, root: Path) -> Iterator[None]:
    """Work in ``folder`` while the block runs; what is not there but in ``root`` is found there.

    Files are written in ``folder`` only.
    """
    before = _working_directory()
    with ExitStack() as stack:
        os.chdir(folder)
        stack.callback(os.chdir, before)
        there = _replaced(root) if folder.resolve() != root.resolve() else ()
        for location, name, function in (*there, *_manims()):
            stack.enter_context(patch.object(location, name, function))
        yield


def places() -> tuple[Path, ...]:
    """Where relative names begin now, in this order; more than one only within `beside`, below a project's folder."""
    root: Path | None = getattr(builtins.open, "_project", None)
    return (Path.cwd(), root) if root else (Path.cwd(),)


def places_told(name: str) -> str:
    """Where a relative name was looked for, for people."""
    first, *others = (place / name for place in places())
    return f"looked for beside the scene ({first})" + "".join(f" and in its project ({other})" for other in others)


def _working_directory() -> str:
    try:
        return os.getcwd()
    except OSError:
        return os.sep  # it was deleted; what a scene needs is found from its file


def _replaced(root: Path) -> Iterator[tuple[Any, str, Function]]:
    opening = _opening(builtins.open, root)
    yield builtins, "open", opening
    yield io, "open", opening
    yield os, "open", _reading(os.open, root)
    yield os, "access", _asking(os.access, root)
    for name in _LOOKS:
        yield os, name, _looking(getattr(os, name), root)
    yield sqlite3, "connect", _from_there(sqlite3.connect)
    if av := sys.modules.get("av"):
        yield av, "open", _from_there(av.open)


def _manims() -> Iterator[tuple[Any, str, Function]]:
    """What Manim itself looks for: it is given whole paths, for libraries in C know of one place only."""
    for user in ("manim.utils.images", "manim.utils.sounds"):
        if user in sys.modules:
            yield sys.modules[user], "seek_full_path_from_defaults", _found
    text = sys.modules.get("manim.mobject.text.text_mobject")
    if text is not None:
        yield text, "register_font", _registering(text.register_font)
        yield sys.modules["manim"], "register_font", _registering(text.register_font)


def _found(file_name: Any, default_dir: Path, extensions: list[str]) -> Path:
    """The path of a file of Manim's that is named with or without its ending."""
    named = Path(file_name).expanduser()
    below = Path(os.path.relpath(default_dir)) if default_dir.is_relative_to(Path.cwd()) else Path(default_dir)
    names = [named, *(below / f"{file_name}{ending}" for ending in ("", *extensions))]
    found = _first(names)
    if found is None:
        endings = f", nor with {', '.join(extensions)} behind it"
        raise FileNotFoundError(f"there is no file {file_name}{endings}: {places_told(str(named))}")
    return found


def _first(names: Iterable[Path]) -> Path | None:
    several = tuple(names)
    paths = (place / name for place in places() for name in several)
    return next((path for path in paths if path.exists()), None)


def _registering(register: Function) -> Function:
    @wraps(register)
    def registering(font_file: str | Path) -> Any:
        names = [Path(font_file), *(Path(folder) / font_file for folder in ("assets/fonts", "fonts"))]
        found = _first(names)
        if found is None:
            raise FileNotFoundError(f"there is no font {font_file}: {places_told(str(font_file))}")
        return register(found)

    return registering


def _from_there(function: Function) -> Function:
    """A function in C that is given a path: where nothing is beside the scene, that of the project."""

    @wraps(function)
    def given(path: Any, *arguments: Any, **options: Any) -> Any:
        is_name = isinstance(path, str | os.PathLike) and "://" not in os.fspath(path)
        found = _first([Path(path)]) if is_name else None
        return function(path if found is None else found, *arguments, **options)

    return given


def _opening(function: Function, root: Path) -> Function:
    """`open`, which tells both places when there is nothing in either; for writing it is as it was."""

    @wraps(function)
    def opening(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if set(str(mode)) & set("wxa"):
            return function(file, mode, *arguments, **options)
        try:
            return function(file, mode, *arguments, **options)
        except FileNotFoundError as error:
            other = _in(root, file)
            if other is None:
                raise
            try:
                return function(other, mode, *arguments, **options)
            except FileNotFoundError:
                error.add_note(places_told(os.fsdecode(file)))
                raise error from None

    opening._project = root  # type: ignore[attr-defined]
    return opening


def _looking(function: Function, root: Path) -> Function:
    @wraps(function)
    def looking(path: Any = ".", *arguments: Any, **options: Any) -> Any:
        try:
            return function(path, *arguments, **options)
        except FileNotFoundError:
            other = _in(root, path) if not options.get("dir_fd") else None
            if other is None:
                raise
            return function(other, *arguments, **options)

    return looking


def _reading(function: Function, root: Path) -> Function:
    read = _looking(function, root)

    @wraps(function)
    def reading(path: Any, flags: int, *arguments: Any, **options: Any) -> Any:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return (function if writes else read)(path, flags, *arguments, **options)

    return reading


def _asking(function: Function, root: Path) -> Function:
    @wraps(function)
    def asking(path: Any, *arguments: Any, **options: Any) -> Any:
        if function(path, *arguments, **options):
            return True
        other = _in(root, path)
        return other is not None and function(other, *arguments, **options)

    return asking


def _in(root: Path, path: Any) -> Path | None:
    """What a relative path means in ``root``; None for what is no relative path."""
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    name = os.fsdecode(path)
    return None if os.path.isabs(name) or not name else root / name
