"""What a rule is, and what it says."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sessen.legibility.finding import ERROR

if TYPE_CHECKING:
    from sessen.legibility.snapshot import Snapshot
    from sessen.legibility.thing import Thing
    from sessen.legibility.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a rule sees in one snapshot, or, if it is ``whole``, in the course of snapshots.

    Parameters
    ----------
    what
        A sentence with ``{0}``, ``{1}`` where the names of ``things`` go.
    box
        In pixels of the small snapshot; that around the things if left out.
    counts
        How much the time of this snapshot counts: less where what is seen moves, for the eye forgives that.
    is_warning
        Whether it is less grave than what the rule finds otherwise.
    about
        What makes it the same as a sighting in another snapshot, if that is not the things.
    """

    things: tuple[Thing, ...]
    what: str
    box: tuple[float, float, float, float] | None = None
    counts: float = 1.0
    about: Hashable = None
    whole: bool = False
    seconds: float | None = None
    lasts: float | None = None
    step: str = ""
    is_warning: bool = False

    @property
    def key(self) -> Hashable:
        """The same for sightings of one finding."""
        return self.about if self.about is not None else frozenset(id(thing.root) for thing in self.things)


class Rule:
    """A kind of fault that a snapshot, or a scene as it runs, can have.

    Subclasses are rows of the registry by their class attributes, and override `look` or `end`.

    Parameters
    ----------
    limits
        Those that a lecture file sets; the others keep their defaults.
    """

    name: ClassVar[str]
    #: Whether a finding makes a check fail.
    severity: ClassVar[str] = ERROR
    #: What it finds, in a few words.
    finds: ClassVar[str]
    #: What to do about it.
    advice: ClassVar[str]
    #: Numbers that a lecture file may set. ``lasts``: seconds from which on it is a finding.
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.4}

    def __init__(self, limits: Mapping[str, float] | None = None) -> None:
        self.limit: dict[str, float] = {**self.limits, **(limits or {})}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        """What is wrong with one snapshot."""
        return ()

    def tick(self, moment: Any) -> None:
        """Every frame, also those that are not looked at closer."""

    def end(self, timeline: Timeline) -> Iterable[Sighting]:
        """What was wrong with the course of the whole scene."""
        return ()


def half_if_moving(snapshot: Snapshot, *things: Thing) -> float:
    """Time counts a third while one of these things moves or changes."""
    return 1.0 if all(snapshot.rests(thing) for thing in things) else 1 / 3
