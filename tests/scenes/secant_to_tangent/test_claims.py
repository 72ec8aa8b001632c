"""What the scene on the derivative does not let pass: drawings that are wrong, and functions without a tangent."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from scenes.secant_to_tangent.scene import SecantToTangent
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from tests.scenes.support import rehearsal, rehearse


class Enough(Exception):
    """What was to be seen has been seen."""


class SlopeOff(SecantToTangent):
    def setup(self) -> None:
        super().setup()
        self.figure.secant.add_updater(lambda line: line.rotate(0.01, about_point=self.figure.p))


class SecantBeside(SecantToTangent):
    def setup(self) -> None:
        super().setup()
        self.figure.secant.add_updater(lambda line: line.shift(np.array([0.02, 0.0, 0.0])))


class PointOff(SecantToTangent):
    def setup(self) -> None:
        super().setup()
        self.figure.moving_point.add_updater(lambda dot: dot.shift(np.array([0.0, 0.02, 0.0])))


class TangentOff(SecantToTangent):
    def is_on_screen(self, mobject: object) -> bool:
        if mobject is self.tangent and self.tangent is not None:
            self.tangent.rotate(0.001)
        return super().is_on_screen(mobject)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("broken", "claim"),
    [
        (SlopeOff, "secant has the quotient as its slope"),
        (SecantBeside, "secant goes through p and q"),
        (PointOff, "points lie on the curve"),
        (TangentOff, "tangent touches with the derivative as its slope"),
    ],
)
def test_claims_notice_what_is_drawn_wrong(broken: type[SecantToTangent], claim: str) -> None:
    """Written down where claims are read afterwards; in a lesson that is strict the scene ends."""
    seen: list[SecantToTangent] = []

    def look(lesson: SecantToTangent, step: str) -> None:
        seen.append(lesson)
        if step == "draw_secant" and broken is not TangentOff:
            raise Enough

    with contextlib.suppress(Enough):
        rehearse(broken, rehearsal(frame_rate=2), at_end=look, strict_claims=False)
    assert not seen[-1].claim_log.results[claim.replace(" ", "_")].holds
    if broken is SlopeOff:
        with pytest.raises(ClaimViolated, match="drawn"):
            rehearse(broken, rehearsal(frame_rate=2))


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"f": "abs(x)", "at": "0"}, ["no derivative at x = 0", "corner", "-1 from the left", "1 from the right"]),
        ({"f": "sqrt(x)", "at": "0"}, ["x = 0", "not defined to the left", "inside the function's domain"]),
        ({"f": "cbrt(x)", "at": "0"}, ["x = 0", "the tangent is vertical", "another point"]),
        ({"f": "floor(x)", "at": "1"}, ["x = 1", "jump", "from the left tend to 0"]),
        ({"f": "1/x", "at": "0"}, ["not defined at x = 0", "another point"]),
        ({"f": "ln(x)", "at": "-1"}, ["not defined at x = -1", "another point"]),
        ({"f": "sqrt(4-x)", "at": "3.9", "gaps": "1"}, ["gaps", "x + h = 4.9", "h = 1", "smaller gaps"]),
        ({"f": "sqrt(4-x)", "at": "3.9", "gaps": "0.1"}, ["gaps", "x + h = 4", "h = 0.1", "smaller gaps"]),
        ({"gaps": "1, 0"}, ["gaps = '1, 0'", "greater than zero", "for example gaps="]),
        ({"gaps": "1, -0.5"}, ["gaps", "greater than zero"]),
        ({"gaps": "6, 5, 4, 3, 2, 1"}, ["gaps", "at most 5"]),
        ({"f": "x^2 + y"}, ["f = 'x^2 + y'", "column 7", "'y'"]),
        ({"att": "3"}, ["no parameter 'att'", "did you mean 'at'?"]),
    ],
)
def test_what_has_no_tangent_is_refused_before_anything_is_drawn(values: dict[str, str], parts: list[str]) -> None:
    drawn: list[str] = []
    with pytest.raises(SessenError) as caught:
        rehearse(SecantToTangent, values=values, at_end=lambda lesson, step: drawn.append(step))
    assert drawn == []
    for part in parts:
        assert part in str(caught.value)
