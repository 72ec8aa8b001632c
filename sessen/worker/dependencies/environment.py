"""Variables of the environment: those that the project asks for, and all that a process inherits."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Final

from sessen.worker.dependencies.protocol import Tracer, Wrapped

_OF_SESSION: Final = (
    "_ PWD COLUMNS DBUS_SESSION_BUS_ADDRESS DISPLAY INVOCATION_ID JOURNAL_STREAM LINES OLDPWD PYTHONHASHSEED SHLVL TERM"
    " WAYLAND_DISPLAY WINDOWID XAUTHORITY XDG_RUNTIME_DIR XDG_SEAT XDG_SESSION_CLASS XDG_SESSION_ID XDG_SESSION_TYPE"
    " XDG_VTNR MANAGERPID SYSTEMD_EXEC_PID PYTEST_CURRENT_TEST"
).split()
_FAMILIES: Final = ("SSH_", "TERM_", "VTE_", "KITTY_", "ITERM_", "TMUX", "STY", "GPG_", "VSCODE_", "PYTEST_", "CLAUDE")
"""Variables of a terminal's session: they say where one types, and another process that minds them is a rare one."""
_OF_LOCALE: Final = ("LC_ALL", "LANG", "LANGUAGE", "LC_NUMERIC", "LC_TIME", "LC_CTYPE", "LC_COLLATE", "LC_MONETARY")


def wrapped(tracer: Tracer) -> Wrapped:
    """The functions to put in place of those that read and set variables, as ``(where, name, function)``."""
    kind = type(os.environ)
    yield kind, "__getitem__", _getting(tracer, kind.__getitem__)
    yield kind, "__iter__", _listing(tracer, kind.__iter__)
    yield kind, "__setitem__", _setting(tracer, kind.__setitem__)
    yield kind, "__delitem__", _setting(tracer, kind.__delitem__)
    yield locale, "setlocale", _locale(tracer, locale.setlocale)


def note_inherited(tracer: Tracer) -> None:
    """Note all that another process finds in its environment, but what is of a terminal's session only."""
    for name in _names():
        if name not in _OF_SESSION and not name.startswith(_FAMILIES):
            tracer.note_variable(name, _value(name))


def _getting(tracer: Tracer, get: Callable[..., Any]) -> Callable[..., Any]:
    def getitem(environ: Any, key: Any) -> Any:
        if not tracer.is_paused and isinstance(key, str | bytes) and tracer.places.asked_by_project():
            name = os.fsdecode(key)
            tracer.note_variable(name, _value(name))
        return get(environ, key)

    return getitem


def _listing(tracer: Tracer, names: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def iterate(environ: Any) -> Iterator[Any]:
        if not tracer.is_paused and tracer.places.asked_by_project():
            note_inherited(tracer)
        return names(environ)

    return iterate


def _setting(tracer: Tracer, change: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(change)
    def changed(environ: Any, key: Any, *value: Any) -> Any:
        if not tracer.is_paused and isinstance(key, str | bytes):
            tracer.variable_set(os.fsdecode(key))
        return change(environ, key, *value)

    return changed


def _locale(tracer: Tracer, change: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(change)
    def setlocale(category: int, value: Any = None) -> Any:
        if value == "" and not tracer.is_paused:
            for name in _OF_LOCALE:
                tracer.note_variable(name, _value(name))
        return change(category, value)

    return setlocale


def _names() -> list[str]:
    data: Any = os.environ._data  # type: ignore[attr-defined]
    return [os.fsdecode(name) for name in data]


def _value(name: str) -> str | None:
    # Not through os.environ, which is what is being watched.
    data: Any = os.environ._data  # type: ignore[attr-defined]
    found = data.get(os.environ.encodekey(name))
    return None if found is None else os.fsdecode(found)
