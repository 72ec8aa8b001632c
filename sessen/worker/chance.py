"""What a scene leaves to chance: seeded where that can be done, so that steps drawn in different runs fit together.

A scene that seeds its generators gets the numbers that it would get from Manim. One that does not gets numbers that are
the same in every run, and people are told.
"""

from __future__ import annotations

import os
import pickle
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from numpy.random import bit_generator

from sessen.worker.failure import is_own, shortened

SEED: Final = 0
_GENERATORS: Final = ("random", "secrets", "uuid", "os", "numpy.random", __name__)
"""Modules that pass on what they are asked for."""


class Chance:
    """Seeds everything as it is made, and the generators that are there at once; ``remarks`` says what people know."""

    def __init__(self) -> None:
        self._rows: dict[str, random.Random] = {}
        self._is_sown = {"random": False, "numpy": False}
        self._unseeded = self._unseedable = ""

    @contextmanager
    def seeded(self) -> Iterator[None]:
        """Seed what is made while the block runs."""
        random.seed(SEED)
        np.random.seed(SEED)  # scenes that use the global generators repeat themselves only like this
        self._states = _states()
        with ExitStack() as stack:
            for place, name, replacement in self._replacements():
                stack.enter_context(patch.object(place, name, replacement))
            yield

    def remarks(self) -> tuple[str, ...]:
        """What the scene has left to chance up to now."""
        found = []
        if self._unseeded or self._global_use():
            location = f" ({self._unseeded})" if self._unseeded else ""
            found.append(
                f"random numbers without a seed{location}: they are the same in every run; seed them to choose"
            )
        if self._unseedable:
            found.append(
                f"numbers that are others in every run ({self._unseedable}): steps drawn at different times may not "
                "fit together; take them from random or numpy.random"
            )
        return tuple(found)

    def _global_use(self) -> bool:
        now = _states()
        return any(now[name] != self._states[name] for name, is_sown in self._is_sown.items() if not is_sown)

    def _replacements(self) -> list[tuple[Any, str, Any]]:
        return [
            # NumPy asks for the seed of every generator that gets none by this.
            (bit_generator, "randbits", self._bits),
            (np.random, "seed", self._numpy_seed(np.random.seed)),
            (random.Random, "seed", self._method_seed(random.Random.seed)),
            (random, "seed", self._random_seed(getattr(random.seed, "__self__"))),  # noqa: B009  untyped
            (os, "urandom", self._noting(os.urandom)),
            (random, "_urandom", self._noting(os.urandom)),
        ]

    def _bits(self, count: int) -> int:
        """A seed, of a row of its own for each caller: libraries that ask as they are first used move nobody else's."""
        caller = _caller()
        is_scene = caller is not None and is_own(caller.f_code.co_filename)
        name = "" if is_scene or caller is None else caller.f_globals.get("__name__", "")
        if name.partition(".")[0] not in sys.stdlib_module_names:
            self._unseeded = self._unseeded or _place_in_project()
        return self._rows.setdefault(name, random.Random(f"{SEED} {name}")).getrandbits(count)

    def _method_seed(self, original: Callable[..., None]) -> Callable[..., None]:
        def seed(generator: random.Random, a: Any = None, version: int = 2) -> None:
            original(generator, self._bits(128) if a is None else a, version)

        return seed

    def _random_seed(self, generator: random.Random) -> Callable[..., None]:
        def seed(a: Any = None, version: int = 2) -> None:
            self._sow("random", given=a is not None)
            generator.seed(a, version)

        return seed

    def _numpy_seed(self, original: Callable[..., None]) -> Callable[..., None]:
        def seed(seed: Any = None) -> None:
            self._sow("numpy", given=seed is not None)
            original(self._bits(32) if seed is None else seed)

        return seed

    def _sow(self, name: str, *, given: bool) -> None:
        # Manim does it for every scene, with the seed of its configuration.
        is_manims = sys._getframe(2).f_globals.get("__name__") == "manim.scene.scene"
        self._is_sown[name] = self._is_sown[name] or (given and not is_manims)

    def _noting(self, original: Callable[[int], bytes]) -> Callable[[int], bytes]:
        def urandom(size: int) -> bytes:
            caller = _caller()
            if caller is not None and is_own(caller.f_code.co_filename):
                self._unseedable = self._unseedable or _place(caller)
            return original(size)

        return urandom


def _states() -> dict[str, bytes]:
    return {
        "random": pickle.dumps(random.getstate()),
        "numpy": pickle.dumps(np.random.get_state(legacy=False)),
    }


def _callers() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _caller() -> FrameType | None:
    """Who asks for chance."""
    return next((each for each in _callers() if each.f_globals.get("__name__") not in _GENERATORS), None)


def _place(frame: FrameType) -> str:
    return f"{shortened(frame.f_code.co_filename)}:{frame.f_lineno}"


def _place_in_project() -> str:
    """The line of the project that is being executed, whatever that has called; empty for what it imports."""
    for frame in _callers():
        if is_own(frame.f_code.co_filename):
            return _place(frame)
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            break
    return ""
