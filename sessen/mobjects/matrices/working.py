"""Entries that are worked out before one's eyes: numbers move into an entry, and what it says becomes its value."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    LEFT,
    RIGHT,
    Animation,
    FadeIn,
    ReplacementTransform,
    Transform,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.typesetting.typeset import Typeset

_GONE, _COMES = 0.85, (0.65, 1.0)  # of the time: when what is added is gone, while the sum comes


def moved_into(sources: Sequence[tuple[VMobject, str]], entry: Typeset) -> list[Animation]:
    """Numbers move into the parts of an entry that are named with them; the rest of the entry, its signs, appears."""
    parts = [entry.part(name) for _, name in sources]
    moved = [glyph for part in parts for glyph in part]
    signs = VGroup(*(glyph for glyph in entry if not any(glyph is each for each in moved)))
    moves = [Rewrite(source, part, keep=True) for (source, _), part in zip(sources, parts, strict=True)]
    return [*moves, FadeIn(signs)]


def worked_out(equation: VGroup, result: EntryMatrix) -> tuple[list[Animation], VGroup]:
    """The last part of an equation becomes its result, and the others move so that all stays in its middle.

    Returns
    -------
    tuple
        The animations, and the equation as it is after them.
    """
    *rest, written = equation
    assert isinstance(written, EntryMatrix)
    spare = (written.width - result.match_height(written).width) / 2 * RIGHT
    result.move_to(written, aligned_edge=LEFT).shift(spare)
    entries = [Rewrite(written.at(i, j), entry) for i, j, entry in result.each()]
    moves = [ReplacementTransform(written.brackets, result.brackets), VGroup(*rest).animate.shift(spare).build()]
    return [*moves, *entries], VGroup(*rest, result)


def added_up(one: EntryMatrix, other: EntryMatrix, total: EntryMatrix) -> list[list[Animation]]:
    """For each entry of a column the moves of copies of the two entries into their sum, where they are gone."""
    moves: list[list[Animation]] = []
    for index in range(total.shape[0]):
        entry = total.at(index, 0)
        merging = [_Merge(matrix.at(index, 0).copy(), entry) for matrix in (one, other)]
        moves.append([*merging, FadeIn(entry, scale=0.6, rate_func=squish_rate_func(smooth, *_COMES))])
    return moves


class _Merge(Transform):
    """A move to something else, in which the moved thing becomes small, goes out of sight and off the stage."""

    def __init__(self, mobject: VMobject, place: VMobject) -> None:
        target = mobject.copy().move_to(place).scale(0.6).set_opacity(0)
        super().__init__(mobject, target, remover=True, rate_func=squish_rate_func(smooth, 0.0, _GONE))
