"""Drawing the eye to something that stays as it is: it grows a little and shrinks back, in its own colours."""

from __future__ import annotations

from manim import AnimationGroup, ScaleInPlace, VMobject, there_and_back


class Pulse(AnimationGroup):
    """Let mobjects grow and shrink back together, each about its own middle."""

    def __init__(self, *mobjects: VMobject, factor: float = 1.08) -> None:
        super().__init__(*(ScaleInPlace(each, factor, rate_func=there_and_back) for each in mobjects))
