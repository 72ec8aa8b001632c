"""Functions as machines in a row: a letter, an arrow into a box, an arrow out to the next letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from manim import DOWN, RIGHT, UP, Arrow, Mobject, RoundedRectangle, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.theme import MUTED, PANEL, Role, Theme
from sessen.typesetting.typeset import Typeset

Drawn = TypeVar("Drawn", bound=VMobject)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Room along the row and across it, in Manim's units, before all is shrunk to fit."""

    letter: float
    arrow: float
    box: float
    across: float

    @property
    def period(self) -> float:
        return self.letter + 2 * self.arrow + self.box

    def total(self, machines: int) -> float:
        return machines * self.period + self.letter


_LYING = _Sizes(letter=0.8, arrow=0.9, box=2.9, across=2.2)
_STANDING = _Sizes(letter=0.75, arrow=0.6, box=1.35, across=3.4)


class FunctionMachines(VGroup):
    """Boxes in a row, or one below the other where that leaves them larger.

    Parameters
    ----------
    region
        Where the row may stand.
    letters
        What goes in, what lies between, what comes out: one more than there are machines.
    names, contents
        What stands in the upper and in the lower part of each box.
    roles
        The colours of the letters; a box has the colour of what comes out of it.
    """

    def __init__(
        self,
        region: Region,
        letters: Sequence[Typeset],
        names: Sequence[Typeset],
        contents: Sequence[Typeset],
        theme: Theme,
        roles: Sequence[Role],
    ) -> None:
        super().__init__()
        self.region, self.theme = region, theme
        self._machines = len(contents)
        lying = min(1.0, region.width / _LYING.total(self._machines))
        standing = min(1.0, region.height / _STANDING.total(self._machines))
        self.is_lying = lying >= 0.75 * standing
        self._sizes, self._share = (_LYING, lying) if self.is_lying else (_STANDING, standing)
        self.letters = VGroup(*(self._put(letter, index) for index, letter in enumerate(letters)))
        self.boxes = VGroup(*(self._box(index, theme[roles[index + 1]]) for index in range(self._machines)))
        self.names = VGroup(*(self._named(name, index) for index, name in enumerate(names)))
        self.contents = VGroup(*(self._inside(each, index) for index, each in enumerate(contents)))
        self.arrows = VGroup(*(self._arrow(index, end) for index in range(self._machines) for end in (0, 1)))
        self.add(self.arrows, self.boxes, self.letters, self.names, self.contents)

    def machine(self, index: int) -> VGroup:
        """A box with all that belongs to it: arrows, name, content and the letter of what comes out."""
        arrows = self.arrows[2 * index : 2 * index + 2]
        return VGroup(*arrows, self.boxes[index], self.names[index], self.contents[index], self.letters[index + 1])

    def beside_letters(self, values: Sequence[Drawn]) -> list[Drawn]:
        """Put a value to each letter: all on one line below the letters, or each to the right of its own.

        Where a value is so long that it would reach into a machine, the line runs below the machines.
        """
        if not self.is_lying:
            return [value.next_to(letter, RIGHT, buff=0.3) for value, letter in zip(values, self.letters, strict=True)]
        for value, letter in zip(values, self.letters, strict=True):
            furthest = self.region.width / 2 - value.width / 2
            across = np.clip(letter.get_x() - self.region.center[0], -furthest, furthest)
            value.move_to(np.array([self.region.center[0] + across, self.region.center[1] - 0.62, 0]))
        if any(_overlap_across(value, box) for value in values for box in self.boxes):
            height = self.boxes[0].get_bottom()[1] - 0.2 - max(value.height for value in values) / 2
            for value in values:
                value.set_y(height)
        return list(values)

    def span(self, label: Drawn) -> VGroup:
        """An arrow beside the whole row, from what goes in to what comes out, with a label at its middle."""
        first, last = self.letters[0], self.letters[-1]
        if self.is_lying:
            height = self.boxes[0].get_bottom()[1] - 0.4
            start, end = [first.get_x(), height, 0], [last.get_x(), height, 0]
            label.move_to(np.array([self.region.center[0], height - 0.2 - label.height / 2, 0]))
        else:
            across = self.boxes[0].get_right()[0] + 0.4
            start, end = [across, first.get_y(), 0], [across, last.get_y(), 0]
            label.move_to(np.array([across + 0.25 + label.width / 2, self.region.center[1], 0]))
        return VGroup(self._line(np.array(start), np.array(end)), label)

    def _along(self, distance: float) -> Point:
        """The point at a distance from the beginning of the row, before shrinking."""
        from_middle = (distance - self._sizes.total(self._machines) / 2) * self._share
        point: Point = self.region.center + np.array([from_middle, 0, 0] if self.is_lying else [0, -from_middle, 0])
        return point

    def _put(self, letter: Typeset, index: int) -> Typeset:
        if self.is_lying:
            letter.fit_into(self._sizes.letter * self._share)
        letter.move_to(self._along(self._sizes.letter / 2 + index * self._sizes.period))
        return letter.on_baseline(letter.get_y() - 0.12 - 0.06 * self._share) if self.is_lying else letter

    def _box(self, index: int, color: str) -> RoundedRectangle:
        sizes = self._sizes
        along, across = sizes.box * self._share, sizes.across * max(self._share, 0.75)
        middle = sizes.letter + sizes.arrow + sizes.box / 2 + index * sizes.period
        return RoundedRectangle(
            corner_radius=0.16,
            width=along if self.is_lying else across,
            height=across if self.is_lying else along,
            fill_color=self.theme[PANEL],
            fill_opacity=1,
            stroke_color=color,
            stroke_width=4,
        ).move_to(self._along(middle))

    def _named(self, name: Typeset, index: int) -> Typeset:
        """The name in the upper part of its box, or in the left one where the box is flat."""
        box = self.boxes[index]
        if self.is_lying:
            return name.fit_into(box.width - 0.4, 0.26 * box.height).move_to(box.get_center() + 0.28 * box.height * UP)
        name.fit_into(0.2 * box.width, 0.5 * box.height)
        return name.move_to(box.get_left() + (0.25 + name.width / 2) * RIGHT)

    def _inside(self, content: Typeset, index: int) -> Typeset:
        """What a box does, below or beside its name."""
        box = self.boxes[index]
        if self.is_lying:
            content.fit_into(box.width - 0.4, 0.46 * box.height)
            return content.move_to(box.get_center() + 0.13 * box.height * DOWN)
        return content.fit_into(0.56 * box.width, 0.8 * box.height).move_to(box.get_center())

    def _arrow(self, index: int, end: int) -> Arrow:
        """The arrow into a box (end 0) or out of it (end 1), from letter to box or from box to letter."""
        sizes = self._sizes
        start = index * sizes.period + sizes.letter + end * (sizes.arrow + sizes.box)
        return self._line(self._along(start + 0.06), self._along(start + sizes.arrow - 0.06))

    def _line(self, start: Point, end: Point) -> Arrow:
        return Arrow(
            start,
            end,
            buff=0,
            stroke_width=4,
            tip_length=0.2,
            max_tip_length_to_length_ratio=0.5,
            max_stroke_width_to_length_ratio=20,
            color=self.theme[MUTED],
        )


def _overlap_across(one: Mobject, other: Mobject) -> bool:
    """Whether two mobjects share a stretch from left to right."""
    return bool(one.get_left()[0] < other.get_right()[0] and one.get_right()[0] > other.get_left()[0])
