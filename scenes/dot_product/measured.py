"""Two arrows and a shadow as they have been drawn, and what must be true of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sessen.claims import Equal

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """The arrows a and b and the shadow of a on the line of b, measured in a picture, in the numbers of its plane.

    Attributes
    ----------
    a, b, shadow
        Each of shape (2,).
    """

    a: Numbers
    b: Numbers
    shadow: Numbers

    @property
    def lengths(self) -> tuple[float, float]:
        """How long a and b are."""
        return float(np.hypot(*self.a)), float(np.hypot(*self.b))

    @property
    def angle(self) -> float:
        """The angle between a and b in radians, from 0 to pi."""
        return float(np.arctan2(abs(self.a[0] * self.b[1] - self.a[1] * self.b[0]), self.product))

    @property
    def product(self) -> float:
        """The dot product of a and b."""
        return float(self.a @ self.b)

    @property
    def signed_shadow(self) -> float:
        """The length of the shadow, negative if it points against b."""
        return float(self.shadow @ self.b) / self.lengths[1]

    def arrows_are(self, length_a: float, length_b: float, angle: float) -> tuple[Equal, ...]:
        """Both arrows have these lengths and this angle, in radians, between them."""
        first, second = self.lengths
        return Equal(first, length_a, scale=length_a), Equal(second, length_b, scale=length_b), Equal(self.angle, angle)

    def shadow_gives(self, product: float) -> tuple[Equal, ...]:
        """The drop is square to b, the shadow lies along b, and its signed length times that of b is the product."""
        (length_a, length_b), drop = self.lengths, self.a - self.shadow
        scale = length_a * length_b
        aside = self.shadow[0] * self.b[1] - self.shadow[1] * self.b[0]
        square = Equal([float(drop @ self.b), float(aside)], 0.0, scale=scale)
        return square, Equal(self.signed_shadow * length_b, product, scale=scale)
