"""Where the keys of a lecture file stand in its text: TOML's own reader does not say."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\[\s*\w+\s*\]\]")


class LectureSource:
    """The text of a lecture file by lines, counted from 1."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def block(self, name: str, index: int) -> int:
        """The line of the header of the table of that name and index, counted from 1."""
        header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
        headers = [number for number, text in enumerate(self._lines, 1) if header.match(text)]
        return headers[index] if index < len(headers) else 0

    def line(self, key: str, start: int) -> int:
        """The first line of the block that begins at ``start`` which writes the key; ``start`` when none does."""
        pattern = re.compile(rf"(^|[\s{{,\[.])[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        for number, text in enumerate(self._lines[max(start - 1, 0) :], max(start, 1)):
            if number > start and _HEADER.match(text):
                break
            if pattern.search(text):
                return number
        return start
