"""Work that may not go on forever, bounded by how much is done and not by a clock.

SymPy's simplification may run for hours. A clock would let a derivation pass on a fast machine and fail on a slow one;
the number of calls is the same everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, TypeVar

Value = TypeVar("Value")

#: Calls of functions; about two seconds.
CALLS: Final = 2_000_000


class _UsedUpError(BaseException):
    """Not an `Exception`: code that catches those would go on."""


def bounded(work: Callable[[], Value], otherwise: Value, calls: int = CALLS) -> Value:
    """Do some work, or give it up after so many calls of functions, or where it fails."""
    left = calls

    def count(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _UsedUpError

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work()
    except (_UsedUpError, Exception):  # noqa: BLE001 - SymPy fails in many ways where it knows no answer
        return otherwise
    finally:
        sys.setprofile(before)
