"""Errors that people read: what is wrong, where, and what to type next."""

from __future__ import annotations

from typing import ClassVar


class SessenError(Exception):
    """An error for the person at the keyboard, who needs no traceback to act on it.

    Parameters
    ----------
    message
        What is wrong, as one sentence.
    location
        The place: scene, step, file and line, or column, as far as it is known.
    hint
        What to type or change next.

    Attributes
    ----------
    blames_values
        Whether the values that were typed for a scene are to be changed, rather than its code.
    """

    blames_values: ClassVar[bool] = False

    def __init__(self, message: str, *, location: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        remedy = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{remedy}"

    def _render_traceback_(self) -> list[str]:
        # What IPython shows in a notebook in place of a traceback.
        return [str(self)]

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and errors travel from worker processes.
        return (_rebuilt, (type(self), self.args, self.__dict__))


def _rebuilt(kind: type[SessenError], arguments: tuple[object, ...], state: dict[str, object]) -> SessenError:
    error = kind.__new__(kind)
    Exception.__init__(error, *arguments)
    error.__dict__.update(state)
    return error
