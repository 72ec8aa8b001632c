"""What readings of formulas have in common in all languages: how phrases are joined without ambiguity."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from sessen.notation import NotationError, parse
from sessen.speech.grammar import understand
from sessen.speech.meaning import NOTHING, Meaning, is_vector, unbracketed
from sessen.speech.phrases import Grip, Phrase
from sessen.speech.readings import Readings

_WHOLE_NUMBER = re.compile(r"[0-9]+")
_ORDERS = frozenset("<>≤≥")
_ARROWS = frozenset("→⟶")


class FormulaPrinter(ABC):
    """Reads the meaning of a formula aloud, in one language."""

    language: ClassVar[str]
    pause: ClassVar[str]
    times: ClassVar[str]
    #: Signs between terms, sides and factors; signs that stand alone.
    between: ClassVar[Mapping[str, str]]
    alone: ClassVar[Mapping[str, str]]

    def __init__(self, readings: Readings) -> None:
        self.readings = readings

    def formula(self, source: str) -> str:
        """Mathematics in Typst's notation in words."""
        try:
            return " ".join(self.read(understand(parse(source))).text.split())
        except NotationError:  # nested beyond all measure: Typst refuses it too
            return ""

    def read(self, meaning: Meaning) -> Phrase:
        """The words for a node."""
        return getattr(self, f"_{meaning.kind}")(meaning)  # type: ignore[no-any-return]

    def grouped(self, meaning: Meaning, at_least: Grip) -> Phrase:
        """What brackets hold together, with words for the brackets where it would not hold together without."""
        inner = self.read(unbracketed(meaning))
        return inner if inner.grip >= at_least else self._in_brackets(inner)

    @abstractmethod
    def _in_brackets(self, inner: Phrase) -> Phrase: ...

    @abstractmethod
    def _sign_words(self, character: str) -> str: ...

    @abstractmethod
    def sentence_words(self, text: str) -> str:
        """Words outside of mathematics as they are said."""

    def joined(self, before: Phrase, word: str, after: Phrase) -> str:
        """Two phrases with a word between them, with pauses where one would swallow the other."""
        first = self.pause if before.opens else " "
        second = self.pause if after.begins else " "
        return f"{before.text}{first}{word}{second}{after.behind}" if word else f"{before.text}{first}{after.behind}"

    # -- sums ----------------------------------------------------------------------------------------------------

    def _sum(self, meaning: Meaning) -> Phrase:
        first, *others = meaning.parts
        phrase = self._first_term(first)
        for term in others:
            after = self.grouped(term.first, Grip.PRODUCT) if term.first.kind == "bracket" else self.read(term.first)
            text = self.joined(phrase, self._between(term.text), after)
            phrase = Phrase(text, Grip.SUM, after.opens, phrase.begins, said_times=phrase.said_times)
        return phrase

    def _first_term(self, term: Meaning) -> Phrase:
        if not term.text:
            phrase = self.read(term.first)
            is_sum = phrase.grip <= Grip.SUM
            return Phrase(phrase.text, phrase.grip, phrase.opens or is_sum, phrase.begins, phrase.inside)
        inner = self.grouped(term.first, Grip.PRODUCT)
        pause = self.pause if inner.begins else " "
        return Phrase(f"{self._between(term.text)}{pause}{inner.behind}", Grip.PRODUCT, inner.opens)

    # -- products ------------------------------------------------------------------------------------------------

    def _product(self, meaning: Meaning) -> Phrase:
        first, *others = meaning.parts
        phrase, before = self._factor_phrase(first.first), first.first
        for factor in others:
            after = self._factor_phrase(factor.first)
            word = self._joint(factor.text, before, factor.first, phrase, after)
            text = self.joined(phrase, word, after)
            said = phrase.said_times or after.said_times or bool(word)
            phrase = Phrase(text, Grip.PRODUCT, after.opens, phrase.begins, phrase.inside and text, said)
            before = factor.first
        return phrase

    def _factor_phrase(self, meaning: Meaning) -> Phrase:
        return self.grouped(meaning, Grip.PRODUCT) if meaning.kind == "bracket" else self.read(meaning)

    def _joint(self, sign: str, before: Meaning, after: Meaning, phrase: Phrase, next_phrase: Phrase) -> str:
        """The word between two factors; empty where they are read side by side."""
        if sign in "⋅·∙•" and sign:
            return self.between["·"] if is_vector(before) and is_vector(after) else self.times
        if sign in "×∗" and sign:
            return self.between["×"] if is_vector(before) and is_vector(after) else self.times
        if sign:
            return self._between(sign)
        if "sign" in (before.kind, after.kind) or after.kind == "differential":
            return ""
        stands_alone = after.kind == "number" or _is_signed(after) or self._needs_times(unbracketed(after), next_phrase)
        return self.times if phrase.opens or stands_alone else ""

    def _between(self, sign: str) -> str:
        """What a sign between two parts is called."""
        return self.readings.word(self.language, sign) or self.between.get(sign) or self._sign_words(sign)

    @abstractmethod
    def _needs_times(self, meaning: Meaning, phrase: Phrase) -> bool: ...

    def body(self, meaning: Meaning, *, is_enclosed: bool) -> str:
        """What a sum or a limit is of; ``is_enclosed`` where a differential tells its end."""
        return (self.read(meaning) if is_enclosed else self.grouped(meaning, Grip.PRODUCT)).text

    # -- relations and lists -------------------------------------------------------------------------------------

    def _relation(self, meaning: Meaning) -> Phrase:
        sides = meaning.parts
        signs = [side.text for side in sides[1:]]
        if signs[:2] == [":", "→"]:
            return self._mapping([self.read(side.first) for side in sides])
        if len(signs) > 1 and set(signs) <= _ARROWS:
            signs = ["→→"] * len(signs)
        phrase = self.read(sides[0].first)
        text = phrase.text
        for index, (sign, side) in enumerate(zip(signs, sides[1:], strict=True)):
            phrase = self.read(side.first)
            is_chained = index > 0 and sign in _ORDERS and signs[index - 1] in _ORDERS
            text = self._related(text, self._between(sign), phrase, chained=is_chained)
        return Phrase(text.strip(), Grip.RELATION, phrase.opens)

    def _related(self, before: str, word: str, after: Phrase, *, chained: bool) -> str:
        return f"{before} {word} {after.text}"

    @abstractmethod
    def _mapping(self, sides: Sequence[Phrase]) -> Phrase: ...

    def _list(self, meaning: Meaning) -> Phrase:
        return Phrase(self.listed(meaning.parts), Grip.LIST, opens=True)

    def listed(self, meanings: Sequence[Meaning]) -> str:
        """Members with pauses between them."""
        return self.pause.join(self.read(each).text for each in meanings)

    # -- atoms ---------------------------------------------------------------------------------------------------

    def _nothing(self, _: Meaning) -> Phrase:
        return Phrase("")

    def _bracket(self, meaning: Meaning) -> Phrase:
        return self.read(meaning.first)

    def _letter(self, meaning: Meaning) -> Phrase:
        known = self.readings.word(self.language, meaning.text)
        if known is None and not meaning.text.isalpha():
            return self._sign(meaning)  # a round d that is alone
        return Phrase(known or self._letter_words(meaning.text))

    def _vector(self, meaning: Meaning) -> Phrase:
        return self._letter(meaning)

    @abstractmethod
    def _letter_words(self, character: str) -> str: ...

    def _sign(self, meaning: Meaning) -> Phrase:
        return Phrase(self._sign_words(meaning.text))

    def _words(self, meaning: Meaning) -> Phrase:
        return Phrase(self.sentence_words(meaning.text).strip())


def whole_number(meaning: Meaning) -> int | None:
    """The value of a whole number without a sign."""
    meaning = unbracketed(meaning)
    is_whole = meaning.kind == "number" and _WHOLE_NUMBER.fullmatch(meaning.text)
    return int(meaning.text) if is_whole else None


def signed(meaning: Meaning) -> tuple[str, Meaning] | None:
    """The sign and the rest of what is one term with a sign; None of anything else."""
    if meaning.kind == "sum" and len(meaning.parts) == 1:
        return meaning.first.text, meaning.first.first
    return None


def _is_signed(meaning: Meaning) -> bool:
    return signed(unbracketed(meaning)) is not None


def parts_or_nothing(meaning: Meaning, count: int) -> tuple[Meaning, ...]:
    """So many parts, with nothing for those that are not there."""
    return (*meaning.parts, *[NOTHING] * count)[:count]
