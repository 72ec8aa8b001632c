"""Items: what a formula's grammar reads one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sessen.speech.meaning import NOTHING, Meaning


@dataclass(frozen=True, slots=True)
class Item:
    """An operand, an operator, a sign, or brackets that may turn out to be an argument.

    Attributes
    ----------
    tight
        Whether it stands right behind the item before it, as the brackets in ``f(x)``.
    """

    kind: Literal["operand", "operator", "big", "sign", "bracket", "differential"]
    meaning: Meaning = NOTHING
    text: str = ""
    tight: bool = False
