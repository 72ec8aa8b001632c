"""`Equation`: a formula whose parts are known again in the next one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final, Self

from manim import ManimColor, Mobject, VMobject

from sessen.mathematics.formula import expression_of
from sessen.mathematics.typst import Roles
from sessen.mathematics.written import Written, write_expression
from sessen.mobjects.author import Author
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import INK, Role
from sessen.typesetting.labels import as_argument, mark_groups
from sessen.typesetting.typeset import FORMULA, Typeset

_AS_MANIM: Final = 0.48  # the em that Manim's formulas have by themselves


class Equation(Typeset):
    """A formula whose parts have identities, so that the next one can grow out of it.

    ``self.play(first.becomes(second))`` lets every letter go where its term goes. In a lesson it is made by
    `Equation.of`, in a plain scene of Manim's directly.

    Parameters
    ----------
    source
        Mathematics in Typst's notation, in which ``{{ x : NAME }}`` names a part; or an expression of SymPy, of which
        every subexpression is known again.
    size
        The em in Manim's units.
    color
        Of all that has no other.
    colors
        Colours of named parts.
    roles
        Names for parts of an expression, as for `to_typst`.

    Attributes
    ----------
    keys
        What the labels of an expression's parts stand for.

    Raises
    ------
    SessenError
        It cannot be set.
    """

    def __init__(
        self,
        source: Any,
        *,
        size: float = _AS_MANIM,
        color: Any = None,
        colors: Mapping[str, Any] | None = None,
        roles: Roles | None = None,
    ) -> None:
        written = as_written(source, roles)
        self.keys: Mapping[str, Hashable] = written.keys
        marked, labels = mark_groups(written.typst)
        ink = ManimColor(VMobject().color if color is None else color).to_hex()
        body = as_argument(marked)
        tints = {marker: (names, _color_of(names, colors or {}, ink)) for marker, names in labels.items()}
        super().__init__(f"$display({body})$", size=size, color=ink, tints=tints, said=_without_labels(written.typst))

    @classmethod
    def of(
        cls, lesson: Author, source: Any, *, size: float = FORMULA, role: Role = INK, roles: Roles | None = None
    ) -> Self:
        """An equation of a lesson, in the colours of its theme; in its panel until it is moved."""
        colors = {str(name): lesson.theme[name] for name in Role}
        made = cls(source, size=size, color=lesson.theme[role], colors=colors, roles=roles)
        made.move_to(lesson.layout.panel.center)
        return made

    def becomes(self, other: Mobject, **options: Any) -> Rewrite:
        """The animation in which this one becomes another; options as for `Rewrite`."""
        return Rewrite(self, other, **options)


def as_written(source: Any, roles: Roles | None = None) -> Written:
    """Typst mathematics with labels, whatever it is written from."""
    if isinstance(source, Written):
        return source
    if isinstance(source, str):
        return Written(source)
    return write_expression(expression_of(source), roles)


def _color_of(names: tuple[str, ...], colors: Mapping[str, Any], otherwise: str) -> str:
    """The colour of the innermost name that has one."""
    found = next((colors[name] for name in reversed(names) if name in colors), otherwise)
    return ManimColor(found).to_hex()


def _without_labels(typst: str) -> str:
    """What is read out: the formula without the labels of its parts."""
    while "{{" in typst:
        before, _, rest = typst.rpartition("{{")
        body, _, after = rest.partition("}}")
        typst = before + body.rpartition(":")[0].strip() + after
    return typst
