"""A listing of code, with the line of this moment lit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import dedent
from typing import Final

import numpy as np
from manim import RoundedRectangle, VGroup
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Number, String, _TokenType
from pygments.util import ClassNotFound

from sessen.errors import SessenError
from sessen.layout import Region
from sessen.mobjects.author import Author, Moving, reader
from sessen.theme import FUNCTION, INK, MOVING, MUTED, PANEL, RESULT, Role
from sessen.typesetting.typeset import LABEL, TEXT_FONT, Typeset, Typesetter

CODE_FONT: Final = "DejaVu Sans Mono"  # Typst brings it along
_PITCH: Final = 1.5  # from baseline to baseline, in ems
_ADVANCE: Final = 0.602  # of a character, in ems
_MARGIN: Final = 0.3
_RISE: Final = 0.27  # of a line's middle above its baseline, in ems
_ROLES: Final = ((Comment, MUTED), (Keyword, FUNCTION), (String, RESULT), (Number, RESULT))


class CodeListing(VGroup):
    """Lines of a program on a panel, in colours that keep to the theme.

    Parameters
    ----------
    source
        The program; what all of its lines are indented by is taken off.
    region
        Where it may stand.
    current
        Which line is lit, the first being 1; between whole numbers the light is between lines. None lights none.
    language
        As Pygments calls it.

    Raises
    ------
    SessenError
        Pygments knows no such language.
    """

    def __init__(
        self,
        source: str,
        region: Region,
        typesetter: Typesetter,
        *,
        current: Moving | None = None,
        language: str = "python",
        size: float = LABEL,
    ) -> None:
        super().__init__()
        lines = _lines(dedent(source).strip("\n"), language)
        self.text = _typeset(lines, typesetter, size)
        widest = max((sum(len(text) for text, _ in line) for line in lines), default=0)
        width, height = widest * _ADVANCE * size, len(lines) * _PITCH * size
        share = min(1.0, (region.width - 2 * _MARGIN) / width, (region.height - 2 * _MARGIN) / height)
        self.size = size * share
        self.text.scale(share)
        self.sheet = RoundedRectangle(
            corner_radius=0.15,
            width=width * share + 2 * _MARGIN,
            height=height * share + 2 * _MARGIN,
            fill_color=typesetter.theme[PANEL],
            fill_opacity=1,
            stroke_width=0,
        ).move_to(region.center)
        first = _first_indent(lines) * _ADVANCE * self.size
        self.text.shift(np.array([self.sheet.get_left()[0] + _MARGIN + first - self.text.get_left()[0], 0.0, 0.0]))
        self._top = float(self.sheet.get_top()[1]) - _MARGIN - _PITCH * self.size / 2
        self.text.on_baseline(self._top - _RISE * self.size)
        self.light = VGroup(*([] if current is None else [self._band(current, typesetter)]))
        self.add(self.sheet, self.light, self.text)

    @classmethod
    def of(
        cls,
        lesson: Author,
        source: str,
        *,
        region: Region | None = None,
        current: Moving | None = None,
        language: str = "python",
    ) -> CodeListing:
        """A listing in the lesson's figure, or in another region."""
        return cls(source, region or lesson.layout.figure, lesson.type, current=current, language=language)

    def line(self, number: int) -> VGroup:
        """The glyphs of a line, the first being 1; none of an empty one."""
        return self.text.parts.get(f"line {number}", VGroup())

    def height_of(self, number: float) -> float:
        """Where the middle of a line stands, the first being 1."""
        moved = float(self.sheet.get_top()[1]) - _MARGIN - _PITCH * self.size / 2
        return moved - (number - 1) * _PITCH * self.size

    def _band(self, current: Moving, typesetter: Typesetter) -> RoundedRectangle:
        now, top, pitch = reader(current), self._top, _PITCH * self.size
        band = RoundedRectangle(
            corner_radius=0.08,
            width=self.sheet.width - 0.2,
            height=pitch,
            fill_color=typesetter.theme[MOVING],
            fill_opacity=0.2,
            stroke_width=0,
        ).move_to(self.sheet)
        return band.add_updater(lambda each: each.set_y(top - (now() - 1) * pitch), call_updater=True)


Piece = tuple[str, Role]


def _lines(source: str, language: str) -> list[list[Piece]]:
    """Each line as pieces with the roles of their colours."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        raise SessenError(f"no language '{language}' to colour code by", hint="for example: python, c, text") from None
    lines: list[list[Piece]] = [[]]
    for kind, text in lexer.get_tokens(source):
        for index, part in enumerate(text.expandtabs(4).split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append((part, _role_of(kind)))
    return lines


def _role_of(kind: _TokenType) -> Role:
    return next((role for family, role in _ROLES if kind in family), INK)


def _first_indent(lines: list[list[Piece]]) -> int:
    """By how much the line that begins farthest left is indented: 0, unless every line is."""
    texts = ["".join(text for text, _ in line) for line in lines]
    return min((len(text) - len(text.lstrip()) for text in texts if text.strip()), default=0)


def _typeset(lines: list[list[Piece]], typesetter: Typesetter, size: float) -> Typeset:
    tints: dict[str, tuple[tuple[str, ...], str]] = {}
    rows = [
        "".join(_markup(lines[index], (f"line {index + 1}",), typesetter, tints)) or "#box()"
        for index in range(len(lines))
    ]
    body = " \\\n".join(rows)
    settings = f'#set text(font: ("{CODE_FONT}", "{TEXT_FONT}"), top-edge: 0.75em, bottom-edge: -0.25em)'
    return Typeset(
        f"#box[{settings};#set par(leading: {_PITCH - 1}em);{body}]",
        size=size,
        color=typesetter.theme[INK],
        tints=tints,
    )


def _markup(
    line: list[Piece], labels: tuple[str, ...], typesetter: Typesetter, tints: dict[str, tuple[tuple[str, ...], str]]
) -> Iterator[str]:
    """Each piece in a colour of its own, by which it is known again; blanks keep their width."""
    for text, role in line:
        marker = f"#04{len(tints):04x}"
        tints[marker] = ((*labels, str(role)), typesetter.theme[role])
        yield f'#tint("{marker}", {json.dumps(text.replace(" ", chr(0xA0)), ensure_ascii=False)})'
