"""What is written in the figure of a composition: values, changes, factors, and how large each line is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import Arrow, VGroup

from scenes.chain_rule.figure import ChainFigure
from sessen.layout import Point
from sessen.mobjects.live_equation import LiveEquation
from sessen.theme import INK, MUTED, PAPER, Role
from sessen.typesetting.typeset import LABEL, TICK, Typeset

_TAG_WIDTH = 1.55
_ROOM_FOR_NAME = 2.15
_NAME = 1.6  # about as wide as a letter with its number
_READING = 2.4  # about as wide as a change with its number
_LONG = 5  # zeros that are too many to be counted


@dataclass(frozen=True, slots=True)
class ScaleWords:
    """What is said of scales: that all lines have one, that each has its own, and which ("scale" before 1 : 10)."""

    one: str
    each: str
    scale: str


class ChainNotes:
    """Made from a figure, placed in it, and shown by the lesson when their time has come.

    Attributes
    ----------
    values
        The names of the lines with the values of the point: u = 1.
    readings
        The changes, with their numbers.
    factors, product
        How many times the change is stretched, beside each gap and along all lines; an arrow and a number each.
    far, near
        What the picture says of its scales from afar and close up.
    """

    def __init__(self, figure: ChainFigure, words: ScaleWords) -> None:
        self.figure, self.words, self.type = figure, figure.words, figure.type
        letters, functions = range(self.words.count + 1), range(self.words.count)
        self.values = [figure.lines[i].named(f"{self.words.letters[i]} {self.words.value(i, True)}") for i in letters]
        self.readings = [self._reading(index) for index in letters]
        self.factors = [self._factor(index) for index in functions]
        self.product = self._product()
        self.far = VGroup() if figure.views.is_far_common else VGroup(self._note(words.each, is_free=True))
        self.near = VGroup(self._note(words.one)) if figure.views.is_near_common else self._own_scales(words.scale)

    def _reading(self, index: int) -> LiveEquation:
        figure, line = self.figure, self.figure.lines[index]
        baseline = 0.24 if index < self.words.count else -0.46  # the last line has nothing below it

        def change() -> float:
            return figure.travel.changes(figure.move.get_value())[index]

        def place(reading: LiveEquation) -> Point:
            middle, half = float(np.mean(line.point(figure.ends(index))[:, 0])), reading.width_of_all / 2
            across = np.clip(middle, line.region.left + _ROOM_FOR_NAME + half, line.region.right - half)
            return np.array([across, line.height_of_line + baseline, 0])

        role, written = self.words.roles[index], self.words.finite_change(index)
        exact, rounded = (self.type.math(f"{written} {sign}", size=LABEL, role=role) for sign in ("=", "approx"))
        return LiveEquation((exact, rounded), change, place, self.type, role=role, on_paper=True)

    def _factor(self, index: int) -> VGroup:
        top, bottom = (line.height_of_line for line in self.figure.lines[index : index + 2])
        across, role = self.figure.region.left + 0.3, self.words.roles[index + 1]
        arrow = self._down(across, top - 0.3, bottom + 0.72, role)
        label = self._times(self.words.factor(index), role)
        return VGroup(arrow, label.move_to(np.array([across + 0.2 + label.width / 2, arrow.get_y(), 0])))

    def _product(self) -> VGroup:
        across, lines = self.figure.region.right - 0.1, self.figure.lines
        arrow = self._down(across, lines[0].height_of_line, lines[-1].height_of_line, INK)
        label, gap = self._times(self.words.product(), INK), (lines[-2].height_of_line + lines[-1].height_of_line) / 2
        return VGroup(arrow, label.move_to(np.array([across - 0.2 - label.width / 2, gap, 0])))

    def _times(self, number: str, role: Role) -> Typeset:
        label = self.type.math(f"times {self.words.in_product(number)}", size=LABEL * 1.1, role=role)
        return label.fit_into(_TAG_WIDTH)

    def _down(self, across: float, top: float, bottom: float, role: Role) -> Arrow:
        color = self.type.theme[role]
        return Arrow([across, top, 0], [across, bottom, 0], buff=0, stroke_width=4, tip_length=0.18, color=color)

    def _own_scales(self, scale: str) -> VGroup:
        """Below the right end of each line, how much smaller it is drawn than the first."""
        tags = VGroup()
        for line, power in zip(self.figure.lines, self.figure.views.powers, strict=True):
            size = f"{10 ** abs(power)}" if abs(power) < _LONG else f"10^({abs(power)})"
            ratio = f"$1 : {size}$" if power >= 0 else f"${size} : 1$"
            tag = self.type.words(f"{scale} {ratio}", size=TICK, role=MUTED)
            tags.add(tag.move_to(np.array([line.region.right - tag.width / 2, line.height_of_line - 0.32, 0])))
        return tags

    def _note(self, text: str, *, is_free: bool = False) -> Typeset:
        """A note on the first line's right end: above it, or else below it; or above, between name and nudge."""
        figure, line, scale = self.figure, self.figure.lines[0], self.figure.views.near[0]
        note = self.type.words(text, size=TICK, role=MUTED)
        note.set_stroke(self.type.theme[PAPER], width=6, background=True)  # a ribbon may pass behind
        middle = max(line.region.left + _ROOM_FOR_NAME, scale.place + figure.first_nudge * scale.unit / 2)
        right, height = line.region.right, figure.region.top - 0.3
        if not is_free and middle + _READING / 2 > right - note.width:
            if line.region.left + _NAME + note.width < middle - _READING / 2:
                right = middle - _READING / 2
            else:
                height = line.height_of_line - 0.36
        return note.move_to(np.array([right - note.width / 2, height, 0]))
