"""What a number that follows a tracker costs a frame: Manim's `DecimalNumber` over Typst glyphs beside `LiveDecimal`.

python -m bench.numbers
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable

from manim import DecimalNumber, MathTypst, Mobject, ValueTracker, tempconfig

from sessen.mobjects.live_number import LiveDecimal
from sessen.theme import THEMES
from sessen.variant import ThemeName

FRAMES = 240
ROUNDS = 5


def milliseconds_a_frame(make: Callable[[ValueTracker], Mobject]) -> float:
    """The median over rounds of the processor time that one update takes, in milliseconds."""
    tracker = ValueTracker(0)
    number = make(tracker)
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for frame in range(FRAMES):
            tracker.set_value(frame * 0.137)
            number.update()
        rounds.append(1000 * (time.process_time() - started) / FRAMES)
    return statistics.median(rounds)


def decimal_number(tracker: ValueTracker) -> Mobject:
    """Manim's own number, its digits set by Typst as the stage's are."""
    number = DecimalNumber(0, mob_class=MathTypst)  # type: ignore[arg-type]  # it takes any mobject that sets text
    number.add_updater(lambda mobject: mobject.set_value(tracker.get_value()))
    return number


def live_number(tracker: ValueTracker) -> Mobject:
    """The stage's number."""
    return LiveDecimal(tracker.get_value, THEMES[ThemeName.DARK])


def main() -> None:
    """Measure both in turn, and print what they take."""
    with tempfile.TemporaryDirectory() as scratch, tempconfig({"media_dir": scratch, "verbosity": "ERROR"}):
        theirs, ours = milliseconds_a_frame(decimal_number), milliseconds_a_frame(live_number)
    sys.stdout.write(f"DecimalNumber  {theirs:6.2f} ms a frame\nLiveNumber     {ours:6.2f} ms a frame\n")
    sys.stdout.write(f"               {theirs / ours:6.1f} times as fast\n")


if __name__ == "__main__":
    main()
