"""A probe tries one prerequisite; a finding is what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sessen.errors import SessenError
from sessen.installation import reinstall

#: What brings back a package that is missing or damaged.
REINSTALL = reinstall()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a probe found.

    Attributes
    ----------
    name
        What was tried, as a few words.
    passed
        Whether it works.
    detail
        What was found, or what is wrong.
    hint
        What to type or change next; empty when it works.
    optional
        Whether Sessen works without it.
    """

    name: str
    passed: bool
    detail: str
    hint: str = ""
    optional: bool = False


class CheckFailed(SessenError):
    """A prerequisite is there but does not do what it should."""


@dataclass(frozen=True, slots=True)
class Check:
    """One prerequisite and how to try it.

    Attributes
    ----------
    name
        What is tried, as a few words.
    run
        Tries it and returns what it found as one line; any error means that it does not work.
    hint
        What helps against errors that bring no hint of their own.
    """

    name: str
    run: Callable[[], str]
    hint: str = REINSTALL


def run_check(probe: Check) -> CheckResult:
    """Run ``probe``; whatever goes wrong in it becomes a finding."""
    try:
        return CheckResult(probe.name, True, probe.run())
    except SessenError as error:
        return CheckResult(probe.name, False, error.message, error.hint or probe.hint)
    except Exception as error:  # noqa: BLE001  # a doctor has to survive every illness
        return CheckResult(probe.name, False, f"{type(error).__name__}: {error}", probe.hint)
