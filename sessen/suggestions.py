"""Near misses: what somebody probably meant to type."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """A question that names what comes nearest to what was typed, or else all that there is to choose from."""
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(typed.casefold(), folded, n=1, cutoff=0.5)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return f"available: {', '.join(names)}" if names else "none are available"
