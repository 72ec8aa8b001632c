"""A deck that somebody has, in any form that clips can be put into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from sessen.products.decks.errors import DeckRefused, NameUnknown
from sessen.products.decks.pptx.backgrounds import SlideBackground, slide_background
from sessen.products.decks.pptx.fill import PREFIX, DeckClip, fill
from sessen.products.decks.pptx.layers import ground_under
from sessen.products.decks.pptx.package import Package, media
from sessen.products.decks.pptx.shapes import NamedShape, named_shapes, text_requests
from sessen.products.decks.pptx.zip import is_open_document


class OpenedDeck(Protocol):
    """A deck that is read whole, filled, and written elsewhere or in its place."""

    def requests(self) -> tuple[list[NamedShape], list[NameUnknown]]:
        """The shapes that ask for clips, and those that cannot be filled."""

    def background(self, shape: NamedShape) -> SlideBackground:
        """What lies under a shape."""

    def backgrounds(self) -> list[SlideBackground]:
        """The background of each slide."""

    @property
    def videos(self) -> int:
        """How many films it has that are not ours."""

    def fill(self, clips: Sequence[tuple[NamedShape, DeckClip]]) -> list[str]:
        """Put each clip into its shape; what there is to say of it."""

    @property
    def is_changed(self) -> bool:
        """Whether anything would be written otherwise than it was read."""

    @property
    def remarks(self) -> list[str]:
        """What somebody should know who has it filled."""

    def write(self, target: Path) -> None:
        """Write it, whole or not at all."""


def open_deck(file: Path) -> OpenedDeck:
    """The deck in a file.

    Raises
    ------
    DeckUnreadable
        It is not there, damaged, encrypted, or no presentation.
    """
    if is_open_document(file):
        from sessen.products.decks.odf.deck import OpenDocumentDeck

        return OpenDocumentDeck(file)
    return PowerPointDeck(file)


class PowerPointDeck:
    """A deck as PowerPoint keeps it."""

    def __init__(self, file: Path) -> None:
        self._package = Package(file)
        self._signed = self._package.is_signed

    def requests(self) -> tuple[list[NamedShape], list[NameUnknown]]:
        return named_shapes(self._package)

    def background(self, shape: NamedShape) -> SlideBackground:
        return ground_under(self._package, shape)

    def backgrounds(self) -> list[SlideBackground]:
        return [slide_background(self._package, slide) for slide in self._package.slides()]

    @property
    def videos(self) -> int:
        return sum(not name.startswith(PREFIX) for name in media(self._package))

    def fill(self, clips: Sequence[tuple[NamedShape, DeckClip]]) -> list[str]:
        remarks = fill(self._package, clips)
        if self._signed and self._package.is_changed:
            self._package.unsign()
        return remarks

    @property
    def is_changed(self) -> bool:
        return self._package.is_changed

    @property
    def remarks(self) -> list[str]:
        signed = f"{self._package.file.name} is signed; the filled deck is not: sign it again"
        written = (
            f"slide {number}: '{text}' is in a text, where it has no effect: make it the name of the shape"
            for number, text in text_requests(self._package)
        )
        return [*([signed] if self._signed else []), *written]

    def write(self, target: Path) -> None:
        """Write it; a signed deck keeps its signature, so it is never written over.

        Raises
        ------
        DeckRefused
            It is signed, and would take its own place; there is no room, or no right to write there.
        """
        if self._signed and target.resolve() == self._package.file.resolve():
            hint = "run it without --in-place: this makes a filled copy without the signature"
            raise DeckRefused("is signed, and was not changed", location=str(target), hint=hint)
        self._package.write(target)
