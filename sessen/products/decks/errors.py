"""Why a deck is left alone."""

from __future__ import annotations

from sessen.errors import SessenError


class DeckRefused(SessenError):
    """A deck that cannot be written where it should, or must not be."""


class DeckUnreadable(DeckRefused):
    """What was named as a deck is none: it is not there, damaged, encrypted, something else, or asks for nothing."""


class NameUnknown(SessenError):
    """A name in a deck that nothing answers to."""
