"""Leases: who is making what at the moment, so that two builds on one store do not do the same work twice.

A lease is a wish for politeness, not a lock: should two builds take the same one, both make the same bytes and either
may put them in the store.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable
from typing import Final

from sessen.files import process_exists
from sessen.store.backends import Backend

#: Seconds without a sign of life after which a lease is anybody's.
LEASE_TIMEOUT: Final = 20.0


class Leases:
    """The leases of one build at a place.

    Parameters
    ----------
    who
        A name for this build that no other has.
    """

    def __init__(self, place: Backend, who: str, *, now: Callable[[], float] = time.time) -> None:
        self._place = place
        self._who = who
        self._now = now
        self._held: set[str] = set()

    def acquire(self, static: str) -> bool:
        """Whether this build may make the step; False while another one that is alive is at it."""
        name = f"leases/{static}"
        try:
            if self._place.create(name, self._write()):
                self._held.add(name)
                return True
            if not self._is_abandoned(name):
                return False
            self._place.write(name, self._write())
        except OSError:
            return True  # A place that cannot keep leases will say so when the step is put in.
        self._held.add(name)
        return True

    def renew(self) -> None:
        """Give a sign of life for every lease that is held."""
        for name in self._held:
            self._quietly(lambda name=name: self._place.write(name, self._write()))  # type: ignore[misc]

    def release(self, static: str) -> None:
        """Say that the step is no longer being made here."""
        name = f"leases/{static}"
        if name in self._held:
            self._held.discard(name)
            self._quietly(lambda: self._place.remove(name))

    def release_all(self) -> None:
        """Give back every lease that is held."""
        for name in tuple(self._held):
            self.release(name.removeprefix("leases/"))

    def _write(self) -> bytes:
        sign = {"who": self._who, "host": socket.gethostname(), "process": os.getpid(), "at": self._now()}
        return json.dumps(sign).encode()

    def _is_abandoned(self, name: str) -> bool:
        try:
            sign = json.loads(self._place.read(name))
            # The clock may have been set back: a lease from the future is no sign of life either.
            if abs(self._now() - float(sign["at"])) > LEASE_TIMEOUT:
                return True
            return bool(sign["host"] == socket.gethostname() and not process_exists(int(sign["process"])))
        except (ValueError, KeyError, TypeError, FileNotFoundError):
            return True

    @staticmethod
    def _quietly(act: Callable[[], None]) -> None:
        try:
            act()
        except OSError:
            pass
