"""Manim's own colours where a scene names none: white on black, made those of a theme while a scene runs.

A `Dot()` is white whatever lies behind it. In a lesson it has the theme's ink, so that it is seen on light paper too.
What a scene names itself, ``Dot(color=WHITE)``, stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType
from typing import Any, Final

from manim import BLACK, PURE_YELLOW, WHITE, YELLOW, Animation, ManimColor, Mobject, config

from sessen.theme import FIXED, INK, PAPER, Theme

# Modules that compare with BLACK, which is what an SVG file without colours has, must go on doing so.
_PAPER_MODULES: Final = ("manim.mobject.geometry.",)


@contextmanager
def themed_defaults(theme: Theme) -> Iterator[None]:
    """While the block runs, what Manim makes white, black or yellow by itself has the theme's ink, paper or accent."""
    accent = ManimColor(theme[FIXED])
    shown = {WHITE: ManimColor(theme[INK]), BLACK: ManimColor(theme[PAPER]), YELLOW: accent, PURE_YELLOW: accent}
    functions, names = _functions(), list(_names())
    before = [(each, each.__defaults__, each.__kwdefaults__) for each in functions]
    background = config.background_color
    for function in functions:
        _give(function, shown)
    for space, name, color in names:
        space[name] = shown[color]
    config.background_color = shown[BLACK]
    try:
        yield
    finally:
        config.background_color = background
        for space, name, color in names:
            space[name] = color
        for function, defaults, by_name in before:
            function.__defaults__, function.__kwdefaults__ = defaults, by_name


def _names() -> Iterator[tuple[dict[str, Any], str, ManimColor]]:
    """The colours that the bodies of Manim's own functions name: a module's names, which, and what it means."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("manim.mobject.", "manim.animation.")) and module is not None:
            black = {"BLACK": BLACK} if name.startswith(_PAPER_MODULES) else {}
            for each, color in ({"WHITE": WHITE, "YELLOW": YELLOW, "PURE_YELLOW": PURE_YELLOW} | black).items():
                if vars(module).get(each) is color:
                    yield vars(module), each, color


def _functions() -> list[FunctionType]:
    """The functions of Manim's mobjects and animations that have a colour as a default."""
    found: dict[int, FunctionType] = {}
    waiting: list[type] = [Mobject, Animation]
    seen: set[type] = set()
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        waiting.extend(kind.__subclasses__())
        if kind.__module__.startswith("manim."):
            for member in vars(kind).values():
                if isinstance(member, FunctionType) and _has_colour(member):
                    found[id(member)] = member
    return list(found.values())


def _has_colour(function: FunctionType) -> bool:
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    return any(isinstance(each, ManimColor) for each in defaults)


def _give(function: FunctionType, shown: Mapping[ManimColor, ManimColor]) -> None:
    defaults, by_name = function.__defaults__ or (), function.__kwdefaults__ or {}
    function.__defaults__ = tuple(_shown(each, shown) for each in defaults)
    function.__kwdefaults__ = {name: _shown(each, shown) for name, each in by_name.items()}


def _shown(value: Any, shown: Mapping[ManimColor, ManimColor]) -> Any:
    return shown.get(value, value) if isinstance(value, ManimColor) else value
