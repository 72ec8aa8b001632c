"""``doctor``: try everything that is needed, and say what to do about what does not work."""

from __future__ import annotations

from typing import Any

import click

from sessen.cli.console import Console
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import output_options
from sessen.doctor.finding import CheckResult


@click.command(cls=GroupedCommand, name="doctor", help="Check that everything needed is installed and works.")
@output_options
@click.pass_obj
def command(console: Console, /, **_: Any) -> int:
    """Try it; 1 when something does not work."""
    from sessen.doctor import diagnose

    findings = diagnose()
    for finding in findings:
        console.print(f"{_mark(finding)} {finding.name}: {finding.detail}")
        if not finding.passed:
            console.print(f"     {finding.hint}")
    console.emit_json({"findings": [_document(finding) for finding in findings]})
    return 0 if all(finding.passed or finding.optional for finding in findings) else 1


def _mark(result: CheckResult) -> str:
    if result.passed:
        return "ok "
    return "-- " if result.optional else "NO "


def _document(result: CheckResult) -> dict[str, object]:
    return {
        "name": result.name,
        "passed": result.passed,
        "detail": result.detail,
        "cure": result.hint,
        "optional": result.optional,
    }
