"""What SymPy simplifies stays without a value where what was typed has none.

SymPy writes x for ``sqrt(x)^2``, ``x^2/x``, ``sin(arcsin(x))`` and ``e^(ln(x))``, and so gives a value where the typed
formula has none. Here every operation is compared with its result: if a condition of the operation (a divisor that is
not 0, a radicand that is not negative ...) has got lost, a part is put into `Kept`, which SymPy does not look into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy

from sessen.mathematics.functions import has_odd_root

Condition = tuple[str, sympy.Expr]
Build = Callable[..., sympy.Expr]


class Kept(sympy.Function):  # type: ignore[misc]  # SymPy has no types
    """A part of a formula that is not simplified: its first argument, where all arguments have values."""

    is_extended_real = True

    @classmethod
    def eval(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Be the value itself where all is known."""
        return arguments[0] if all(not argument.free_symbols for argument in arguments) else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the derivative with respect to an argument: 1 by the value, 0 by what only has to exist."""
        return sympy.Integer(argindex == 1)

    def _eval_is_zero(self) -> bool | None:
        return self.args[0].is_zero  # type: ignore[no-any-return]

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive  # type: ignore[no-any-return]

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative  # type: ignore[no-any-return]

    def _sympystr(self, printer: Any) -> str:
        return f"({printer.doprint(self.args[0])})"


def faithful(build: Build, *parts: sympy.Expr) -> sympy.Expr:
    """Return ``build(*parts)``, with a value only where all parts and the operation itself have one."""
    result = build(*parts)
    if not any(part.free_symbols for part in parts):
        return result
    needed = {*_own(build, parts), *(condition for part in parts for condition in conditions(part))}
    if needed <= conditions(result):
        return result
    kept = build(*_with_kept(build, parts))
    if needed <= conditions(kept):
        return kept
    # 0/x is 0, whatever is done with x; but where x is 0 it is nothing.
    divisor = [1 / Kept(parts[1])] if getattr(build, "__name__", "") == "quotient" else []
    return Kept(result, *parts, *divisor)


def conditions(expression: sympy.Expr) -> set[Condition]:
    """Return what must hold for an expression to have a value, without what always holds."""
    found = {condition for node in sympy.preorder_traversal(expression) for condition in _of_node(node)}
    return {(kind, term) for kind, term in found if not _always(kind, term)}


def _of_node(node: sympy.Basic) -> Iterator[Condition]:
    if isinstance(node, sympy.Pow):
        yield from _of_power(node.base, node.exp)
    for kind in _KINDS.get(type(node), ()):
        yield from _normal(kind, node.args[0])


def _of_power(base: sympy.Expr, exponent: sympy.Expr) -> Iterator[Condition]:
    if not base.free_symbols or (exponent.is_nonnegative and exponent.is_integer):
        return
    if not exponent.is_integer:
        yield from _normal("not negative", base)
    if not exponent.is_nonnegative:
        yield from _normal("not zero", base)


_KINDS: Mapping[type[sympy.Basic], tuple[str, ...]] = {
    sympy.log: ("not negative", "not zero"),
    sympy.asin: ("at most one",),
    sympy.acos: ("at most one",),
    sympy.atanh: ("at most one",),
    sympy.acosh: ("at least one",),
    sympy.tan: ("has a tangent",),
    sympy.sec: ("has a tangent",),
    sympy.cot: ("has a cotangent",),
    sympy.csc: ("has a cotangent",),
}


def _normal(kind: str, term: sympy.Expr) -> Iterator[Condition]:
    """The condition on a term without positive factors; a product is not zero where none of its factors is."""
    if kind in ("not zero", "not negative"):
        term = _inside(term).primitive()[1]
    if kind != "not zero":
        yield kind, _inside(term)
        return
    for factor in sympy.Mul.make_args(term):
        base = factor.base if isinstance(factor, sympy.Pow) and factor.exp.is_positive else factor
        yield kind, _inside(-base if base.could_extract_minus_sign() else base)


def _inside(term: sympy.Expr) -> sympy.Expr:
    return term.args[0] if isinstance(term, Kept) else term


def _always(kind: str, term: sympy.Expr) -> bool:
    """Whether a condition holds for all numbers, as far as SymPy can tell."""
    if not term.free_symbols:
        return True  # constants were examined when they came to be
    if kind == "not zero":
        return bool(term.is_nonzero)
    if kind == "not negative":
        is_root = isinstance(term, sympy.Pow) and not term.exp.is_integer
        return is_root or bool(term.is_nonnegative)
    if kind == "has a tangent":
        return isinstance(term, sympy.atan)
    return kind == "at most one" and isinstance(term, sympy.sin | sympy.cos | sympy.tanh)


def _own(build: Build, parts: tuple[sympy.Expr, ...]) -> set[Condition]:
    """The conditions of the operation itself, which its result may no longer show."""
    if build is sympy.Mul or build is sympy.Add:
        return set()
    own = _OWN.get(getattr(build, "__name__", ""))
    found = own(*parts) if own else ()
    if isinstance(build, type):
        found = (condition for kind in _KINDS.get(build, ()) for condition in _normal(kind, parts[0]))
    if build is sympy.Pow:
        found = _of_power(*parts)
    return {condition for condition in found if not _always(*condition)}


def _of_real_power(base: sympy.Expr, exponent: sympy.Expr) -> Iterator[Condition]:
    yield from _of_power(base, sympy.Integer(exponent.p) if has_odd_root(exponent) else exponent)


_OWN: Mapping[str, Callable[..., Iterator[Condition]]] = {
    "power": _of_power,
    "real_power": _of_real_power,
    "sqrt": lambda part: _of_power(part, sympy.S.Half),
    "quotient": lambda _, divisor: _of_power(divisor, sympy.S.NegativeOne),
}


def _with_kept(build: Build, parts: tuple[sympy.Expr, ...]) -> list[sympy.Expr]:
    """The parts, those kept that the operation would join with others."""
    if build is sympy.Add or build is sympy.Mul:
        return [Kept(parts[0]), *parts[1:]]
    if getattr(build, "__name__", "") == "quotient":
        return [parts[0], Kept(parts[1])]
    return [Kept(part) for part in parts]
