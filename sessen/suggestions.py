"""Near misses: what somebody probably meant to type."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(typed: str, known: Iterable[str], otherwise: str | None = None, *, cutoff: float = 0.5) -> str:
    """A question that names what comes nearest to what was typed, or else all that there is to choose from.

    Parameters
    ----------
    otherwise
        What is said in place of that where nothing comes near.
    cutoff
        How alike two words must be, from 0 to 1.
    """
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(typed.casefold(), folded, n=1, cutoff=cutoff)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    if otherwise is not None:
        return otherwise
    return f"available: {', '.join(names)}" if names else "none are available"
