"""Formulas in English, as a lecturer reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from sessen.speech.english_numbers import digits_in_words, number_in_words, ordinal, parts_in_words
from sessen.speech.english_structures import EnglishStructures
from sessen.speech.english_text import text_in_words
from sessen.speech.english_words import ALONE, BETWEEN, BIG, GREEK, MARKS, NUMBERS, OPERATORS, WRAPPED
from sessen.speech.meaning import NOTHING, Meaning, is_vector, unbracketed
from sessen.speech.phrases import Grip, Phrase
from sessen.speech.printer import parts_or_nothing, signed, whole_number

_POWERS: Final = {2: "squared", 3: "cubed"}
_PRIMES: Final = ("", "prime", "double prime", "triple prime")
_TOGETHER: Final = frozenset(
    ("ratio", "derivative", "big", "wrapped", "root", "matrix", "row", "column", "choose", "cases")
)


class EnglishPrinter(EnglishStructures):
    """Reads formulas in English."""

    language = "en"
    pause = ", "
    times = "times"
    between: ClassVar[Mapping[str, str]] = BETWEEN
    alone: ClassVar[Mapping[str, str]] = ALONE

    def _in_brackets(self, inner: Phrase) -> Phrase:
        return Phrase(f"the quantity {inner.text}", Grip.WHOLE, opens=True)

    def _letter_words(self, character: str) -> str:
        if character in GREEK:
            return GREEK[character]
        name = unicodedata.name(character, "").lower()
        if "greek capital letter" in name:
            return f"capital {name.rpartition(' ')[2]}"
        if "greek" in name or "mathematical" in name or "script" in name:
            return name.rpartition(" ")[2]
        return character

    def _sign_words(self, character: str) -> str:
        if (own := self.readings.word("en", character)) is not None:
            return own
        if character in ALONE or character in BETWEEN:
            return ALONE.get(character, BETWEEN.get(character, ""))
        name = unicodedata.name(character[:1], "").lower()
        return name.replace("-", " ").removesuffix(" sign").removesuffix(" operator")

    def sentence_words(self, text: str) -> str:
        return text_in_words(text, self.readings)

    # -- atoms ---------------------------------------------------------------------------------------------------

    def _number(self, meaning: Meaning) -> Phrase:
        return Phrase(number_in_words(meaning.text))

    def _numbers(self, meaning: Meaning) -> Phrase:
        return Phrase(NUMBERS.get(meaning.text, meaning.text), Grip.WHOLE)

    def _name(self, meaning: Meaning) -> Phrase:
        return Phrase(self.sentence_words(meaning.text.replace(".", " ")), Grip.ATOM)

    def _operator(self, meaning: Meaning) -> Phrase:
        below, above = parts_or_nothing(meaning, 2)
        name = (
            self.readings.word("en", meaning.text) or OPERATORS.get(meaning.text) or self.sentence_words(meaning.text)
        )
        if below is not NOTHING:
            name += f" base {self.read(below).text}" if meaning.text == "log" else f" over {self.read(below).text}"
        if above is not NOTHING:
            name += f" {self._raise_words(above)}"
        return Phrase(name)

    def _differential(self, meaning: Meaning) -> Phrase:
        return Phrase(f"{self._d(meaning.text)} {self.read(meaning.first).text}")

    @staticmethod
    def _d(letter: str) -> str:
        return "partial" if letter == "∂" else letter

    def _index(self, meaning: Meaning) -> Phrase:
        base, below = meaning.parts
        name = self.read(base).text
        number = whole_number(below)
        if number is None:
            return Phrase(f"{name} sub {self.read(below).text}", opens=True)
        is_entry = number > 9 and (is_vector(base) or (base.kind == "letter" and base.text.isupper()))
        words = digits_in_words(str(number)) if is_entry else number_in_words(str(number))
        return Phrase(f"{name} {words}")

    def _prime(self, meaning: Meaning) -> Phrase:
        count = int(meaning.text)
        if meaning.first.kind != "bracket":
            inner = self.read(meaning.first)
            words = _PRIMES[count] if count < len(_PRIMES) else f"{number_in_words(meaning.text)} primes"
            if inner.grip == Grip.ATOM:
                return Phrase(f"{inner.text} {words}")
        which = "" if count == 1 else f"{ordinal(count)} "
        return Phrase(f"the {which}derivative of {self.read(unbracketed(meaning.first)).text}", Grip.WHOLE, opens=True)

    def _marked(self, meaning: Meaning) -> Phrase:
        mark, base = meaning.text, meaning.first
        inner = self.read(unbracketed(base))
        if mark in ("transpose", "inverse") and inner.grip < Grip.ATOM:
            return Phrase(f"the {mark} of {inner.text}", Grip.WHOLE, opens=True)
        if mark == "arrow":
            return Phrase(f"vector {inner.text}", opens=inner.opens)
        inner = self.grouped(base, Grip.ATOM)
        words = MARKS.get(mark) or self.sentence_words(mark.replace(".", " "))
        pause = self.pause if inner.opens else " "
        grip = Grip.WHOLE if mark in ("transpose", "inverse", "degree") else Grip.ATOM
        return Phrase(f"{inner.text}{pause}{words}", grip)

    def _factorial(self, meaning: Meaning) -> Phrase:
        inner = self.grouped(meaning.first, Grip.ATOM)
        return Phrase(f"{inner.text}{self.pause if inner.opens else ' '}factorial", Grip.WHOLE)

    # -- powers, roots, fractions --------------------------------------------------------------------------------

    def _power(self, meaning: Meaning) -> Phrase:
        base, exponent = meaning.parts
        if base.kind == "numbers":
            return Phrase(f"{base.text} {self._sizes(exponent)}", Grip.WHOLE)
        inner = self.read(base) if base.kind in ("apply", "interval") else self.grouped(base, Grip.ATOM)
        pause = self.pause if inner.opens else " "
        return Phrase(f"{inner.text}{pause}{self._raise_words(exponent)}", Grip.WHOLE, _stays_open(exponent))

    def _raise_words(self, exponent: Meaning) -> str:
        number = whole_number(exponent)
        if number in _POWERS:
            return _POWERS[number]
        return f"to the power {self.read(unbracketed(exponent)).text}"

    def _sizes(self, exponent: Meaning) -> str:
        exponent = unbracketed(exponent)
        if exponent.kind == "product" and all(factor.text in ("", "×") for factor in exponent.parts):
            return " by ".join(self.read(factor.first).text for factor in exponent.parts)
        return self.read(exponent).text

    def _root(self, meaning: Meaning) -> Phrase:
        radicand, index = meaning.parts
        inner = self._taken(self.read(unbracketed(radicand)))
        return Phrase(f"the {self._root_name(index)} root of {inner}", Grip.WHOLE, opens=True)

    def _root_name(self, index: Meaning) -> str:
        number = whole_number(index)
        if index is NOTHING or number == 2:
            return "square"
        if number is None:
            return f"{self.read(index).text}-th"
        return "cube" if number == 3 else ordinal(number)

    def _ratio(self, meaning: Meaning) -> Phrase:
        above, below = map(unbracketed, meaning.parts)
        numbers = whole_number(above), whole_number(below)
        if numbers[0] is not None and numbers[1] is not None and (words := parts_in_words(numbers[0], numbers[1])):
            return Phrase(words, Grip.WHOLE)
        over, under = self.read(above), self.read(below)
        under_text = under.text if under.grip > Grip.SUM and below.kind != "ratio" else f"the quantity {under.text}"
        if over.grip > Grip.SUM and not over.opens and not over.said_times:
            return Phrase(f"{over.text} over {under_text}", Grip.PRODUCT, opens=True)
        word = "all over" if self.pause in over.text else "over"
        behind = f"the quantity {over.text}, {word} {under_text}"
        text = behind if above.kind == "big" else f"{over.text}, {word} {under_text}"
        return Phrase(text, Grip.PRODUCT, opens=True, inside=behind)

    def _derivative(self, meaning: Meaning) -> Phrase:
        derived, order, *variables = meaning.parts
        inner = self.read(derived)
        number = whole_number(order)
        names = [self.read(each.first).text for each in variables]
        if meaning.text == "d" and number == 1 and len(names) == 1:
            pause = self.pause if inner.opens or inner.grip <= Grip.SUM else " "
            text = f"d {inner.text}{pause}by d {names[0]}" if derived is not NOTHING else f"d by d {names[0]}"
            return Phrase(text, Grip.WHOLE, opens=True)
        which = "" if number == 1 else f"{ordinal(number)} " if number else f"{self.read(order).text}-th "
        kind = "partial derivative" if meaning.text == "∂" else "derivative"
        by = f"with respect to {_and(names)}"
        if derived is NOTHING:
            return Phrase(f"the {which}{kind} {by}", Grip.WHOLE, opens=True)
        pause = self.pause if inner.opens or inner.grip <= Grip.SUM else " "
        return Phrase(f"the {which}{kind} of {inner.text}{pause}{by}", Grip.WHOLE, opens=True)

    # -- functions -----------------------------------------------------------------------------------------------

    def _apply(self, meaning: Meaning) -> Phrase:
        function, *arguments = meaning.parts
        name = self.read(function).text
        phrases = [self.read(unbracketed(each)) for each in arguments]
        if function.text == "mod":
            return Phrase(f"mod {phrases[0].text}", Grip.WHOLE)
        text = f"{name} of {_and([self._taken(each) for each in phrases], self._are_long(phrases))}"
        return Phrase(text.strip(), Grip.WHOLE, opens=True)

    def _taken(self, phrase: Phrase) -> str:
        """What a function takes; where a pause is in a sum its end could not be heard."""
        has_pause = phrase.grip <= Grip.SUM and self.pause in phrase.text
        return self._in_brackets(phrase).text if has_pause else phrase.behind

    @staticmethod
    def _are_long(phrases: Sequence[Phrase]) -> bool:
        return any(phrase.grip < Grip.WHOLE or phrase.opens for phrase in phrases)

    def _needs_times(self, meaning: Meaning, phrase: Phrase) -> bool:
        return meaning.kind in _TOGETHER or phrase.text.startswith("the ")

    def _wrapped(self, meaning: Meaning) -> Phrase:
        name = WRAPPED[meaning.text]
        if meaning.text in ("abs", "norm") and is_vector(meaning.first):
            name = "the length" if meaning.text == "abs" else "the norm"
        return Phrase(f"{name} of {self._taken(self.read(unbracketed(meaning.first)))}", Grip.WHOLE, opens=True)

    def _choose(self, meaning: Meaning) -> Phrase:
        above, below = (self.grouped(part, Grip.PRODUCT).text for part in meaning.parts)
        return Phrase(f"{above} choose {below}", Grip.WHOLE, opens=True)

    def _big(self, meaning: Meaning) -> Phrase:
        below, above, body, *variables = meaning.parts
        name = self.readings.word("en", meaning.text) or BIG[meaning.text]
        text = f"{name} {self._bounds(meaning.text, below, above)}".strip()
        if body is not NOTHING:
            text += f" of {self.body(body, is_enclosed=bool(variables))}"
        text += "".join(f"{self.pause}{self.read(variable).text}" for variable in variables)
        return Phrase(text, Grip.WHOLE, opens=True)

    def _bounds(self, name: str, below: Meaning, above: Meaning) -> str:
        if below is NOTHING:
            return ""
        if name in ("lim", "liminf", "limsup"):
            return f"as {self._approach(below)}"
        if above is NOTHING:
            return f"over {self.read(below).text}"
        return f"from {self.read(below).text} to {self.read(above).text}"

    def _approach(self, below: Meaning) -> str:
        last = below.parts[-1].first if below.kind == "relation" else NOTHING
        if last.kind == "marked" and last.text in ("plus", "minus"):
            side = "right" if last.text == "plus" else "left"
            variable = self.read(below.first.first).text
            return f"{variable} goes to {self.read(last.first).text} from the {side}"
        return self.read(below).text


def _and(words: Sequence[str], long: bool = False) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{',' if long else ''} and {words[-1]}"


def _stays_open(exponent: Meaning) -> bool:
    """Whether what follows would seem to belong to an exponent: not to a whole number."""
    exponent = unbracketed(exponent)
    pair = signed(exponent)
    return whole_number(pair[1] if pair else exponent) is None
