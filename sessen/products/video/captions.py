"""Captions: sentences with their times, cut so that they can be read, as WebVTT and SubRip files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from sessen.characters import reading_seconds
from sessen.products.video.caption_lines import caption_blocks

#: As guidelines for captions allow; sentences in the picture are given more time (`sessen.words.reading_time`).
LATIN_A_SECOND: Final = 17.0
#: How the comment begins in which the words are as they are read aloud.
_READ_ALOUD: Final = "NOTE read aloud: "
_TIMES: Final = re.compile(r"(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)[^\n]*\n(.*?)(?:\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CaptionCue:
    """What is said from ``start`` to ``end``, in seconds.

    ``timed`` where its author has said when, as `Scene.add_subcaption` of Manim and manim-voiceover do.
    """

    start: float
    end: float
    text: str
    timed: bool = False

    def within(self, start: float, speed: float = 1.0) -> CaptionCue:
        """The sentence of a step that begins at ``start``, in a video that is so many times as fast."""
        return replace(self, start=(start + self.start) / speed, end=(start + self.end) / speed)


def captions(sentences: Iterable[CaptionCue], length: float) -> list[CaptionCue]:
    """Sentences cut into captions of at most two lines, none faster than people read as far as the time allows.

    Those that their author has timed stay as they are. None is left out but what ends before the video begins.

    Parameters
    ----------
    length
        Of the video, in seconds.
    """
    given = list(sentences)
    cut = [part for sentence in given if not sentence.timed for part in _cut(sentence)]
    timed = [_kept(sentence) for sentence in given if sentence.timed and sentence.end > max(sentence.start, 0.0)]
    return sorted([*_with_reading_time(cut, length), *timed], key=lambda cue: cue.start)


def shown_one_by_one(cues: Sequence[CaptionCue], length: float) -> list[CaptionCue]:
    """Captions for a track that shows one at a time and ends with the video: those that overlap are one meanwhile."""
    moments = sorted({min(moment, length) for cue in cues for moment in (cue.start, cue.end)})
    found: list[CaptionCue] = []
    for start, end in pairwise(moments):
        text = "\n".join(cue.text for cue in cues if cue.start <= start and cue.end >= end)
        if text and found and (found[-1].text, found[-1].end) == (text, start):
            found[-1] = replace(found[-1], end=end)
        elif text:
            found.append(CaptionCue(start, end, text))
    return found


def vtt(cues: Sequence[CaptionCue], spoken: str = "") -> str:
    """A WebVTT file.

    Parameters
    ----------
    spoken
        The words as they are read aloud: a comment that no player shows, from which alternative texts are made.
    """
    head = ["WEBVTT\n", *([f"{_READ_ALOUD}{spoken}\n"] if spoken else [])]
    body = (f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{_escaped(cue.text)}\n" for cue in cues)
    return "\n".join([*head, *body])


def read_spoken(text: str) -> str:
    """The words of a file that `vtt` has written, as they are read aloud; empty where nothing is said of that."""
    return next((line.removeprefix(_READ_ALOUD) for line in text.splitlines() if line.startswith(_READ_ALOUD)), "")


def read_vtt(text: str) -> list[CaptionCue]:
    """The captions of a file that `vtt` has written."""
    found = []
    for match in _TIMES.finditer(text):
        start, end = (
            int(match[first]) * 3600 + int(match[first + 1]) * 60 + float(match[first + 2]) for first in (1, 4)
        )
        found.append(CaptionCue(start, end, html.unescape(match[7].strip())))
    return found


def srt(cues: Sequence[CaptionCue]) -> str:
    """A SubRip file."""
    import srt as subrip  # type: ignore[import-untyped]

    lines = [
        subrip.Subtitle(number, timedelta(seconds=cue.start), timedelta(seconds=cue.end), cue.text)
        for number, cue in enumerate(cues, 1)
    ]
    return str(subrip.compose(lines))


def _cut(sentence: CaptionCue) -> list[CaptionCue]:
    texts = [text for text in caption_blocks(sentence.text) if text]
    needs = [reading_seconds(text, LATIN_A_SECOND) for text in texts]
    total, start, found = sum(needs), sentence.start, []
    for text, need in zip(texts, needs, strict=True):
        end = start + (sentence.end - sentence.start) * need / total
        found.append(CaptionCue(start, end, text))
        start = end
    return found


def _with_reading_time(cues: Sequence[CaptionCue], length: float) -> list[CaptionCue]:
    """Give each caption the time it needs from the time that the ones after it, or before it, can spare.

    Where all together need more than there is, each gets its share.
    """
    share = min(1.0, length / max(sum(reading_seconds(cue.text, LATIN_A_SECOND) for cue in cues), 1e-9))
    needs = [share * reading_seconds(cue.text, LATIN_A_SECOND) for cue in cues]
    found: list[CaptionCue] = []
    ready = 0.0
    for cue, need in zip(cues, needs, strict=True):
        start = max(cue.start, ready)
        ready = max(cue.end, start + need)
        found.append(replace(cue, start=start, end=ready))
    limit = length
    for index in range(len(found) - 1, -1, -1):
        cue = found[index]
        end = min(cue.end, limit)
        start = max(0.0, min(cue.start, end - needs[index]))
        found[index] = replace(cue, start=round(start, 3), end=round(end, 3))
        limit = start
    return found


def _kept(sentence: CaptionCue) -> CaptionCue:
    """A caption as its author has written it; an empty line would end it in a file."""
    lines = (line.strip() for line in sentence.text.splitlines())
    text = "\n".join(line for line in lines if line)
    return replace(sentence, start=max(0.0, sentence.start), text=text)


def _time(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
