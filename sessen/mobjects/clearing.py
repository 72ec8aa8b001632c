"""Which mobjects of a scene go when only some of them stay."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Mobject


def everything_except(shown: Iterable[Mobject], kept: Iterable[Mobject | None]) -> list[Mobject]:
    """Of what a scene shows, what has no part of anything that is kept; None among that is nothing.

    A scene may hold the parts of a group one by one, so it is the parts that count.
    """
    stays = {id(part) for each in kept if each is not None for part in each.get_family()}
    return [each for each in shown if all(id(part) not in stays for part in each.get_family())]
