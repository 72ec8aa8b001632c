"""Chapters as video sites take them: the first at 0:00, none shorter than ten seconds as they are written."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sessen.pipeline.product import StepInput
from sessen.products.video.make import SHORTEST_CHAPTER, ChapterMark, VideoSpec, _VideoBuilder, clock, long_enough
from sessen.store import Entry

LENGTHS = [4.0, 3.0, 40.0, 3.0, 30.0, 3.0, 6.0]  # title, card, scene, card, scene, card, scene


class _Store:
    """Steps of these lengths that say nothing."""

    def entry(self, name: str) -> Entry:
        facts = {"seconds": LENGTHS[int(name)], "frames": 1, "captions": [], "sounds": []}
        return Entry({}, facts)


def test_the_title_belongs_to_the_first_chapter_and_what_is_short_to_its_neighbour() -> None:
    chapters = [(0, "A week on slopes"), (1, "Secants"), (3, "Rules"), (5, "Summary")]
    order = VideoSpec(
        target=Path("lecture.mp4"),
        title="A week on slopes",
        language="en",
        languages=("en",),
        steps=tuple(StepInput(str(number), {}, number in (0, 1, 3, 5)) for number in range(len(LENGTHS))),
        chapters=tuple(ChapterMark(first, title, True) for first, title in chapters),
        store="",
    )
    maker = _VideoBuilder(order, _Store())  # type: ignore[arg-type]
    assert maker._chapter_list() == "0:00 Secants\n0:47 Rules · Summary\n"


@given(st.lists(st.floats(0.5, 90), min_size=1, max_size=30))
def test_no_chapter_is_shorter_than_video_sites_take(lengths: list[float]) -> None:
    begins = [(sum(lengths[:number]), f"<{number}>") for number in range(len(lengths))]
    kept = long_enough(begins, sum(lengths))
    written = [_seconds(clock(start)) for start, _ in kept]
    ends = [*written[1:], int(sum(lengths))]
    assert written[0] == 0
    assert len(kept) == 1 or all(end - start >= SHORTEST_CHAPTER for start, end in zip(written, ends, strict=True))
    assert re.findall("<[0-9]+>", "".join(title for _, title in kept)) == [title for _, title in begins]


def _seconds(written: str) -> int:
    total = 0
    for part in written.split(":"):
        total = 60 * total + int(part)
    return total
