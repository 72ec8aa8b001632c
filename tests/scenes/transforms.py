"""Every formula that becomes another while a scene is rehearsed: what is wrong with it on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from manim import FadeTransform, Transform, TransformFromCopy, VMobject

from sessen.mobjects.rewriting.letters import letters_of
from sessen.mobjects.rewriting.rewrite import Rewrite
from tests.mobjects.frames import MOMENTS, faults_at


@contextmanager
def watched(where: Callable[[], str]) -> Iterator[list[str]]:
    """Collect faults of all transforms between formulas that begin while the block runs.

    Parameters
    ----------
    where
        Says where the scene is now.
    """
    found: list[str] = []

    def note(faults: list[str]) -> None:
        found.extend(f"{where()}: {fault}" for fault in faults)

    @wraps(Transform.begin)
    def transform_begins(animation: Any, begin: Callable[[Any], None] = Transform.begin) -> None:
        note(_bent(animation))  # before Manim gives both the same number of points
        begin(animation)

    @wraps(FadeTransform.__init__)
    def fade_is_made(
        fade: Any, before: Any, after: Any, made: Callable[..., None] = FadeTransform.__init__, **options: Any
    ) -> None:
        if _names(before) and _names(after):
            note([f"FadeTransform lays {''.join(_names(before))!r} upon {''.join(_names(after))!r}: use Rewrite"])
        made(fade, before, after, **options)

    @wraps(Rewrite.begin)
    def rewrite_begins(animation: Any, begin: Callable[[Any], None] = Rewrite.begin) -> None:
        begin(animation)
        note(_crossed(animation))

    with (
        patch.object(Transform, "begin", transform_begins),
        patch.object(FadeTransform, "__init__", fade_is_made),
        patch.object(Rewrite, "begin", rewrite_begins),
    ):
        yield found


def _crossed(rewrite: Rewrite) -> list[str]:
    """Doubled, smeared and bent letters, and the formula put back to its beginning."""
    found = [f"{moment}: {fault}" for moment in MOMENTS for fault in faults_at(rewrite, moment)]
    rewrite.interpolate(0)
    return found


def _bent(transform: Any) -> list[str]:
    """Letters that become other letters, or fade into them."""
    before, after = transform.mobject, transform.target_mobject
    if isinstance(transform, TransformFromCopy):  # which Manim runs backwards
        before, after = after, before
    if before is after or not isinstance(before, VMobject) or not isinstance(after, VMobject):
        return []
    names, others = _names(before), _names(after)
    if not names or not others or names == others:
        return []
    return [f"{type(transform).__name__} makes {''.join(others)!r} of {''.join(names)!r}: use Rewrite"]


def _names(mobject: VMobject) -> list[str]:
    """The letters of a formula, in reading order."""
    return [letter.name for letter in letters_of(mobject) if not letter.name.startswith("shape")]
