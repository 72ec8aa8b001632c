"""What SymPy says: typed formulas, secants and tangents, compositions, projections, gradients, and their typesetting.

This room knows no Manim. Expressions are SymPy's, with real symbols; points and slopes are exact as long as they can be.
"""

from sessen.mathematics.constants import parse_interval, parse_matrix, parse_number, parse_numbers, parse_vector
from sessen.mathematics.errors import DerivativeError, FieldError, FormulaError, VectorError
from sessen.mathematics.numbers import format_number, is_exact, relation
from sessen.mathematics.parser import parse_formula
from sessen.mathematics.typst import labelled, to_typst

__all__ = [
    "DerivativeError",
    "FieldError",
    "FormulaError",
    "VectorError",
    "format_number",
    "is_exact",
    "labelled",
    "parse_formula",
    "parse_interval",
    "parse_matrix",
    "parse_number",
    "parse_numbers",
    "parse_vector",
    "relation",
    "to_typst",
]
