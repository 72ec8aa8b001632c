"""Words and mathematics set by Typst, in one family of fonts from packages, with parts that can be named by role.

Nothing depends on the fonts of the machine: system fonts are off, and a character that no font has is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, Self

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import numpy as np
import typst
from manim import VGroup, VMobject

from sessen.errors import SessenError
from sessen.layout import Point
from sessen.shared import NotCopied
from sessen.theme import INK, Role, Theme
from sessen.typesetting.boxes import BOXES, glyph_names
from sessen.typesetting.glyphs import Curves, GlyphOutline, outlines
from sessen.typesetting.labels import as_argument, mark_groups
from sessen.typesetting.markup import as_breakable_markup, as_markup
from sessen.variant import Language

TEXT_FONT: Final = "Noto Sans CJK JP"
MATH_FONT: Final = "New Computer Modern Math"
FONT_FILES: Final = (str(noto_cjk_sans_jp_regular.FONT_PATH), str(noto_cjk_sans_jp_bold.FONT_PATH))

# Sizes of type: the em in Manim's units. Nothing is smaller than 1/30 of the wide frame's height (0.267).
TITLE: Final = 0.42
FORMULA: Final = 0.44
CAPTION: Final = 0.36
LABEL: Final = 0.38
NOTE: Final = 0.32
TICK: Final = 0.28

_STRUT: Final = "#010203"  # an em square that tells size and baseline, taken out again after import
_PREAMBLE: Final = f"""\
#set text(size: 10pt, font: "{TEXT_FONT}", lang: "ja", top-edge: "ascender", bottom-edge: "descender")
#show math.equation: set text(font: ("{MATH_FONT}", "{TEXT_FONT}"))
#set par(leading: 0.5em)
#let tint(color, body) = text(fill: rgb(color), body)
#let strut = box(width: 1em, height: 1em, fill: rgb("{_STRUT}"))
"""
_VIEW_HEIGHT: Final = re.compile(rb'viewBox="0 0 [\d.]+ ([\d.]+)')


class TypesettingError(SessenError):
    """Typst could not set what a scene asked for."""


class MissingGlyph(TypesettingError):
    """No font of the lecture has a character."""


@cache
def fonts() -> typst.Fonts:
    """The fonts of every picture, scanned once a process: 15 ms once, not at every formula."""
    folders = sorted({str(Path(file).parent) for file in FONT_FILES})  # Typst scans folders and passes over files
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _compile(body: str) -> bytes:
    source = f"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n{_PREAMBLE}{body}\n"
    return bytes(typst.compile(source.encode(), format="svg", font_paths=fonts()))


@cache
def _boxes() -> frozenset[str]:
    """The glyphs that Typst draws for a character that a font lacks."""
    return frozenset(glyph_names(_compile(BOXES)))


def _has_boxes(body: str) -> bool:
    return not _boxes().isdisjoint(glyph_names(_compile(body)))


@lru_cache(maxsize=512)
def set_svg(body: str) -> bytes:
    """The SVG of a strut and ``body``, after refusing what does not compile and what would show boxes."""
    try:
        svg = _compile(f"#strut;{body}")
    except Exception as error:
        raise TypesettingError(
            f"Typst cannot set {body!r}: {str(error).strip()}", hint="correct the Typst source of this text or formula"
        ) from error
    if not _boxes().isdisjoint(glyph_names(svg)):
        _name_the_box(body)
    return svg


@lru_cache(maxsize=512)
def _set_outlines(body: str) -> tuple[GlyphOutline, ...]:
    """The outlines of what `set_svg` sets; nobody changes them."""
    return tuple(outlines(set_svg(body)))


def _name_the_box(body: str) -> NoReturn:
    strange = dict.fromkeys(character for character in body if not character.isascii())
    culprit = next((character for character in strange if _has_boxes(f"{character} ${character}$")), "?")
    raise MissingGlyph(
        f"neither '{TEXT_FONT}' nor '{MATH_FONT}' has the character {culprit!r} (U+{ord(culprit):04X})",
        location=repr(body),
        hint="write it with characters that these fonts have, or as mathematics",
    )


class Typeset(VGroup):
    """Something set by Typst, its size and baseline known, its labelled parts in ``parts``.

    Parameters
    ----------
    body
        Typst markup.
    size
        The em in Manim's units.
    color
        The colour of all that has no label, as ``#RRGGBB``.
    tints
        For each marker colour in ``body``: the labels it stands for and the colour to show.
    joined
        Whether glyphs that follow each other and have the same labels are one mobject: a sentence that only comes and
        goes as a whole costs as much as one shape then, and not as one for every letter of it.
    said
        What was asked for, before it was made markup.
    """

    def __init__(
        self,
        body: str,
        *,
        size: float,
        color: str,
        tints: Mapping[str, tuple[Sequence[str], str]] | None = None,
        joined: bool = False,
        said: str = "",
    ) -> None:
        super().__init__()
        self.source = body
        self.said = said
        self.parts: dict[str, VGroup] = {}
        strut, *shapes = _set_outlines(body)
        # The strut is an em square on the baseline: its lower left corner is the origin, its side the size of type.
        origin, scale = strut.curves.min(axis=0), size / float(np.ptp(strut.curves[:, 1]))
        for fill, run in groupby(shapes, lambda shape: shape.fill.lower()):
            labels, tint = (tints or {}).get(fill, ((), color))
            glyphs = [((shape.curves - origin) * scale, shape.name) for shape in run]
            self._add_glyphs([glyphs] if joined else [[glyph] for glyph in glyphs], tint, labels)
        self._baseline_below = float(self._anchor[1])
        self._drawn_width = self.width
        self.move_to(np.zeros(3))

    def _add_glyphs(self, outlines: Sequence[Sequence[tuple[Curves, str]]], color: str, labels: Sequence[str]) -> None:
        model = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        glyphs = [_glyph(model, shapes) for shapes in outlines]
        self.add(*glyphs)
        for label in labels:
            self.parts.setdefault(label, VGroup()).add(*glyphs)

    @property
    def _anchor(self) -> Point:
        return self.submobjects[0].points[0] if self.submobjects else np.zeros(3)

    @property
    def baseline(self) -> float:
        """The height of the first line's baseline in Manim's units, wherever the whole was moved or scaled."""
        share = self.width / self._drawn_width if self._drawn_width else 1.0
        return float(self._anchor[1] - self._baseline_below * share)

    def on_baseline(self, height: float) -> Self:
        """Move up or down until the baseline stands at ``height``."""
        self.shift(np.array([0.0, height - self.baseline, 0.0]))
        return self

    def fit_into(self, width: float, height: float = float("inf")) -> Self:
        """Shrink, if need be, until it is no wider and no higher than this."""
        share = min(1.0, width / max(self.width, 1e-9), height / max(self.height, 1e-9))
        if share < 1.0:
            self.scale(share)
        return self

    def part(self, label: str) -> VGroup:
        """The glyphs of a labelled part, in reading order.

        Raises
        ------
        KeyError
            Naming the labels that there are.
        """
        if label not in self.parts:
            raise KeyError(f"no part {label!r} in {self.source!r}; there are {sorted(self.parts)}")
        return self.parts[label]


def _glyph(model: VMobject, shapes: Sequence[tuple[Curves, str]]) -> VMobject:
    """A glyph, or some as one, that looks like the model: to make each from its colours takes 20 times as long."""
    glyph = copy(model)
    glyph.submobjects, glyph.updaters = [], []
    glyph.points = shapes[0][0] if len(shapes) == 1 else np.concatenate([curves for curves, _ in shapes])
    vars(glyph)["letters"] = tuple((name, len(curves)) for curves, name in shapes)
    glyph.fill_rgbas, glyph.stroke_rgbas = model.fill_rgbas.copy(), model.stroke_rgbas.copy()
    glyph.background_stroke_rgbas = model.background_stroke_rgbas.copy()
    return glyph


class Typesetter(NotCopied):
    """Sets words and mathematics in the colours of one theme; what figures say by themselves, in one language.

    Parameters
    ----------
    least
        The smallest size for what is to be read; only the numbers of an axis may be smaller.
    """

    def __init__(self, theme: Theme, language: Language = Language.EN, *, least: float = 0.0) -> None:
        self.theme, self.language, self.least = theme, language, least

    def math(self, source: str, *, size: float = FORMULA, role: Role = INK) -> Typeset:
        """Mathematics in Typst's notation, with parts labelled ``{{ x : NAME }}``.

        A label that is a role colours its part; any other label only names it for ``part(name)``. Labels nest and may
        occur several times.
        """
        marked, labels = mark_groups(source)
        body = as_argument(marked) if {",", ";"} & set(source) else marked  # the commas of `tint` are no trouble
        return self._typeset(f"$display({body})$", labels, size, role, said=source)

    def words(
        self, sentence: str, *, size: float = CAPTION, role: Role = INK, bold: bool = False, joined: bool = False
    ) -> Typeset:
        """A sentence on one line, with mathematics in ``$...$``; ``joined`` as for `Typeset`."""
        body, labels = as_markup(sentence, bold)
        return self._typeset(body, labels, size, role, joined, said=sentence)

    def paragraph(
        self,
        sentence: str,
        *,
        width: float,
        size: float = CAPTION,
        role: Role = INK,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "center",
        joined: bool = False,
    ) -> Typeset:
        """A sentence broken into as few lines as ``width`` units allow, the lines as even as they can be."""
        body, labels = as_breakable_markup(sentence, bold)
        return self._typeset(_balanced(body, width / size, align), labels, size, role, joined, said=sentence)

    def _typeset(
        self,
        body: str,
        labels: dict[str, tuple[str, ...]],
        size: float,
        role: Role,
        joined: bool = False,
        *,
        said: str,
    ) -> Typeset:
        color = self.theme[role]
        size = max(size, self.least) if size >= NOTE else size  # numbers of an axis may be smaller
        tints = {marker: (names, self._color_of(names, color)) for marker, names in labels.items()}
        return Typeset(body, size=size, color=color, tints=tints, joined=joined, said=said)

    def _color_of(self, labels: Sequence[str], otherwise: str) -> str:
        roles = [label for label in labels if label in Role.__members__]
        return self.theme[Role[roles[-1]]] if roles else otherwise


def _balanced(body: str, ems: float, align: str) -> str:
    """``body`` in the narrowest box that needs no more lines than a box of ``ems`` does."""

    def boxed(width: float) -> str:
        return f"#box(width: {width:.3f}em)[#align({align})[{body}]]"

    lines, narrow, wide = _height(boxed(ems)), 0.35 * ems, ems
    while wide - narrow > 0.4:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if _height(boxed(middle)) <= lines else (middle, wide)
    return boxed(wide)


def _height(body: str) -> float:
    """How high Typst sets ``body``, in its points."""
    found = _VIEW_HEIGHT.search(set_svg(body))
    assert found is not None
    return float(found[1])


def typesetting_inputs() -> dict[str, Any]:
    """What decides how type looks, for the keys of the store: font files and families."""
    return {"fonts": FONT_FILES, "text": TEXT_FONT, "mathematics": MATH_FONT}
