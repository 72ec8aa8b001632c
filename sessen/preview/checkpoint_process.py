"""A scene that stands before each of its steps, so that an edited one can be run again from there.

The scene is walked through once as for a build. Before each step the process forks: one of the two stays there, the
other goes on. Whoever stays can have others go on from the same place, with the step as it is written now: one that
jumps to the step's end for a quick picture, and one that draws it, frame by frame as a build would.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import tempfile
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from sessen.files import temporary_prefix
from sessen.pool.isolation import end_with_parent
from sessen.pool.sizing import cores
from sessen.pool.timeouts import out_of_memory
from sessen.pool.worker_process import OUT_OF_MEMORY, ignore_sigint, memory_used
from sessen.preview.hot_swap import CannotSwap, swap_steps
from sessen.preview.messages import CheckpointArgs, Event, Rerun
from sessen.worker.cameras import PicturesNeeded
from sessen.worker.failure import to_scene_error
from sessen.worker.quick_look import picture_of, switch_to_seeking
from sessen.worker.recorder import StepRecorder, StepRecording
from sessen.worker.result import StepResult
from sessen.worker.run import Run

_POLL_INTERVAL: Final = 0.5  # seconds


def walk(up: Connection, args: CheckpointArgs) -> None:
    """Walk through the scene and stand before its steps until nobody is at the other end any more."""
    ignore_sigint()
    end_with_parent()
    gc.disable()  # it would touch, and so copy, all that the processes share
    scene = CheckpointRun(args, up)
    _end_beyond(args.memory_limit)
    with contextlib.suppress(OSError):
        scene.walk()
    os._exit(0)


class CheckpointRun(Run):
    """The run of a scene that waits before its steps; every process of it is one of these."""

    def __init__(self, args: CheckpointArgs, up: Connection) -> None:
        super().__init__(
            args.scene, args.variant, dict(args.values), wanted=None, strict_claims=False, beside=cores() > 1
        )
        self._args = args
        self._source = args.source
        self._up = up
        self._down: Connection | None = None
        self._children: dict[Connection, int] = {}
        self._number = 0
        self._asked_last = 0

    def walk(self) -> None:
        """Go on to the end of the scene, or for ever stay before one of its steps."""
        self._recorder: _CheckpointRecorder = _CheckpointRecorder(
            self._encoder, self._on_recording, self._wait_for_orders
        )
        # Nobody clears this up: others may still need it when the first has ended. The preview removes it in the end.
        try:
            self._run_in(Path(tempfile.mkdtemp(prefix=temporary_prefix())))
        except PicturesNeeded:
            self._emit("failed", self._recorder.step.name)  # a run that draws every step has them
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a scene raises
            self._emit(
                "failed", self._recorder.step.name, to_scene_error(error, str(self._address), self._recorder.step.name)
            )
        self._emit("ended", "")

    def _emit(self, kind: str, step: str, value: Any = None) -> None:
        self._up.send(Event(kind, step, self._number, value))

    def _on_recording(self, take: StepRecording) -> None:
        if self._recorder.is_seeking:
            self._emit("picture", take.name, picture_of(self._scene))
            os._exit(0)
        result = self._result(take)
        self._emit("drawn" if isinstance(result, StepResult) else "walked", take.name, result)

    # -- staying -------------------------------------------------------------------------------------------------

    def _wait_for_orders(self, step: str) -> None:
        """Before a step: one process stays here for ever, and one after the other returns to go on."""
        if self._fork(aside=False):
            return
        self._emit("standing", step)
        while True:
            for line in wait([self._up, *self._children]):
                assert isinstance(line, Connection)
                if line is not self._up:
                    self._forward(line)
                elif self._received(step):
                    return

    def _forward(self, line: Connection) -> None:
        """Pass on what a process further on has to say."""
        try:
            self._up.send_bytes(line.recv_bytes())
        except EOFError:
            if self._end_child(line) == OUT_OF_MEMORY:
                self._up.send(
                    Event("failed", self._recorder.step.name, self._asked_last, out_of_memory(self._args.memory_limit))
                )
        except OSError:
            os._exit(0)

    def _received(self, step: str) -> bool:
        """Do what is asked for here, or pass it on; True in a process that is to go on."""
        try:
            again: Rerun = self._up.recv()
        except (EOFError, OSError):
            os._exit(0)
        if again.step != step:
            if self._down is not None:
                with contextlib.suppress(OSError):
                    self._down.send(again)
            return False
        self._asked_last = again.number
        for line in [*self._children]:
            self._end_child(line)
        for aside in (True, False):
            if self._fork(aside=aside):
                self._begin(again, jumps=aside)
                return True
        return False

    def _begin(self, again: Rerun, *, jumps: bool) -> None:
        self._number = again.number
        later = self._recorder.step.name, *_after(self._scene, self._recorder.step.name)
        try:
            swap_steps(type(self._scene), self._source, again.source, frozenset(later))
        except (CannotSwap, SyntaxError):
            self._emit("failed", again.step)
            os._exit(0)
        self._source = again.source
        self._recorder.is_seeking, self._recorder.step.wanted = jumps, not jumps
        self._recorder.step.begins = self._recorder.seam() if self._recorder.seen and not jumps else ""
        if jumps:
            switch_to_seeking(self._scene)
        else:
            self._emit("begun", again.step, os.getpid())

    # -- processes -----------------------------------------------------------------------------------------------

    def _fork(self, *, aside: bool) -> bool:
        """Make a process that goes on from here; True in it."""
        ours, theirs = Pipe()
        child = os.fork()
        if child:
            theirs.close()
            self._children[ours] = child
            if not aside:
                self._down = ours
            return False
        for line in (ours, self._up, *self._children):
            line.close()
        self._children, self._down, self._up = {}, None, theirs
        end_with_parent()
        _end_beyond(self._args.memory_limit)
        return True

    def _end_child(self, line: Connection) -> int:
        """End a process, and with it all that have gone on from it; gives the code that it ended with."""
        child = self._children.pop(line)
        self._down = None if line is self._down else self._down
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        line.close()
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class _CheckpointRecorder(StepRecorder):
    """Walks, pauses before each step, and draws a step or jumps to its end where that was asked for in the pause."""

    is_seeking = False

    def __init__(
        self, encoder: Callable[[], Any], keep: Callable[[StepRecording], None], pause: Callable[[str], None]
    ) -> None:
        super().__init__(None, encoder, keep)
        self._pause = pause

    def begin_step(self, name: str, now: float) -> None:
        super().begin_step(name, now)
        self._pause(self.step.name)

    def end(self) -> None:
        if self.is_seeking:  # without frames
            self._keep(self.step)
        super().end()


def _after(scene: Any, step: str) -> tuple[str, ...]:
    names = [each.name for each in type(scene).steps()]
    return tuple(names[names.index(step) + 1 :])


def _end_beyond(limit: int) -> None:
    """End this process when it has more than ``limit`` bytes; by no thread, which forks would not take along."""

    def look(*_: Any) -> None:
        if limit and memory_used() > limit:
            os._exit(OUT_OF_MEMORY)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _POLL_INTERVAL, _POLL_INTERVAL)
