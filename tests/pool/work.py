"""Tasks that behave, and tasks that do not, for the farm's tests. They run in worker processes."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sessen.errors import SessenError

Tell = Callable[[Any], None]


def square(number: int, tell: Tell) -> int:
    tell(number)
    return number * number


def fail(what: str, tell: Tell) -> None:
    raise SessenError(what, where="here", cure="mend it")


def stumble(_: Any, tell: Tell) -> None:
    raise ZeroDivisionError("a mistake")


def leave_a_mess(_: Any, tell: Tell) -> None:
    """End in the middle of something, with a temporary folder that nobody has removed."""
    Path(tempfile.mkdtemp(prefix="sessen-"), "half").write_text("made")
    os._exit(3)


def sleep_for_ever(_: Any, tell: Tell) -> None:
    while True:
        time.sleep(0.05)


def tell_slowly(count: int, tell: Tell) -> str:
    for number in range(count):
        time.sleep(0.4)
        tell(number)
    return "done"


def die_once(mark: str, tell: Tell) -> str:
    """Is killed the first time, as by a machine that runs out of memory."""
    if Path(mark).exists():
        return "alive"
    Path(mark).touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def die(_: Any, tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat(_: Any, tell: Tell) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(20 * 2**20))
        time.sleep(0.01)


def note_process(_: Any, tell: Tell) -> int:
    tell(os.getpid())
    time.sleep(60)
    return 0
