"""Parts of a picture: outside of them nothing may look different, whatever has come, gone, or changed its place."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from sessen.video.color import Box
from sessen.worker.drawing.dirty_regions import area, coalesced, damage, intersects

SIDE = 12


@dataclass(frozen=True, eq=False)
class Sheet:
    """Something that lies in a stack."""

    box: Box


def span() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, SIDE), st.integers(0, SIDE)).map(lambda ends: (min(ends), max(ends)))


def boxes() -> st.SearchStrategy[Box]:
    return st.tuples(span(), span()).map(lambda spans: (spans[0][0], spans[1][0], spans[0][1], spans[1][1]))


def inside(box: Box, x: int, y: int) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def stack_at(stack: list[Sheet], x: int, y: int) -> list[Sheet]:
    return [sheet for sheet in stack if inside(sheet.box, x, y)]


@given(st.data())
def test_what_lies_on_every_other_place_is_the_same_in_the_same_order(data: st.DataObject) -> None:
    sheets = data.draw(st.lists(boxes().map(Sheet), max_size=9))
    some = st.lists(st.sampled_from(sheets), max_size=9) if sheets else st.just([])  # a few of them twice
    before, now = data.draw(some), data.draw(some)
    found = damage(before, now)
    for x in range(SIDE):
        for y in range(SIDE):
            if not any(inside(box, x, y) for box in found):
                assert stack_at(before, x, y) == stack_at(now, x, y)


@given(st.lists(boxes().map(Sheet), min_size=1, max_size=9), st.data())
def test_what_only_makes_room_is_not_different(sheets: list[Sheet], data: st.DataObject) -> None:
    """One comes in, one goes, one goes to the top: the others are left alone."""
    new = Sheet((0, 0, 1, 1))
    place = data.draw(st.integers(0, len(sheets)))
    assert damage(sheets, [*sheets[:place], new, *sheets[place:]]) == [new.box]
    assert damage([*sheets[:place], new, *sheets[place:]], sheets) == [new.box]
    first, *others = sheets
    if others:
        moved = damage(sheets, [*others, first])
        assert moved == [first.box, first.box] or len(others) == 1
    assert damage(sheets, [*sheets]) == []


@given(st.lists(boxes(), max_size=20), st.integers(1, 400))
def test_parts_cover_what_can_be_seen_of_boxes(found: list[Box], scale: int) -> None:
    """Small pictures become one part, large ones several; no two that are as cheap together are left apart."""
    large = [(left * scale, top * scale, right * scale, bottom * scale) for left, top, right, bottom in found]
    parts = coalesced(large)
    for box in large:
        if area(box):
            assert any(
                part[0] <= box[0] and part[1] <= box[1] and box[2] <= part[2] and box[3] <= part[3] for part in parts
            )
            assert intersects(box, parts)
    for number, one in enumerate(parts):
        for other in parts[:number]:
            around = min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
            assert area(around) > area(one) + area(other)
