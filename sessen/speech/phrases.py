"""Phrases: read parts of a formula, and what must be known of them to put them together without ambiguity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Grip(IntEnum):
    """How tightly what was read holds together by itself."""

    LIST = 0
    RELATION = 1
    SUM = 2
    PRODUCT = 3
    WHOLE = 4  # x squared, f of x
    ATOM = 5  # a letter, a number, a letter with an index


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, and how they join what stands before and behind them.

    Attributes
    ----------
    opens
        Whether words that follow would seem to belong to its end: the square root of x ...
    begins
        Whether words before it would seem to belong to its beginning: in Japanese a fraction begins with what stands
        below.
    inside
        What to say in place of ``text`` where something stands before it: the quantity x plus one, over y.
    said_times
        Whether a sign of multiplication was read aloud in it.
    """

    text: str
    grip: Grip = Grip.ATOM
    opens: bool = False
    begins: bool = False
    inside: str = ""
    said_times: bool = False

    @property
    def behind(self) -> str:
        """The words where others stand before them."""
        return self.inside or self.text
