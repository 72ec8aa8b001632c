"""Programs that nothing is pasted into: which file to insert, and the words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence

from sessen.products.clips.snippets.clip import Clip


def note(clips: Sequence[Clip]) -> str:
    """A few lines a clip."""
    return "\n".join(map(_lines, clips))


def _lines(clip: Clip) -> str:
    inserted = [name for _, name in (*clip.videos, *clip.images)]
    return f"{clip.name}\n  insert:   {' or '.join(inserted)}\n  alt text: {clip.words}\n"
