"""How a command walks through the engine: the files that it enters, and how often it goes from one room to another.

    python tools/trace_rooms.py ChainRule -q draft

Run it when there is nothing left to draw: what is counted then is planning alone. A room is a folder of ``sessen``;
modules of its top level, which every room uses, belong to the room that calls them. Only the process that was called is
followed, not its workers.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType

ENGINE = Path(__file__).resolve().parents[1] / "sessen"


class RoomTrace:
    """Counts as a profile function: it is called at every call of a Python function."""

    def __init__(self) -> None:
        self.files: set[Path] = set()
        self.changes: Counter[tuple[str, str]] = Counter()
        self._room = ""
        self._rooms: dict[str, tuple[Path, str] | None] = {}
        self._importing = 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """Note where a call goes; what modules do while they are imported is no step of the way."""
        if frame.f_code.co_name == "<module>":
            self._importing += {"call": 1, "return": -1}.get(event, 0)
        if event != "call" or self._importing or (found := self._place(frame)) is None:
            return
        file, room = found
        self.files.add(file)
        if self._room and room != self._room:
            self.changes[self._room, room] += 1
        self._room = room

    def _place(self, frame: FrameType) -> tuple[Path, str] | None:
        name = frame.f_code.co_filename
        if name not in self._rooms:
            file = Path(name)
            parts = file.relative_to(ENGINE).parts if file.is_relative_to(ENGINE) else ()
            self._rooms[name] = (file, parts[0]) if len(parts) > 1 else None
        return self._rooms[name]


def main() -> int:
    """Run the command and print what it went through."""
    from sessen.cli import main as command

    trace = RoomTrace()
    sys.setprofile(trace)
    try:
        code = command(sys.argv[1:])
    finally:
        sys.setprofile(None)
    rooms = {file.relative_to(ENGINE).parts[0] for file in trace.files}
    lines = [f"{len(trace.files)} files in {len(rooms)} rooms, {trace.changes.total()} changes of room"]
    lines += [f"{count:5}  {one} -> {other}" for (one, other), count in trace.changes.most_common(25)]
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
