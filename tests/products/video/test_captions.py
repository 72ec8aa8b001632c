"""Captions can be read: not too fast, at most two lines, broken where a reader would breathe."""

from __future__ import annotations

from itertools import pairwise

import pytest
import srt as subrip  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from sessen.products.video.caption_lines import LINE, caption_blocks, width
from sessen.products.video.captions import CaptionCue, captions, srt, vtt

ENGLISH = (
    "Q glides towards P until h is nought, and the secant through the two points becomes the tangent at P, "
    "whose slope is twenty-five."
)
JAPANESE = "点Qを点Pに近づけていくと、2点を通る直線（割線）は、点Pにおける接線に限りなく近づいていきます。"


def speed(cue: CaptionCue) -> tuple[float, float]:
    """Latin letters and Japanese characters a second, each as if it were alone."""
    letters = sum(character.isascii() for character in cue.text)
    return letters / (cue.end - cue.start), (len(cue.text) - letters) / (cue.end - cue.start)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, "A dot.", "点です。", "a" * 100, "漢" * 60])
def test_a_caption_has_at_most_two_lines_that_fit(text: str) -> None:
    for block in caption_blocks(text):
        lines = block.split("\n")
        assert len(lines) <= 2
        assert all(width(line) <= LINE for line in lines)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE])
def test_nothing_is_lost_in_breaking(text: str) -> None:
    joined = "".join("".join(block.split()) for block in caption_blocks(text))
    assert joined == "".join(text.split())


@given(st.text(alphabet="あいう漢字カナー、。「」（）っ", max_size=120))
def test_no_japanese_line_begins_or_ends_with_what_must_not(text: str) -> None:
    lines = [line for block in caption_blocks(text) for line in block.split("\n") if line]
    assert "".join(lines) == text
    assert not [line for line in lines[1:] if line[0] in "、。」）ーっ"]
    assert not [line for line in lines[:-1] if line[-1] in "「（"]


def test_english_breaks_between_words_only() -> None:
    words = set(ENGLISH.split())
    assert all(word in words for block in caption_blocks(ENGLISH) for word in block.split())


def test_japanese_breaks_are_those_of_a_reader() -> None:
    assert caption_blocks(JAPANESE)[0] == "点Qを点Pに近づけていくと、\n2点を通る直線（割線）は、"


@pytest.mark.parametrize(("text", "seconds"), [(ENGLISH, 9.0), (JAPANESE, 8.0)])
def test_captions_are_no_faster_than_people_read(text: str, seconds: float) -> None:
    for cue in captions([CaptionCue(0, seconds, text)], seconds):
        latin, japanese = speed(cue)
        assert latin <= 17.0 + 0.1
        assert japanese <= 7.0 + 0.1


def test_a_sentence_that_is_too_long_for_its_step_borrows_time_from_the_next() -> None:
    hurried, calm = CaptionCue(0, 1, "0123456789" * 3), CaptionCue(1, 9, "Calm.")
    first, second = captions([hurried, calm], 9)
    assert first.end - first.start >= 30 / 17 - 0.001
    assert second.start >= first.end
    assert second.end == 9


def test_captions_never_overlap_and_stay_within_the_video() -> None:
    sentences = [CaptionCue(index, index + 1, ENGLISH) for index in range(3)]
    cues = captions(sentences, 3.0)
    assert all(one.end <= other.start + 0.001 for one, other in pairwise(cues))
    assert cues[0].start >= 0
    assert cues[-1].end <= 3.0


def test_webvtt_is_as_the_standard_writes_it() -> None:
    text = vtt([CaptionCue(0, 1.5, "a < b & c"), CaptionCue(3661.25, 3662, "x\ny")])
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c\n\n01:01:01.250 --> 01:01:02.000\nx\ny\n"
    )


def test_subrip_is_read_back_by_another_reader() -> None:
    cues = [CaptionCue(0, 1.5, "one\ntwo"), CaptionCue(2, 3.25, "三")]
    read = list(subrip.parse(srt(cues)))
    assert [(each.start.total_seconds(), each.end.total_seconds(), each.content) for each in read] == [
        (0, 1.5, "one\ntwo"),
        (2, 3.25, "三"),
    ]
