"""Claims: mathematical facts, declared beside what is drawn, that hold on every frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, Protocol, TypeVar, overload

import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError

Numeric = float | Iterable[float] | npt.NDArray[np.float64]
Method = TypeVar("Method", bound=Callable[..., Any])


class ClaimViolated(SessenError):
    """What is drawn is not what the mathematics says."""


@dataclass(frozen=True, slots=True)
class Equal:
    """What is drawn equals what is so, within a share of the size of the numbers.

    Parameters
    ----------
    actual
        A number or an array, measured on the mobjects.
    expected
        The same from the mathematics; of a shape that broadcasts with ``actual``.
    tolerance
        The largest error that passes, as a share of ``scale``.
    scale
        What the error is measured against; by default the largest of 1 and the true numbers' sizes.
    """

    actual: Numeric
    expected: Numeric
    tolerance: float = 1e-6
    scale: float | None = None

    @property
    def error(self) -> float:
        """The largest difference as a share of the scale; infinite where anything drawn is no number."""
        if isinstance(self.actual, float) and isinstance(self.expected, float):  # as most are
            off, size = abs(self.actual - self.expected), abs(self.expected)
        else:
            actual, expected = np.asarray(self.actual, float), np.asarray(self.expected, float)
            if actual.size == 0:
                return 0.0
            off, size = float(np.abs(actual - expected).max()), float(np.abs(expected).max())
        worst = off / (max(1.0, size) if self.scale is None else self.scale)
        return float(worst) if math.isfinite(worst) else math.inf


ClaimValue = Equal | Iterable[Equal] | None


@overload
def claim(method: Method) -> Method: ...
@overload
def claim(*, about: str) -> Callable[[Method], Method]: ...
def claim(method: Method | None = None, *, about: str = "") -> Method | Callable[[Method], Method]:
    """Mark a method of a lesson as a claim: it returns an `Equal`, several, or None while there is nothing to say.

    Parameters
    ----------
    about
        An attribute of the lesson, dots allowed: the claim is asked only on frames that show this mobject::

            @claim(about="figure.tangent")
            def tangent_touches(self) -> Equal: ...
    """

    def marked(method: Method) -> Method:
        method.__dict__.update(is_claim=True, about=about)
        return method

    return marked if method is None else marked(method)


class Shows(Protocol):
    """What can say whether a mobject is on screen: a lesson."""

    def is_on_screen(self, mobject: Any) -> bool: ...


def claims_of(lesson: Shows) -> dict[str, Callable[[], ClaimValue]]:
    """What to ask on every frame for each claim that the class of a lesson declares."""
    members = {name: getattr(type(lesson), name) for name in dir(type(lesson))}
    marks = {name: getattr(member, "__dict__", {}) for name, member in members.items()}
    return {name: _asking(lesson, name, mark.get("about", "")) for name, mark in marks.items() if mark.get("is_claim")}


def _asking(lesson: Shows, name: str, about: str) -> Callable[[], ClaimValue]:
    def examine() -> ClaimValue:
        # Looked up now: a preview puts other methods in, and what a claim is about may be made by a later step.
        thing: Any = lesson
        for part in about.split(".") if about else ():
            thing = getattr(thing, part, None)
        if about and (thing is None or not lesson.is_on_screen(thing)):
            return None
        return getattr(lesson, name)()  # type: ignore[no-any-return]

    return examine


def unused_name(name: str, taken: Container[str]) -> str:
    """The name, or the name with the first number that makes it another than those taken."""
    numbered = (f"{name}_{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The worst that a claim came to: its error and where that was."""

    claim: str
    error: float
    tolerance: float
    step: str
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether the claim is true on every frame seen so far."""
        return self.error <= self.tolerance


@dataclass(slots=True)
class ClaimLog:
    """What every claim of a lesson has come to, frame by frame.

    Parameters
    ----------
    strict
        Raise `ClaimViolated` at the first violation, rather than only write it down; it is ``violated`` from then on,
        because a scene may catch it.
    """

    scene: str
    strict: bool = True
    frames: int = 0
    results: dict[str, ClaimResult] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    violated: ClaimViolated | None = None

    def record(self, name: str, verdict: ClaimValue, *, step: str, seconds: float) -> None:
        """Write down what a claim says of one frame."""
        if verdict is None:
            self.skipped.add(name)
            return
        for equal in (verdict,) if isinstance(verdict, Equal) else verdict:
            self._record_one(name, equal, step, seconds)

    def _record_one(self, name: str, equal: Equal, step: str, seconds: float) -> None:
        error, known = equal.error, self.results.get(name)
        if known is None or error / equal.tolerance > known.error / known.tolerance:
            self.results[name] = ClaimResult(name, error, equal.tolerance, step, seconds)
        if self.strict and error > equal.tolerance:
            self.violated = self.violated or ClaimViolated(
                f"{name.replace('_', ' ')}: drawn {_brief(equal.actual)}, true {_brief(equal.expected)}, "
                f"off by {error:.2g} (allowed {equal.tolerance:.2g})",
                location=f"{self.scene}::{step} at {seconds:.2f} s",
                hint=f"see the claim {name} of {self.scene}",
            )
            raise self.violated

    @property
    def never_evaluated(self) -> set[str]:
        """Claims that had nothing to say on any frame: they prove nothing, so `check` names them."""
        return self.skipped - set(self.results)


def _brief(value: Numeric) -> str:
    return np.array2string(np.asarray(value, float), precision=6, threshold=8)
