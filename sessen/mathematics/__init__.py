"""What SymPy says: typed formulas, secants and tangents, compositions, projections, gradients, and their typesetting.

This room knows no Manim. Expressions are SymPy's, with real symbols; points and slopes are exact as
long as they can be.
"""

from sessen.mathematics.calculus import DifferenceQuotient, Line
from sessen.mathematics.composition import Composition
from sessen.mathematics.constants import parse_interval, parse_matrix, parse_number, parse_numbers, parse_vector
from sessen.mathematics.contours import LevelCurve
from sessen.mathematics.descent import Descent, Ending
from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.errors import DerivativeError, FieldError, FormulaError, VectorError
from sessen.mathematics.exact import exact_number
from sessen.mathematics.field import ScalarField
from sessen.mathematics.function import RealFunction
from sessen.mathematics.numbers import Number, format_number, is_exact, relation, to_float
from sessen.mathematics.parser import parse_formula
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
    "LevelCurve",
    "Line",
    "Number",
    "Projection",
    "RealFunction",
    "ScalarField",
    "VectorError",
    "differentiate",
    "dot",
    "exact_number",
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
    "to_float",
    "to_typst",
]
