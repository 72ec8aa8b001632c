"""A plane whose axes count powers of ten: equal ways are equal factors, so a power of h is a straight line."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sessen.layout import Region
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import MUTED
from sessen.typesetting.typeset import TICK, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]


class LogPlane(Plane):
    """Both axes are logarithmic; its numbers are exponents, and are written as powers of ten.

    Parameters
    ----------
    region
        Where the plane and its numbers may stand.
    window
        The exponents that are seen: -16 to 0 for numbers from 1e-16 to 1.
    lowest
        The lowest exponent that is written at the axis that goes up; what lies below has another meaning.
    names
        What stands at the ends of the axes, in Typst's mathematics.
    """

    def __init__(
        self,
        region: Region,
        window: Ranges,
        typesetter: Typesetter,
        *,
        names: tuple[str, str],
        most_ticks: tuple[int, int] = (6, 6),
        lowest: float = -math.inf,
    ) -> None:
        self._lowest = lowest
        super().__init__(region, window, typesetter, names=names, most_ticks=most_ticks)

    def place(self, x: float | Numbers, y: float | Numbers) -> Numbers:
        """Where positive numbers are in the frame; shape (..., 3) for x and y of shape (...)."""
        return self.point(np.log10(x), np.log10(y))

    @property
    def crossing(self) -> tuple[float, float]:
        """The axes run along the left and the lower edge: there is no zero."""
        return self.window.left, self.window.bottom

    def _lay_out(
        self, region: Region, window: Ranges, margin: tuple[float, float], most: tuple[int, int], square: bool
    ) -> None:
        super()._lay_out(region, window, margin, most, square)
        across, up = (window.left, window.right), (window.bottom, window.top)
        self._steps = _step(*across, most[0]), _step(*up, most[1])
        self.x_ticks, self.y_ticks = _whole(*across, self._steps[0]), _whole(*up, self._steps[1])
        self.y_ticks = self.y_ticks[self.y_ticks >= self._lowest]

    def _labels(self, at: Numbers, step: float) -> list[Typeset]:
        return [self.type.math(power_of_ten(value), size=TICK, role=MUTED) for value in at]


def power_of_ten(exponent: float) -> str:
    """Ten to a whole power in Typst's mathematics; 1 for the power 0."""
    return f"10^({round(exponent)})" if round(exponent) else "1"


def _step(low: float, high: float, most: int) -> float:
    """The fewest whole powers between ticks that leave no more ticks than this."""
    return float(max(1, math.ceil((high - low) / max(1, most - 1) - 1e-9)))


def _whole(low: float, high: float, step: float) -> Numbers:
    """Multiples of a whole step between two exponents, both included; shape (n,)."""
    return np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1, dtype=np.float64) * step
