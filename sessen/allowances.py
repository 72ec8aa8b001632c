"""What a lesson allows itself: findings about its layout that are meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sessen.errors import SessenError
from sessen.shared import NotCopied


@dataclass(slots=True, eq=False)
class Allowance(NotCopied):
    """A rule that some mobjects may break, and why; ``is_used`` once it has been needed."""

    rule: str
    mobjects: tuple[Any, ...]
    because: str
    is_used: bool = False


class Allowing:
    """Part of a scene that may say what is meant to be so."""

    allowances: list[Allowance]

    def allow(self, rule: str, *mobjects: Any, because: str) -> None:
        """Let mobjects break a rule of the layout: ``self.allow("overlap", bar, label, because="it names the bar")``.

        A finding passes if all of these mobjects have a part in it. ``check`` tells allowances that nothing needs.

        Raises
        ------
        SessenError
            No reason is given.
        """
        if not because.strip():
            raise SessenError(
                f"allow({rule!r}) needs a reason", location=type(self).__name__, hint='add because="..." to it'
            )
        vars(self).setdefault("allowances", []).append(Allowance(rule, mobjects, because))
