"""Mobjects that draw themselves anew in every frame, from trackers alone."""

from __future__ import annotations

from typing import Protocol, TypeVar, cast

from manim import Mobject


class _Follower(Protocol):
    def refresh(self) -> None: ...


Refreshed = TypeVar("Refreshed", bound=Mobject)


def always_refresh(mobject: Refreshed) -> Refreshed:
    """Call the mobject's ``refresh`` now and in every frame; copies of it call their own."""
    mobject.add_updater(lambda each: cast(_Follower, each).refresh(), call_updater=True)
    return mobject
