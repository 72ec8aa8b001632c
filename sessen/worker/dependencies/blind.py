"""What Python cannot follow: other processes, the network, and libraries in C that open files themselves.

Where the system tells of every opening (`kernel`), processes and libraries are seen like everything else. Elsewhere the
common libraries are asked which file they are given, and for the rest the step is always drawn.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any, Final

from sessen.worker.dependencies import environment
from sessen.worker.dependencies.protocol import Tracer, Wrapped

_OPENERS: Final = {
    "av": ("open",),
    "cv2": ("imread", "imreadmulti", "VideoCapture", "FileStorage"),
    "h5py": ("File",),
    "lxml.etree": ("parse", "iterparse", "XMLSchema", "XSLT"),
    "netCDF4": ("Dataset",),
}
"""Functions of common libraries that open a file in C or Rust, by their modules. The first argument is the file."""

_READS_FILES: Final = re.compile(
    rb"\b(image|read|json|csv|yaml|toml|xml|cbor|plugin|bibliography)\s*\(|\b(include|import)\s*[\"@]"
)
"""What a Typst source writes to read another file."""


def process(tracer: Tracer, *arguments: Any) -> None:
    """Take the start of another process, which inherits the environment."""
    if not tracer.places.asked_by_project():
        return
    environment.note_inherited(tracer)
    if not tracer.sees_outside:
        tracer.cannot_see(f"it runs another program ({_program(arguments)}), which may read anything")


def database(tracer: Tracer, path: object, *_: object) -> None:
    """Take a database of SQLite, which opens its files itself."""
    if isinstance(path, bytes | str | os.PathLike):
        name = os.fsdecode(path)
        if name != ":memory:" and name:
            name = name.removeprefix("file:").partition("?")[0]
            for file in (name, f"{name}-wal", f"{name}-journal"):
                tracer.add(file)


def library(tracer: Tracer, name: object, *_: object) -> None:
    """Take a library that is loaded for ctypes: what it does is out of Python's hands."""
    if not tracer.places.asked_by_project():
        return
    if isinstance(name, str) and os.sep in name:
        tracer.add(name)
    if not tracer.sees_outside:
        tracer.cannot_see(f"it loads a library by ctypes ({name}), which may read anything")


def network(tracer: Tracer, _socket: object, address: object, *_: object) -> None:
    """Take a connection: what comes from a network is not known beforehand."""
    if not tracer.sees_outside and isinstance(address, tuple) and tracer.places.asked_by_project():
        tracer.cannot_see(f"it reads from the network ({address[0]})")


EVENTS: Final[Mapping[str, Callable[..., None]]] = {
    "ctypes.dlopen": library,
    "os.exec": process,
    "os.fork": process,
    "os.forkpty": process,
    "os.posix_spawn": process,
    "os.spawn": process,
    "os.startfile": process,
    "os.system": process,
    "socket.connect": network,
    "sqlite3.connect": database,
    "subprocess.Popen": process,
}


def wrapped(tracer: Tracer) -> Wrapped:
    """The functions to put in place of those that start processes or open files without a word."""
    if (spawning := _module("_posixsubprocess")) is not None:
        yield spawning, "fork_exec", _spawning(tracer, spawning.fork_exec)
    if not tracer.sees_outside:
        yield from _openers(tracer, set())
        yield builtins, "__import__", _importing(tracer, builtins.__import__)


def _openers(tracer: Tracer, done: set[str]) -> Wrapped:
    """The functions of those libraries that are there by now, each once."""
    makers: dict[str, Callable[[Any], Wrapped]] = {"cairo": partial(_cairo, tracer), "typst": partial(_typst, tracer)}
    for name in (*_OPENERS, *makers):
        module = sys.modules.get(name)
        if module is None or name in done or getattr(getattr(module, "__spec__", None), "_initializing", False):
            continue
        done.add(name)
        if name in makers:
            yield from makers[name](module)
        for function in _OPENERS.get(name, ()):
            if hasattr(module, function):
                yield module, function, _opening(tracer, getattr(module, function))


def _importing(tracer: Tracer, load: Callable[..., Any]) -> Callable[..., Any]:
    """An import after which a library may be there."""
    done = {name for name in (*_OPENERS, "cairo", "typst") if name in sys.modules}
    tops = {name.partition(".")[0] for name in (*_OPENERS, "cairo", "typst")}

    @wraps(load)
    def importing(name: str, *arguments: Any, **options: Any) -> Any:
        module = load(name, *arguments, **options)
        if name.partition(".")[0] in tops:
            for location, function, replacement in _openers(tracer, done):
                tracer.replace(location, function, replacement)
        return module

    return importing


def _module(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError:
        return None


def _spawning(tracer: Tracer, spawn: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(spawn)
    def spawning(*arguments: Any) -> Any:
        if not tracer.is_paused:
            process(tracer, *arguments)
        return spawn(*arguments)

    return spawning


def _opening(tracer: Tracer, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def opening(*arguments: Any, **options: Any) -> Any:
        if not tracer.is_paused:
            for value in (*arguments[:1], options.get("file"), options.get("source"), options.get("input")):
                _note(tracer, value)
        return function(*arguments, **options)

    return opening


def _note(tracer: Tracer, value: Any) -> None:
    if isinstance(value, str | os.PathLike) and len(os.fspath(value)) < 4096 and "\n" not in os.fspath(value):
        tracer.add(os.fspath(value))


def _cairo(tracer: Tracer, cairo: Any) -> Wrapped:
    yield cairo, "ImageSurface", _Surfaces(tracer, cairo.ImageSurface)


class _Surfaces:
    """Takes the place of pycairo's type of surfaces, which can neither be changed nor derived from."""

    def __init__(self, tracer: Tracer, kind: Any) -> None:
        self._kind = kind
        self.create_from_png = _opening(tracer, kind.create_from_png)

    def __call__(self, *arguments: Any) -> Any:
        return self._kind(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kind, name)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._kind)


def _typst(tracer: Tracer, typst: Any) -> Wrapped:
    """A text set with Typst may read files of the project: which of them only Typst knows."""
    for name in ("compile", "compile_with_warnings", "query"):
        if hasattr(typst, name):
            yield typst, name, _setting_type(tracer, getattr(typst, name))


def _setting_type(tracer: Tracer, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def setting(source: Any, *arguments: Any, **options: Any) -> Any:
        _note(tracer, source)
        if _READS_FILES.search(_text(tracer, source)):
            tracer.cannot_see("its Typst source reads files")
        return function(source, *arguments, **options)

    return setting


def _text(tracer: Tracer, source: Any) -> bytes:
    if isinstance(source, bytes):
        return source
    with tracer.paused(), contextlib.suppress(OSError, TypeError, ValueError), open(source, "rb") as file:
        return file.read()
    return b""


def _program(arguments: tuple[Any, ...]) -> str:
    first = arguments[0] if arguments else None
    if isinstance(first, list | tuple) and first:
        first = first[0]
    return os.path.basename(os.fsdecode(first)) if isinstance(first, str | bytes | os.PathLike) else "a copy of itself"
