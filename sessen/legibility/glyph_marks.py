"""Texts, as they are made: every glyph learns which text it is from, so that it is known for type wherever it goes.

Animations take texts apart: copies of their glyphs travel in groups that are no texts. A mark goes along with copies.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from manim import (
    Code,
    DecimalNumber,
    MarkupText,
    MathTypst,
    Mobject,
    Paragraph,
    SingleStringMathTex,
    Text,
    Transform,
    Typst,
)

from sessen.legibility.mobject_kinds import is_kind
from sessen.shared import NotCopied
from sessen.typesetting.typeset import Typeset
from sessen.words import plain_text

MARK: Final = "legibility_mark"
TEXTS: Final = (Typeset, Text, MarkupText, Paragraph, SingleStringMathTex, Typst, MathTypst, DecimalNumber, Code)
#: Classes whose own ``__init__`` sets glyphs; others are made of theirs.
_SETTING: Final = (Typeset, Text, MarkupText, SingleStringMathTex, Typst, MathTypst)
_MATHEMATICS: Final = (SingleStringMathTex, MathTypst)
_PANGO: Final = (Text, MarkupText)
_EM_PANGO: Final = 1 / 72  # Manim's units a point, measured on the height of capitals
_EM_TEX: Final = 1 / 96


@dataclass(frozen=True, slots=True, eq=False)
class GlyphMark(NotCopied):
    """What a glyph is from.

    Parameters
    ----------
    text
        What the text says.
    is_mathematics
        Whether that is a formula.
    em
        The size of its type in Manim's units, as it was set.
    extent
        The diagonal of the glyph's box, as it was set: what has become of that tells what has become of its size.
    """

    text: str
    is_mathematics: bool
    em: float
    extent: float


@contextmanager
def marked_texts() -> Iterator[None]:
    """While the block runs, texts that are made have marked glyphs."""
    with ExitStack() as stack:
        for kind in _SETTING:
            if "__init__" in vars(kind):
                stack.enter_context(patch.object(kind, "__init__", _marking(kind.__init__)))
        stack.enter_context(patch.object(Transform, "finish", _handing_over(Transform.finish)))
        yield


def _handing_over(finish: Callable[[Any], None]) -> Callable[[Any], None]:
    """What has become another text says what that says."""

    @functools.wraps(finish)
    def finished(animation: Any) -> None:
        finish(animation)
        target = getattr(animation, "target_copy", None)
        if target is None or animation.replace_mobject_with_target_in_scene:
            return
        for glyph, new in zip(animation.mobject.get_family(), target.get_family(), strict=False):
            if MARK in new.__dict__ and len(glyph.points):
                glyph.__dict__[MARK] = new.__dict__[MARK]

    return finished


def _marking(init: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(init)
    def marked(text: Any, *args: Any, **kwargs: Any) -> None:
        init(text, *args, **kwargs)
        mark_glyphs(text, kwargs.get("size"))

    return marked


def mark_glyphs(text: Any, em: float | None = None) -> None:
    """Mark the glyphs of a text with what it says and its size."""
    said, is_mathematics = said_by(text)
    size = em or _em(text)
    for glyph in text.get_family():
        if len(glyph.points):
            glyph.__dict__[MARK] = GlyphMark(said, is_mathematics, size, extent_of(glyph.points))


def is_text(mobject: Any) -> bool:
    """Whether a mobject is read: one of Manim's texts, ours, or one that says so itself."""
    return is_kind(type(mobject), *TEXTS) or getattr(mobject, "is_type", False)


def mark_of(shape: Mobject) -> GlyphMark | None:
    """The mark of a shape that is a glyph."""
    return shape.__dict__.get(MARK)


def extent_of(points: Any) -> float:
    """The diagonal of the box around points."""
    return float(np.linalg.norm(np.ptp(points, axis=0))) if len(points) else 0.0


def said_by(text: Any) -> tuple[str, bool]:
    """What a text says, as it may be read out, and whether it is a formula."""
    if isinstance(text, Typeset):
        said = text.said or text.source
        return plain_text(said), "$" not in said and text.source.startswith("$")
    if getattr(text, "is_type", False):
        return str(text.text), True
    if isinstance(text, DecimalNumber):
        return f"{text.number:.{text.num_decimal_places}f}", True
    for name in ("original_text", "text", "tex_string", "typst_code", "code_string"):
        found = getattr(text, name, None)
        if isinstance(found, str) and found:
            return " ".join(found.split()), isinstance(text, _MATHEMATICS)
    if isinstance(text, Paragraph):
        return " ".join(str(text.lines_text.original_text).split()), False
    return "", False


def _em(text: Any) -> float:
    try:
        return float(text.font_size) * (_EM_PANGO if isinstance(text, _PANGO) else _EM_TEX)
    except (AttributeError, TypeError, ZeroDivisionError):
        return 0.0
