"""What must be true of every frame of a lesson on projection and dot product."""

from __future__ import annotations

import math
from collections.abc import Sequence

import sympy
from manim import ValueTracker

from scenes.dot_product.flat import FlatPicture
from scenes.dot_product.legs import Legs
from scenes.dot_product.shadow import ShadowFigure
from scenes.dot_product.space_figure import SpaceFigure
from scenes.dot_product.turning import AngleGraph
from sessen.claims import Equal, claim
from sessen.mathematics import Projection, to_float
from sessen.mobjects.calculation import Calculation


class ProjectionClaims:
    """Claims for a lesson that has these attributes; each is silent until ``on_stage`` names what it speaks of."""

    a: Sequence[sympy.Expr]
    b: Sequence[sympy.Expr]
    projection: Projection
    example: Projection
    angle: ValueTracker
    picture: FlatPicture
    figure: ShadowFigure
    space: SpaceFigure
    lengths: Calculation
    graph: AngleGraph
    legs: Legs
    on_stage: set[str]

    @claim
    def arrows_have_their_lengths_and_angle(self) -> tuple[Equal, ...] | None:
        """Also while a turns; where it has not been turned, it has its components."""
        if "arrows" not in self.on_stage:
            return None
        drawn, angle = self.picture.measured(self.figure), self.angle.get_value()
        true = drawn.arrows_are(self.picture.length_a, self.picture.length_b, angle)
        if not self.picture.flat or angle != self.projection.angle:
            return true
        return (*true, Equal(drawn.a, [to_float(part) for part in self.a], scale=self.picture.length_a))

    @claim
    def shadow_times_length_is_the_product(self) -> tuple[Equal, ...] | None:
        """And its foot is square to b."""
        drawn = self.picture.measured(self.figure)
        return (
            drawn.shadow_gives(self.picture.largest * math.cos(self.angle.get_value()))
            if "shadow" in self.on_stage
            else None
        )

    @claim
    def numbers_are_those_of_the_picture(self) -> tuple[Equal, ...] | None:
        """Shadow, length and product in the panel are those of what is drawn, to the last decimal shown."""
        if "lengths" not in self.on_stage:
            return None
        drawn, shown = self.picture.measured(self.figure), self.lengths.numbers
        values = (drawn.signed_shadow, drawn.lengths[1], drawn.product)
        return tuple(number.shows(value) for number, value in zip(shown, values, strict=True))

    @claim
    def graph_follows_the_picture(self) -> tuple[Equal, ...] | None:
        """The dot stands over the drawn angle, as high as the product of the drawn arrows."""
        if "graph" not in self.on_stage:
            return None
        drawn, (angle, share) = self.picture.measured(self.figure), self.graph.values_at(self.graph.dot.get_center())
        return Equal(angle, drawn.angle), Equal(share, drawn.product / self.picture.largest)

    @claim
    def shadows_of_legs_are_products_of_components(self) -> Equal | None:
        """Each leg's shadow times the length of b is the product of two components."""
        if "legs" not in self.on_stage:
            return None
        true = [to_float(one * other) for one, other in zip(self.a, self.b, strict=True)]
        return Equal(self.picture.products_of(self.legs), true, scale=self.picture.largest)

    @claim
    def plane_in_space_is_true_to_length_and_angle(self) -> tuple[Equal, ...] | None:
        """Seen square onto their plane, the arrows of the notes have their own lengths, angle and shadow."""
        if "space" not in self.on_stage:
            return None
        drawn, true = self.space.measured(), self.example
        arrows = drawn.arrows_are(to_float(true.length_a), to_float(true.length_b), true.angle)
        fallen = drawn.shadow_gives(to_float(true.dot)) if "shadow in space" in self.on_stage else ()
        return (*arrows, *fallen)
