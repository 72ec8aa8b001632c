"""Fill the named shapes of a deck that somebody has: each asks for a clip in its own way, on its own slide's ground."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sessen.build.built import Failure
from sessen.build.decks import ask, clip_of, clips_within, steps_of
from sessen.build.report import Report
from sessen.build.wishes import Group, address_of, groups_of
from sessen.build.workshop import Workshop
from sessen.errors import SessenError
from sessen.keys.digests import sha256
from sessen.plan import Request
from sessen.products.decks.errors import DeckRefused, NameUnknown
from sessen.products.decks.fill import Clip, fill
from sessen.products.decks.grounds import Ground, ground_of
from sessen.products.decks.package import Package
from sessen.products.decks.safety import insist_on_writable, keep_copy
from sessen.products.decks.shapes import NamedShape, named_shapes
from sessen.words import plain

_NOTHING: Final = "it has no shape whose name or alt text is sessen:SCENE or sessen:SCENE::STEP"


@dataclass(frozen=True, slots=True)
class Filled:
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
    shapes: tuple[tuple[NamedShape, Clip], ...]
    remarks: tuple[str, ...]
    errors: tuple[SessenError, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Which deck, and where it goes: ``target`` may be the deck itself.

    Parameters
    ----------
    theme_given, shape_given
        Whether the request's own theme and shape were asked for, or are to follow from slide and place.
    """

    deck: Path
    target: Path
    theme_given: bool
    shape_given: bool
    loop: bool


def fill_deck(request: Request, place: Place, report: Report, budget: int) -> Filled:
    """Make the clips that a deck's shapes ask for, and put them there; all of them, or none.

    Raises
    ------
    DeckRefused
        The deck cannot be read, or not be written where it should.
    """
    insist_on_writable(place.target)
    package = Package(place.deck)
    shapes, wrong = named_shapes(package)
    if not shapes and not wrong:
        raise DeckRefused(_NOTHING, where=str(place.deck), cure="select a shape, Alt text: sessen:ChainRule::nudge")
    grounds = {part: ground_of(package, part) for part in dict.fromkeys(shape.part for shape in shapes)}
    groups, errors = groups_of(package, shapes, grounds, request, place.theme_given, place.shape_given)
    errors = [*wrong, *errors, *(error for group in groups for error in _unknown(group, place))]
    if errors:
        return Filled(None, None, (), (), tuple(errors))
    return _filled(package, place, groups, report, budget, grounds)


def _filled(
    package: Package,
    place: Place,
    groups: Sequence[Group],
    report: Report,
    budget: int,
    grounds: dict[str, Ground],
) -> Filled:
    clips: dict[NamedShape, Clip] = {}
    failures: list[Failure] = []
    remarks = list(_remarks(groups, grounds))
    share = [budget * len(group.shapes) // sum(len(each.shapes) for each in groups) for group in groups]
    for group, bytes_left in zip(groups, share, strict=True):
        made, failed, limit = _clips_of(group, report, bytes_left)
        clips |= made
        failures += failed
        if limit is not None:
            remarks.append(f"clips larger than {limit / 1e6:.1f} MB were made smaller: the deck's budget is used up")
    if failures:
        return Filled(None, None, (), tuple(remarks), (), tuple(failures))
    pairs = [(_looped(shape, place), clip) for shape, clip in clips.items()]
    fill(package, pairs)
    backup = _write(package, place)
    return Filled(place.target, backup, tuple(pairs), tuple(remarks), ())


def _write(package: Package, place: Place) -> Path | None:
    """Write the deck; where it takes the place of the original, a copy of that stays. Nothing new is written twice."""
    if place.target.resolve() != place.deck.resolve():
        package.write(place.target)
        return None
    if not package.is_changed:
        return None
    backup = keep_copy(place.deck)
    package.write(place.target)
    return backup


def _clips_of(group: Group, report: Report, budget: int) -> tuple[dict[NamedShape, Clip], list[Failure], int | None]:
    request = group.request(_folder(group))
    chosen, told, failures = ask(request)
    built, failed, limit = clips_within(request, report, budget, chosen, group.background)
    if failures or failed:
        return {}, [*failures, *failed], limit
    by_name = {(clip.records[0].scene, clip.records[0].step): clip for clip in built}
    steps = {each.scene.name: each.scene.step_names for each in chosen}
    found = {}
    for shape in group.shapes:
        clip = by_name[_name(shape, steps)]
        scene = clip.records[0].scene
        words = plain(" ".join(steps_of(clip, told[scene]))) or clip.records[0].step
        found[shape] = clip_of(clip, words, last="last" in shape.wish.flags)
    return found, [], limit


def _name(shape: NamedShape, steps: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """Scene and step as clips are called: a range by both ends, a whole scene too."""
    _, scene, step = address_of(shape.wish.target)
    names = steps[scene]
    if step in names:
        return scene, step
    first, _, last = step.partition("..")
    first, last = first or names[0], last or names[-1]
    return scene, first if first == last else f"{first}..{last}"


def _unknown(group: Group, place: Place) -> Iterator[SessenError]:
    """What nothing answers to, with the slide; when something does not, each name is tried, so that all are told."""
    if not list(_wrong(group)):
        return
    for shape in group.shapes:
        for error in _wrong(replace(group, shapes=(shape,))):
            yield NameUnknown(error.what, where=f"{place.deck}, {shape.where}", cure=error.cure)


def _wrong(group: Group) -> Iterator[SessenError]:
    try:
        with Workshop(group.request(_folder(group))) as workshop:
            _, unreadable = workshop.choose()
    except SessenError as error:
        unreadable = [error]
    yield from unreadable


def _remarks(groups: Sequence[Group], grounds: dict[str, Ground]) -> Iterator[str]:
    for group in groups:
        yield from group.remarks
        for shape in group.shapes:
            if grounds[shape.part].remark and not dict(shape.wish.options).get("background"):
                yield f"slide {shape.number}: {grounds[shape.part].remark}"


def _folder(group: Group) -> Path:
    """Where the clips of a group lie: those of other values or another ground have the same names."""
    settings = [[setting.scene, setting.name, setting.value] for setting in group.settings]
    digest = sha256(json.dumps([group.variant.folder, group.background, settings]).encode())[:16]
    return group.base.workshop / "decks" / digest


def _looped(shape: NamedShape, place: Place) -> NamedShape:
    if not place.loop or "loop" in shape.wish.flags:
        return shape
    return replace(shape, wish=replace(shape.wish, flags=shape.wish.flags | {"loop"}))
