"""Formulas in Japanese, as a lecturer reads them: letters and borrowed words in katakana, all else in hiragana."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from sessen.speech.japanese_numbers import digits_in_kana, number_in_kana
from sessen.speech.japanese_text import text_in_kana
from sessen.speech.japanese_words import ALONE, BETWEEN, BIG, LETTERS, MARKS, NUMBERS, OPERATORS, WORDS, WRAPPED
from sessen.speech.meaning import NOTHING, Meaning, is_vector, unbracketed
from sessen.speech.phrases import Grip, Phrase
from sessen.speech.printer import FormulaPrinter, parts_or_nothing, signed, whole_number

_PRIMES: Final = ("", "ダッシュ", "ツー ダッシュ", "スリー ダッシュ")
_TOGETHER: Final = frozenset(("ratio", "derivative", "big", "wrapped", "matrix", "row", "column", "choose", "cases"))


class JapanesePrinter(FormulaPrinter):
    """Reads formulas in Japanese."""

    language = "ja"
    pause = "、"
    times = "かける"
    between: ClassVar[Mapping[str, str]] = BETWEEN
    alone: ClassVar[Mapping[str, str]] = ALONE

    def _in_brackets(self, inner: Phrase) -> Phrase:
        return Phrase(f"かっこ {inner.text} かっことじ", Grip.WHOLE)

    def _letter_words(self, character: str) -> str:
        return LETTERS.get(character) or text_in_kana(character, self.readings)

    def _sign_words(self, character: str) -> str:
        if (own := self.readings.word("ja", character)) is not None:
            return own
        return ALONE.get(character) or BETWEEN.get(character) or ("" if character in ALONE else "きごう")

    def sentence_words(self, text: str) -> str:
        return WORDS.get(text.strip()) or text_in_kana(text, self.readings)

    # -- atoms ---------------------------------------------------------------------------------------------------

    def _number(self, meaning: Meaning) -> Phrase:
        return Phrase(number_in_kana(meaning.text))

    def _numbers(self, meaning: Meaning) -> Phrase:
        return Phrase(NUMBERS.get(meaning.text) or self._spelled(meaning.text))

    def _name(self, meaning: Meaning) -> Phrase:
        return Phrase(self._spelled(meaning.text))

    def _spelled(self, name: str) -> str:
        """A name by its reading, else letter by letter."""
        if (known := self.readings.word("ja", name)) is not None:
            return known
        if not name.isascii():
            return text_in_kana(name, self.readings)
        return " ".join(LETTERS[each] for each in name if each in LETTERS)

    def _operator(self, meaning: Meaning) -> Phrase:
        below, above = parts_or_nothing(meaning, 2)
        name = self.readings.word("ja", meaning.text) or OPERATORS.get(meaning.text) or self._spelled(meaning.text)
        if below is not NOTHING:
            said = self.read(below).text
            name = f"てい {said}の {name}" if meaning.text == "log" else f"{name}、{said}"
        if above is not NOTHING:
            is_inverse = above == Meaning("sum", (Meaning("term", (Meaning("number", text="1"),), "−"),))
            name += " インバース" if is_inverse else f" {self._raised(above)}"
        return Phrase(name)

    def _differential(self, meaning: Meaning) -> Phrase:
        return Phrase(f"{self._d(meaning.text)} {self.read(meaning.first).text}")

    @staticmethod
    def _d(letter: str) -> str:
        return "ラウンド" if letter == "∂" else "ディー"

    def _index(self, meaning: Meaning) -> Phrase:
        base, below = meaning.parts
        name, number = self.read(base).text, whole_number(below)
        if number is None:
            return Phrase(f"{name} {self.read(below).text}", opens=True)
        is_entry = number > 9 and (is_vector(base) or (base.kind == "letter" and base.text.isupper()))
        return Phrase(f"{name} {digits_in_kana(str(number)) if is_entry else number_in_kana(str(number))}")

    def _prime(self, meaning: Meaning) -> Phrase:
        count = int(meaning.text)
        words = _PRIMES[count] if count < len(_PRIMES) else f"{number_in_kana(meaning.text)} ダッシュ"
        inner = self.grouped(meaning.first, Grip.ATOM)
        if inner.opens:
            inner = self._in_brackets(inner)
        return Phrase(f"{inner.text} {words}")

    def _marked(self, meaning: Meaning) -> Phrase:
        inner = self.grouped(meaning.first, Grip.ATOM)
        if meaning.text == "arrow":
            return Phrase(f"ベクトル {inner.text}", opens=inner.opens)
        if meaning.text == "transpose":
            return Phrase(f"{inner.text}{self._pause_of(inner)}の てんち")
        words = MARKS.get(meaning.text) or self._spelled(meaning.text)
        return Phrase(f"{inner.text}{self.pause if inner.opens else ' '}{words}")

    def _pause_of(self, inner: Phrase) -> str:
        return self.pause if inner.opens else ""

    def _factorial(self, meaning: Meaning) -> Phrase:
        inner = self.grouped(meaning.first, Grip.ATOM)
        return Phrase(f"{inner.text}{self._pause_of(inner)}の かいじょう", Grip.WHOLE)

    # -- powers, roots, fractions --------------------------------------------------------------------------------

    def _power(self, meaning: Meaning) -> Phrase:
        base, exponent = meaning.parts
        if base.kind == "numbers":
            return Phrase(f"{self._spelled(base.text)} {self.read(exponent).text}", Grip.WHOLE)
        inner = self._base(base)
        if self._is_plain(exponent):
            return Phrase(f"{inner.text}{self._pause_of(inner)}の {self._raised(exponent)}", Grip.WHOLE)
        raised = self.read(unbracketed(exponent)).text
        return Phrase(f"{inner.text}の、{raised}、じょう", Grip.WHOLE)

    def _base(self, base: Meaning) -> Phrase:
        inner = self.read(base) if base.kind in ("apply", "interval") else self.grouped(base, Grip.ATOM)
        return inner if inner.grip >= Grip.WHOLE else self._in_brackets(inner)

    def _raised(self, exponent: Meaning) -> str:
        exponent = unbracketed(exponent)
        return f"{self.read(exponent).text}じょう"

    def _is_plain(self, exponent: Meaning) -> bool:
        """Whether an exponent is one letter or number, a sign before it or not."""
        exponent = unbracketed(exponent)
        pair = signed(exponent)
        return self.read(unbracketed(pair[1]) if pair else exponent).grip == Grip.ATOM

    def _root(self, meaning: Meaning) -> Phrase:
        radicand, index = meaning.parts
        number = whole_number(index)
        name = "ルート" if index is NOTHING or number == 2 else f"{self.read(index).text}じょうこん"
        return self._prefixed(name, [self.read(unbracketed(radicand))])

    def _prefixed(self, name: str, phrases: Sequence[Phrase]) -> Phrase:
        """A name before what it is of, with a pause where that is more than a letter or another function's value."""
        is_short = all(phrase.grip == Grip.ATOM or self._is_short_value(phrase) for phrase in phrases)
        separator = " " if is_short else self.pause
        text = separator.join([name, *(phrase.text for phrase in phrases)])
        return Phrase(text.strip(), Grip.WHOLE, opens=True)

    def _is_short_value(self, phrase: Phrase) -> bool:
        return phrase.grip == Grip.WHOLE and phrase.opens and not phrase.begins and self.pause not in phrase.text

    def _ratio(self, meaning: Meaning) -> Phrase:
        above, below = map(unbracketed, meaning.parts)
        over, under = self.read(above), self.read(below)
        if below.kind == "ratio" or under.begins or under.grip < Grip.SUM:
            under = self._in_brackets(under)
        pause = self.pause if over.grip <= Grip.SUM or over.begins or above.kind == "big" else " "
        text = f"{under.text} ぶんの{pause}{over.text}"
        return Phrase(text, Grip.PRODUCT, opens=True, begins=True)

    def _derivative(self, meaning: Meaning) -> Phrase:
        derived, order, *variables = meaning.parts
        d = self._d(meaning.text)
        top = d if whole_number(order) == 1 else f"{d} {self._raised(order)}"
        inner = self.read(derived)
        below = " ".join(self._by_words(d, variable) for variable in variables)
        if derived is NOTHING:
            return Phrase(f"{top} {below}", Grip.WHOLE, opens=True)
        pause = " " if inner.grip == Grip.ATOM else self.pause
        return Phrase(f"{top}{pause}{inner.text}{pause}{below}", Grip.WHOLE, opens=True)

    def _by_words(self, d: str, variable: Meaning) -> str:
        letter, order = variable.parts
        name = f"{d} {self.read(letter).text}"
        return name if whole_number(order) == 1 else f"{name} {self._raised(order)}"

    # -- functions -----------------------------------------------------------------------------------------------

    def _apply(self, meaning: Meaning) -> Phrase:
        function, *arguments = meaning.parts
        name, phrases = self.read(function), [self.read(unbracketed(each)) for each in arguments]
        if function.kind == "derivative":
            return Phrase(f"{name.text}、{phrases[0].text}", Grip.WHOLE, opens=True)
        return self._prefixed(name.text, phrases)

    def _needs_times(self, meaning: Meaning, phrase: Phrase) -> bool:
        return meaning.kind in _TOGETHER or phrase.text.startswith("かっこ")

    def _wrapped(self, meaning: Meaning) -> Phrase:
        is_length = meaning.text == "abs" and is_vector(meaning.first)
        return self._prefixed(WRAPPED["norm" if is_length else meaning.text], [self.read(unbracketed(meaning.first))])

    def _choose(self, meaning: Meaning) -> Phrase:
        above, below = (self.grouped(part, Grip.ATOM).text for part in meaning.parts)
        return Phrase(f"{above} シー {below}", Grip.WHOLE, opens=True)

    def _big(self, meaning: Meaning) -> Phrase:
        below, above, body, *variables = meaning.parts
        words = [self.readings.word("ja", meaning.text) or BIG[meaning.text]]
        if below is not NOTHING:
            words.append(self._bounds(meaning.text, below, above))
        if body is not NOTHING:
            words.append(self.body(body, is_enclosed=bool(variables)))
        words += [self.read(variable).text for variable in variables]
        return Phrase(self.pause.join(words), Grip.WHOLE, opens=True)

    def _bounds(self, name: str, below: Meaning, above: Meaning) -> str:
        if name in ("lim", "liminf", "limsup"):
            return self._approach(below)
        if above is NOTHING:
            return self.read(below).text
        return f"{self.read(below).text} から {self.read(above).text} まで"

    def _approach(self, below: Meaning) -> str:
        if below.kind != "relation" or len(below.parts) != 2 or below.parts[1].text not in "→⟶":
            return self.read(below).text
        variable, point, side = below.first.first, below.parts[1].first, ""
        if point.kind == "marked" and point.text in ("plus", "minus"):
            side, point = ("みぎから " if point.text == "plus" else "ひだりから "), point.first
        return f"{self.read(variable).text}が {side}{self.read(point).text}に ちかづくとき"

    # -- relations, sets, matrices -------------------------------------------------------------------------------

    def _mapping(self, sides: Sequence[Phrase]) -> Phrase:
        function, *others = sides
        return Phrase(f"{function.text}、{' から '.join(side.text for side in others)}", Grip.RELATION)

    def _tuple(self, meaning: Meaning) -> Phrase:
        return Phrase(self.listed(meaning.parts), Grip.LIST)

    def _interval(self, meaning: Meaning) -> Phrase:
        low, high = (self.read(end).text for end in meaning.parts)
        kinds = {"[]": "へいくかん", "()": "かいくかん"}
        if meaning.text in kinds:
            text = f"{kinds[meaning.text]}、{low} から {high} まで"
        elif meaning.text[0] == "[":
            text = f"はんかいくかん、{low} いじょう {high} みまん"
        else:
            text = f"はんかいくかん、{low}より おおきく {high} いか"
        return Phrase(text, Grip.WHOLE, opens=True)

    def _set(self, meaning: Meaning) -> Phrase:
        if not meaning.parts:
            return Phrase("くうしゅうごう")
        return Phrase(f"しゅうごう {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _such(self, meaning: Meaning) -> Phrase:
        member, condition = (self.read(part).text for part in meaning.parts)
        return Phrase(f"しゅうごう、{member}、ただし {condition}", Grip.WHOLE, opens=True)

    def _column(self, meaning: Meaning) -> Phrase:
        name = "ベクトル" if meaning.text == "vec" else "れつベクトル"
        return Phrase(f"{name} {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _row(self, meaning: Meaning) -> Phrase:
        return Phrase(f"ぎょうベクトル {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _matrix(self, meaning: Meaning) -> Phrase:
        count, width = len(meaning.parts), max(len(row.parts) for row in meaning.parts)
        rows = [
            f"{number_in_kana(str(number))} ぎょうめ、{self.listed(row.parts)}"
            for number, row in enumerate(meaning.parts, 1)
        ]
        size = f"{number_in_kana(str(count))} ぎょう {number_in_kana(str(width))} れつの ぎょうれつ"
        return Phrase(self.pause.join((size, *rows)), Grip.WHOLE, opens=True)

    def _cases(self, meaning: Meaning) -> Phrase:
        return Phrase(self.pause.join(self._case_words(*case.parts) for case in meaning.parts), Grip.LIST, opens=True)

    def _case_words(self, value: Meaning, condition: Meaning) -> str:
        said = self.read(value).text
        return said if condition is NOTHING else f"{self.read(condition).text}の とき {said}"
