"""The steps of a descent as a table: the first ones told, the rest in one row that runs along."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup

from sessen.layout import Region
from sessen.mathematics import Descent
from sessen.mobjects.live_number import LiveDecimal, format_decimal
from sessen.mobjects.panel import Table
from sessen.theme import FUNCTION, INK, MOVING, MUTED
from sessen.typesetting.typeset import LABEL, Typesetter

_TOLD: Final = 2
_SHARES: Final = (0.7, 1.0, 1.0, 1.2)
_DIGITS: Final = 3  # of the largest number in a column, at least
_PLAIN: Final = (-2, 5)  # powers of ten within which a column needs no unit


class DescentTable(Table):
    """Step, x, y and f, for the first steps and for the latest.

    Parameters
    ----------
    region
        Where it stands.
    walked
        How many steps have been walked, asked again in every frame.
    """

    def __init__(self, region: Region, path: Descent, typesetter: Typesetter, walked: Callable[[], float]) -> None:
        self.path = path
        self.columns = np.column_stack([path.points, path.values])
        self.steps_told = min(_TOLD, len(path.points) - 1)
        self.exponents = [_exponent(column) for column in self.columns.T]
        names = zip(("x", "y", "f"), (INK, INK, FUNCTION), self.exponents, strict=True)
        heads = [typesetter.math("k", size=LABEL, role=MUTED)]
        heads += [typesetter.math(_head(name, exponent), size=LABEL, role=role) for name, role, exponent in names]
        for head in heads:
            head.fit_into(0.22 * region.width)
        super().__init__(region, heads, _TOLD + 2, typesetter, shares=_SHARES)
        self.decimals = [
            _decimals(column / 10.0**power) for column, power in zip(self.columns.T, self.exponents, strict=True)
        ]
        self.walked = walked
        self.add(self.tell(0))
        self.latest_row = self._latest_row()

    def tell(self, step: int) -> VGroup:
        """The row of a step, to be shown."""
        numbers = [_typst(self._number(step, column), self.decimals[column]) for column in range(3)]
        return self.row([str(step), *numbers], roles=[MUTED, INK, INK, FUNCTION])

    @property
    def latest(self) -> int:
        """The last step that has been walked whole."""
        return int(np.clip(self.walked() + 1e-9, 0, len(self.columns) - 1))

    def _number(self, step: int, column: int) -> float:
        return float(self.columns[step, column]) / 10.0 ** self.exponents[column]

    def run(self) -> VGroup:
        """The row of the latest step as it is now, to be shown; from then on it follows."""
        # A number that changes while it fades in would be drawn half from its old digits.
        for number in self.latest_row:
            number.refresh()
        return self.latest_row

    def _latest_row(self) -> VGroup:
        """The row below those that are told: step, x, y and f of the latest step."""
        cells = [self._cell(lambda: self.latest, 0)]
        cells += [
            self._cell(lambda column=column: self._number(self.latest, column), self.decimals[column])  # type: ignore[misc]
            for column in range(3)
        ]
        return VGroup(*(cell.place(self.place_of(self.steps_told + 1, index)) for index, cell in enumerate(cells)))

    def _cell(self, value: Callable[[], float], decimals: int) -> LiveDecimal:
        return LiveDecimal(value, self.type.theme, role=MOVING, size=self.size, decimals=decimals, align="right")


def _exponent(column: npt.NDArray[np.float64]) -> int:
    """The power of ten that is taken out of a column of very large or very small numbers; 0 if none."""
    largest = float(np.abs(column).max())
    power = math.floor(math.log10(largest)) if largest > 0 else 0
    return 0 if _PLAIN[0] <= power < _PLAIN[1] else power


def _decimals(column: npt.NDArray[np.float64]) -> int:
    largest = float(np.abs(column).max())
    return int(np.clip(_DIGITS - 1 - math.floor(math.log10(largest)), 0, 4)) if largest > 0 else 2


def _head(name: str, exponent: int) -> str:
    return f"{name} slash 10^({exponent})" if exponent else name


def _typst(value: float, decimals: int) -> str:
    return format_decimal(value, decimals).replace("−", "-")
