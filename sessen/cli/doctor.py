"""``python render.py doctor``: try everything that is needed, and tell the cure for what does not work."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from sessen.cli.console import Talk
from sessen.cli.options import talk_options


@click.command(name="doctor", help="Try everything that is needed; tell the cure for what does not work.")
@talk_options
@click.pass_obj
def command(talk: Talk, /, **_: Any) -> int:
    """Try it; 1 when something does not work."""
    from sessen.doctor import diagnose

    findings = diagnose()
    for finding in findings:
        talk.show(f"{'ok ' if finding.passed else 'NO '} {finding.name}: {finding.detail}")
        if not finding.passed:
            talk.show(f"     {finding.cure}")
    talk.answer({"findings": [asdict(finding) for finding in findings]})
    return 0 if all(finding.passed for finding in findings) else 1
