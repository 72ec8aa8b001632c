"""The operations of a formula as boxes, and what travels along their edges: values and derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from manim import RoundedRectangle, ValueTracker, VGroup, VMobject

from scenes.numerical_derivative.cells import cells_of
from scenes.numerical_derivative.methods import Dots
from sessen.layout import Point, Region
from sessen.mathematics import format_number, is_exact, labelled
from sessen.mathematics.autodiff import OperationGraph
from sessen.mathematics.inline_fractions import inline
from sessen.mobjects.following import always_refresh
from sessen.mobjects.layered_graph import Edge, LayeredLayout, Place, layered
from sessen.theme import FIXED, FUNCTION, GIVEN_B, INK, MOVING, MUTED, PANEL, RESULT, Role
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, TICK, Typeset, Typesetter

_WIDEST, _TALLEST = 2.6, 1.6  # a box, in Manim's units
_DIGITS: Final = 3
_READABLE: Final = 0.72  # a rule that must be smaller than so much of its size is not written
_SHARES: Final = (0.74, 0.86)  # of the way from layer to layer, and of the room of a lane, that a box takes


class Pulses(VMobject):
    """Dots that travel along edges together, as far as ``progress`` has come; not seen at either end."""

    def __init__(self, paths: Sequence[Point], progress: Callable[[], float], color: str) -> None:
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0)
        self.progress, self.paths = progress, paths
        always_refresh(self)

    def refresh(self) -> None:
        """Put every dot on its way."""
        share = self.progress()
        seen = self.paths if 0.0 < share < 1.0 else []
        places = [_along(path, share) for path in seen]
        self.points = Dots.outline_at(np.array(places), 0.11) if places else np.zeros((0, 3))


def _along(path: Point, share: float) -> Point:
    """The point at this share of a path of cubic curves that take the same time each; shape (3,)."""
    count = len(path) // 4
    piece = min(int(share * count), count - 1)
    t = share * count - piece
    a, b, c, d = path[4 * piece : 4 * piece + 4]
    return np.asarray((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)


class GraphFigure:
    """A box for each operation, with room for a value and for two derivatives.

    Attributes
    ----------
    boxes, values, forward, backward
        By node: the box with its rule, its value, its derivative with respect to x, and the derivative of y by it.
    edges
        By pair of nodes.
    travel
        How far what travels has come, from 0 to 1.
    total
        The sum that arrives at x, term by term, below the graph.
    digits
        To how many digits the numbers in the boxes are written.

    Parameters
    ----------
    place
        The x that goes in, and how it is written in Typst's mathematics.
    stage
        Where all of it stands.
    """

    def __init__(self, graph: OperationGraph, place: tuple[float, str], stage: Region, typesetter: Typesetter) -> None:
        at, location = place
        region, foot = stage.rows(0.88, 0.12, gap=0.1)
        self.graph, self.region, self.type, self.theme = graph, region, typesetter, typesetter.theme
        used = [(source, index) for index, node in enumerate(graph.nodes) for source in node.inputs]
        self.layout: LayeredLayout = layered(len(graph.nodes), used)
        self._choose_direction()
        self.travel = ValueTracker(0.0)
        self.numbers = graph.values(at), graph.forward(at), graph.backward(at)[0]
        self.edges = {edge: self._edge(edge) for edge in self.layout.routes}
        for self.digits in (_DIGITS, _DIGITS - 1):  # one less where numbers would be too small to be read
            self.values, self.forward, self.backward = rows = self._written()
            self.cells = cells_of(self.box, rows)
            if self.cells.share(rows) * NOTE >= TICK:
                break
        self.boxes = [self._box(index) for index in range(len(graph.nodes))]
        self._place_numbers()
        self.total = self._total(location, graph.backward(at)[1], foot)

    @property
    def indices(self) -> range:
        """The nodes, x first and y last."""
        return range(len(self.graph.nodes))

    # -- where things are ----------------------------------------------------------------------------------------

    def _choose_direction(self) -> None:
        """Lay the layers from left to right or from top to bottom, whichever leaves the boxes larger."""
        region, layers, lanes = self.region, self.layout.layers, max(1.0, self.layout.breadth)
        choices = []
        for lies, long, wide in ((True, region.width, region.height), (False, region.height, region.width)):
            along, aside = long / (layers - 1 + _SHARES[0]), wide / lanes
            width, height = (along, aside) if lies else (aside, along)
            box = min(_WIDEST, _SHARES[0 if lies else 1] * width), min(_TALLEST, _SHARES[1 if lies else 0] * height)
            choices.append((min(box[0] / _WIDEST, box[1] / _TALLEST), lies, box, along, min(aside, 1.9 * max(box))))
        _, self.lies, self.box, self._apart, self._lane = max(choices, key=lambda choice: choice[0])

    def place(self, place: Place) -> Point:
        """Where a layer and a lane are; shape (3,)."""
        along = (place[0] - (self.layout.layers - 1) / 2) * self._apart
        aside = -place[1] * self._lane
        shift = (along, aside, 0.0) if self.lies else (-aside, -along, 0.0)
        return np.asarray(self.region.center + np.array(shift))

    def _edge(self, edge: Edge) -> VMobject:
        """A smooth way from box to box, straight where it passes a layer, so that it keeps clear of the boxes there."""
        stops = [self.place(each) for each in self.layout.routes[edge]]
        axis = np.array([1.0, 0.0, 0.0]) if self.lies else np.array([0.0, -1.0, 0.0])
        half = axis * (self.box[0] if self.lies else self.box[1]) / 2
        ends = [end for stop in stops for end in (stop - half, stop + half)][1:-1]
        pieces = []
        for start, end in pairwise(ends):
            handle = axis * abs((end - start) @ axis) * 0.5
            pieces += [start, start + handle, end - handle, end]
        path = VMobject(stroke_color=self.theme[MUTED], stroke_width=3)
        path.points = np.array(pieces)
        return path

    # -- what is drawn -------------------------------------------------------------------------------------------

    def _role(self, index: int) -> Role:
        return FIXED if index == 0 else (RESULT if index == self.indices[-1] else INK)

    def _box(self, index: int) -> VGroup:
        node, role = self.graph.nodes[index], self._role(index)
        frame = RoundedRectangle(
            corner_radius=0.14,
            width=self.box[0],
            height=self.box[1],
            fill_color=self.theme[PANEL],
            fill_opacity=1,
            stroke_color=self.theme[role if role is not INK else MUTED],
            stroke_width=3,
        ).move_to(self.place(self.layout.places[index]))
        text = node.name if index == 0 else f"{node.name} = {inline(node.written)}"
        rule, place = self.type.math(text, size=LABEL, role=role), self.cells.rule
        if min(place.width / rule.width, place.height / rule.height) < _READABLE:  # too long: only the name
            rule = self.type.math(f"{node.name} = {node.name}(x)", size=LABEL, role=role)
        rule.fit_into(place.width, 0.95 * place.height)
        return VGroup(frame, rule.move_to(frame.get_center() + place.center))

    def _written(self) -> tuple[list[Typeset], list[Typeset], list[Typeset]]:
        """Values and both kinds of derivatives, behind their arrows."""
        kinds = zip(self.numbers, ("", "arrow.r", "arrow.l"), (FUNCTION, MOVING, GIVEN_B), strict=True)
        values, forward, backward = (
            [
                self.type.math(f"{arrow} {format_number(number, self.digits, style='typst')}", size=NOTE, role=role)
                for number in numbers
            ]
            for numbers, arrow, role in kinds
        )
        return values, forward, backward

    def _place_numbers(self) -> None:
        """Each number in its cell of its box, all of one size."""
        rows = (self.values, self.forward, self.backward)
        share = self.cells.share(rows)
        for row, cell in zip(rows, self.cells.numbers, strict=True):
            for number, place in zip(row, self.layout.places, strict=True):
                number.scale(share).move_to(self.place(place) + cell.center)

    def _total(self, location: str, brought: dict[Edge, float], foot: Region) -> Typeset:
        """What the edges bring to x, written as a sum, and what it comes to."""
        into_x = [value for (source, _), value in sorted(brought.items()) if source == 0]
        texts = [format_number(value, _DIGITS, style="typst") for value in into_x]
        terms = [f"({text})" if text.startswith("-") and index else text for index, text in enumerate(texts)]
        whole = format_number(self.numbers[2][0], _DIGITS, style="typst")
        shown = all(is_exact(value, text) for value, text in zip(into_x, texts, strict=True))
        sign = " = " if shown and is_exact(float(self.numbers[2][0]), whole) else " approx "
        steps = [f"f'({location})", *([labelled(" + ".join(terms), GIVEN_B)] if len(terms) > 1 else [])]
        total = self.type.math(sign.join([*steps, labelled(whole, RESULT)]), size=FORMULA)
        return total.fit_into(foot.width, foot.height).move_to(foot.center)

    def into(self, layer: int) -> list[int]:
        """The nodes of a layer."""
        return [index for index in self.indices if self.layout.places[index][0] == layer]

    def edges_of(self, layer: int, *, backward: bool) -> list[Edge]:
        """The edges that lead into a layer, or those that lead back into it."""
        boxes = self.into(layer)
        return [edge for edge in self.edges if edge[0 if backward else 1] in boxes]

    def seconds(self, all_layers: float) -> float:
        """How long a layer takes if all take so long together."""
        return min(1.0, all_layers / self.layout.layers)

    def pulses(self, edges: Sequence[Edge], *, backward: bool) -> Pulses:
        """What travels along these edges."""
        paths = [self.edges[edge].points for edge in edges]
        ways = [path[::-1] for path in paths] if backward else paths
        return Pulses(ways, self.travel.get_value, self.theme[GIVEN_B if backward else MOVING])

    @property
    def all(self) -> list[VMobject]:
        """Everything that ends up on stage."""
        return [*self.edges.values(), *self.boxes, *self.values, *self.forward, *self.backward, self.total]
