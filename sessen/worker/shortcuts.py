"""All that Manim does again and again while a scene runs, and that is done faster here with the same outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sessen.worker.blending import quick_blending
from sessen.worker.bounds import quick_bounds
from sessen.worker.families import quick_families
from sessen.worker.nearness import quick_nearness


@contextmanager
def shortcuts() -> Iterator[None]:
    """Let Manim take them while the block runs."""
    with quick_families(), quick_nearness(), quick_bounds(), quick_blending():
        yield
