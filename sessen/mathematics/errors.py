"""What the mathematics says when a formula, a point or a vector makes no sense."""

from __future__ import annotations

from sessen.characters import columns
from sessen.errors import SessenError

_LONGEST_SHOWN = 72


class FormulaError(SessenError):
    """A typed formula, number or vector that cannot be read.

    Parameters
    ----------
    what
        What is wrong, as one sentence.
    text
        All that was typed.
    position
        Column in `text`, counted from 0, or None where no single place is to blame.
    suggestion
        What to type instead; empty if there is no good guess.
    """

    def __init__(self, what: str, *, text: str = "", position: int | None = None, suggestion: str = "") -> None:
        super().__init__(what, location="" if position is None else f"column {position + 1}", hint=suggestion)
        self.text = text
        self.position = position
        self.suggestion = suggestion

    def __str__(self) -> str:
        picture = "" if self.position is None else "\n" + caret_under(self.text, self.position)
        remedy = f"\n  {self.suggestion}" if self.suggestion else ""
        return f"{self.message}{picture}{remedy}"


class DerivativeError(SessenError):
    """A function without a value, or without a derivative, where one is asked for.

    Attributes
    ----------
    left_slope, right_slope
        The one-sided slopes as text where they are known, else "".
    """

    blames_values = True

    def __init__(self, what: str, *, location: str = "", hint: str = "", slopes: tuple[str, str] = ("", "")) -> None:
        super().__init__(what, location=location, hint=hint)
        self.left_slope, self.right_slope = slopes


class VectorError(SessenError):
    """Vectors whose sizes differ, or a zero vector where a direction is needed."""


class MatrixError(SessenError):
    """Matrices whose sizes do not meet, or that show nothing where something is to be seen."""


class RangeError(SessenError):
    """Numbers that no axis can show: too large, too small, or too much alike."""

    blames_values = True


class FieldError(SessenError):
    """A function of x and y that has no level curves or no descent where they are asked for."""

    blames_values = True


class DerivationError(SessenError):
    """A line of a derivation that is false, or that nobody has proved.

    Attributes
    ----------
    line
        Its number, counted from 1.
    """

    blames_values = True

    def __init__(self, what: str, *, line: int, location: str = "", hint: str = "") -> None:
        super().__init__(what, location=location, hint=hint)
        self.line = line


def caret_under(text: str, position: int) -> str:
    """Return `text` on one line with a caret below `position`; full-width letters count two columns."""
    start = max(0, position - _LONGEST_SHOWN // 2)
    shown = "".join(letter if letter.isprintable() else " " for letter in text[start : start + _LONGEST_SHOWN])
    indent = columns(shown[: position - start])
    return f"  {shown}\n  {' ' * indent}^"
