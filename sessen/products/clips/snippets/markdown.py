"""Notebooks and the documents that are made of them: a cell, or a directive."""

from __future__ import annotations

from collections.abc import Sequence

from sessen.products.clips.snippets.clip import Clip
from sessen.products.clips.snippets.html import page


def jupyter(clips: Sequence[Clip]) -> str:
    """A cell for each clip, which renders it where the notebook runs."""
    return "\n\n".join(["import sessen", *map(_cell, clips)]) + "\n"


def myst(clips: Sequence[Clip]) -> str:
    """A figure for each clip: the film in pages, the still of the same name in print."""
    return "\n".join(map(_figure, clips))


def quarto(clips: Sequence[Clip]) -> str:
    """A block for each clip: the film in pages and HTML slides, the still elsewhere."""
    return "\n".join(map(_block, clips))


def _cell(clip: Clip) -> str:
    settings = "".join(f", {name}={value!r}" for name, value in clip.settings)
    return f'# {clip.words}\nsessen.show("{clip.name}"{settings})'


def _figure(clip: Clip) -> str:
    film = clip.images[0][1] if not clip.videos else clip.videos[0][1]
    stem, _, ending = film.rpartition(".")
    has_still = clip.files.get("png") == f"{stem}.png" and ending == "mp4"
    shown = f"{stem}.*" if has_still else film
    copied = f"{film} and {stem}.png" if has_still else film
    return f"% Copy {copied} to where the page is.\n:::{{figure}} {shown}\n:alt: {clip.words}\n\n{clip.words}\n:::\n"


def _block(clip: Clip) -> str:
    return (
        '::: {.content-visible when-format="html"}\n'
        f"```{{=html}}\n{page([clip])}```\n"
        ":::\n"
        '::: {.content-visible unless-format="html"}\n'
        f"![{_bracketed(clip.words)}]({clip.poster or clip.images[-1][1]})\n"
        ":::\n"
    )


def _bracketed(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")
