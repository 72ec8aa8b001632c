"""``--background-from DECK.pptx``: the colour that lies behind a deck's slides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sessen.pipeline import UsageError
from sessen.products.decks.deck_file import open_deck


def parse_deck_background(file: Path, say: Callable[[str], None]) -> str:
    """The background of most slides of a deck, as ``#RRGGBB``; what cannot be matched is said.

    Raises
    ------
    DeckUnreadable
        It is not there, damaged, encrypted, or no presentation.
    UsageError
        It has no slides.
    """
    grounds = open_deck(file).backgrounds()
    if not grounds:
        raise UsageError(f"{file} has no slides", hint="give the colour itself: --background '#FFFFFF'")
    (colour, count), *others = Counter(ground.color for ground in grounds).most_common()
    if others:
        numbers = [str(number) for number, ground in enumerate(grounds, 1) if ground.color != colour]
        say(f"{file}: {colour}, the background of {count} slides; otherwise on slide {', '.join(numbers)}")
    for remark in sorted({ground.warning for ground in grounds if ground.color == colour and ground.warning}):
        say(f"{file}: {remark}")
    return colour
