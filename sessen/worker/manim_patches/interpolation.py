"""What animations ask of every shape in every frame: how far it has come, and its colours on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from manim import Animation, VMobject, smooth

_manims_color: Any = VMobject.interpolate_color
_manims_sub_alpha: Any = Animation.get_sub_alpha


@contextmanager
def quick_blending() -> Iterator[None]:
    """Let Manim blend colours without a loop over their names, and ask once for what is the same for all shapes."""
    with (
        patch.object(VMobject, "interpolate_color", _interpolate_color),
        patch.object(Animation, "get_sub_alpha", _get_sub_alpha),
    ):
        yield


def _interpolate_color(self: Any, mobject1: Any, mobject2: Any, alpha: Any) -> Any:
    """As `VMobject.interpolate_color`."""
    if alpha == 1 or not isinstance(alpha, float):
        return _manims_color(self, mobject1, mobject2, alpha)
    alpha = float(alpha)  # NumPy's floats are slower
    rest = 1 - alpha
    self.fill_rgbas = rest * mobject1.fill_rgbas + alpha * mobject2.fill_rgbas
    self.stroke_rgbas = rest * mobject1.stroke_rgbas + alpha * mobject2.stroke_rgbas
    self.background_stroke_rgbas = rest * mobject1.background_stroke_rgbas + alpha * mobject2.background_stroke_rgbas
    self.stroke_width = rest * mobject1.stroke_width + alpha * mobject2.stroke_width
    self.background_stroke_width = rest * mobject1.background_stroke_width + alpha * mobject2.background_stroke_width
    self.sheen_direction = rest * mobject1.sheen_direction + alpha * mobject2.sheen_direction
    self.sheen_factor = rest * mobject1.sheen_factor + alpha * mobject2.sheen_factor
    return self


def _get_sub_alpha(self: Any, alpha: float, index: int, num_submobjects: int) -> Any:
    """As `Animation.get_sub_alpha`, where all shapes move together."""
    if self.rate_func is smooth and self.lag_ratio == 0 and not self.reverse_rate_function:
        return _smoothed(alpha)
    return _manims_sub_alpha(self, alpha, index, num_submobjects)


@lru_cache(maxsize=64)
def _smoothed(alpha: float) -> float:
    return smooth(alpha)
