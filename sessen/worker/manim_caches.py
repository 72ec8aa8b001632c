"""What Manim remembers for the life of a process, by names that do not say what was in a file."""

from __future__ import annotations

from manim.mobject.svg import svg_mobject
from manim.mobject.text import code_mobject, numbers


def empty_caches() -> None:
    """Forget the drawings of SVG files, which Manim knows by their names alone, and the digits of decimal numbers."""
    svg_mobject.SVG_HASH_TO_MOB_MAP.clear()
    numbers.string_to_mob_map.clear()
    code_mobject.Code._styles_list_cache = None
