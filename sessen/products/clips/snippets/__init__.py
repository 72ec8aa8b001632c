"""What is pasted into somebody's page, slides or notebook, so that clips show there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sessen.products.clips.snippets.clip import SnippetClip, clip_of, spoken
from sessen.products.clips.snippets.html import notebook_html, page, reveal
from sessen.products.clips.snippets.latex import beamer
from sessen.products.clips.snippets.markdown import jupyter, myst, quarto
from sessen.products.clips.snippets.plain import note

__all__ = ["SnippetClip", "clip_of", "notebook_html", "snippet", "spoken"]

_WRITERS: Final[Mapping[str, tuple[str, Callable[[Sequence[SnippetClip]], str]]]] = {
    "revealjs": ("html", reveal),
    "web": ("html", page),
    "moodle": ("html", page),
    "beamer": ("tex", beamer),
    "jupyter": ("py", jupyter),
    "myst": ("md", myst),
    "quarto": ("qmd", quarto),
}


def snippet(place: str, clips: Sequence[SnippetClip]) -> tuple[str, str]:
    """The ending and the text of what is pasted for clips of one scene.

    Parameters
    ----------
    place
        A name of `sessen.products.clips.targets.TARGETS`.
    """
    ending, written = _WRITERS.get(place, ("txt", note))
    return ending, written(clips)
