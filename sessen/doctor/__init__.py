"""What has to work before anything else does, tried for real: every probe does the thing itself on a small scale."""

from __future__ import annotations

from sessen.doctor.finding import Check, CheckFailed, CheckResult, run_check
from sessen.doctor.probes import PROBES, diagnose

__all__ = ["PROBES", "Check", "CheckFailed", "CheckResult", "diagnose", "run_check"]
