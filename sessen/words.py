"""What is said: sentences in each language, with parameters filled in and the time they need to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType

from sessen.characters import is_wide, reading_seconds
from sessen.errors import SessenError
from sessen.variant import Language

_LINE_BREAK = re.compile(r"\s*\n\s*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
LATIN_PER_SECOND = 15.0


class MissingTranslation(SessenError):
    """A sentence was asked for in a language that nobody has written it in."""


class UnknownPlaceholder(SessenError):
    """A sentence mentions a value that the scene does not have."""


def inline(sentence: str) -> str:
    """A sentence that was written over several lines of source; Japanese has no spaces to put in their place.

    >>> inline("two\\n    lines"), inline("この文は\\n    二行です。")
    ('two lines', 'この文は二行です。')
    """
    return _LINE_BREAK.sub(_joint, sentence.strip())


def _joint(match: re.Match[str]) -> str:
    beside = match.string[match.start() - 1], match.string[match.end()]
    return "" if any(map(is_wide, beside)) else " "


class Words:
    """One sentence in several languages: ``Words(en="A tangent.", ja="接線です。")``.

    ``$...$`` holds mathematics in Typst's notation, ``{name}`` a value that the scene provides, ``\\$`` is a dollar.
    """

    def __init__(self, *, owner: str = "", **sentences: str) -> None:
        self.owner = owner
        self.sentences: Mapping[str, str] = MappingProxyType(
            {language: inline(sentence) for language, sentence in sentences.items()}
        )

    def with_owner(self, owner: str) -> Words:
        """The same words, with the name that errors give them (``ChainRule::nudge``)."""
        return Words(owner=owner, **self.sentences)

    def localized(self, language: Language, values: Mapping[str, str] | None = None) -> str:
        """The sentence in ``language`` with ``values`` filled in, mathematics still in Typst's notation.

        Raises
        ------
        MissingTranslation
            Nobody has written it in that language.
        UnknownPlaceholder
            A ``{name}`` is not among the values.
        """
        sentence = self.sentences.get(language)
        if not sentence:
            there = ", ".join(sorted(self.sentences)) or "none"
            raise MissingTranslation(
                f"no words in language '{language}' (available: {there})",
                location=self.owner,
                hint=f'add {language}="..." beside them',
            )
        from sessen.notation import stray_dollar  # when there are words: a build that makes nothing has no need of it

        if stray_dollar(sentence):
            raise SessenError(
                f"a $ has no partner in the words {sentence!r}",
                location=self.owner,
                hint="write mathematics between two of them, a dollar sign as \\\\$ (\\$ in a raw string)",
            )
        return self._filled(sentence, values or {})

    def _filled(self, sentence: str, values: Mapping[str, str]) -> str:
        from sessen.notation import parts

        def value(match: re.Match[str], *, in_mathematics: bool) -> str:
            if match[1] not in values:
                raise self._unknown(match[1], values)
            return values[match[1]] if in_mathematics else _among_words(values[match[1]])

        # Braces inside mathematics belong to Typst only as {{ }} groups, which words have no use for.
        filled = (
            (part, _PLACEHOLDER.sub(partial(value, in_mathematics=part.is_mathematics), part.source))
            for part in parts(sentence)
        )
        return "".join(f"${text}$" if part.is_mathematics else text for part, text in filled)

    def _unknown(self, name: str, values: Mapping[str, str]) -> UnknownPlaceholder:
        known = ", ".join(sorted(values)) or "none"
        return UnknownPlaceholder(
            f"the words use {{{name}}}, which is not a value of this scene (available: {known})", location=self.owner
        )


def _among_words(value: str) -> str:
    """A value as it stands between words: a plain number as text, all other mathematics between dollar signs."""
    from sessen.notation import Mathematics

    if not isinstance(value, Mathematics):
        return value
    if _PLAIN_NUMBER.fullmatch(value):
        return value.replace("-", "\u2212")
    from sessen.mathematics.inline_fractions import inline

    return f"${inline(value)}$"


def plain_text(sentence: str) -> str:
    """The sentence as a caption file or a screen reader shows it, without Typst's notation.

    >>> plain("Let $h$ go to $0$.")
    'Let h go to 0.'
    """
    if "$" not in sentence:
        return sentence
    from sessen.notation import plain_sentence

    return plain_sentence(sentence)


def plain_texts(sentences: Iterable[str]) -> list[str]:
    """The same for several sentences."""
    return list(map(plain_text, sentences))


def reading_time(sentence: str) -> float:
    """Seconds that a viewer needs: one to notice, then 1/15 for a Latin letter and 1/7 for a Japanese character."""
    return 1.0 + reading_seconds(plain_text(sentence), LATIN_PER_SECOND)
