"""Each task in a process of its own, forked from one that has everything imported.

Whatever a task changes (modules, classes, the environment, settings of libraries) ends with its process, so that a
picture depends neither on who was drawn before in the same worker nor on the number of workers.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from typing import Final, NoReturn

from sessen.syscalls.supervisor import Watch

#: Whether this system can fork a process in the middle of its work, and end the fork with the process it is from.
CAN_FORK: Final = sys.platform == "linux"
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36


class ForkingWorker:
    """A process that forks for each task and waits for the fork; signals that are meant for it reach the fork too.

    Nothing runs beside its main thread, so that a fork finds no lock in anybody's hands.
    """

    def __init__(self) -> None:
        self._child = 0
        _adopt_orphans()
        self._handled = {signal.SIGTERM: self._end, signal.SIGTSTP: self._pause}
        for number, handler in self._handled.items():
            signal.signal(number, handler)

    def run(self, task: Callable[[Callable[[], None]], None]) -> None:
        """Run ``task`` in a fork, and end as the fork has ended unless that came to the end of ``task``.

        It gets a function that ends the fork as the end of ``task`` does.
        """
        finished = mmap.mmap(-1, 1)  # shared by the two: one byte that says whether it did
        watch = Watch()
        signal.pthread_sigmask(signal.SIG_BLOCK, self._handled)
        parent = os.getpid()
        self._child = os.fork()
        if not self._child:
            self._run_in_child(task, finished, parent, watch)
        with contextlib.suppress(OSError):  # The fork does the same; whoever comes first.
            os.setpgid(self._child, self._child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self._handled)
        watch.until_end_of(self._child)
        status = self._wait()
        if not finished[0]:
            _end_alike(status)
        finished.close()

    def _run_in_child(
        self, task: Callable[[Callable[[], None]], None], finished: mmap.mmap, parent: int, watch: Watch
    ) -> NoReturn:
        def finish() -> NoReturn:
            finished[0] = 1
            _leave(0)

        try:
            watch.begin_in_child()
            os.setpgid(0, 0)  # so that what it starts can be ended with it
            for number in self._handled:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, self._handled)
            end_with_parent()
            if os.getppid() == parent:
                task(finish)
                finish()
        finally:
            _leave(1)

    def _wait(self) -> int:
        """How the fork ended; processes that it has left behind end with it."""
        os.waitid(os.P_PID, self._child, os.WEXITED | os.WNOWAIT)
        self._signal_children(signal.SIGKILL)
        child, self._child = self._child, 0
        status = os.waitpid(child, 0)[1]
        _end_orphans()
        return status

    def _signal_children(self, number: int) -> None:
        if self._child:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child, number)

    def _end(self, *_: object) -> None:
        self._signal_children(signal.SIGKILL)
        _end_orphans()
        os._exit(1)

    def _pause(self, *_: object) -> None:
        """Ctrl-Z: terminals send it to the group of the build, in which the fork is not."""
        self._signal_children(signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGSTOP)
        self._signal_children(signal.SIGCONT)


def _adopt_orphans() -> None:
    """Become the parent of what tasks leave behind, and of what has left their group as background programs do.

    Without the process that watches what they open, they could not go on.
    """
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _end_orphans() -> None:
    """End all children of this process, and theirs, which are its own when their parents have ended."""
    while _has_children() and (children := _children()):
        for child in children:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        for child in children:
            with contextlib.suppress(OSError):
                os.waitpid(child, 0)


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _children() -> list[int]:
    """The children of this process, looked for among all processes: few kernels have a list of them."""
    numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [number for number in numbers if _parent_of(number) == os.getpid()]


def _parent_of(process: int) -> int:
    """The parent of a process; 0 of one that has ended meanwhile."""
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _leave(code: int) -> NoReturn:
    """End this process at once, as nobody else can: what it shares with the one it is from is not cleared up."""
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _end_alike(status: int) -> NoReturn:
    """End this process in the way that ``status`` tells of another."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def end_with_parent(number: int = signal.SIGKILL) -> None:
    """Have the system send this process a signal, which by default ends it, when the one that made it has ended."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, number)


def _prctl(option: int, value: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, value)


def allow_children() -> None:
    """Let scenes start processes, which `multiprocessing` forbids its own daemons, in the way this system does it."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    multiprocessing.set_start_method(None, force=True)
