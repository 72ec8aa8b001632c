"""The neuron as a row of functions: numbers run through it forwards, and slopes backwards."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from manim import DOWN, UP, Circle, Line, ValueTracker, VGroup, VMobject

from scenes.gradient_descent import notation
from scenes.gradient_descent.model import Factors
from sessen.layout import Point, Region
from sessen.mobjects.vectors import segments
from sessen.theme import GIVEN_B, INK, MOVING, MUTED, PANEL, RESULT, Role
from sessen.typesetting.typeset import FORMULA, LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_NODE: Final = 0.42
_BAR: Final = 9  # width of a bar, in Manim's stroke units
_ROW_OF_LINKS: Final = 0.95  # in a narrow region they stand in a row of their own
_NARROW: Final = 10.0
_TALL: Final = 8.5  # narrower still, what stands side by side would touch
_TYPE: Final = 0.8
_SMOOTH: Final = 16  # pieces of a ribbon


class NeuronGraph(VGroup):
    """x and y, weighed into z, squashed into p, judged by a loss.

    Attributes
    ----------
    inputs, weigh, squash, judge
        Its parts, to be shown one after another.
    """

    def __init__(self, region: Region, typesetter: Typesetter) -> None:
        super().__init__()
        self.type, self.theme = typesetter, typesetter.theme
        across = np.linspace(region.left + _NODE, region.right - _NODE, 4)
        middle, lift = region.center[1], min(0.3 * region.height, 1.0)
        self.x, self.y = (
            self._node(name, across[0], middle + side * lift, INK) for name, side in (("x", 1), ("y", -1))
        )
        self.z = self._node(notation.Z, across[1], middle, INK)
        self.p = self._node(notation.P, across[2], middle, RESULT)
        self.loss = self._node(notation.ONE, across[3], middle, GIVEN_B)
        weights = [self._edge(self.x, self.z, notation.W, UP), self._edge(self.y, self.z, "-1", DOWN)]
        self.bias = self._label(notation.B, self.z[0].get_center() + (_NODE + 0.5) * UP)
        self.bias_edge = Line(
            self.bias.get_bottom() + 0.08 * DOWN, self.z[0].get_top(), color=self.theme[MUTED], stroke_width=3
        )
        self.inputs = VGroup(self.x, self.y)
        self.weigh = VGroup(*weights, self.bias, self.bias_edge, self.z)
        self.squash = VGroup(self._edge(self.z, self.p, "sigma", UP), self.p)
        self.judge = VGroup(self._edge(self.p, self.loss, "", UP), self.loss)
        self.add(self.inputs, self.weigh, self.squash, self.judge)

    def _node(self, name: str, x: float, y: float, role: Role) -> VGroup:
        ring = Circle(
            _NODE, fill_color=self.theme[PANEL], fill_opacity=1, stroke_color=self.theme[role], stroke_width=3
        )
        ring.move_to((x, y, 0))
        return VGroup(ring, self.type.math(name, size=FORMULA, role=role).move_to((x, y, 0)))

    def _label(self, source: str, place: Point) -> Typeset:
        return self.type.math(source, size=LABEL).move_to(place)

    def _edge(self, start: VGroup, end: VGroup, name: str, side: Point) -> VGroup:
        here, there = start[0].get_center(), end[0].get_center()
        along = (there - here) / np.linalg.norm(there - here)
        line = Line(here + _NODE * along, there - _NODE * along, color=self.theme[MUTED], stroke_width=3)
        if not name:
            return VGroup(line)
        across = np.array([-along[1], along[0], 0.0])
        across *= 1 if float(across @ side) > 0 else -1
        return VGroup(line, self._label(name, line.get_center() + 0.3 * across))


class Backwards(VGroup):
    """Slopes that run back from the loss to w and b, as ribbons: how wide one is, is the derivative so far.

    Where a factor is negative, the ribbon is twisted.

    Attributes
    ----------
    flow
        How far they have come: 0 at the loss, 1 at p, 2 at z, 3 at w and b.
    """

    def __init__(self, region: Region, way: Factors, typesetter: Typesetter) -> None:
        super().__init__()
        self.way, self.type, self.theme = way, typesetter, typesetter.theme
        self.flow = ValueTracker(0.0)
        self.region = region
        self._type = LABEL if region.width < _NARROW else _TYPE * LABEL
        across = np.linspace(region.right - 0.75, region.left + 0.75, 4)
        middle, apart = region.center[1], 0.2 * min(region.height, region.width)
        self.centers = {
            "loss": np.array([across[0], middle, 0]),
            "p": np.array([across[1], middle, 0]),
            "z": np.array([across[2], middle, 0]),
            "w": np.array([across[3], middle + apart, 0]),
            "b": np.array([across[3], middle - apart, 0]),
        }
        self.slopes = {
            "loss": 1.0,
            "p": way.loss_by_p,
            "z": way.loss_by_p * way.p_by_z,
            "w": way.loss_by_p * way.p_by_z * way.z_by_w,
            "b": way.loss_by_p * way.p_by_z * way.z_by_b,
        }
        room = {"w": 1.7 * apart, "b": 1.7 * apart}
        self.scale_of_slopes = min(
            room.get(name, 2.4 * apart) / max(abs(slope), 1e-9) for name, slope in self.slopes.items()
        )
        roles = {"loss": GIVEN_B, "p": RESULT, "z": INK, "w": MOVING, "b": MOVING}
        self.ribbons = {
            (above, below): VMobject(fill_color=self.theme[roles[below]], fill_opacity=0.32, stroke_width=0)
            for above, below in _LINKS
        }
        self.bars = {
            name: VMobject(stroke_color=self.theme[role], stroke_width=_BAR, stroke_opacity=0)
            for name, role in roles.items()
        }
        self.names = self._names(roles)
        self.add(*self.ribbons.values(), *self.bars.values())
        self.follow()

    def _names(self, roles: dict[str, Role]) -> dict[str, Typeset]:
        letters = {"loss": notation.ONE, "p": notation.P, "z": notation.Z, "w": notation.W, "b": notation.B}
        made = {}
        for name, role in roles.items():
            slope = notation.told(notation.by(notation.ONE, letters[name]), self.slopes[name])
            label = self.type.math(letters[name] if name in ("loss", "p") else slope, size=self._type, role=role)
            if name in ("loss", "p"):
                top = self.centers[name][1] + abs(self.slopes[name]) * self.scale_of_slopes / 2
                made[name] = label.move_to((self.centers[name][0], top + 0.3, 0))
            else:
                made[name] = self._put(label, self.centers[name][0], 0 if name == "b" else 1)
                if name == "z" and self.region.width < _TALL:  # between that of w and the ribbons, in a row of its own
                    label.shift(2 * _ROW_OF_LINKS * DOWN)
        return made

    def factor_labels(self) -> list[Typeset]:
        """The factor of each link, in the order in which they are met; that of b comes last."""
        made = []
        for text, (above, below) in zip(notation.factors_told(self.way), _LINKS, strict=True):
            label = self.type.math(text, size=self._type)
            made.append(self._put(label, (self.centers[above][0] + self.centers[below][0]) / 2, int(below == "w")))
        return made

    def _put(self, label: Typeset, across: float, side: int) -> Typeset:
        """Above (1) or below (0) the ribbons, inside the region; what belongs to a link stands nearer to them."""
        left, right = self.region.left + label.width / 2, self.region.right - label.width / 2
        is_link = all(abs(across - center[0]) > 1e-6 for center in self.centers.values())
        inwards = _ROW_OF_LINKS if is_link and self.region.width < _NARROW else 0.0
        height = self.region.top - 0.4 - inwards if side else self.region.bottom + 0.4 + inwards
        return label.move_to((min(max(across, left), right), height, 0))

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Draw ribbons and bars as far as the flow has come."""
        flow = self.flow.get_value()
        for (above, below), ribbon in self.ribbons.items():
            share = float(np.clip(flow - _RANK[above], 0, 1))
            ribbon.points = self._ribbon(above, below, share)
            ribbon.set_fill(opacity=0.32 if share > 0 else 0)
        for name, bar in self.bars.items():
            shown = float(np.clip((flow - _RANK[name]) / 0.1 + 1, 0, 1))
            half = abs(self.slopes[name]) * self.scale_of_slopes / 2
            ends = np.array([self.centers[name] + half * DOWN, self.centers[name] + half * UP])
            bar.points = segments(ends[None])
            bar.set_stroke(opacity=shown)

    def _ribbon(self, above: str, below: str, share: float) -> Point:
        """From a bar to the next, its edges bent; where the factor is negative its edges change places."""
        start, end = self.centers[above], self.centers[below]
        sign = float(np.sign(self.slopes[below] * self.slopes[above]) or 1.0)
        first = abs(self.slopes[above]) * self.scale_of_slopes / 2
        last = sign * abs(self.slopes[below]) * self.scale_of_slopes / 2
        along = np.linspace(0, share, _SMOOTH + 1)
        bent = along * along * (3 - 2 * along)
        x = start[0] + along * (end[0] - start[0])
        y, half = start[1] + bent * (end[1] - start[1]), first + bent * (last - first)
        edge = [np.column_stack([x, y + side * half, 0 * x]) for side in (1, -1)]
        around = np.concatenate([edge[0], edge[1][::-1], edge[0][:1]])
        return segments(np.stack([around[:-1], around[1:]], axis=1))

    def drawn(self, name: str) -> float:
        """How long a bar is drawn, in slopes."""
        points = self.bars[name].points
        return float(points[-1][1] - points[0][1]) / self.scale_of_slopes


_LINKS: Final = (("loss", "p"), ("p", "z"), ("z", "w"), ("z", "b"))
_RANK: Final = {"loss": 0, "p": 1, "z": 2, "w": 3, "b": 3}
