"""Looks at files that open none of them, and questions about the machine: Python tells no audit hook of these."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from functools import wraps
from types import FrameType, ModuleType
from typing import Any, Final

from sessen.keys.facts import ACCESS, ANSWER, ANSWERS, KIND, LINK, STATUS, answer_hash
from sessen.worker.dependencies import source
from sessen.worker.dependencies.owners import callers, is_standard, is_worker
from sessen.worker.dependencies.protocol import Tracer, Wrapped

Aspect = Callable[["Tracer"], str]

_PATHS: Final = (
    "genericpath.py",
    "posixpath.py",
    "ntpath.py",
    "pathlib.py",
    "glob.py",
    "_local.py",
    "_abc.py",
    "os.py",
)
"""Files of the standard library that ask for others."""
_WHOLE: Final = frozenset("stat lstat getmtime getctime getatime owner group samestat".split())
"""Functions that give all that is known of a file, its times too."""
_PASSED: Final = f"{LINK} "
"""As `LINK`, where a path is only resolved on its way through: above the project that is no matter of the scene."""
_NOTHING: Final = "nothing"
_SEARCHING: Final = ("which", "_access_check")
"""Functions of shutil that look for something. The others look what they write over, and open what they read."""
_SIZES: Final = frozenset(("getsize",))
"""Functions that tell how long a file is: its bytes stand for that."""


def wrapped(tracer: Tracer) -> Wrapped:
    """The functions to put in place of those that look, as ``(where, name, function)``."""
    yield os, "stat", _looking(tracer, os.stat, _status_or_kind)
    yield os, "lstat", _looking(tracer, os.lstat, _link)
    yield os, "readlink", _looking(tracer, os.readlink, _link)
    yield os, "access", _looking(tracer, os.access, lambda _: ACCESS)
    for name in ANSWERS:
        module, _, function = name.rpartition(".")
        location = sys.modules.get(module) or __import__(module)
        if hasattr(location, function):
            yield location, function, _asking(tracer, location, function, name)
    yield from _accounts(tracer)
    yield warnings, "_showwarnmsg", _showing(tracer, warnings._showwarnmsg)  # type: ignore[attr-defined]


def _showing(tracer: Tracer, show: Callable[..., Any]) -> Callable[..., Any]:
    """A warning shows the line that it comes from: no picture depends on that."""

    @wraps(show)
    def showing(*arguments: Any) -> Any:
        with tracer.paused():
            return show(*arguments)

    return showing


def _looking(tracer: Tracer, look: Callable[..., Any], aspect: Aspect) -> Callable[..., Any]:
    @wraps(look)
    def looking(path: Any, *arguments: Any, **options: Any) -> Any:
        if tracer.is_paused or source.is_looked_for():
            return look(path, *arguments, **options)
        with tracer.paused():
            _note(tracer, path, aspect, follow=options.get("follow_symlinks", True))
            return look(path, *arguments, **options)

    return looking


def _note(tracer: Tracer, path: Any, aspect: Aspect, *, follow: bool) -> None:
    from sessen.worker.dependencies.tracer import path_of

    name = path_of(path)
    if name is None or tracer.is_made(name) or tracer.places.is_shared(name):
        return
    if is_worker():
        return
    kind = aspect(tracer) if follow else _link(tracer)
    if kind != _NOTHING and _matters(tracer, name, kind):
        tracer.note_fact(f"{kind.strip()} {tracer.places.relative_name(name)}") if kind else tracer.add(name)


def _matters(tracer: Tracer, name: str, kind: str) -> bool:
    """Outside of the project libraries look around for reasons of their own, and they resolve links everywhere."""
    inside = tracer.places.is_project_file(name)
    if kind == _PASSED and not inside:
        return False
    return (inside and kind not in (LINK, _PASSED)) or tracer.places.asked_by_project()


def _status_or_kind(tracer: Tracer) -> str:
    """What is asked of ``os.stat``: the outermost function of those that deal with paths tells."""
    asked, frame = _asked()
    if frame.f_code.co_filename.endswith("shutil.py") and frame.f_code.co_name not in _SEARCHING:
        return _NOTHING
    if asked == "samefile":
        return LINK
    if asked in _SIZES:
        return ""
    if asked in _WHOLE or (not asked and tracer.places.owner_of(frame) == "project"):
        return STATUS
    return KIND if asked else ""


def _link(_: Tracer) -> str:
    return _PASSED if _asked()[0] in ("realpath", "resolve", "samefile") else LINK


def _asked() -> tuple[str, FrameType]:
    asked = ""
    frame = None
    for frame in callers(2):
        code = frame.f_code
        if not (is_standard(code.co_filename) and code.co_filename.endswith(_PATHS)) and not _is_frozen_path(code):
            break
        asked = code.co_name
    assert frame is not None
    return asked, frame


def _is_frozen_path(code: Any) -> bool:
    return code.co_filename in ("<frozen genericpath>", "<frozen posixpath>", "<frozen ntpath>", "<frozen os>")


def _asking(tracer: Tracer, location: ModuleType, function: str, name: str) -> Callable[..., Any]:
    ask: Callable[..., Any] = getattr(location, function)

    @wraps(ask)
    def asking(*arguments: Any, **options: Any) -> Any:
        answer = _outcome(ask, arguments, options)
        if not tracer.is_paused and tracer.places.asked_by_project():
            with tracer.paused():
                tracer.note_fact(f"{ANSWER} {name}()", answer_hash(ask()) if not _failed(answer) else None)
        if isinstance(answer, _Raised):
            raise answer.error
        return answer

    return asking


class _Raised:
    def __init__(self, error: Exception) -> None:
        self.error = error


def _outcome(ask: Callable[..., Any], arguments: Any, options: Any) -> Any:
    try:
        return ask(*arguments, **options)
    except (OSError, TypeError) as error:
        return _Raised(error)


def _failed(answer: Any) -> bool:
    return isinstance(answer, _Raised)


def _accounts(tracer: Tracer) -> Wrapped:
    """Users of this machine, who are read from its file of passwords by the C library."""
    try:
        import pwd
    except ImportError:
        return
    for name in ("getpwnam", "getpwuid", "getpwall"):
        yield pwd, name, _reading_accounts(tracer, getattr(pwd, name))


def _reading_accounts(tracer: Tracer, ask: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(ask)
    def asking(*arguments: Any) -> Any:
        if not tracer.is_paused and tracer.places.asked_by_project():
            tracer.add("/etc/passwd")
        return ask(*arguments)

    return asking
