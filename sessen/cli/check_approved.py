"""``python render.py check --approved``: compare scenes with their approved pictures."""

from __future__ import annotations

from collections import Counter

from sessen.approval.comparison import Comparison, write_page
from sessen.approval.fingerprint import Verdict
from sessen.cli.approve import compared
from sessen.cli.console import Console, error_to_json
from sessen.errors import SessenError
from sessen.files import relative
from sessen.installation import program
from sessen.pipeline import Request
from sessen.pipeline.session import Session


def check_approved(console: Console, request: Request) -> int:
    """Tell what is not the same, and write the page that shows it; 1 where something is different."""
    found: list[Comparison] = []
    with Session(request) as session:
        chosen, failures = session.select()
        narration = session.narrate(chosen, speak=False)
        failures += narration.failures
        for each in compared(request, session, chosen, narration):
            if isinstance(each, SessenError):
                failures.append(each)
            else:
                found += each
    for failure in failures:
        console.print_error(failure)
    _tell(console, found)
    if any(each.verdict is not Verdict.SAME for each in found):
        page = write_page(request.out / "approved.html", found, f"{program()} approve {{}}")
        console.log(f"before, now and difference: {relative(page)}")
    console.emit_json(
        {
            "approved": [
                {"scene": each.scene, "step": each.step, "frame": each.place, "verdict": str(each.verdict)}
                for each in found
            ],
            "failed": [error_to_json(failure) for failure in failures],
        }
    )
    return 1 if failures or any(each.verdict in (Verdict.DIFFERENT, Verdict.GONE) for each in found) else 0


def _tell(console: Console, found: list[Comparison]) -> None:
    rows = [
        [f"{each.scene}::{each.step}", each.place, str(each.verdict)]
        for each in found
        if each.verdict is not Verdict.SAME
    ]
    if rows:
        console.table(["scene", "frame", ""], rows)
    for verdict, count in Counter(each.verdict for each in found).items():
        console.print(f"{count} {verdict}")
