"""What a rule has found: plain values that travel from any worker."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

ERROR: Final = "error"
WARNING: Final = "warning"
OFF: Final = "off"
SEVERITIES: Final = (ERROR, WARNING, OFF)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the frame, from its upper left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFinding:
    """One place in a scene that cannot be read well.

    Parameters
    ----------
    seconds, lasts
        When it is first so, in the time of the scene, and for how long.
    step_seconds
        The same moment from the beginning of its step.
    box
        Where in the frame.
    what
        What is wrong, with the names of the mobjects.
    mobjects
        Their names: a variable or a class, and the text.
    advice
        What to do.
    still
        The frame as a PNG file, where one was asked for.
    """

    rule: str
    severity: str
    scene: str
    step: str
    seconds: float
    step_seconds: float
    lasts: float
    box: Box
    what: str
    mobjects: tuple[str, ...]
    advice: str
    still: bytes = b""

    @property
    def is_error(self) -> bool:
        """Whether it makes a check fail."""
        return self.severity == ERROR

    def to_json(self) -> dict[str, Any]:
        """As a machine reads it; numbers rounded to what means something."""
        written = asdict(self)
        del written["still"]
        rounded = {name: round(written[name], 3) for name in ("seconds", "step_seconds", "lasts")}
        return written | rounded | {"box": [round(side, 4) for side in self.box], "mobjects": list(self.mobjects)}
