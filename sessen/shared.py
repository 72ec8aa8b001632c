"""Values that every copy of a mobject may share.

Manim copies a mobject, and all that it refers to, at the start of every animation. What never changes need not follow.
"""

from __future__ import annotations

from typing import Any, Self


class NotCopied:
    """Base of values that are not copied along with a mobject that refers to them."""

    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self
