"""Pictures of clips at another rate, cropped and closed: which stay, how long, and in what size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sessen.products.clips.frames import FrameSequence, deduplicated, drawn_box, padded
from sessen.products.clips.snippets.clip import SnippetClip
from sessen.products.clips.snippets.latex import beamer
from sessen.products.clips.snippets.markdown import jupyter, myst
from sessen.video.color import Pixels


def numbered(counts: list[int], size: tuple[int, int] = (8, 6)) -> FrameSequence:
    """A reel whose pictures tell their number."""

    def shown() -> Iterator[tuple[Pixels, int]]:
        return ((np.full((size[1], size[0], 3), index, np.uint8), count) for index, count in enumerate(counts))

    return FrameSequence(sum(counts), 30, size, shown)


def numbers(sequence: FrameSequence) -> list[int]:
    return [int(pixels[0, 0, 0]) for pixels, times in sequence.shown() for _ in range(times)]


@pytest.mark.parametrize(("rate", "speed"), [(30, 1.0), (30, 2.0), (30, 0.5), (12.5, 1.0), (50, 3.0), (10, 10.0)])
def test_first_and_last_picture_stay_at_any_rate(rate: float, speed: float) -> None:
    before = [index for index, count in enumerate([1] * 31) for _ in range(count)]
    sequence = numbered([1] * 31).resampled(rate, speed)
    after = numbers(sequence)
    assert len(after) == sequence.frames == max(2, round(31 / 30 / speed * rate))
    assert (after[0], after[-1]) == (before[0], before[-1])
    assert after == sorted(after)


def test_what_stands_stands_as_long_at_another_rate() -> None:
    after = numbers(numbered([1, 28, 1]).resampled(15))
    assert len(after) == 15
    assert after.count(1) == 13


def test_a_closed_reel_ends_one_frame_earlier() -> None:
    assert numbers(numbered([2, 1, 3]).without_last()) == [0, 0, 1, 2, 2]
    assert numbers(numbered([2, 1, 1]).without_last()) == [0, 0, 1]


@pytest.mark.parametrize(("limit", "size"), [((0, 0), (1000, 500)), ((333, 0), (332, 166)), ((0, 100), (200, 100))])
def test_a_size_is_a_limit_and_comes_in_even_pixels(limit: tuple[int, int], size: tuple[int, int]) -> None:
    sequence = numbered([1], (1000, 500)).fitted(*limit)
    ((pixels, _),) = sequence.shown()
    assert sequence.size == size == (pixels.shape[1], pixels.shape[0])


def test_equal_neighbours_are_one_picture_that_stands() -> None:
    flat = [np.full((2, 2, 3), level, np.uint8) for level in (1, 1, 2, 1)]
    assert [(int(pixels[0, 0, 0]), times) for pixels, times in deduplicated(flat)] == [(1, 2), (2, 1), (1, 1)]


def test_the_box_is_around_all_that_is_ever_drawn() -> None:
    one, other = np.full((40, 60, 3), 250, np.uint8), np.full((40, 60, 3), 250, np.uint8)
    one[11, 21], other[30, 45] = 0, 0
    box = drawn_box([one, other])
    assert box == (21, 11, 46, 31)
    assert padded(box, 0, (60, 40)) == (20, 10, 46, 32)
    assert padded(box, 100, (60, 40)) == (0, 0, 60, 40)
    assert drawn_box([np.zeros((4, 4, 4), np.uint8)]) is None


CLIP = SnippetClip(
    "ChainRule::nudge",
    "100 % of f_1 & f_2",
    'Stretch "du" [twice].',
    "en",
    {"mp4": "05-nudge.mp4", "png": "05-nudge.png", "pdf": "05-nudge.pdf"},
    (640, 360),
    loop=True,
    settings=(("outer", "exp(u)"), ("theme", "light"), ("loop", True)),
)


def test_a_cell_is_python_that_gives_the_same_clip() -> None:
    compile(jupyter([CLIP]), "cell", "exec")
    assert "sessen.show(\"ChainRule::nudge\", outer='exp(u)', theme='light', loop=True)" in jupyter([CLIP])


def test_a_figure_has_film_and_still_by_one_name() -> None:
    assert "```{figure} 05-nudge.mp4" in myst([CLIP])
    assert "05-nudge.png beside it, mystmd prints that if you write 05-nudge.*" in myst([CLIP])


def test_titles_are_safe_in_latex() -> None:
    assert r"\begin{frame}{100 \% of f\_1 \& f\_2}" in beamer([CLIP])
