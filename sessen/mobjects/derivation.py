"""`Derivation`: a formula that is transformed line by line, each line proved before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Self

import numpy as np
from manim import Animation, FadeIn, VGroup

from sessen.layout import Region
from sessen.mathematics.proof import proved_lines
from sessen.mathematics.statements import DerivationLine
from sessen.mathematics.typst import Roles
from sessen.mobjects.author import Author
from sessen.mobjects.equation import Equation
from sessen.mobjects.rewriting.letters import letters_of
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import INK, Role
from sessen.typesetting.typeset import FORMULA

_AS_MANIM: Final = 0.48
_GAP: Final = 0.8  # em between lines


class Derivation(VGroup):
    """A formula and what it is equal to, line by line.

    Every line is proved by SymPy to equal the one before, with the same domain, before any is drawn. `moves` gives one
    animation a line: ``for move in derivation.moves(): self.play(move)``.

    Parameters
    ----------
    f
        The first line, typed (``"((x + h)^2 - x^2)/h"``, ``"lim h->0: ..."``, ``"d/dx: ..."``) or from SymPy.
    steps
        What follows, each equal to the line before. Typed lines are written as they are typed.
    name
        What stands before the first sign of equality, in Typst's notation.
    where
        Conditions under which the lines are equal: ``"x > 0, h != 0"``.
    stacked
        Whether each line stands below the one before; else it takes its place.
    size, color, colors
        As for `Equation`.
    roles
        Labels of letters by name, roles or keys of ``colors``.

    Attributes
    ----------
    lines
        All of them as equations.

    Raises
    ------
    DerivationError
        A line is false, or it is not proved.
    """

    def __init__(
        self,
        f: Any,
        *steps: Any,
        name: str = "",
        where: str = "",
        stacked: bool = True,
        roles: Roles | None = None,
        **style: Any,
    ) -> None:
        super().__init__()
        self.stacked = stacked
        self.shown = 0
        proved = proved_lines((f, *steps), where, roles)
        self.lines = [self._equation(line, place, name, style) for place, line in enumerate(proved)]
        self.add(*self.lines)
        self._arrange()

    @classmethod
    def of(
        cls,
        lesson: Author,
        f: Any,
        *steps: Any,
        region: Region | None = None,
        size: float = FORMULA,
        role: Role = INK,
        **options: Any,
    ) -> Self:
        """A derivation of a lesson in the colours of its theme; in its panel unless a region is given."""
        colors = {str(name): lesson.theme[name] for name in Role}
        made = cls(f, *steps, size=size, color=lesson.theme[role], colors=colors, **options)
        place = region or lesson.layout.panel
        share = min(1.0, place.width / max(made.width, 1e-9), place.height / max(made.height, 1e-9))
        made.scale(share).move_to(place.center)
        return made

    def _equation(self, line: DerivationLine, place: int, name: str, style: dict[str, Any]) -> Equation:
        named = name and (place == 0 or not self.stacked)
        sign = f"{name} =" if named else "=" if place and self.stacked else ""
        return Equation(line.written.around(sign), **{"size": _AS_MANIM, **style})

    def _arrange(self) -> None:
        """All signs of equality below each other, what they are followed by too; or all lines in one place."""
        below = 0.0
        for line in self.lines:
            if not self.stacked:
                line.on_baseline(0.0).set_x(0.0)
                continue
            line.shift(np.array([-_sign_of(line), below - line.get_top()[1], 0.0]))
            below = float(line.get_bottom()[1]) - _GAP * max(letter.height for letter in letters_of(self.lines[0]))
        if self.stacked and len(self.lines) > 1 and not _has_sign(self.lines[0]):
            self.lines[0].shift(np.array([letters_of(self.lines[1])[1].box[0, 0] - self.lines[0].get_left()[0], 0, 0]))

    def moves(self) -> Iterator[Animation]:
        """One animation for each line that is not shown yet."""
        while self.shown < len(self.lines):
            yield self.next_line()

    def next_line(self, **options: Any) -> Animation:
        """The animation that writes the next line: it grows out of the one before."""
        self.shown += 1
        if self.shown == 1:
            return FadeIn(self.lines[0], **options)
        before, after = self.lines[self.shown - 2 : self.shown]
        return Rewrite(before, after, keep=self.stacked, **options)


def _has_sign(line: Equation) -> bool:
    return any(letter.name == "=" for letter in letters_of(line))


def _sign_of(line: Equation) -> float:
    """The left end of a line's sign of equality; where it has none, its own."""
    signs = [letter.box[0, 0] for letter in letters_of(line) if letter.name == "="]
    return float(signs[0]) if signs else float(line.get_left()[0])
