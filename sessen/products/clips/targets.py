"""Where a clip goes, and what it has to be there. People name the place, never a codec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sessen.products.clips.spec import Format
from sessen.products.decks.powerpoint_limits import BYTES_OF_A_CLIP


@dataclass(frozen=True, slots=True)
class SnippetFormat:
    """What is pasted to show clips: the ending of its file, and ``MODULE:NAME`` of what writes it.

    That is a function of clips (`sessen.products.clips.snippets.SnippetClip`) that returns text.
    """

    ending: str
    writer: str


_SNIPPETS: Final = "sessen.products.clips.snippets"
_NOTE: Final = SnippetFormat("txt", f"{_SNIPPETS}.plain:note")
_PAGE: Final = SnippetFormat("html", f"{_SNIPPETS}.html:page")
_REVEAL: Final = SnippetFormat("html", f"{_SNIPPETS}.html:reveal")
_LATEX: Final = SnippetFormat("tex", f"{_SNIPPETS}.latex:beamer")
_JUPYTER: Final = SnippetFormat("py", f"{_SNIPPETS}.markdown:jupyter")
_MYST: Final = SnippetFormat("md", f"{_SNIPPETS}.markdown:myst")
_QUARTO: Final = SnippetFormat("qmd", f"{_SNIPPETS}.markdown:quarto")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of slides or pages.

    Parameters
    ----------
    name
        As it is typed.
    formats
        What is made for it.
    others
        What it takes as well, when it is asked for.
    crop
        Whether clips are cropped to the drawing unless otherwise asked.
    max_size
        Bytes that a file may have unless otherwise asked; None for any number.
    transparent
        Whether it shows clips without a background.
    snippet
        What is pasted there to show them.
    """

    name: str
    formats: tuple[Format, ...]
    also_accepts: tuple[Format, ...] = ()
    crop: bool = False
    max_size: int | None = None
    transparent: bool = True
    snippet: SnippetFormat = _NOTE

    @property
    def accepts(self) -> tuple[Format, ...]:
        """Every format that it shows."""
        return *self.formats, *self.also_accepts


_MP4, _WEBM, _MOV, _GIF, _PDF = Format.MP4, Format.WEBM, Format.MOV, Format.GIF, Format.PDF
_IMAGES: Final = (Format.WEBP, Format.AVIF)

#: By the name that is typed after ``--for``.
TARGETS: dict[str, Target] = {
    place.name: place
    for place in (
        Target("powerpoint", (_MP4,), (_GIF,), max_size=BYTES_OF_A_CLIP, transparent=False),
        Target("keynote", (_MOV,), (_MP4, _GIF), max_size=100 * 10**6),
        Target("editor", (_MOV,), (_MP4,)),
        Target("google-slides", (_GIF,), _IMAGES, max_size=2 * 10**6),
        Target("moodle", (_GIF,), (*_IMAGES, _MP4), max_size=2 * 10**6, snippet=_PAGE),
        Target("revealjs", (_WEBM, _MP4), (_GIF, *_IMAGES), snippet=_REVEAL),
        Target("web", (_WEBM, _MP4), (_GIF, *_IMAGES), snippet=_PAGE),
        Target("beamer", (_MP4, _PDF), crop=True, transparent=False, snippet=_LATEX),
        Target("jupyter", (_MP4,), (_WEBM, _GIF, *_IMAGES), snippet=_JUPYTER),
        Target("myst", (_MP4,), (_WEBM, _GIF, *_IMAGES), snippet=_MYST),
        Target("quarto", (_MP4,), (_WEBM, _GIF, *_IMAGES), snippet=_QUARTO),
    )
}
