"""Gathers the things of a scene for a snapshot; what has not changed is not measured again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sessen.legibility.glyph_marks import MARK, is_text, mark_of
from sessen.legibility.ink import Places, Projector
from sessen.legibility.mobject_kinds import is_image, is_picture, is_vector
from sessen.legibility.thing import CROWD, Kind, Thing

_Found = dict[int, Thing]


@dataclass(slots=True)
class _Slot:
    """What makes one thing of a family."""

    kind: Kind
    root: Any
    leaves: list[Any]
    path: tuple[Any, ...]
    key: int


@dataclass(slots=True)
class _Family:
    """What a mobject of the scene consists of, as long as its members are the same."""

    members: list[Any]
    slots: list[_Slot] = field(default_factory=list)


class SnapshotMaker:
    """Makes snapshots of a scene, and remembers the things of the last one."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Thing]] = {}
        self._seen: dict[int, tuple[Any, Thing]] = {}
        self._families: dict[int, _Family] = {}
        self._slots: list[_Slot] = []
        self._view: Any = None

    def things(
        self, mobjects: Iterable[Any], projector: Projector, view: Any, still: frozenset[int] = frozenset()
    ) -> list[Thing]:
        """The things of a frame in the order in which they are drawn.

        Parameters
        ----------
        view
            What the place of all things depends on beside their points; equal as long as the camera stands still.
        still
            Mobjects, by their identity, that are as they were in the snapshot before.
        """
        still = still if view == self._view else frozenset()
        self._seen, self._projector, self._view = {}, projector, view
        before, self._families = self._families, {}
        found: _Found = {}
        for mobject in mobjects:
            self._gather_family(mobject, before.get(id(mobject)), found, is_still=id(mobject) in still)
        self._known = self._seen
        things = [thing for thing in found.values() if thing.shows]
        on_top = getattr(projector.camera, "fixed_in_frame_mobjects", ())
        things.sort(key=lambda thing: (thing.root.z_index, thing.leaves[0][0] in on_top))
        for order, thing in enumerate(things):
            thing.order = order
        return things

    def _gather_family(self, mobject: Any, known: _Family | None, found: _Found, *, is_still: bool) -> None:
        members = known.members if known is not None and is_still else _members(mobject)
        if known is not None and members == known.members:
            for slot in known.slots:
                self._fill(slot, found, is_still=is_still)
        else:
            self._slots = []
            self._gather(mobject, (), found)
            known = _Family(members, self._slots)
        self._families[id(mobject)] = known

    def _gather(self, mobject: Any, path: tuple[Any, ...], found: _Found) -> None:
        if is_text(mobject) and self._gather_text(mobject, path, found):
            return
        if is_picture(mobject):
            self._enter(Kind.IMAGE, mobject, [mobject], path, found)
            return
        if len(mobject.points) and is_vector(mobject):
            kind = Kind.TEXT if mark_of(mobject) is not None else Kind.SHAPE
            self._enter(kind, mobject, [mobject], path, found)
        self._gather_members(mobject, (*path, mobject), found)

    def _gather_text(self, text: Any, path: tuple[Any, ...], found: _Found) -> bool:
        """Enter a text with its glyphs; paper behind it, or a line below it, is a thing of its own."""
        family = [each for each in text.get_family() if len(each.points)]
        glyphs = [each for each in family if mark_of(each) is not None] or [text] * getattr(text, "is_type", False)
        if not glyphs:
            return False
        others = [each for each in family if each not in glyphs]
        below = [each for each in others if family.index(each) < family.index(glyphs[0])]
        for each in below:
            self._enter(Kind.SHAPE, each, [each], (*path, text), found)
        self._enter(Kind.TEXT, text, glyphs, path, found)
        for each in others:
            if each not in below:
                self._enter(Kind.SHAPE, each, [each], (*path, text), found)
        return True

    def _gather_members(self, mobject: Any, path: tuple[Any, ...], found: _Found) -> None:
        members = mobject.submobjects
        if len(members) >= CROWD and not any(is_text(each) or mark_of(each) for each in members[:CROWD]):
            family = [each for member in members for each in member.get_family()]
            if not any(is_text(each) or mark_of(each) for each in family):
                leaves = [each for each in family if len(each.points) and is_vector(each)]
                self._enter(Kind.CROWD, mobject, leaves, path[:-1], found, key=-id(mobject))
                return
        glyphs = [each for each in members if mark_of(each) is not None and not is_text(each)]
        if len(glyphs) > 1:
            leaves = [each for each in glyphs if len(each.points)]
            self._enter(Kind.TEXT, mobject, leaves, path[:-1], found, key=-id(mobject))
            members = [each for each in members if each not in glyphs]
        for each in members:
            self._gather(each, path, found)

    def _enter(
        self,
        kind: Kind,
        root: Any,
        leaves: list[Any],
        path: tuple[Any, ...],
        found: _Found,
        key: int = 0,
    ) -> None:
        slot = _Slot(kind, root, leaves, path, key or id(root))
        self._slots.append(slot)
        self._fill(slot, found)

    def _fill(self, slot: _Slot, found: _Found, *, is_still: bool = False) -> None:
        """Enter the thing that a slot holds now."""
        key = slot.key
        known = self._known.get(key) or self._seen.get(key)
        if known is None or not is_still:
            look = (self._view, *map(_look, slot.leaves))
            if known is None or known[0] != look:
                known = look, self._made(slot.kind, slot.root, slot.leaves)
        thing = known[1]
        thing.path = slot.path
        self._seen[key] = known
        found.pop(key, None)  # what is there twice is drawn where it stands last
        found[key] = thing

    def _made(self, kind: Kind, root: Any, leaves: list[Any]) -> Thing:
        projector = self._projector
        placed: list[tuple[Any, Places]] = [(leaf, projector.places(leaf)) for leaf in leaves]
        widths = [projector.line_width(leaf) if is_vector(leaf) else 0.0 for leaf in leaves]
        return Thing(root, kind, placed, widths, (projector.width, projector.height), projector.unit)


def _look(leaf: Any) -> tuple[Any, ...]:
    """What a leaf looks like, but for its joints."""
    if is_vector(leaf):
        return leaf.points.tobytes(), leaf.fill_rgbas.tobytes(), leaf.stroke_rgbas.tobytes(), leaf.stroke_width
    if is_image(leaf):
        pixels = leaf.get_pixel_array()
        return leaf.points.tobytes(), id(pixels), pixels[::16, ::16].tobytes()
    return (leaf.points.tobytes(), getattr(leaf, "rgbas", np.zeros(0)).tobytes())


def _members(mobject: Any) -> list[Any]:
    """The family of a mobject, and, of those with points, how it is known: what its things are made of."""
    family = mobject.get_family()
    return [*family, *[each.__dict__.get(MARK) if len(each.points) else 0 for each in family]]
