"""Programs that nothing is pasted into: which file to insert, and the words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence

from sessen.products.clips.snippets.clip import SnippetClip


def note(clips: Sequence[SnippetClip]) -> str:
    """A few lines a clip."""
    return "\n".join(map(_lines, clips))


def _lines(clip: SnippetClip) -> str:
    inserted = [name for _, name in (*clip.videos, *clip.images)]
    return f"{clip.name}\n  insert:   {' or '.join(inserted)}\n  alt text: {clip.alt_text}\n"
