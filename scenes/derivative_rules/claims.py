"""What must hold of the pictures of the rules on every frame: slopes that add, strips that are what is added."""

from __future__ import annotations

from functools import lru_cache

from scenes.derivative_rules.cube import GrowingCube
from scenes.derivative_rules.rectangle import GrowingRectangle
from scenes.derivative_rules.slopes import SlopeTriangle, Stretched
from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.mathematics import RealFunction, exact_number
from sessen.mathematics.rules import FunctionPair
from sessen.mathematics.slopes import SlopesNearby
from sessen.mobjects.curves import Curve
from sessen.mobjects.plane import Plane
from sessen.mobjects.sampling import PIXEL


class RulesClaims(Lesson):
    """A lesson with the claims on its drawn rules."""

    pair: FunctionPair
    triangles: dict[str, SlopeTriangle]
    graphs: list[tuple[Curve | Stretched, RealFunction, Plane]]
    square: GrowingRectangle
    rectangle: GrowingRectangle
    cube: GrowingCube

    @claim
    def triangles_have_the_slopes_of_the_rules(self) -> list[Equal] | None:
        """0 and 1; f' and its multiple; f', g', and for the sum their sum: by difference quotients of the functions."""
        verdicts = []
        for name, triangle in self.triangles.items():
            if self.is_on_screen(triangle) and triangle.level.points.any():
                window = triangle.plane.window
                scale = (window.top - window.bottom) / (window.right - window.left)
                verdicts.append(Equal(triangle.shown_slope, self._slope(name), tolerance=1e-5, scale=scale))
        return verdicts or None

    @claim
    def curves_are_the_graphs_of_the_functions(self) -> list[Equal] | None:
        """Between their samples too, and while one is stretched, to three pixels of a full HD frame."""
        seen = [
            curve.distance_from(function, plane) for curve, function, plane in self.graphs if self.is_on_screen(curve)
        ]
        return [Equal(away, 0.0, tolerance=3 * PIXEL) for away in seen] or None

    def _slope(self, name: str) -> float:
        pair = self.pair
        slopes = {
            each: _quotient(function, pair.graph_x)
            for each, function in (("f", pair.f), ("g", pair.g), ("sum", pair.sum))
        }
        known = {"constant": 0.0, "identity": 1.0, "multiple": self.factor_now() * slopes["f"], "again": slopes["f"]}
        return {**slopes, **known}[name]

    def factor_now(self) -> float:
        """By how much the graph is stretched at this moment."""
        raise NotImplementedError

    @claim
    def pieces_of_the_square_are_its_growth(self) -> list[Equal] | None:
        """Base, two strips and corner, measured, are x², x dx twice, and dx²; together the new square."""
        if not self.is_on_screen(self.square.base):
            return None
        d = self.square.dx()
        return [Equal(self.square.measured(), (1.0, d, d, d * d)), Equal(sum(self.square.measured()), (1 + d) ** 2)]

    @claim
    def slabs_of_the_cube_are_three_squares_thick_by_dx(self) -> list[Equal] | None:
        """The cube, and each of three slabs of volume x² dx, from their drawn edges."""
        if not self.is_on_screen(self.cube.cube):
            return None
        whole, slabs = self.cube.measured()
        return [Equal(whole, 1.0), Equal(slabs, self.cube.dx())]

    @claim
    def strips_of_the_product_are_what_each_factor_adds(self) -> list[Equal] | None:
        """Drawn areas over the area of the base: df/f, dg/g, and for the corner their product."""
        if not self.is_on_screen(self.rectangle.base):
            return None
        x, d = self.pair.x, self.rectangle.dx()
        (f, f1), (g, g1) = ((float(each(x)), float(each(x + d))) for each in (self.pair.f, self.pair.g))
        base, across, up, corner = self.rectangle.measured()
        shares = abs((f1 - f) / f), abs((g1 - g) / g)
        drawn = [across / base, up / base, corner / base]
        return [Equal(drawn, [*shares, shares[0] * shares[1]]), Equal(base, abs(f * g), scale=abs(f * g))]


@lru_cache(maxsize=64)
def _quotient(function: RealFunction, x: float, h: float = 1e-15) -> float:
    """A central difference quotient with digits to spare: right for a million waves in each unit, too."""
    near = SlopesNearby(function.expression, function.variable, exact_number(x))
    return (near.slope(h) + near.slope(-h)) / 2
