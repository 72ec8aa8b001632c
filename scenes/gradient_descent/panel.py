"""Formulas and numbers beside the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, VGroup

from scenes.gradient_descent import notation
from scenes.gradient_descent.model import Training
from scenes.gradient_descent.places import LearningPlaces
from sessen.layout import Point, Region
from sessen.mobjects import LiveDecimal, frame_around
from sessen.mobjects.level_curves import on_paper
from sessen.mobjects.vectors import beside
from sessen.theme import GIVEN_B, MOVING, Role
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_GRAPH: Final = 0.55  # of the place beside the points: the neuron; formulas have the rest
_FLAT: Final = 4.0  # a place no higher has its rows in two columns
_READING: Final = 1.85  # how wide a name with its number is at most, in Manim's units


class LearningPanel:
    """What is written, where it stands, in the places of a frame."""

    def __init__(self, places: LearningPlaces, training: Training, typesetter: Typesetter) -> None:
        self.places, self.training, self.type, self.theme = places, training, typesetter, typesetter.theme

    @property
    def graph_place(self) -> Region:
        """Where the neuron stands."""
        return self.places.land.rows(_GRAPH, 1 - _GRAPH)[0].inset(0.15, 0.0)

    def formulas(self, kind: float) -> VGroup:
        """What each part of the neuron computes, for a point of a kind, and the mean of all losses."""
        sources = (notation.WEIGHED, notation.SQUASHED, notation.loss_of(kind), notation.MEAN)
        rows = [self.type.math(source, size=FORMULA) for source in sources]
        region = self.places.land.rows(_GRAPH, 1 - _GRAPH)[1]
        for number, row in enumerate(rows):
            place = region.columns(0.5, 0.5)[number // 2]
            row.fit_into(0.95 * place.width).move_to(place.at(0.5, 0.22 if number % 2 else 0.72))
        return VGroup(*rows)

    def readings(self, weights: Callable[[], Numbers]) -> list[VGroup]:
        """w, b and the loss as they are now, below the points."""
        values: list[tuple[str, Callable[[], float], Role]] = [
            ("w", lambda: float(weights()[0]), MOVING),
            ("b", lambda: float(weights()[1]), MOVING),
            ("L", lambda: float(self.training.value(*weights())), GIVEN_B),
        ]
        region = self.places.readings
        gap = max(0.0, (region.width - len(values) * _READING) / (len(values) - 1))
        return [
            self._reading(name, value, role, region.at(0, 0.2) + number * (_READING + gap) * RIGHT)
            for number, (name, value, role) in enumerate(values)
        ]

    def _reading(self, name: str, value: Callable[[], float], role: Role, place: Point) -> VGroup:
        label = self.type.math(f"{name} approx", role=role, size=LABEL)
        label.move_to(place + label.width / 2 * RIGHT).on_baseline(place[1])
        number = LiveDecimal(value, self.theme, role=role, size=LABEL)
        number.place(place + (label.width + 0.14) * RIGHT)
        return VGroup(label, number)

    def step(self, tail: Point, tip: Point) -> VGroup:
        """What the arrow of a step is called, beyond its tip."""
        label = on_paper(self.type.math(notation.STEP, size=LABEL), self.theme)
        beside(label, tip, tip - tail, gap=0.12)
        return label

    def rule(self) -> Typeset:
        """The rule on one line, below the landscape."""
        region = self.places.rule
        return self.type.math(notation.RULE_IN_LINE, size=LABEL).fit_into(region.width).move_to(region.at(0.5, 0.4))

    def chapters(self, told: Sequence[tuple[str, str]]) -> list[VGroup]:
        """Rows of a formula and the chapter that explains it: below each other, in two columns where it is flat."""
        region = self.places.answer
        columns = region.columns(0.5, 0.5) if region.height < _FLAT else (region,)
        many = -(-len(told) // len(columns))
        rows = []
        for number, (formula, name) in enumerate(told):
            place = columns[number // many]
            height = place.top - (number % many + 0.5) * place.height / many
            rows.append(self._row(formula, name, place, height, place.height / many))
        return rows

    def _row(self, formula: str, name: str, place: Region, height: float, room: float) -> VGroup:
        left = self.type.math(formula, size=LABEL).fit_into(0.4 * place.width, 0.9 * room)
        right = self.type.words(name, size=NOTE).fit_into(0.56 * place.width)
        left.move_to((place.left + 0.2 * place.width, height, 0))
        right.move_to((place.left + 0.44 * place.width + right.width / 2, height, 0))
        return VGroup(left, right)

    def answer(self, weights: Numbers, words: str) -> VGroup:
        """The rule in its frame, and how many points are left on the wrong side."""
        region = self.places.answer
        rule = self.type.math(notation.RULE, size=1.15 * FORMULA).fit_into(region.width - 0.6)
        framed = VGroup(frame_around(rule, self.theme[MOVING], gap=0.28), rule)
        left = int(self.training.is_wrong(*weights).sum())
        count = self.type.words(f"{left} / {len(self.training.points)}", size=FORMULA)
        said = self.type.words(words, size=LABEL)
        below = VGroup(count, said).arrange(buff=0.25)
        said.on_baseline(count.baseline)
        group = VGroup(framed, below).arrange(DOWN, buff=0.4)
        share = min(1.0, region.width / group.width, region.height / group.height)
        return group.scale(share).move_to(region.center)
