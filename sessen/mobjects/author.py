"""What the toolkit asks of the lesson that makes its mobjects, and of whatever gives a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from manim import Mobject

from sessen.claims import ClaimValue
from sessen.layout import Layout, Point
from sessen.theme import Theme
from sessen.typesetting.typeset import Typesetter


class Author(Protocol):
    """A `Lesson`, as its mobjects see it."""

    @property
    def theme(self) -> Theme:
        """The colours of the variant."""
        ...

    @property
    def layout(self) -> Layout:
        """Where things stand in the frame."""
        ...

    @property
    def type(self) -> Typesetter:
        """Sets words and formulas."""
        ...

    def is_on_screen(self, mobject: Mobject) -> bool:
        """Whether a mobject is on screen."""
        ...

    def add_claim(self, name: str, about: Mobject, examine: Callable[[], ClaimValue]) -> None:
        """Examine on every frame that shows a mobject whether what it says is so."""
        ...

    def asset(self, name: str) -> Path:
        """The path of a file in the project's ``assets``."""
        ...


class Tracker(Protocol):
    """A `ValueTracker`, or what else has a value at this moment."""

    def get_value(self) -> float:
        """The number now."""
        ...


#: A place in the frame that may move: a point, shape (3,), or a function that is asked in every frame.
Place = Point | Callable[[], Point]

#: A number that may move: one that stays, a tracker, or a function that is asked in every frame.
Moving = float | Tracker | Callable[[], float]


def reader(value: Moving) -> Callable[[], float]:
    """What gives the number at this moment."""
    if callable(value):
        return lambda: float(value())
    if hasattr(value, "get_value"):
        return lambda: float(value.get_value())
    number = float(value)
    return lambda: number


def place_reader(place: Place) -> Callable[[], Point]:
    """What gives the place at this moment."""
    return place if callable(place) else lambda: place
