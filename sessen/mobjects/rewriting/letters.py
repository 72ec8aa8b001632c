"""The letters of a formula on screen, one by one: what each shows, where it stands, which named parts it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

from sessen.typesetting.glyphs import Curves
from sessen.typesetting.letters import PIECE, STRETCHED, letter_of

_RGBAS: Final = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")


@dataclass(eq=False)
class Letter:
    """A letter, digit, sign, bar or bracket of a formula.

    Attributes
    ----------
    name
        What it shows, the same in every size of type.
    curves
        Its outline, shape (4 n, 3).
    model
        The mobject that it is, or is part of: what it looks like.
    parts
        The named parts of the formula that it belongs to.
    """

    name: str
    curves: Curves
    model: VMobject
    parts: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_stretched(self) -> bool:
        """Whether its width and height change by themselves: bars, brackets, roots, and shapes that are no letters."""
        return self.name in STRETCHED or self.name.startswith("shape")

    @cached_property
    def box(self) -> npt.NDArray[np.float64]:
        """Its lower left and upper right corner, shape (2, 3)."""
        return np.array([self.curves.min(axis=0), self.curves.max(axis=0)])

    @cached_property
    def center(self) -> npt.NDArray[np.float64]:
        """The middle of its box, shape (3,)."""
        return self.box.mean(axis=0)  # type: ignore[no-any-return]

    @property
    def height(self) -> float:
        """The height of its box."""
        return float(self.size[1])

    @cached_property
    def size(self) -> npt.NDArray[np.float64]:
        """Width, height and depth of its box, shape (3,)."""
        return self.box[1] - self.box[0]  # type: ignore[no-any-return]

    @cached_property
    def local(self) -> Curves:
        """Its outline around its own middle."""
        return self.curves - self.center

    @cached_property
    def color(self) -> dict[str, npt.NDArray[np.float64]]:
        """Fill and strokes as Manim keeps them."""
        return {name: getattr(self.model, name) for name in _RGBAS}

    def mobject(self) -> VMobject:
        """A mobject that shows this letter alone, for an animation to move."""
        made = VMobject.__new__(VMobject)  # and no number that follows a value
        vars(made).update(vars(self.model), submobjects=[], updaters=[], points=self.curves.copy())
        vars(made).pop("letters", None)
        if getattr(self.model, "is_type", False):  # what the rules of the layout ask of a number
            vars(made).update(is_type=True, text=self.name, em=getattr(self.model, "em", self.height))
        for name, rgbas in self.color.items():
            setattr(made, name, np.array(rgbas, dtype=float))
        return made


def letters_of(formula: Mobject) -> list[Letter]:
    """The letters of a formula in reading order, a bracket that is put together from pieces as one."""
    leaves = [leaf for leaf in formula.get_family() if isinstance(leaf, VMobject) and len(leaf.points)]
    parts = parts_of(formula)
    found = [letter for leaf in leaves for letter in _letters_of_leaf(leaf, parts.get(id(leaf), frozenset()))]
    return list(_joined(found))


def parts_of(formula: Mobject) -> Mapping[int, frozenset[str]]:
    """The named parts that each leaf belongs to, by the leaf's identity."""
    found: dict[int, set[str]] = {}
    for member in formula.get_family():
        named: Any = getattr(member, "parts", None)
        for name, part in named.items() if isinstance(named, Mapping) else ():
            for leaf in part.get_family():
                found.setdefault(id(leaf), set()).add(name)
    return {leaf: frozenset(names) for leaf, names in found.items()}


def _letters_of_leaf(leaf: VMobject, parts: frozenset[str]) -> Iterator[Letter]:
    shapes: Sequence[tuple[str, int]] = getattr(leaf, "letters", ())
    if sum(count for _, count in shapes) != len(leaf.points):
        shapes = ((f"shape {len(leaf.points)}", len(leaf.points)),)
    start = 0
    for name, count in shapes:
        yield Letter(letter_of(name), leaf.points[start : start + count], leaf, parts)
        start += count


def _joined(letters: list[Letter]) -> Iterator[Letter]:
    """The letters, with what follows each other as pieces of one bracket put together."""
    waiting: list[Letter] = []
    for letter in letters:
        if waiting and (letter.name != waiting[0].name or not _in_line(waiting[0], letter)):
            yield _whole(waiting)
            waiting = []
        if letter.name.endswith(PIECE):
            waiting.append(letter)
        else:
            yield letter
    if waiting:
        yield _whole(waiting)


def _in_line(one: Letter, other: Letter) -> bool:
    """Whether two pieces stand one above the other."""
    return bool(one.box[0, 0] < other.box[1, 0] and other.box[0, 0] < one.box[1, 0])


def _whole(pieces: list[Letter]) -> Letter:
    first = pieces[0]
    curves = np.concatenate([piece.curves for piece in pieces])
    return Letter(first.name.removesuffix(PIECE), curves, first.model, first.parts)
