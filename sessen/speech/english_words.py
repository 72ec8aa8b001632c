"""What signs, letters and operators are called in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BETWEEN: Final[Mapping[str, str]] = {
    "+": "plus", "−": "minus", "±": "plus or minus", "∓": "minus or plus",
    "·": "dot", "×": "cross", "÷": "divided by", "∘": "composed with", "∪": "union", "∩": "intersection",
    "∖": "without", "⊗": "tensor", "⊕": "direct sum", "⊙": "entrywise times", "/": "over",
    "=": "equals", "≠": "is not equal to", "<": "is less than", ">": "is greater than",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "≈": "is approximately equal to",
    "≡": "is identically equal to", "∼": "is distributed like", "≃": "is similar to", "≅": "is congruent to",
    "∝": "is proportional to", "→": "goes to", "⟶": "goes to", "→→": "to", "←": "comes from", "⟵": "comes from",
    "↔": "corresponds to", "⇒": "implies", "⟹": "implies", "⇐": "follows from", "⟸": "follows from",
    "⇔": "if and only if", "⟺": "if and only if", "↦": "maps to", "≔": "is defined as", "≕": "defines",
    "∈": "is in", "∉": "is not in", "∋": "contains", "⊂": "is a subset of", "⊆": "is a subset of",
    "⊃": "is a superset of", "⊇": "is a superset of", "⊄": "is not a subset of", "≪": "is much less than",
    "≫": "is much greater than", "⊥": "is perpendicular to", "∥": "is parallel to", "∣": "divides",
    "∧": "and", "∨": "or", "≺": "precedes", "≻": "succeeds", ":": "to",
}  # fmt: skip

ALONE: Final[Mapping[str, str]] = {
    "∞": "infinity", "∇": "nabla", "∂": "partial", "∀": "for all", "∃": "there exists", "¬": "not",
    "∅": "the empty set", "…": "dot dot dot", "⋯": "dot dot dot", "⋮": "and so on down", "⋱": "and so on diagonally",
    "%": "percent", "°": "degrees", "∠": "angle", "△": "triangle", "□": "square", "′": "prime", "!": "factorial",
    "?": "question mark", "†": "dagger", "∴": "therefore", "∵": "because", "√": "root", "∎": "end of proof",
    "*": "star", "∗": "star", "∘": "circle", "○": "circle", "⊤": "top", "|": "", "‖": "", "_": "", "^": "",
    "&": "and", "@": "at", "#": "number", "$": "dollars", "€": "euros", "¥": "yen", "~": "", "/": "over", "·": "times",
    "⋅": "times", "×": "times", "(": "", ")": "", "[": "", "]": "", "{": "", "}": "", '"': "", "'": "", "`": "",
    "⟨": "", "⟩": "", "⟦": "", "⟧": "", "\\": "", ".": "point", "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip

OPERATORS: Final[Mapping[str, str]] = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "tg": "tangent", "cot": "cotangent", "ctg": "cotangent",
    "sec": "secant", "csc": "cosecant", "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent",
    "arccot": "arc cotangent", "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent", "sech": "hyperbolic secant", "csch": "hyperbolic cosecant",
    "arsinh": "area hyperbolic sine",
    "arcosh": "area hyperbolic cosine", "artanh": "area hyperbolic tangent", "sinc": "sinc", "ln": "the natural log",
    "log": "log", "lg": "log base ten", "exp": "exp", "max": "the maximum", "min": "the minimum",
    "sup": "the supremum", "inf": "the infimum", "argmax": "the arg max", "argmin": "the arg min",
    "arg max": "the arg max", "arg min": "the arg min", "det": "the determinant", "dim": "the dimension",
    "ker": "the kernel", "im": "the image", "deg": "the degree", "arg": "the argument", "gcd": "the greatest common divisor",
    "lcm": "the least common multiple", "tr": "the trace", "rank": "the rank", "span": "the span", "Pr": "the probability",
    "hom": "hom", "id": "the identity", "mod": "mod", "sgn": "the sign", "H": "H", "diag": "the diagonal",
    "grad": "the gradient", "div": "the divergence", "rot": "the curl", "curl": "the curl", "ch": "hyperbolic cosine",
    "sh": "hyperbolic sine", "th": "hyperbolic tangent",
}  # fmt: skip

BIG: Final[Mapping[str, str]] = {
    "∑": "the sum", "∏": "the product", "∫": "the integral", "∬": "the double integral", "∭": "the triple integral",
    "∮": "the contour integral", "⋃": "the union", "⋂": "the intersection", "⨁": "the direct sum",
    "⨂": "the tensor product", "lim": "the limit", "liminf": "the limit inferior", "limsup": "the limit superior",
}  # fmt: skip

NUMBERS: Final[Mapping[str, str]] = {
    "R": "the real numbers",
    "N": "the natural numbers",
    "Z": "the integers",
    "Q": "the rational numbers",
    "C": "the complex numbers",
    "P": "the probability",
    "H": "the quaternions",
    "E": "the expectation",
}

WRAPPED: Final[Mapping[str, str]] = {
    "abs": "the absolute value",
    "norm": "the norm",
    "floor": "the floor",
    "ceil": "the ceiling",
    "round": "the rounded value",
}

MARKS: Final[Mapping[str, str]] = {
    "transpose": "transpose", "inverse": "inverse", "star": "star", "plus": "plus", "minus": "minus",
    "degree": "degrees", "dagger": "dagger", "perp": "perp", "hat": "hat", "tilde": "tilde", "bar": "bar",
    "dot": "dot", "dot.double": "double dot", "diaer": "double dot", "circle": "circle", "caron": "check",
    "breve": "breve", "acute": "acute", "grave": "grave",
}  # fmt: skip

GREEK: Final[Mapping[str, str]] = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "ϰ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ϖ": "pi", "ρ": "rho", "ϱ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "delta", "ℓ": "l", "ħ": "h bar",
    "ℏ": "h bar", "ℵ": "aleph", "א": "aleph", "ı": "i", "ȷ": "j", "ℑ": "the imaginary part", "ℜ": "the real part",
}  # fmt: skip
