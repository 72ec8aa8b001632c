"""What holds for every test."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

_TESTS: Final = Path(__file__).parent

# The shipped lecture speaks, which tests of other things have no time for: those of the voice say who is to speak.
os.environ["SESSEN_VOICE"] = "off"

# A machine that does something else as well is no fault of what is tested; tests that are about time set a deadline.
settings.register_profile("sessen", deadline=None)
settings.load_profile("sessen")

# A shell starts what it runs in the background with Ctrl-C ignored, and whatever that starts inherits it. Tests that
# press Ctrl-C mean programs that were started at a terminal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


#: Whose tests take long; they begin first, so that no process is left alone with them at the end.
_LONG: Final = ("pipeline", "products", "preview", "voice", "scenes", "approval", "setup", "cli")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules in the order of the time that they take, as far as their folders tell."""
    ranks = {name: rank for rank, name in enumerate(_LONG)}
    items.sort(key=lambda item: ranks.get(item.path.relative_to(_TESTS).parts[0], len(ranks)))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for programs, pages and locks for a fifth of their time."""
    return (os.cpu_count() or 1) + 1
