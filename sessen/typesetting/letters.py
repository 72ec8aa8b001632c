"""Which letter an outline shows: one name in every size of type, and for a bracket in every height.

A font has other outlines for letters in exponents, and up to eight for a bracket, beyond which it is put together from
pieces. Typst tells nothing but a hash of each outline, so the letters are set once a process in all sizes.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache
from typing import Final

from sessen.typesetting.boxes import glyph_names
from sessen.typesetting.typeset import set_svg

#: What a piece of a large bracket is called, after the bracket.
PIECE: Final = " piece"
_HASH: Final = re.compile(r"g[0-9A-F]{16,}")
ROOT: Final = "√"
BAR: Final = "bar"

_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
).split()
_SIGNS: Final = "+ - = < > \\, . ! dot.c times approx -> partial infinity nabla slash colon prime".split()
_DELIMITERS: Final = {
    "(": "paren.l",
    ")": "paren.r",
    "[": "bracket.l",
    "]": "bracket.r",
    "{": "brace.l",
    "}": "brace.r",
    "|": "bar.v",
    "‖": "bar.v.double",
    "⌊": "floor.l",
    "⌋": "floor.r",
    "⌈": "ceil.l",
    "⌉": "ceil.r",
}
_HEIGHTS: Final = (1.1, 1.2, 1.3, 1.5, 1.7, 1.9, 2.0, 2.2, 2.3, 2.6, 2.9, 4.0)  # em; beyond 3 all is put together
_ROOTS: Final = (1.0, 1.3, *_HEIGHTS, 2.7, 3.3)
_SIZES: Final = ("", "script")
#: Letters that may become wider and higher by different shares.
STRETCHED: Final = frozenset({*_DELIMITERS, ROOT, BAR})


def letter_of(name: str) -> str:
    """The letter that a glyph of this name shows; the name itself where it is none of mathematics."""
    return _plain().get(name) or (_large().get(name, name) if _HASH.fullmatch(name) else name)


def is_of_word(letter: str) -> bool:
    """Whether a letter stands upright, as those of words, ``sin`` and ``lim`` do, or is none of mathematics."""
    return letter.startswith("upright ") or bool(_HASH.fullmatch(letter))


@cache
def _plain() -> dict[str, str]:
    return {name: letter for letter, names in _plain_letters() for name in names}


@cache
def _large() -> dict[str, str]:
    found: dict[str, str] = {}
    for letter, names in _stretched_letters():
        for name in names:
            found.setdefault(name, letter if len(names) == 1 else letter + PIECE)
    return found


def _plain_letters() -> Iterator[tuple[str, list[str]]]:
    """Each letter with the names of its glyphs in three sizes."""
    italic = [(letter, letter) for letter in (*string.ascii_letters, *string.digits, *_SIGNS)]
    greek = [(name, name) for name in _GREEK]
    upright = [(f"upright {letter}", f"upright({letter})") for letter in string.ascii_letters]
    bold = [(f"bold {letter}", f"bold({letter})") for letter in (*string.ascii_letters, *string.digits)]
    letters = [*italic, *greek, *upright, *bold, *_DELIMITERS.items()]
    names = _names(" ".join(f"${body} script({body}) sscript({body})$" for _, body in letters))
    assert len(names) == 3 * len(letters)
    for place, (letter, _) in enumerate(letters):
        yield letter, names[3 * place : 3 * (place + 1)]


def _stretched_letters() -> Iterator[tuple[str, list[str]]]:
    """Brackets and roots in every height, each with the names of the glyphs that it is made of."""
    end = _names("$qed$")[0]
    bodies = [
        (letter, _in_size(f"lr(size: #{height}em, {name} #h(0em))", size))
        for letter, name in _DELIMITERS.items()
        for height in _HEIGHTS
        for size in _SIZES
    ]
    bodies += [
        (ROOT, _in_size(f"sqrt(#box(width: 1em, height: {height - 0.7:.1f}em))", size))
        for height in _ROOTS
        for size in _SIZES
    ]
    names = iter(_names(" ".join(f"${body}$ $qed$" for _, body in bodies)))
    for letter, _ in bodies:
        glyphs = []
        while (name := next(names)) != end:
            glyphs.append(name)
        yield letter, glyphs


def _in_size(body: str, size: str) -> str:
    return f"{size}({body})" if size else body


def _names(body: str) -> list[str]:
    return glyph_names(set_svg(body))
