"""Notebooks and the documents that are made of them: a cell, or a directive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template
from typing import Final

from sessen.products.clips.snippets.clip import SnippetClip
from sessen.products.clips.snippets.html import page

_SIGNS: Final = re.compile(r"""[:#'"\[\]{}&*!|>%@`\\]""")
_MARKUP: Final = re.compile(r"""([\\`*_{}\[\]<>$#~|@^])""")
_START: Final = Template("""\
<script>
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
    for (const film of document.querySelectorAll('video[src*="$stem"]'))
      $told = true;
</script>""")


def jupyter(clips: Sequence[SnippetClip]) -> str:
    """A cell for each clip, which renders it where the notebook runs."""
    return "\n\n".join(["import sessen", *map(_cell, clips)]) + "\n"


def myst(clips: Sequence[SnippetClip]) -> str:
    """A figure for each clip, as Sphinx and mystmd (Jupyter Book 1 and 2) read it; films begin by themselves."""
    return "\n".join(map(_figure, clips))


def quarto(clips: Sequence[SnippetClip]) -> str:
    """A block for each clip: the film in pages and HTML slides, the still elsewhere."""
    return "\n".join(map(_block, clips))


def _cell(clip: SnippetClip) -> str:
    settings = "".join(f", {name}={value!r}" for name, value in clip.settings)
    return f'# {clip.words}\nsessen.show("{clip.name}"{settings})'


def _figure(clip: SnippetClip) -> str:
    name = (clip.videos or clip.images)[0][1]
    alternative = f":alt: {_option(clip.alt_text)}"
    if not clip.videos:
        return f"{_to_copy(clip, name)}\n```{{figure}} {name}\n{alternative}\n\n{_escaped(clip.words)}\n```\n"
    # Without the second class Sphinx makes the film a link to itself.
    player = ":class: controls no-scaled-link\n:width: 100%"
    figure = f"```{{figure}} {name}\n{alternative}\n{player}\n\n{_escaped(clip.words)}\n```"
    return f"{_to_copy(clip, name)}\n{figure}\n{_starting(name, clip)}\n"


def _to_copy(clip: SnippetClip, name: str) -> str:
    stem, _, ending = name.rpartition(".")
    still = f"{stem}.png"
    copied = f"% Copy {name} to where the page is."
    if ending != "mp4" or clip.files.get("png") != still:
        return copied
    return f"{copied} With {still} beside it, mystmd prints that if you write {stem}.* below."


def _starting(name: str, clip: SnippetClip) -> str:
    """Directives know no film that begins by itself: players are told so once they are there.

    One with sound waits for a click, for browsers start nothing that is heard.
    """
    silent = [] if clip.sound else ["muted", "autoplay"]
    told = ["playsInline", *silent, *(["loop"] if clip.loop else [])]
    return _START.substitute(stem=name.rpartition(".")[0], told=" = ".join(f"film.{each}" for each in told))


def _block(clip: SnippetClip) -> str:
    # The second attribute is reveal.js', which Quarto's slides are made with.
    shown = page([clip], "data-autoplay")
    return (
        "<!-- In a Quarto project, name these files under resources: as well. -->\n"
        '::: {.content-visible when-format="html"}\n'
        f"```{{=html}}\n{shown}```\n"
        ":::\n"
        '::: {.content-visible unless-format="html"}\n'
        f"![{_escaped(clip.words)}]({clip.poster or clip.images[-1][1]})\n"
        ":::\n"
    )


def _option(text: str) -> str:
    """Text as the value of an option: in quotes where it has signs that mean something there."""
    return "'" + text.replace("'", "''") + "'" if _SIGNS.search(text) else text


def _escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown."""
    return _MARKUP.sub(r"\\\1", text)
