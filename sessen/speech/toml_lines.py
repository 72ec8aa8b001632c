"""Where the keys of a TOML file stand in its text: TOML's own reader does not say."""

from __future__ import annotations

import re


def line_of(text: str, *keys: str) -> int:
    """The line of a key that stands in these tables, counted from 1; the last key found when a later one is not."""
    lines, found = text.splitlines(), 0
    for depth, key in enumerate(keys):
        written = rf"[\"']?{re.escape(key)}[\"']?"
        header = rf"^\s*\[\s*(?:[\w\"'-]+\s*\.\s*)*{written}\s*(?:\.[^\]]*)?\]"
        pattern = re.compile(rf"{header}|^\s*(?:[\w\"'-]+\.)*{written}\s*[=.]|[{{,]\s*{written}\s*=")
        start = max(found - 1, 0) if depth else 0
        here = next((number for number, line in enumerate(lines[start:], start + 1) if pattern.search(line)), 0)
        found = here or found
    return found
