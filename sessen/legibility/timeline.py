"""What is known of a scene when it has ended: its length, and when somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Timeline:
    """The course of a scene.

    Parameters
    ----------
    seconds
        Its length.
    spoken
        From when to when something is said, by subcaptions and sounds.
    """

    seconds: float = 0.0
    spoken: list[tuple[float, float]] = field(default_factory=list)

    def spoken_within(self, start: float, end: float) -> float:
        """Seconds of speech within a time."""
        pieces = sorted((max(start, begin), min(end, stop)) for begin, stop in self.spoken)
        total, reached = 0.0, start
        for begin, stop in pieces:
            if stop > max(begin, reached):
                total += stop - max(begin, reached)
                reached = stop
        return total
