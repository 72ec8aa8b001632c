"""`Rewrite`: a formula becomes the next one, each letter going where its term goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from manim import Animation, Mobject, Scene, VGroup

from sessen.fixed_in_frame import FixedInFrame
from sessen.layout import Point
from sessen.mobjects.rewriting.letters import Letter, letters_of
from sessen.mobjects.rewriting.matching import Matches, Part, PartName, match
from sessen.mobjects.rewriting.motion import Travel, around, travels, window_of


class Rewrite(Animation):
    """A formula becomes another one.

    What both have in common moves: parts with the same name first, then equal subexpressions of an `Equation`, then
    equal letters in the same order. A letter keeps its shape; one that is needed twice splits. The rest of the old
    formula is gone before the rest of the new one comes, out of what it takes the place of.

    Parameters
    ----------
    before, after
        Anything set as text: an `Equation`, what ``lesson.math`` returns, parts of these, a `LiveDecimal`, groups.
    keep
        Let the old one stay; copies of its letters travel.
    origins
        Which part of ``before`` new parts of ``after`` come from, by their names.
    """

    def __init__(
        self,
        before: Mobject,
        after: Mobject,
        *,
        keep: bool = False,
        origins: Mapping[str, str] | None = None,
        rate_func: Any = None,
        **options: Any,
    ) -> None:
        self.before, self.after, self.keep, self.origins = before, after, keep, dict(origins or {})
        self.traveling = VGroup()
        super().__init__(self.traveling, introducer=True, rate_func=rate_func or _even, **options)
        self.ways: list[Travel] = []
        self._window = (0.0, 1.0)

    def begin(self) -> None:
        """Find out where everything goes, now that both stand where they should."""
        old, new = letters_of(self.before), letters_of(self.after)
        matches = matches_of(self.before, self.after, old, new)
        self.ways = travels(old, new, matches, self._told(old, new), self.keep)
        self.traveling.submobjects = [way.mobject() for way in self.ways]
        self._window = window_of(self.ways)
        super().begin()

    def _told(self, old: list[Letter], new: list[Letter]) -> dict[int, Point]:
        """Where new letters come from by what the author says."""
        found: dict[int, Point] = {}
        for name, source in self.origins.items():
            letters = [letter for letter in old if source in letter.parts]
            for place, letter in enumerate(new):
                if name in letter.parts and letters:
                    found[place] = np.mean([each.center for each in letters], axis=0)
        return found

    def interpolate_mobject(self, alpha: float) -> None:
        """Put every letter where it is now."""
        share = self.rate_func(alpha)
        for way, mobject in zip(self.ways, self.traveling.submobjects, strict=True):
            way.show(mobject, share, self._window)

    # -- the scene ---------------------------------------------------------------------------------------------------

    def _setup_scene(self, scene: Scene | None) -> None:
        if scene is None:
            return
        if self.keep:
            scene.add(self.traveling)
        else:
            _put_in_place(scene, self.before, self.traveling)
        camera = scene.camera
        if isinstance(camera, FixedInFrame) and _is_fixed(camera, self.before, self.after):
            camera.fix(self.traveling)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the new formula where the letters have arrived."""
        self._on_finish(scene)
        shown = {id(member) for member in scene.get_mobject_family_members()}
        if self.remover or id(self.after) in shown or id(self.traveling) not in shown:
            scene.remove(self.traveling)
            scene.add(*[self.after] * (not self.remover and id(self.after) not in shown))
        else:
            _put_in_place(scene, self.traveling, self.after)


def _put_in_place(scene: Scene, old: Mobject, new: Mobject) -> None:
    """Let one stand where the other stood in the order of drawing."""
    try:
        scene.replace(old, new)
    except ValueError:  # part of something: taken out of that, as all of Manim's animations do
        scene.add(old)
        scene.replace(old, new)


def _is_fixed(camera: FixedInFrame, *formulas: Mobject) -> bool:
    fixed = {id(each) for each in camera._fixed()}
    return any(id(member) in fixed for formula in formulas for member in formula.get_family())


def _even(alpha: float) -> float:
    """Every letter eases by itself."""
    return alpha


def matches_of(before: Mobject, after: Mobject, old: list[Letter], new: list[Letter]) -> Matches:
    """Which letter goes where, by the identities that both formulas tell."""
    return match(
        [letter.name for letter in old],
        [letter.name for letter in new],
        [*_named(old), *_identified(before, old)],
        [*_named(new), *_identified(after, new)],
        _distances(old, new),
    )


def _distances(old: list[Letter], new: list[Letter]) -> Callable[[int, int], float]:
    """How far letters are from each other in formulas that are as wide and lie upon each other."""
    places = [(around(letters) if letters else None, letters) for letters in (old, new)]
    (before, after) = (
        [(letter.center - box[0])[:2] / max(float(box[1, 0] - box[0, 0]), 1e-9) for letter in letters]
        if box is not None
        else []
        for box, letters in places
    )
    return lambda start, end: float(np.linalg.norm(before[start] - after[end]))


def _named(letters: list[Letter]) -> Iterable[Part]:
    """Each run of letters that belong to a part of one name."""
    names = dict.fromkeys(name for letter in letters for name in sorted(letter.parts) if not name.startswith("node-"))
    for name in names:
        run: list[int] = []
        for place, letter in enumerate([*letters, None]):
            if letter is not None and name in letter.parts:
                run.append(place)
            elif run:
                yield Part(PartName(name), tuple(run))
                run = []


def _identified(formula: Mobject, letters: list[Letter]) -> Iterable[Part]:
    """The subexpressions of equations, as far as they have letters here."""
    for member in formula.get_family():
        for label, key in getattr(member, "keys", {}).items():
            places = tuple(place for place, letter in enumerate(letters) if label in letter.parts)
            if places:
                yield Part(key, places, may_split=_may_split(key))


def _may_split(key: Any) -> bool:
    return bool(getattr(key, "free_symbols", True))
