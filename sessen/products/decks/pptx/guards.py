"""What keeps a teacher's deck whole: it is not touched while it is open, and a copy stays when it is changed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sessen.products.decks.errors import DeckRefused, DeckUnreadable
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.shapes import named_shapes
from sessen.products.decks.pptx.zip import is_open_document


def ensure_writable(deck: Path) -> None:
    """Refuse a deck that somebody has open, or that is not to be written.

    Raises
    ------
    DeckRefused
        It says which of the two, and what to do.
    """
    lock = next((each for each in lock_files(deck) if each.exists()), None)
    if lock is not None:
        raise DeckRefused(
            "is open in another program, and was not changed",
            location=str(deck),
            hint=f"save and close it, or give --out NEW.pptx (if it is not open, remove {lock.name})",
        )
    if deck.exists() and not (deck.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) and _is_ours(deck)):
        raise DeckRefused("is read-only, and was not changed", location=str(deck), hint="give --out NEW.pptx")


def ensure_generated(deck: Path) -> None:
    """Refuse to put a new deck in the place of one that has slides without clips: somebody has made it.

    Raises
    ------
    DeckUnreadable
        It is such a deck, or none.
    DeckRefused
        It is open, or must not be written.
    """
    ensure_writable(deck)
    if not deck.exists():
        return
    if is_open_document(deck):
        raise DeckUnreadable(
            "is not a file that --to pptx can make", location=str(deck), hint="--out NEW.pptx makes a new one"
        )
    package = Package(deck)
    shapes, _ = named_shapes(package)
    if set(package.slides()) - {shape.part for shape in shapes}:
        raise DeckUnreadable(
            "has slides of its own, and was not changed",
            location=str(deck),
            hint=f"--into {deck.name} puts clips into it; --out NEW.pptx makes a new one",
        )


def lock_files(deck: Path) -> tuple[Path, Path]:
    """The files that PowerPoint and LibreOffice lay beside a deck that they have open."""
    name = deck.name
    # Office cuts long names to make room for its two signs.
    office = f"~${name[2:]}" if len(deck.stem) > 7 else f"~${name}"
    beside = deck.with_name(f"~${name}")
    return (beside if beside.exists() else deck.with_name(office)), deck.with_name(f".~lock.{name}#")


def _is_ours(deck: Path) -> bool:
    return os.access(deck, os.W_OK) and os.access(deck.absolute().parent, os.W_OK)
