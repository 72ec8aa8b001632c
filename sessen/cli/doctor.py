"""``python render.py doctor``: try everything that is needed, and tell the cure for what does not work."""

from __future__ import annotations

from typing import Any

import click

from sessen.cli.options import talk_options
from sessen.cli.talk import Talk


@click.command(name="doctor", help="Try everything that is needed; tell the cure for what does not work.")
@talk_options
@click.pass_obj
def command(talk: Talk, **_: Any) -> int:
    """Try it; 1 when something does not work."""
    from sessen.doctor import diagnose

    findings = diagnose()
    for finding in findings:
        talk.show(str(finding))
    talk.answer({"findings": [_document(finding) for finding in findings]})
    return 0 if all(finding.works for finding in findings) else 1


def _document(finding: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in finding.__dataclass_fields__}
