"""What is pasted into somebody's page, slides or notebook, so that clips show there."""

from __future__ import annotations

from collections.abc import Sequence
from pkgutil import resolve_name

from sessen.products.clips.snippets.clip import SnippetClip, clip_of, words_in
from sessen.products.clips.snippets.html import notebook_html
from sessen.products.clips.targets import Target

__all__ = ["SnippetClip", "clip_of", "notebook_html", "snippet", "words_in"]


def snippet(target: Target, clips: Sequence[SnippetClip]) -> str:
    """The text that is pasted for clips of one scene."""
    text: str = resolve_name(target.snippet.writer)(clips)
    return text
