"""The recorder: which step is running, which are wanted, and what each of them gathers up."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

import numpy as np

from sessen.video.color import Box, Pixels
from sessen.worker.sounds import Soundtrack

ONLY_STEP = "scene"
"""Name of the step of a plain scene that declares no sections, and of what it plays before the first."""


class RunEnded(BaseException):
    """Nothing more is wanted of a scene. It is raised again whatever the scene does after it: it may catch this."""


class StepEncoder(Protocol):
    """What turns the frames of a step into bytes."""

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        """Encode a frame that stands ``repeat`` times; ``changed`` are the parts where it differs from the last."""

    def finish(self) -> bytes:
        """The bytes of all frames."""

    def close(self) -> None:
        """Drop what was encoded."""


@dataclass(slots=True)
class StepRecording:
    """A step while it runs.

    Parameters
    ----------
    begins_at
        Manim's time in seconds.
    shown
        The last frame: the camera's own pixels, or a copy of them if they may have become something else.
    """

    name: str
    begins_at: float
    wanted: bool
    frames: int = 0
    first: str = ""
    begins: str = ""
    ends: str = ""
    shown: Pixels | None = None
    encoder: StepEncoder | None = None
    soundtrack: Soundtrack = field(default_factory=Soundtrack)
    subcaptions: list[Any] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)
    _is_borrowed: bool = False

    def add(self, pixels: Pixels | None, times: int, changed: list[Box] | None, *, live: bool) -> None:
        """Count a frame that stands ``times`` times, and encode it if the step is drawn; see `StepRecorder.add`."""
        self.frames += times
        if self.encoder is None or pixels is None:
            return
        self.encoder.write(pixels, times, self._changed(pixels, changed))
        self.shown, self._is_borrowed = pixels, True
        if not live:
            self.keep_copies()

    def _changed(self, pixels: Pixels, said: list[Box] | None) -> list[Box]:
        """Where the frame differs from the one before, which is compared where nobody has said it."""
        if self.shown is None:
            self.first = picture_hash(pixels)
        elif said is not None:
            return said
        elif pixels is self.shown or np.array_equal(pixels, self.shown):
            return []
        return [(0, 0, pixels.shape[1], pixels.shape[0])]

    def keep_copies(self) -> None:
        """Copy the last frame: its pixels are about to become something else."""
        if self.shown is not None and self._is_borrowed:
            self.shown, self._is_borrowed = self.shown.copy(), False

    @property
    def last(self) -> str:
        """The hash of the last frame."""
        return picture_hash(self.shown) if self.shown is not None else ""


class StepRecorder:
    """Cuts the frames of a scene into steps.

    Parameters
    ----------
    wanted
        Names of the steps to draw; None walks through all of them undrawn.
    encoder
        Makes the encoder of a step.
    keep
        Called with each step that has ended and has frames.
    leave
        Called when nothing more is wanted; it need not return.
    """

    def __init__(
        self,
        wanted: frozenset[str] | None,
        encoder: Callable[[], StepEncoder],
        keep: Callable[[StepRecording], None],
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        self.step = StepRecording(ONLY_STEP, 0.0, wanted is not None and ONLY_STEP in wanted)
        self.seen: list[str] = []
        self._wanted = wanted
        self._missing = set(wanted or ())
        self._encoder = encoder
        self._keep = keep
        self._leave = leave
        self.over = False
        #: What the scene shows now, as a hash.
        self.seam: Callable[[], str] = str
        self._names: set[str] = set()
        self._total: dict[str, int] = {}

    @property
    def drawing(self) -> bool:
        """Whether the frames of the present step are wanted."""
        return self.step.wanted

    @property
    def is_checked(self) -> bool:
        """Whether the present step is what the run is for: drawn, or walked through for its own sake."""
        return self._wanted is None or self.step.wanted

    @property
    def unfinished(self) -> set[str]:
        """Steps that were wanted and have not come up."""
        return self._missing

    def begin_step(self, name: str, now: float) -> None:
        """End the present step and begin another; ends the run when nothing more is wanted of the scene."""
        seam = self.step.ends = self.seam() if self.step.encoder is not None else ""
        self.end()
        if self._wanted is not None and not self._missing:
            self.stop()
        name = self._distinct(name)
        self.step = StepRecording(name, now, self._wanted is not None and name in self._wanted)
        if self.step.wanted and self.seen:
            self.step.begins = seam or self.seam()

    def add(self, pixels: Pixels | None, times: int, changed: list[Box] | None = None, *, live: bool = False) -> None:
        """Add a frame of the present step that stands ``times`` times; None where it is not drawn.

        Parameters
        ----------
        changed
            The parts in which it may differ from the one before; None if that is not known.
        live
            Whether `detach` is called before the pixels become anything but the next frame, of which ``changed`` is
            known; without that they are copied.
        """
        if self.over:
            raise RunEnded
        if self.step.wanted and self.step.encoder is None:
            self.step.encoder = self._encoder()
        self.step.add(pixels, times, changed, live=live)

    def keep_copies(self) -> None:
        """Keep the last frame: the pixels that were handed over are about to become something else."""
        self.step.keep_copies()

    def end(self) -> None:
        """Hand over the present step if it has frames."""
        if self.over:
            raise RunEnded
        take = self.step
        if take.frames:
            self.seen.append(take.name)
            self._missing.discard(take.name)
            self._names.add(take.name)
            self._keep(take)
            take.frames = 0

    def stop(self) -> NoReturn:
        """End the run, in the middle of the scene's code."""
        self.over = True
        self._leave()
        raise RunEnded

    def discard(self) -> None:
        """Drop the present step, half-done as it is."""
        if self.step.encoder is not None:
            self.step.encoder.close()

    def _distinct(self, name: str) -> str:
        """The name itself where it comes up for the first time, else with a number: Manim lets sections share names."""
        count = self._total[name] = self._total.get(name, 0) + 1
        candidate = name if count == 1 else f"{name}-{count}"
        return candidate if candidate not in self._names else self._distinct(name)


def picture_hash(pixels: Pixels) -> str:
    """The sha256 of RGBA pixels."""
    return hashlib.sha256(pixels.data).hexdigest()
