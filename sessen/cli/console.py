"""What is said to the person, or to the program, that typed the command."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from typing import Any

from sessen.characters import columns_of
from sessen.cli.streams import Stream
from sessen.errors import SessenError


class Console:
    """Results go to standard output, everything else to standard error.

    Parameters
    ----------
    as_json
        Whether standard output is for one JSON document and nothing else.
    traceback
        Whether errors show where in the code they came up.
    """

    def __init__(self, *, as_json: bool = False, traceback: bool = False) -> None:
        self.as_json = as_json
        self.traceback = traceback
        self.out, self.err = Stream("stdout"), Stream("stderr")

    def log(self, text: str) -> None:
        """A line about what is going on."""
        self.err.write(f"{text}\n")

    def print(self, text: str) -> None:
        """Part of the result, for people."""
        if not self.as_json:
            self.out.write(f"{text}\n")

    def emit_json(self, document: Any) -> None:
        """The result, for programs."""
        if self.as_json:
            self.out.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")

    def print_error(self, error: SessenError, about: str = "") -> None:
        """An error: what, where, and what to type next."""
        self.log(f"{about}: {error}" if about and not error.location.startswith(about) else str(error))
        if self.traceback:
            kept = error.__dict__.get("traceback")
            self.log(kept or "".join(traceback.format_exception(error)))

    def emit_error(self, error: SessenError) -> None:
        """An error that ends the command."""
        self.print_error(error)
        self.emit_json({"error": error_to_json(error)})

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Rows below a head, columns in line; those in ``right`` end in line."""
        cells = [cell for row in (head, *rows) for cell in row]
        taken = columns_of(cells)
        count = len(head)
        widths = [max(taken[place::count]) for place in range(count)]
        padded = [
            " " * (widths[place % count] - width) + cell
            if place % count in right
            else cell + " " * (widths[place % count] - width)
            for place, (cell, width) in enumerate(zip(cells, taken, strict=True))
        ]
        for start in range(0, len(padded), count):
            self.print("  ".join(padded[start : start + count]).rstrip())


def error_to_json(error: SessenError) -> dict[str, str]:
    """An error as part of a document."""
    return {"what": error.message, "where": error.location, "cure": error.hint}


def format_bytes(count: int) -> str:
    """A number of bytes as people read it."""
    value, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
