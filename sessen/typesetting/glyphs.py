"""The outlines of what Typst has set, read from its SVG into Manim's curves.

Manim's `SVGMobject` parses every glyph again for every text, 40 to 120 ms for a sentence. Typst names its glyphs by a
hash, so each outline is parsed once a process (by svgelements, through Manim's own conversion) and then only moved:
a sentence takes about 3 ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import svgelements
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

Curves = npt.NDArray[np.float64]  # cubic Bézier points as Manim keeps them, shape (4 n, 3)

_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class GlyphOutline:
    """One filled shape, in Typst's points with y upward; its name is Typst's for a glyph, "bar" for a line."""

    curves: Curves
    fill: str
    name: str = "shape"


def outlines(svg: bytes) -> list[GlyphOutline]:
    """All shapes of an SVG made by Typst, in drawing order; a stroked line becomes the rectangle that it paints."""
    root = ElementTree.fromstring(svg)
    glyphs = {symbol.attrib["id"]: symbol for symbol in root.iter(f"{_SVG}symbol")}
    flip = svgelements.Matrix("scale(1, -1)")
    return [shape for element in root if element.tag != f"{_SVG}defs" for shape in _shapes(element, flip, glyphs)]


def _shapes(
    element: ElementTree.Element, outer: svgelements.Matrix, glyphs: dict[str, ElementTree.Element]
) -> Iterator[GlyphOutline]:
    # svgelements multiplies from the inside out: what is written first is applied first.
    matrix = svgelements.Matrix(element.get("transform", "")) * outer
    if element.tag == f"{_SVG}g":
        for child in element:
            yield from _shapes(child, matrix, glyphs)
    elif element.tag == f"{_SVG}use":
        offset = svgelements.Matrix.translate(float(element.get("x", 0)), float(element.get("y", 0)))
        path = glyphs[element.attrib[_HREF].lstrip("#")].find(f"{_SVG}path")
        if path is not None and path.get("d", "").strip():
            curves = _moved(_curves(path.attrib["d"]), offset * matrix)
            yield GlyphOutline(curves, element.get("fill", "#000000"), element.attrib[_HREF].lstrip("#"))
    elif element.tag == f"{_SVG}path":
        yield from _path(element, matrix)


def _path(element: ElementTree.Element, matrix: svgelements.Matrix) -> Iterator[GlyphOutline]:
    fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
    if fill != "none":
        yield GlyphOutline(_moved(_curves(element.attrib["d"]), matrix), fill)
    if stroke != "none":
        bar = _bar(element.attrib["d"], float(element.get("stroke-width", 1)))
        yield GlyphOutline(_moved(_curves(bar), matrix), stroke, "bar")


def _bar(line: str, width: float) -> str:
    """The rectangle that a straight stroke paints: a fraction bar, a root's lid, a matrix bracket's side."""
    path = svgelements.Path(line)
    sides = []
    for segment in path.segments():
        if isinstance(segment, svgelements.Line):
            start, end = complex(segment.start), complex(segment.end)
            aside = 1j * (end - start) / (abs(end - start) or 1) * width / 2
            corners = (start + aside, end + aside, end - aside, start - aside)
            sides.append("M " + " L ".join(f"{corner.real} {corner.imag}" for corner in corners) + " Z")
    return " ".join(sides)


@cache
def _curves(path: str) -> Curves:
    curves = VMobjectFromSVGPath(svgelements.Path(path)).points
    curves.setflags(write=False)
    return curves


def _moved(curves: Curves, matrix: svgelements.Matrix) -> Curves:
    linear = np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]])
    moved = np.zeros_like(curves)
    moved[:, :2] = curves[:, :2] @ linear + (matrix.e, matrix.f)
    return moved
