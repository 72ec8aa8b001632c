"""What formulas are built of besides operations, in English: relations, sets, intervals, matrices, cases."""

from __future__ import annotations

from collections.abc import Sequence

from sessen.speech.english_numbers import number_in_words, ordinal
from sessen.speech.meaning import NOTHING, Meaning
from sessen.speech.phrases import Grip, Phrase
from sessen.speech.printer import FormulaPrinter


class EnglishStructures(FormulaPrinter):
    """The part of the printer that needs to know nothing about arithmetic."""

    def _related(self, before: str, word: str, after: Phrase, *, chained: bool) -> str:
        return f"{before}, which {word} {after.text}" if chained else f"{before} {word} {after.text}"

    def _mapping(self, sides: Sequence[Phrase]) -> Phrase:
        function, *others = sides
        return Phrase(f"{function.text} from {' to '.join(side.text for side in others)}", Grip.RELATION)

    def _tuple(self, meaning: Meaning) -> Phrase:
        return Phrase(" comma ".join(self.read(each).text for each in meaning.parts), Grip.LIST)

    def _interval(self, meaning: Meaning) -> Phrase:
        low, high = (self.read(end).text for end in meaning.parts)
        kinds = {"[]": "closed", "()": "open"}
        if meaning.text in kinds:
            return Phrase(f"the {kinds[meaning.text]} interval from {low} to {high}", Grip.WHOLE, opens=True)
        ends = ("included", "excluded") if meaning.text[0] == "[" else ("excluded", "included")
        text = f"the half-open interval from {low}, {ends[0]}, to {high}, {ends[1]}"
        return Phrase(text, Grip.WHOLE, opens=True)

    def _set(self, meaning: Meaning) -> Phrase:
        if not meaning.parts:
            return Phrase("the empty set", Grip.WHOLE)
        return Phrase(f"the set of {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _such(self, meaning: Meaning) -> Phrase:
        member, condition = (self.read(part).text for part in meaning.parts)
        return Phrase(f"the set of all {member} such that {condition}", Grip.WHOLE, opens=True)

    def _column(self, meaning: Meaning) -> Phrase:
        name = "vector" if meaning.text == "vec" else "column"
        return Phrase(f"the {name} {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _row(self, meaning: Meaning) -> Phrase:
        return Phrase(f"the row {self.listed(meaning.parts)}", Grip.WHOLE, opens=True)

    def _matrix(self, meaning: Meaning) -> Phrase:
        count, width = len(meaning.parts), max(len(row.parts) for row in meaning.parts)
        rows = [f"{ordinal(number)} row {self.listed(row.parts)}" for number, row in enumerate(meaning.parts, 1)]
        size = f"{number_in_words(str(count))} by {number_in_words(str(width))}"
        return Phrase(f"the {size} matrix, {self.pause.join(rows)}", Grip.WHOLE, opens=True)

    def _cases(self, meaning: Meaning) -> Phrase:
        return Phrase(self.pause.join(self._case_words(*case.parts) for case in meaning.parts), Grip.LIST, opens=True)

    def _case_words(self, value: Meaning, condition: Meaning) -> str:
        said = self.read(value).text
        if condition is NOTHING:
            return said
        begins = "" if condition.kind in ("words", "name") or _begins_with_words(condition) else "if "
        return f"{said} {begins}{self.read(condition).text}"


def _begins_with_words(condition: Meaning) -> bool:
    return condition.kind == "product" and condition.first.first.kind == "words"
