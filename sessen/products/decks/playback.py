"""How the clips of a deck play. It needs none of the libraries that decks are read and written with."""

from __future__ import annotations

from dataclasses import dataclass, field

from sessen.products.clips import ClipStyle


@dataclass(frozen=True, slots=True)
class Playback:
    """How clips play in a deck, where a shape says nothing else.

    Parameters
    ----------
    look
        What is done with the pictures.
    loop
        Whether they repeat themselves.
    last
        Whether their last picture stands until they play, else the first.
    budget
        Bytes that all clips may have together; None for any number.
    """

    style: ClipStyle = field(default_factory=ClipStyle)
    loop: bool = False
    poster_is_last: bool = False
    budget: int | None = None
