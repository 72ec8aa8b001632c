"""What those who watch for one kind of input tell the tracer, and ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sessen.worker.dependencies.owners import Asking

#: Functions to put in the place of others: where, by what name, and which.
Wrapped = Iterator[tuple[Any, str, Callable[..., Any]]]


class Tracer(Protocol):
    """Collects the inputs of a scene while it runs."""

    places: Asking

    @property
    def is_paused(self) -> bool:
        """Whether what happens now is none of the scene's business."""
        ...

    @property
    def sees_outside(self) -> bool:
        """Whether other processes and code that is not Python are watched as well."""
        ...

    def paused(self) -> AbstractContextManager[None]:
        """See nothing of this thread while the block runs."""
        ...

    def replace(self, location: object, name: str, function: object) -> None:
        """Put a function in the place of another for as long as is traced."""
        ...

    def add(self, file: str | Path) -> None:
        """Note a file that is read."""
        ...

    def note_fact(self, name: str, value: str | None = None) -> None:
        """Note what is asked of the machine."""
        ...

    def note_variable(self, name: str, value: str | None) -> None:
        """Note a variable of the environment."""
        ...

    def variable_set(self, name: str) -> None:
        """Take a variable for the scene's own from now on."""
        ...

    def cannot_see(self, reason: str) -> None:
        """Note that something may be read that nobody sees."""
        ...

    def is_made(self, name: str) -> bool:
        """Whether the scene has made a file itself."""
        ...
