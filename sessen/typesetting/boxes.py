"""What is seen of a character that no font has: Typst draws a box, without a word."""

from __future__ import annotations

import re
from typing import Final

_GLYPH: Final = re.compile(rb'<use xlink:href="#(g[0-9A-F]+)"')
_UNASSIGNED: Final = "\U0010fffe"

#: Typst markup that shows the boxes of every face: no font has a glyph for the character in it.
BOXES: Final = f"{_UNASSIGNED} *{_UNASSIGNED}* $upright({_UNASSIGNED}) {_UNASSIGNED}$"


def glyph_names(svg: bytes) -> list[str]:
    """The names of the glyphs in an SVG file by Typst, in order; a name is a hash of the glyph's outline."""
    return [name.decode() for name in _GLYPH.findall(svg)]
