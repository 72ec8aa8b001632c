"""What holds for every test."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# The shipped lecture speaks, which tests of other things have no time for: those of the voice say who is to speak.
os.environ["SESSEN_VOICE"] = "off"

# A machine that does something else as well is no fault of what is tested; tests that are about time set a deadline.
settings.register_profile("sessen", deadline=None)
settings.load_profile("sessen")

# A shell starts what it runs in the background with Ctrl-C ignored, and whatever that starts inherits it. Tests that
# press Ctrl-C mean programs that were started at a terminal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for programs, pages and locks for a fifth of their time."""
    return (os.cpu_count() or 1) + 1
