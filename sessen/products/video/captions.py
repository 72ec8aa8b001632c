"""Captions: sentences with their times, cut so that they can be read, as WebVTT and SubRip files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sessen.products.video.caption_lines import blocks

LATIN_A_SECOND: Final = 17.0
JAPANESE_A_SECOND: Final = 7.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    text: str


def captions(sentences: Iterable[Sentence], length: float) -> list[Sentence]:
    """Sentences cut into captions of at most two lines, none faster than people read as far as the time allows.

    Parameters
    ----------
    length
        Of the video, in seconds.
    """
    cut = [part for sentence in sentences for part in _cut(sentence)]
    return _paced(cut, length)


def reading_seconds(text: str) -> float:
    """The least time in which a caption can be read: 17 Latin letters or 7 Japanese characters a second."""
    return sum(1 / JAPANESE_A_SECOND if ord(character) > 0x2E7F else 1 / LATIN_A_SECOND for character in text)


def vtt(cues: Sequence[Sentence]) -> str:
    """A WebVTT file."""
    body = (f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{_escaped(cue.text)}\n" for cue in cues)
    return "\n".join(["WEBVTT\n", *body])


def srt(cues: Sequence[Sentence]) -> str:
    """A SubRip file."""
    import srt as subrip  # type: ignore[import-untyped]

    lines = [
        subrip.Subtitle(number, timedelta(seconds=cue.start), timedelta(seconds=cue.end), cue.text)
        for number, cue in enumerate(cues, 1)
    ]
    return str(subrip.compose(lines))


def _cut(sentence: Sentence) -> list[Sentence]:
    texts = [text for text in blocks(sentence.text) if text]
    needs = [reading_seconds(text) for text in texts]
    total, start, found = sum(needs), sentence.start, []
    for text, need in zip(texts, needs, strict=True):
        end = start + (sentence.end - sentence.start) * need / total
        found.append(Sentence(start, end, text))
        start = end
    return found


def _paced(cues: Sequence[Sentence], length: float) -> list[Sentence]:
    """Give each caption the time it needs from the time that the ones after it, or before it, can spare."""
    found: list[Sentence] = []
    ready = 0.0
    for cue in cues:
        start = max(cue.start, ready)
        end = max(cue.end, start + reading_seconds(cue.text))
        found.append(replace(cue, start=start, end=end))
        ready = end
    limit = length
    for index in range(len(found) - 1, -1, -1):
        cue = found[index]
        end = min(cue.end, limit)
        start = max(0.0, min(cue.start, end - min(reading_seconds(cue.text), cue.end - cue.start)))
        found[index] = replace(cue, start=round(start, 3), end=round(end, 3))
        limit = start
    return [cue for cue in found if cue.end > cue.start]


def _time(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
