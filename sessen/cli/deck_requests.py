"""``deck --into LECTURE.pptx --dry-run``: what a deck asks for, without drawing or writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sessen.background import TRANSPARENT
from sessen.cli.console import Console, error_to_json
from sessen.files import relative
from sessen.pipeline import Request
from sessen.theme import PAPER, THEMES

if TYPE_CHECKING:
    from sessen.products.decks.fill_deck import DeckPaths, Survey

_HEADS = ["slide", "shape", "clip", "theme", "background", "outline", "plays"]


def list_requests(console: Console, request: Request, place: DeckPaths) -> int:
    """List what the deck asks for; 2 when something in it cannot be filled."""
    from sessen.products.decks.fill_deck import survey

    found = survey(request, place)
    rows = sorted(_rows(found), key=lambda row: row["slide"])
    console.table(_HEADS, [[str(row[name]) for name in _HEADS] for row in rows], right=(0,))
    for remark in found.remarks:
        console.log(remark)
    for error in found.errors:
        console.print_error(error)
    wrong = f"; {len(found.errors)} cannot be filled" if found.errors else ""
    count = "1 clip" if len(rows) == 1 else f"{len(rows)} clips"
    console.log(f"{relative(place.deck)} asks for {count}{wrong}; {relative(place.target)} was not written")
    console.emit_json(
        {
            "asked": rows,
            "where": str(place.target),
            "remarks": found.remarks,
            "failed": list(map(error_to_json, found.errors)),
        }
    )
    return 2 if found.errors else 0


def _rows(found: Survey) -> Iterator[dict[str, Any]]:
    for group in found.batches:
        variant = group.variant
        colour = group.background or THEMES[variant.theme][PAPER]
        for shape in group.shapes:
            flags = shape.request.flags
            yield {
                "slide": shape.number,
                "shape": shape.text,
                "clip": shape.request.target,
                "theme": str(variant.theme),
                "background": "none" if colour == TRANSPARENT else colour,
                "outline": str(variant.shape),
                "plays": ("on click" if "click" in flags else "automatically") + (", repeating" * ("loop" in flags)),
            }
