"""A variant: the language, theme, shape, words, quality and background in which a scene is made. It knows no Manim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sessen.background import is_background, is_transparent, paper_of


class Language(StrEnum):
    """The languages that every word of a lecture is written in."""

    EN = "en"
    JA = "ja"


class ThemeName(StrEnum):
    """Dark paper for a hall, light paper for a white slide."""

    DARK = "dark"
    LIGHT = "light"


class Shape(StrEnum):
    """The outline of the frame: a screen, a post, a phone."""

    WIDE = "wide"
    SQUARE = "square"
    TALL = "tall"

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height in Manim's units; every shape has about the same area, so type keeps its size."""
        return _FRAMES[self]


_FRAMES: Final = {
    Shape.WIDE: (128 / 9, 8.0),
    Shape.SQUARE: (10.0, 10.0),
    Shape.TALL: (9.0, 16.0),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """How many pixels and frames: ``lines`` is the shorter side, ``long_side`` the longer one of a wide picture."""

    name: str
    long_side: int
    lines: int
    frame_rate: int

    def pixels(self, shape: Shape) -> tuple[int, int]:
        """Width and height in pixels, both even as the encoder needs them."""
        match shape:
            case Shape.WIDE:
                return self.long_side, self.lines
            case Shape.SQUARE:
                return self.lines, self.lines
            case Shape.TALL:
                return self.lines, self.long_side


QUALITIES: Final = {
    quality.name: quality
    for quality in (
        Quality("draft", 854, 480, 15),
        Quality("low", 854, 480, 30),
        Quality("medium", 1280, 720, 30),
        Quality("high", 1920, 1080, 60),
        Quality("4k", 3840, 2160, 60),
    )
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to make a scene. The default is what ``python render.py`` builds.

    Parameters
    ----------
    headline
        Whether a lesson sets its question, then its title, and its section into the picture.
    background
        What lies behind the drawing: None for the theme's paper, ``#RRGGBB``, or ``transparent``. ``#RRGGBB00`` is
        transparent too, for a place of that colour: what covers lines behind a label has it.
    """

    language: Language = Language.EN
    theme: ThemeName = ThemeName.DARK
    shape: Shape = Shape.WIDE
    words: bool = True
    quality: Quality = QUALITIES["high"]
    background: str | None = None
    headline: bool = True

    def __post_init__(self) -> None:
        if self.background is not None and not is_background(self.background):
            raise ValueError(f"{self.background!r} is no background in the form of sessen.background.")

    @property
    def is_transparent(self) -> bool:
        """Whether pictures have an alpha channel, and are kept without loss."""
        return is_transparent(self.background)

    @property
    def paper(self) -> str | None:
        """The colour behind the drawing as ``#RRGGBB``; None where it is the theme's own."""
        return paper_of(self.background)

    @property
    def folder(self) -> str:
        """The folder below ``build/``: ``en``, ``en-light``, ``ja-tall``, ``ja-square-wordless``, ``en-FFFFFF``."""
        parts = [str(self.language)]
        if self.theme is not ThemeName.DARK:
            parts.append(str(self.theme))
        if self.shape is not Shape.WIDE:
            parts.append(str(self.shape))
        if not self.words:
            parts.append("wordless")
        if not self.headline:
            parts.append("untitled")
        if self.background is not None:
            parts.append(self.background.lstrip("#"))
        return "-".join(parts)

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self.quality.pixels(self.shape)
