r"""Sentences cut at their dollar signs: ``$...$`` is mathematics, ``\$`` is a dollar.

A dollar sign begins mathematics if no space follows it, and ends it if no space stands before it and no digit behind
it (pandoc's rule): in "from $5 to $10" both are prices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MATHEMATICS: Final = re.compile(r"(?<!\\)\$(?=\S)((?:[^$\\]|\\.)*?(?:[^\s$\\]|\\\S))\$(?![0-9])", re.DOTALL)
_STRAY: Final = re.compile(r"(?<!\\)\$(?![0-9])")


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words as they are read, or mathematics in Typst's notation without its dollar signs."""

    text: str
    is_mathematics: bool = False

    @property
    def source(self) -> str:
        """As it stands in the sentence, but for the dollar signs around mathematics."""
        return self.text if self.is_mathematics else escaped(self.text)


class Mathematics(str):
    """A value in Typst's notation: among words it needs dollar signs around it."""


def parts(sentence: str) -> Iterator[TextPart]:
    r"""The words and the mathematics of a sentence in turn.

    >>> [part.text for part in parts(r"Let $h$ cost \$5.")]
    ['Let ', 'h', ' cost $5.']
    """
    start = 0
    for match in MATHEMATICS.finditer(sentence):
        if match.start() > start:
            yield TextPart(_words(sentence[start : match.start()]))
        yield TextPart(match[1], is_mathematics=True)
        start = match.end()
    if start < len(sentence):
        yield TextPart(_words(sentence[start:]))


def normal(sentence: str) -> str:
    r"""The same sentence with ``\$`` for every dollar, so that any part of it reads as it does in the whole."""
    return "".join(f"${part.text}$" if part.is_mathematics else part.source for part in parts(sentence))


def stray_dollar(sentence: str) -> bool:
    r"""Whether a dollar sign is left over that is neither a price's nor written ``\$``: a partner is missing."""
    return bool(_STRAY.search(MATHEMATICS.sub("", sentence)))


def escaped(text: str) -> str:
    r"""Words in which every dollar sign is a dollar: ``\$``."""
    return text.replace("$", r"\$")


def _words(text: str) -> str:
    return text.replace(r"\$", "$")
