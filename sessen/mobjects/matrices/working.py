"""Entries that are worked out before one's eyes: numbers move into an entry, and what it says becomes its value."""

from __future__ import annotations

from collections.abc import Sequence

from manim import LEFT, RIGHT, Animation, FadeIn, ReplacementTransform, TransformFromCopy, VGroup, VMobject

from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.typesetting.typeset import Typeset


def moved_into(sources: Sequence[tuple[VMobject, str]], entry: Typeset) -> list[Animation]:
    """Numbers move into the parts of an entry that are named with them; the rest of the entry, its signs, appears."""
    parts = [entry.part(name) for _, name in sources]
    moved = [glyph for part in parts for glyph in part]
    signs = VGroup(*(glyph for glyph in entry if not any(glyph is each for each in moved)))
    moves = [TransformFromCopy(source, part) for (source, _), part in zip(sources, parts, strict=True)]
    return [*moves, FadeIn(signs)]


def worked_out(equation: VGroup, result: EntryMatrix) -> tuple[list[Animation], VGroup]:
    """The last part of an equation becomes its result, and the others move so that all stays in its middle.

    Returns
    -------
    tuple
        The animations, and the equation as it is after them.
    """
    *rest, written = equation
    spare = (written.width - result.match_height(written).width) / 2 * RIGHT
    result.move_to(written, aligned_edge=LEFT).shift(spare)
    kept = VGroup(*rest)
    return [ReplacementTransform(written, result), kept.animate.shift(spare).build()], VGroup(*rest, result)


def added_up(one: EntryMatrix, other: EntryMatrix, total: EntryMatrix) -> list[list[Animation]]:
    """For each entry of a column the moves of the two entries into their sum; the second one is gone after them."""
    moves: list[list[Animation]] = []
    for index in range(total.shape[0]):
        entry, merging = total.at(index, 0), other.at(index, 0).copy()
        target = merging.copy().move_to(entry).set_opacity(0)
        moves.append([TransformFromCopy(one.at(index, 0), entry), _Merge(merging, target)])
    return moves


class _Merge(ReplacementTransform):
    """A move into something else, in which the moved thing goes out of sight and off the stage."""

    def __init__(self, mobject: VMobject, target: VMobject) -> None:
        super().__init__(mobject, target, remover=True)
        self.replace_mobject_with_target_in_scene = False
