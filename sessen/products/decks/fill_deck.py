"""Fill the named shapes of a deck that somebody has: each asks for a clip in its own way, on its own slide's ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sessen.backups import backing_up
from sessen.errors import SessenError
from sessen.pipeline import Request
from sessen.pipeline.built import Failure
from sessen.pipeline.report import Reporter
from sessen.pipeline.session import Session
from sessen.products.decks.clip_batches import ClipBatches, folder_of
from sessen.products.decks.deck_file import OpenedDeck, open_deck
from sessen.products.decks.errors import DeckUnreadable, NameUnknown
from sessen.products.decks.playback import Playback
from sessen.products.decks.pptx.backgrounds import SlideBackground
from sessen.products.decks.pptx.fill import DeckClip
from sessen.products.decks.pptx.guards import ensure_writable
from sessen.products.decks.pptx.shapes import NamedShape
from sessen.products.decks.shape_requests import ClipBatch, DeckDefaults, batches, limit_quality
from sessen.theme import is_readable, theme_for

_NOTHING: Final = "it has no shape whose name or alt text is sessen:SCENE or sessen:SCENE::STEP"


@dataclass(frozen=True, slots=True)
class FillResult:
    """What has become of a deck.

    Parameters
    ----------
    target
        Where it was written; None where it was left alone.
    backup
        The copy of the original, where that was written over.
    shapes
        Those that were filled, with their clips.
    remarks
        What the teacher should know: backgrounds that no clip can match, clips made smaller.
    """

    target: Path | None
    backup: Path | None
    shapes: tuple[tuple[NamedShape, DeckClip], ...]
    remarks: tuple[str, ...]
    errors: tuple[SessenError, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckPaths:
    """Which deck, and where it goes: ``target`` may be the deck itself.

    Parameters
    ----------
    given
        What the command line says of all shapes.
    """

    deck: Path
    target: Path
    given: DeckDefaults


@dataclass(frozen=True, slots=True)
class Survey:
    """What a deck asks for.

    Parameters
    ----------
    groups
        Its shapes, those together whose clips are made alike.
    grounds
        What lies under each.
    errors
        What cannot be filled; where there is any, nothing is.
    """

    deck: OpenedDeck
    batches: tuple[ClipBatch, ...]
    backgrounds: Mapping[NamedShape, SlideBackground]
    remarks: tuple[str, ...]
    errors: tuple[SessenError, ...]


def survey(request: Request, place: DeckPaths) -> Survey:
    """What the shapes of a deck ask for, without drawing anything.

    Raises
    ------
    DeckUnreadable
        It is no deck, or asks for nothing.
    """
    deck = open_deck(place.deck)
    shapes, wrong = deck.requests()
    if not shapes and not wrong:
        why = "; ".join([_NOTHING, *deck.remarks])
        raise DeckUnreadable(why, location=str(place.deck), hint="select a shape, Alt text: sessen:ChainRule::nudge")
    grounds = {shape: deck.background(shape) for shape in shapes}
    request, advice = limit_quality(deck, shapes, request)
    groups, errors = batches(shapes, grounds, request, place.deck, place.given)
    errors = [*wrong, *errors, *(error for group in groups for error in _unknown(group, place))]
    remarks = [*deck.remarks, *advice, *_edges(shapes, grounds), *_hard_to_read(groups)]
    return Survey(deck, tuple(groups), grounds, tuple(remarks), tuple(errors))


def _hard_to_read(groups: Sequence[ClipBatch]) -> Iterator[str]:
    """A dark clip on a white slide, say, that somebody has asked for."""
    for group in groups:
        theme, background = group.variant.theme, group.background
        if background is not None and not is_readable(theme, background):
            numbers = ", ".join(str(shape.number) for shape in group.shapes)
            better = theme_for(background)
            yield f"slide {numbers}: theme={theme} is hard to read on {background}; theme={better} is readable"


def fill_deck(request: Request, place: DeckPaths, report: Reporter, manner: Playback) -> FillResult:
    """Make the clips that a deck's shapes ask for, and put them there; all of them, or none.

    Raises
    ------
    DeckUnreadable
        It is no deck, or asks for nothing.
    DeckRefused
        It cannot be written where it should.
    """
    ensure_writable(place.target)
    found = survey(request, place)
    if found.errors:
        return FillResult(None, None, (), (), found.errors)
    remarks = list(found.remarks)
    clips = ClipBatches(found.batches, report, manner.budget)
    if clips.limit is not None:
        remarks.append(f"clips larger than {clips.limit / 1e6:.1f} MB were made smaller: the deck's budget is used up")
    if clips.failures:
        return FillResult(None, None, (), tuple(remarks), (), tuple(clips.failures))
    pairs = [(_looped(shape, manner), clip) for shape, clip in clips.of_shapes(last=manner.poster_is_last)]
    remarks += found.deck.fill(pairs)
    backup = _write(found.deck, place, request.state_dir)
    return FillResult(place.target, backup, tuple(pairs), tuple(remarks), ())


def _write(deck: OpenedDeck, place: DeckPaths, session: Path) -> Path | None:
    """Write the deck where that changes anything; a copy stays of what it takes the place of, if that is not ours."""
    if place.target.resolve() == place.deck.resolve() and not deck.is_changed:
        return None
    with backing_up(session) as backups:
        deck.write(place.target)
    return backups[0].copy if backups else None


def _unknown(group: ClipBatch, place: DeckPaths) -> Iterator[SessenError]:
    """What nothing answers to, with the slide; when something does not, each name is tried, so that all are told."""
    if not list(_wrong(group)):
        return
    for shape in group.shapes:
        for error in _wrong(replace(group, shapes=(shape,))):
            yield NameUnknown(error.message, location=f"{place.deck}, {shape.location}", hint=error.hint)


def _wrong(group: ClipBatch) -> Iterator[SessenError]:
    try:
        with Session(group.request(folder_of(group))) as session:
            _, unreadable = session.select()
    except SessenError as error:
        unreadable = [error]
    yield from unreadable


def _edges(shapes: Sequence[NamedShape], grounds: Mapping[NamedShape, SlideBackground]) -> Iterator[str]:
    """Where the edge of a clip can be seen, for the slide is not of one colour."""
    for shape in shapes:
        if grounds[shape].warning and not dict(shape.request.options).get("background"):
            yield f"slide {shape.number}: {grounds[shape].warning}"


def _looped(shape: NamedShape, manner: Playback) -> NamedShape:
    if not manner.loop or "loop" in shape.request.flags:
        return shape
    return replace(shape, request=replace(shape.request, flags=shape.request.flags | {"loop"}))
