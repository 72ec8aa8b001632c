"""Parameters of a scene: what a teacher may put in, typed as text, checked before anything is drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

import sympy

from sessen.errors import SessenError
from sessen.mathematics import (
    FormulaValue,
    parse_formula,
    parse_interval,
    parse_number,
    parse_numbers,
    parse_vector,
    read_matrix,
)
from sessen.notation import Mathematics, check_text

Value = TypeVar("Value")
_TOLD = 120  # characters


class ParameterError(SessenError):
    """What was typed for a parameter cannot be used."""


class Parameter(ABC, Generic[Value]):
    """A named input of a scene. In the class it is this description; in a lesson it is the value.

    Parameters
    ----------
    default
        What stands when nothing is typed, as it would be typed.
    help
        What it means, in a few words.
    presets
        Other values that are worth a look, as they would be typed: the preview offers them beside the default.
    """

    kind: ClassVar[str]

    def __init__(self, default: str, *, presets: Sequence[str] = (), help: str = "") -> None:
        self.default = default
        self.presets = tuple(presets)
        self.help = help
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, lesson: None, owner: type) -> Self: ...
    @overload
    def __get__(self, lesson: object, owner: type) -> Value: ...
    def __get__(self, lesson: object | None, owner: type) -> Self | Value:
        if lesson is None:
            return self
        return lesson.__dict__["parameter_values"][self.name]  # type: ignore[no-any-return]

    def parse(self, text: str) -> Value:
        """The value of what was typed.

        Raises
        ------
        ParameterError
            Naming the parameter, what is wrong and where in the text.
        """
        try:
            return self._read(text)
        except SessenError as error:
            raise ParameterError(
                f"{self.name} = {_in_brief(text)!r} is not a valid {self.kind}: {error.message}",
                location=error.location,
                hint=error.hint or f"{self.name}: {self.help}; for example {self.name}={self.default}",
            ) from error

    @abstractmethod
    def _read(self, text: str) -> Value: ...


def _in_brief(text: str) -> str:
    """What was typed, or its beginning: a table of a thousand points would hide what is wrong with it."""
    return text if len(text) <= _TOLD else f"{text[:_TOLD]} ..."


class Formula(Parameter[FormulaValue]):
    """A formula in the given variables: ``x^3 - 3x^2 + x``.

    In a lesson it is an expression of SymPy that can be called: ``self.f(2)``, ``self.f(tracker)``.
    """

    kind = "formula"

    def __init__(
        self, default: str, *, variables: Sequence[str] = ("x",), presets: Sequence[str] = (), help: str = ""
    ) -> None:
        super().__init__(default, presets=presets, help=help)
        self.variables = tuple(variables)

    def _read(self, text: str) -> FormulaValue:
        return FormulaValue(parse_formula(text, self.variables), self.variables)


class OptionalFormula(Parameter["FormulaValue | None"]):
    """A formula that may be left out: empty text is None."""

    kind = "formula"

    def __init__(self, *, variables: Sequence[str] = ("x",), presets: Sequence[str] = (), help: str = "") -> None:
        super().__init__("", presets=presets, help=help)
        self.variables = tuple(variables)

    def _read(self, text: str) -> FormulaValue | None:
        return FormulaValue(parse_formula(text, self.variables), self.variables) if text.strip() else None


class Number(Parameter[sympy.Expr]):
    """A real number, kept exact: ``4``, ``0.5``, ``pi/2``."""

    kind = "number"

    def _read(self, text: str) -> sympy.Expr:
        return parse_number(text)


class Numbers(Parameter["tuple[sympy.Expr, ...]"]):
    """A list of real numbers: ``1, 0.5, 0.1``.

    Parameters
    ----------
    positive
        Only numbers above zero make sense.
    most
        How many there may be.
    """

    kind = "list of numbers"

    def __init__(
        self, default: str, *, positive: bool = False, most: int = 12, presets: Sequence[str] = (), help: str = ""
    ) -> None:
        super().__init__(default, presets=presets, help=help)
        self.positive = positive
        self.most = most

    def _read(self, text: str) -> tuple[sympy.Expr, ...]:
        numbers = parse_numbers(text)
        if len(numbers) > self.most:
            raise SessenError(f"{len(numbers)} numbers are too many: at most {self.most} fit")
        if self.positive and any(float(number) <= 0 for number in numbers):
            raise SessenError("every number must be greater than zero")
        return numbers


class Vector(Parameter["tuple[sympy.Expr, ...]"]):
    """A vector by its components: ``2,3``. ``sizes`` bounds how many there may be."""

    kind = "vector"

    def __init__(
        self, default: str, *, sizes: tuple[int, int] = (2, 12), presets: Sequence[str] = (), help: str = ""
    ) -> None:
        super().__init__(default, presets=presets, help=help)
        self.sizes = sizes

    def _read(self, text: str) -> tuple[sympy.Expr, ...]:
        components = parse_vector(text)
        least, most = self.sizes
        if not least <= len(components) <= most:
            allowed = str(least) if least == most else f"{least} to {most}"
            raise SessenError(f"expected {allowed} components, got {len(components)}")
        return components


class Matrix(Parameter[sympy.ImmutableMatrix]):
    """A matrix row by row: ``1,2,3; 4,5,6``. ``rows`` and ``columns`` bound its size."""

    kind = "matrix"

    def __init__(
        self,
        default: str,
        *,
        rows: tuple[int, int] = (1, 4),
        columns: tuple[int, int] = (1, 4),
        presets: Sequence[str] = (),
        help: str = "",
    ) -> None:
        super().__init__(default, presets=presets, help=help)
        self.rows = rows
        self.columns = columns

    def _read(self, text: str) -> sympy.ImmutableMatrix:
        return read_matrix(text, rows=self.rows, columns=self.columns)


class Text(Parameter[str]):
    r"""A few words as they are to be read, with mathematics in ``$...$`` and ``\$`` for a dollar sign.

    They are data: what Typst would run as a program is refused. ``most`` is how many characters fit.
    """

    kind = "text"

    def __init__(self, default: str = "", *, most: int = 80, presets: Sequence[str] = (), help: str = "") -> None:
        super().__init__(default, presets=presets, help=help)
        self.most = most

    def _read(self, text: str) -> str:
        read = " ".join(text.split())
        check_text(read, self.most)
        return read


class Interval(Parameter["tuple[sympy.Expr, sympy.Expr]"]):
    """An interval from a smaller to a larger number: ``-5,5``."""

    kind = "interval"

    def _read(self, text: str) -> tuple[sympy.Expr, sympy.Expr]:
        return parse_interval(text)


def format_value(value: Any) -> str:
    """A value as a sentence may name it: text as it is, everything else as Typst's `Mathematics`."""
    from sessen.mathematics import to_typst

    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return Mathematics("(" + ", ".join(to_typst(part) for part in value) + ")")
    return "" if value is None else Mathematics(to_typst(value))
