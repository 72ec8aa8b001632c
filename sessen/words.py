"""What is said: sentences in each language, with parameters filled in and the time they need to be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from sessen.errors import SessenError
from sessen.variant import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
LATIN_PER_SECOND = 15.0
JAPANESE_PER_SECOND = 7.0


class MissingTranslation(SessenError):
    """A sentence was asked for in a language that nobody has written it in."""


class UnknownName(SessenError):
    """A sentence mentions a value that the scene does not have."""


class Words:
    """One sentence in several languages: ``Words(en="A tangent.", ja="接線です。")``.

    ``$...$`` holds mathematics in Typst's notation, ``{name}`` a value that the scene provides.
    """

    def __init__(self, *, owner: str = "", **sentences: str) -> None:
        self.owner = owner
        self.sentences: Mapping[str, str] = MappingProxyType(dict(sentences))

    def owned_by(self, owner: str) -> Words:
        """The same words, with the name that errors give them (``ChainRule::nudge``)."""
        return Words(owner=owner, **self.sentences)

    def in_language(self, language: Language, values: Mapping[str, str] | None = None) -> str:
        """The sentence in ``language`` with ``values`` filled in, mathematics still in Typst's notation.

        Raises
        ------
        MissingTranslation
            Nobody has written it in that language.
        UnknownName
            A ``{name}`` is not among the values.
        """
        sentence = self.sentences.get(language)
        if not sentence:
            there = ", ".join(sorted(self.sentences)) or "none"
            raise MissingTranslation(
                f"no words in language '{language}' (there are: {there})",
                where=self.owner,
                cure=f'add {language}="..." beside them',
            )
        return self._filled(sentence, values or {})

    def _filled(self, sentence: str, values: Mapping[str, str]) -> str:
        def value(match: re.Match[str]) -> str:
            if match[1] in values:
                return values[match[1]]
            known = ", ".join(sorted(values)) or "none"
            raise UnknownName(
                f"the words name {{{match[1]}}}, which is no value of this scene (there are: {known})", where=self.owner
            )

        # Braces inside mathematics belong to Typst only as {{ }} groups, which words have no use for.
        return _PLACEHOLDER.sub(value, sentence)


_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ABOVE = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SPOKEN = {
    "arrow.r": "→",
    "dot.c": "·",
    "nabla": "∇",
    "theta": "θ",
    "partial": "∂",
    "dif ": "d",
    "->": "→",
    "^upright(T)": "ᵀ",
    "approx": "≈",
    " times ": " × ",
    "prime": "′",
}


def plain(sentence: str) -> str:
    """The sentence as a caption file or a screen reader shows it, without Typst's notation.

    >>> plain("Let $h$ go to $0$.")
    'Let h go to 0.'
    """
    return re.sub(r"\$([^$]*)\$", lambda match: _plain_mathematics(match[1]), sentence)


def _plain_mathematics(source: str) -> str:
    for notation, spoken in _SPOKEN.items():
        source = source.replace(notation, spoken)
    source = re.sub(r"bold\((\w)\)", r"\1", source)
    source = re.sub(r"_(?:(\d)|\((\d+)\))", lambda index: (index[1] or index[2]).translate(_BELOW), source)
    source = re.sub(r"\^(?:(\d)|\((-?\d+)\))", lambda power: (power[1] or power[2]).translate(_ABOVE), source)
    return source.replace('"', "").strip()


def reading_time(sentence: str) -> float:
    """Seconds that a viewer needs: one to notice, then 1/15 for a Latin letter and 1/7 for a Japanese character."""
    seconds = 1.0
    for character in plain(sentence):
        wide = unicodedata.east_asian_width(character) in "WF"
        seconds += 1 / JAPANESE_PER_SECOND if wide else 1 / LATIN_PER_SECOND
    return seconds
