"""Round numbers for axes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sessen.mathematics.ranges import require_readable


def tick_step(low: float, high: float, most: int) -> float:
    """The smallest step of 1, 2 or 5 times a power of ten that puts at most ``most`` ticks between low and high.

    Raises
    ------
    RangeError
        No axis can show numbers from low to high.
    """
    require_readable(low, high)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def ticks(low: float, high: float, most: int = 6) -> npt.NDArray[np.float64]:
    """Multiples of `tick_step` from low to high, both included, shape (n,)."""
    step = tick_step(low, high, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.arange(first, last + 1, dtype=np.float64) * step


def tick_text(value: float, step: float) -> str:
    """A tick as it is written: as many decimals as the step has, a power of ten where that takes fewer digits."""
    if value == 0:
        return "0"
    exponent, last = (math.floor(math.log10(size) + 1e-9) for size in (abs(value), step))
    digits = max(0, exponent - last)
    far = exponent >= 5 or (last < -4 and exponent < -2)
    if not far or digits > 3:
        return f"{value:.{max(0, -last)}f}"
    mantissa = f"{value / 10.0**exponent:.{digits}f}"
    return f"{mantissa} times 10^({exponent})" if mantissa not in ("1", "-1") else f"{mantissa[:-1]}10^({exponent})"
