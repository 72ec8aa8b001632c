"""Why a deck is left alone."""

from __future__ import annotations

from sessen.errors import SessenError


class DeckRefused(SessenError):
    """A deck that cannot be read or must not be written."""


class NameUnknown(SessenError):
    """A name in a deck that nothing answers to."""
