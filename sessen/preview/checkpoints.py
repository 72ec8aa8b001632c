"""The preview's side of a scene that stands before its steps: whether an edit can be put in, and what comes of it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from sessen.keys import StaticKey
from sessen.keys.file_hashes import sha256
from sessen.pipeline import ScenePlan
from sessen.pool import ProcessPool
from sessen.pool.isolation import CAN_FORK
from sessen.pool.timeouts import InactivityTimer
from sessen.preview.messages import CheckpointArgs, Event, Rerun

_POLL_INTERVAL: Final = 0.1  # seconds
_IDLE_DELAY: Final = 0.8  # seconds: what was just drawn is shown first
_MOST_STEPS: Final = 40
"""A process a step: a scene of more would take too much memory."""


class Checkpoints:
    """Processes that stand in a scene as it was planned, and are told of edits.

    Parameters
    ----------
    heard
        Called, in a thread of its own, with all events but those of runs which were overtaken by later ones. When no
        more is to come, because processes ended or said nothing for ``timeout`` seconds, with a ``lost`` one.
    """

    def __init__(
        self,
        pool: ProcessPool,
        plan: ScenePlan,
        heard: Callable[[Checkpoints, Event], None],
        *,
        timeout: float,
        memory_limit: int,
    ) -> None:
        self.number = 0
        self._keys = _keys(plan)
        self._places: set[str] = set()
        self._heard = heard
        self._timeout = timeout
        self._resting, self._heard_at = False, 0.0
        address = plan.scene.address
        args = CheckpointArgs(address, plan.variant, plan.values, _source(plan) or "", memory_limit)
        self._pool = pool
        self._process: tuple[BaseProcess, Connection] | None = None
        self._lock = threading.Lock()
        self._silence = InactivityTimer(0)
        threading.Thread(target=self._live, args=(args,), daemon=True).start()

    @staticmethod
    def is_supported(plan: ScenePlan) -> bool:
        """Whether the scene of a plan can stand: a lesson, whose steps are methods, on a system that forks so."""
        return CAN_FORK and plan.scene.is_lesson and len(plan.steps) <= _MOST_STEPS and _source(plan) is not None

    @property
    def is_idle(self) -> bool:
        """Whether its scene has come to the end, so that nothing more is heard before the next edit."""
        return self._resting

    @property
    def idle_seconds(self) -> float:
        """Seconds since its scene has come to the end; 0 while it runs."""
        return time.monotonic() - self._heard_at if self._resting else 0.0

    def is_compatible(self, plan: ScenePlan) -> bool:
        """Whether a plan differs from what stands in nothing but bodies and sentences of steps.

        Keys say so, which know what each step depends on.
        """
        keys = _keys(plan)
        bodies = {f"{plan.closure.sources[0].label}: body of {plan.scene.address.name}.{name}" for name in keys}
        return [*keys] == [*self._keys] and all(
            _changed(self._keys[name].parts, key.parts) <= bodies for name, key in keys.items()
        )

    def matches(self, plan: ScenePlan) -> bool:
        """Whether what stands, or is being run again, is what a plan says."""
        return {name: key.digest for name, key in _keys(plan).items()} == {
            name: key.digest for name, key in self._keys.items()
        }

    def rerunnable_step(self, plan: ScenePlan) -> str:
        """The step that can be run again to get from what stands to a plan that fits; empty if there is none."""
        keys = _keys(plan)
        first = next((name for name, key in keys.items() if key.digest != self._keys[name].digest), "")
        return first if first in self._places and _source(plan) is not None else ""

    def rerun(self, plan: ScenePlan, step: str) -> None:
        """Run a step again, as it is written now, and what follows it."""
        names = [each.name for each in plan.steps]
        self._keys = _keys(plan)
        self._places -= {*names[names.index(step) + 1 :]}
        self.number += 1
        assert self._process is not None, "no process waits before a step"
        process, line = self._process
        self._resting, self._silence = False, InactivityTimer(process.pid or 0)
        with contextlib.suppress(OSError):
            line.send(Rerun(step, _source(plan) or "", self.number))

    def end(self) -> None:
        """End its processes; nothing more is heard of them."""
        with self._lock:
            self.number = -1
            running, self._process = self._process, None
        if running is not None:
            self._pool.end(running[0])

    def _live(self, args: CheckpointArgs) -> None:
        time.sleep(_IDLE_DELAY)
        with self._lock:
            if self.number < 0:
                return
            self._process = process, line = self._pool.spawn(stand, args)
        self._silence = InactivityTimer(process.pid or 0)
        with contextlib.suppress(EOFError, OSError):
            while self._resting or not self._silence.is_longer_than(self._timeout):
                if line.poll(_POLL_INTERVAL):
                    self._take(line.recv())
        if self.number >= 0:
            self._heard(self, Event("lost", "", self.number))
        self.end()
        line.close()

    def _take(self, event: Event) -> None:
        if event.number != self.number:
            return
        self._silence = InactivityTimer(event.value if event.kind == "begun" else self._silence.process)
        if event.kind == "standing":
            self._places.add(event.step)
        self._resting, self._heard_at = self._resting or event.kind == "ended", time.monotonic()
        self._heard(self, event)


def _keys(plan: ScenePlan) -> Mapping[str, StaticKey]:
    return {step.name: step.key for step in plan.steps}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _source(plan: ScenePlan) -> str | None:
    """The text of the scene's file, if it still is what the plan was made from."""
    path, digest = plan.closure.file_hashes[0]
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    return data.decode("utf-8", errors="replace") if sha256(data) == digest else None


def stand(up: Connection, args: CheckpointArgs) -> None:
    """What the scene's first process does; what it imports has Manim with it."""
    from sessen.preview.checkpoint_process import walk

    walk(up, args)
