"""Standard output and standard error, which may be closed, full, or read by somebody who has gone."""

from __future__ import annotations

import os
import sys
from typing import Final, TextIO

_STANDARD: Final = (0, 1, 2)


class Stream:
    """One of the two. What cannot be written is dropped: the work itself goes on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.lost: OSError | None = None

    def write(self, text: str) -> None:
        """Write it now, so that what is lost is known."""
        stream: TextIO | None = getattr(sys, self._name)
        if stream is None or self.lost is not None:
            return
        try:
            stream.write(text)
            stream.flush()
        except UnicodeEncodeError:
            self.write(text.encode("ascii", "backslashreplace").decode())
        except OSError as error:
            self.lost = error
            _drop(stream)

    def is_writable(self) -> bool:
        """Whether somebody else, who failed to write something, could have written it there."""
        self.write("\n")
        return self.lost is None

    @property
    def is_full(self) -> bool:
        """Whether something was lost that somebody waits for: a reader who has gone does not."""
        return self.lost is not None and not isinstance(self.lost, BrokenPipeError)


def open_standard_streams() -> None:
    """Put something where a stream was closed: else the next file that is opened would get what is printed."""
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _drop(stream: TextIO) -> None:
    """Let the rest go nowhere: Python would try it again at the end, and complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # it is no real stream, as in a notebook
