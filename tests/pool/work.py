"""Tasks that behave, and tasks that do not, for the tests of the pool. They run in worker processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sessen.errors import SessenError

Tell = Callable[[Any], None]


def square(number: int, tell: Tell) -> int:
    tell(number)
    return number * number


def fail(what: str, tell: Tell) -> None:
    raise SessenError(what, location="here", hint="mend it")


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a plain scene of one step comes to."""

    captions: tuple[str, ...]
    picture: str
    files: tuple[str, ...]


def draw_scene(order: tuple[str, str], tell: Tell) -> Drawing:
    """Draw a scene of a file, small."""
    from sessen.worker.recorder import ONLY_STEP
    from tests.worker.support import steps_drawn

    step = steps_drawn(order[1], [ONLY_STEP], file=Path(order[0]))[ONLY_STEP]
    files = tuple(name for name, _ in step.inputs.files)
    return Drawing(tuple(caption.text for caption in step.captions), sha256(step.picture).hexdigest(), files)


def leak(_: Any, tell: Tell) -> int:
    """How often it was called in this process."""
    leaked.append(1)
    return len(leaked)


leaked: list[int] = []
_ORDER = "print(*{'one', 'two', 'three', 'four', 'five', 'six'})"


def order_of_words(_: Any, tell: Tell) -> tuple[str, str, str | None]:
    """The order of a set of words here and in a new Python, and the variable that decides it."""
    here = " ".join({"one", "two", "three", "four", "five", "six"})
    there = subprocess.run([sys.executable, "-c", _ORDER], capture_output=True, text=True, check=True).stdout
    return here, there.strip(), os.environ.get("PYTHONHASHSEED")


def leave_a_child(_: Any, tell: Tell) -> int:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid


def leave_a_daemon(_: Any, tell: Tell) -> int:
    """A child in a session of its own, as daemons are."""
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True).pid


def note_child(_: Any, tell: Tell) -> None:
    tell(leave_a_child(None, tell))
    time.sleep(60)


def tell_and_go_on(_: Any, tell: Tell) -> str:
    tell((os.getppid(), os.getpid()))
    time.sleep(0.5)
    return "done"


def leave(code: int, tell: Tell) -> None:
    os._exit(code)


def draw_first_step(order: tuple[str, str], tell: Tell) -> int:
    """Draw the step ``one`` of a scene and leave as a build does; gives its frames."""
    from sessen.job import Job, SceneRef
    from sessen.pool.worker_process import end_task
    from sessen.worker import draw
    from tests.worker.support import TINY

    frames: list[int] = []
    job = Job(SceneRef(Path(order[0]), order[1]), (), TINY, (("one", "one"),))
    draw(job, lambda _, result: frames.append(result.frames), leave=lambda: end_task(frames[0]))
    return -1
