"""Errors that people read: what is wrong, where, and what to type next."""

from __future__ import annotations


class SessenError(Exception):
    """An error for the person at the keyboard, who needs no traceback to act on it.

    Parameters
    ----------
    what
        What is wrong, as one sentence.
    where
        The place: scene, step, file and line, or column, as far as it is known.
    cure
        What to type or change next.
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"\n  {self.cure}" if self.cure else ""
        return f"{place}{self.what}{remedy}"

    def _render_traceback_(self) -> list[str]:
        # What IPython shows in a notebook in place of a traceback.
        return [str(self)]

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and errors travel from worker processes.
        return (_rebuild, (type(self), self.args, self.__dict__))


def _rebuild(kind: type[SessenError], arguments: tuple[object, ...], state: dict[str, object]) -> SessenError:
    error = kind.__new__(kind)
    Exception.__init__(error, *arguments)
    error.__dict__.update(state)
    return error
