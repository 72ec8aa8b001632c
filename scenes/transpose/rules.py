"""The rules of transposition as the panel writes them, and sizes that show them well."""

from __future__ import annotations

from typing import Final

from manim import VGroup

from sessen.layout import Region
from sessen.mobjects.panel import stacked
from sessen.typesetting.typeset import Typesetter

_A: Final = "{{ bold(A) : GIVEN_A }}"
_A_T: Final = "{{ bold(A)^upright(T) : GIVEN_A }}"
_B_T: Final = "{{ bold(B)^upright(T) : GIVEN_B }}"
_C_T: Final = "{{ bold(C)^upright(T) : FUNCTION }}"

TWICE: Final = f"({_A_T})^upright(T) = {_A}"
OF_PRODUCT: Final = (
    "{{ {{ (bold(A B))^upright(T) : RESULT }} : PRODUCT }} {{ = : EQUALS }} "
    f"{{{{ {_B_T} : LEFT }}}} thin {{{{ {_A_T} : TOP }}}}"
)
OF_THREE: Final = (
    "{{ {{ (bold(A B C))^upright(T) : RESULT }} : PRODUCT }} {{ = : EQUALS }} "
    f"{{{{ {_C_T} : P0 }}}} thin {{{{ {_B_T} : P1 }}}} thin {{{{ {_A_T} : P2 }}}}"
)


def partner_size(rows: int, columns: int) -> int:
    """How many columns a factor gets, so that the blocks of its product with a matrix differ in shape."""
    return next(count for count in (4, 3, 2) if count not in (rows, columns))


def three_more(rows: int, columns: int) -> tuple[int, int]:
    """The same for two factors more; the last is narrow, so that all blocks are as large as they can be."""
    return partner_size(rows, columns), 2


def rules_of_transposition(region: Region, typesetter: Typesetter) -> VGroup:
    """Twice, two factors, three factors."""
    lines = [typesetter.math(line) for line in (TWICE, OF_PRODUCT, OF_THREE)]
    share = min(1.0, region.width / max(line.width for line in lines))
    return stacked(region, [line.scale(share) for line in lines], gap=min(0.55, 0.13 * region.height))
