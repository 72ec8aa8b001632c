"""The chain rule in one row: a small change, stretched by g' and then by f'."""

from __future__ import annotations

from sessen.layout import Region
from sessen.mobjects.function_machines import FunctionMachines
from sessen.theme import FUNCTION, GIVEN_B, MOVING, RESULT
from sessen.typesetting.typeset import FORMULA, Typesetter


def stretch_row(region: Region, typesetter: Typesetter) -> FunctionMachines:
    """dx goes into g, du into f, dy comes out."""
    math = typesetter.math
    roles = (MOVING, GIVEN_B, RESULT)
    letters = [math(text, role=role) for text, role in zip(("dif x", "dif u", "dif y"), roles, strict=True)]
    names = [math("g", size=FORMULA, role=GIVEN_B), math("f", size=FORMULA, role=FUNCTION)]
    contents = [math("times g'(x)", size=FORMULA), math("times f'(g(x))", size=FORMULA)]
    return FunctionMachines(region, letters, names, contents, typesetter.theme, roles)
