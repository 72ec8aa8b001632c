"""Where a sentence may be broken into lines: between words, in Japanese between phrases (文節) and never inside one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import budoux

from sessen.characters import is_wide
from sessen.notation import MATHEMATICS

_MATHEMATICS: Final = re.compile(rf"(?:{MATHEMATICS.pattern}|\\\$)", re.DOTALL)
_ENDS_WITH_FORMULA: Final = re.compile("[\ue000-\uf8ff]\\s*$")
_STAND_IN: Final = 0xE000  # private-use characters stand in for formulas while phrases are found


def is_japanese(text: str) -> bool:
    """Whether a text has Japanese in it."""
    return any(map(is_wide, text))


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def break_points(sentence: str) -> list[str]:
    """A Japanese sentence cut where it may be broken; formulas in ``$...$`` stay whole, with what follows them.

    >>> phrases("傾きはひとつの数に近づきます。")
    ['傾きは', 'ひとつの', '数に', '近づきます。']
    """
    formulas = [match[0] for match in _MATHEMATICS.finditer(sentence)]
    stand_ins = (chr(_STAND_IN + index) for index in range(len(formulas)))
    bare = _MATHEMATICS.sub(lambda _: next(stand_ins), sentence)
    # A particle belongs to the formula before it, which the parser cannot know.
    cut = [piece for part in _parser().parse(bare) for piece in re.split(r"(?<=\s)(?=\S)", part)]
    return [_restored(piece, formulas) for piece in _glued(cut)]


def _glued(pieces: list[str]) -> list[str]:
    glued: list[str] = []
    for piece in pieces:
        if glued and (piece.isspace() or _ENDS_WITH_FORMULA.search(glued[-1])):
            glued[-1] += piece
        else:
            glued.append(piece)
    return glued


def _restored(piece: str, formulas: list[str]) -> str:
    return re.sub("[\ue000-\uf8ff]", lambda match: formulas[ord(match[0]) - _STAND_IN], piece)
