"""New decks, a file a format, and the registry of all formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessen.products.decks.slides import Deck


@dataclass(frozen=True, slots=True)
class DeckFormat:
    """A format of new decks. Its writer is imported when it is asked for.

    Parameters
    ----------
    name
        As it is typed.
    ending
        That of its file, with the dot; empty where it is a folder.
    writer
        ``MODULE:NAME`` of a function of a `sessen.products.decks.slides.Deck` and the path that it is written to.
    note
        What people may not know of it.
    theme
        That of its clips unless another is asked for; empty for the usual one.
    is_powerpoint
        Whether PowerPoint plays it: then films have posters, and are not more than it can play.
    """

    name: str
    ending: str
    writer: str
    note: str = ""
    theme: str = ""
    is_powerpoint: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name

    def write(self, deck: Deck, target: Path) -> None:
        """Write a deck; its folder is made first."""
        target.parent.mkdir(parents=True, exist_ok=True)
        resolve_name(self.writer)(deck, target)


#: By the name that is typed after ``--to``.
WRITERS: dict[str, DeckFormat] = {
    each.name: each
    for each in (
        DeckFormat("pptx", ".pptx", f"{__name__}.powerpoint:powerpoint", is_powerpoint=True),
        DeckFormat("html", ".html", f"{__name__}.html:html"),
        DeckFormat("pdf", ".pdf", f"{__name__}.pdf:handout", note="a handout", theme="light"),  # it is printed
        DeckFormat("manim-slides", "", f"{__name__}.manim_slides:manim_slides"),
    )
}
