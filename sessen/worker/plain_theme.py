"""What a plain Manim scene looks like on light paper: its own colours, and Manim's defaults in those of the theme."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from manim import BLACK, config

from sessen.manim_defaults import themed_defaults
from sessen.theme import THEMES
from sessen.variant import ThemeName, Variant
from sessen.worker.lessons import is_lesson


def plain_theme(scene_class: type[Any], variant: Variant) -> AbstractContextManager[None]:
    """While the block runs, a plain scene is made for the variant's paper.

    On dark paper its pixels are Manim's. On light paper what it leaves to Manim, white on black, is ink on paper. A
    lesson sees to itself, and a file that sets Manim's background has decided.
    """
    decided = config.background_color != BLACK
    if variant.theme == ThemeName.DARK or decided or is_lesson(scene_class):
        return nullcontext()
    return themed_defaults(THEMES[variant.theme].on(variant.paper))
