"""What SymPy says: typed formulas, secants, compositions, projections, gradients, matrices, and their typesetting.

This room knows no Manim. Expressions are SymPy's, with real symbols; points and slopes are exact as
long as they can be. Names are loaded when they are first used, so that an edit of one file draws
only the scenes anew that use it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sessen.mathematics.calculus import DifferenceQuotient, Line
    from sessen.mathematics.composition import Composition
    from sessen.mathematics.constants import parse_interval, parse_matrix, parse_number, parse_numbers, parse_vector
    from sessen.mathematics.contours import LevelCurve
    from sessen.mathematics.descent import Descent, Ending, descend
    from sessen.mathematics.differentiation import differentiate
    from sessen.mathematics.errors import DerivativeError, FieldError, FormulaError, MatrixError, VectorError
    from sessen.mathematics.exact import exact_number
    from sessen.mathematics.field import ScalarField
    from sessen.mathematics.formula import FormulaValue, expression_of
    from sessen.mathematics.function import RealFunction
    from sessen.mathematics.linear import LinearForm
    from sessen.mathematics.matrices import (
        Matrix,
        as_factor,
        column_of,
        conformable,
        entries_of,
        entry_text,
        multiply,
        read_matrix,
        size_of,
        value_text,
    )
    from sessen.mathematics.numbers import Number, equality_sign, format_number, is_exact, to_float
    from sessen.mathematics.parser import parse_formula
    from sessen.mathematics.partial_functions import Slice
    from sessen.mathematics.ranges import require_drawable, visible_range
    from sessen.mathematics.span import Span
    from sessen.mathematics.typst import labelled, to_typst
    from sessen.mathematics.vectors import Projection, dot

__all__ = [
    "Composition",
    "DerivativeError",
    "Descent",
    "DifferenceQuotient",
    "Ending",
    "FieldError",
    "FormulaError",
    "FormulaValue",
    "LevelCurve",
    "Line",
    "LinearForm",
    "Matrix",
    "MatrixError",
    "Number",
    "Projection",
    "RealFunction",
    "ScalarField",
    "Slice",
    "Span",
    "VectorError",
    "as_factor",
    "column_of",
    "conformable",
    "descend",
    "differentiate",
    "dot",
    "entries_of",
    "entry_text",
    "equality_sign",
    "exact_number",
    "expression_of",
    "format_number",
    "is_exact",
    "labelled",
    "multiply",
    "parse_formula",
    "parse_interval",
    "parse_matrix",
    "parse_number",
    "parse_numbers",
    "parse_vector",
    "read_matrix",
    "require_drawable",
    "size_of",
    "to_float",
    "to_typst",
    "value_text",
    "visible_range",
]

_HOMES = {
    "calculus": (
        "DifferenceQuotient",
        "Line",
    ),
    "composition": ("Composition",),
    "constants": (
        "parse_interval",
        "parse_matrix",
        "parse_number",
        "parse_numbers",
        "parse_vector",
    ),
    "contours": ("LevelCurve",),
    "descent": ("Descent", "Ending", "descend"),
    "differentiation": ("differentiate",),
    "errors": (
        "DerivativeError",
        "FieldError",
        "FormulaError",
        "MatrixError",
        "VectorError",
    ),
    "exact": ("exact_number",),
    "field": ("ScalarField",),
    "formula": ("FormulaValue", "expression_of"),
    "function": ("RealFunction",),
    "linear": ("LinearForm",),
    "matrices": (
        "Matrix",
        "as_factor",
        "column_of",
        "conformable",
        "entries_of",
        "entry_text",
        "multiply",
        "read_matrix",
        "size_of",
        "value_text",
    ),
    "numbers": (
        "Number",
        "equality_sign",
        "format_number",
        "is_exact",
        "to_float",
    ),
    "parser": ("parse_formula",),
    "partial_functions": ("Slice",),
    "ranges": ("require_drawable", "visible_range"),
    "span": ("Span",),
    "typst": (
        "labelled",
        "to_typst",
    ),
    "vectors": (
        "Projection",
        "dot",
    ),
}


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module '{__name__}' has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value  # asked for once
    return value
