"""The optional extras: which are installed, and how to get the others."""

from __future__ import annotations

from typing import Final

from sessen.doctor.finding import CheckResult
from sessen.doctor.machine import is_installed
from sessen.installation import install, install_voice, is_checkout, requirements
from sessen.voice.engines import DEFAULTS, EXTRA, VOICES, missing_for

#: What only somebody needs who works on Sessen itself.
_DEVELOPMENT: Final = ("docs", "lint", "test")


def optional_extras() -> list[CheckResult]:
    """One result for each extra in Sessen's metadata; a missing one is no fault."""
    extras = dict.fromkeys(each.extra for each in requirements() if each.extra)
    return [_result(extra) for extra in extras if is_checkout() or extra not in _DEVELOPMENT]


def _result(extra: str) -> CheckResult:
    packages = [each.package for each in requirements() if each.extra == extra]
    missing = [name for name in packages if not is_installed(name)]
    if extra == EXTRA and not missing:
        missing = list(filter(None, (missing_for(VOICES[speaker]) for speaker in DEFAULTS.values())))
    name = f"optional extra '{extra}'"
    if missing:
        return CheckResult(name, False, f"not installed: {', '.join(missing)}", _cure(extra), optional=True)
    return CheckResult(name, True, ", ".join(packages), optional=True)


def _cure(extra: str) -> str:
    return install_voice() if extra == EXTRA else install(extra)
