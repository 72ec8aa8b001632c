"""The grammar of formulas: lists of relations of sums of products of factors, and what functions take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sessen.notation.tree import Node, Row
from sessen.speech.item import Item
from sessen.speech.items import Itemizer
from sessen.speech.meaning import NOTHING, Meaning, unbracketed
from sessen.speech.raised import is_function_letter, raised

RELATIONS: Final = frozenset("=≠<>≤≥≈≡∼≃≅∝→←↔⇒⇐⇔↦⟶⟹⟺⟵⟸≔≕∈∉∋⊂⊃⊆⊇⊄≪≫⊥∥∣∧∨≺≻:")
ADDITIVE: Final = frozenset("+−±∓")
MULTIPLICATIVE: Final = frozenset("⋅·×∗÷∘∪∩∖⊗⊕⊙⊖∙•∕/⁄")
_SEPARATORS: Final = frozenset(",;")
_STROKES: Final = {"|": "abs", "‖": "norm"}
_MEMBERSHIP: Final = frozenset("∈∉")


def understand(node: Node) -> Meaning:
    """What the mathematics of a tree means."""
    return _read(node.parts if isinstance(node, Row) else (node,))


def _read(nodes: Sequence[Node]) -> Meaning:
    return _understood(list(Itemizer(_read, _understood).items(nodes)))


def _understood(items: Sequence[Item]) -> Meaning:
    return Grammar(items).all()


class Grammar:
    """Reads items from left to right; what stands where no rule wants it is read as the sign that it is."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = list(items)
        self._next = 0
        self._closing = ""  # the stroke that ends what is being read

    # -- looking and taking --------------------------------------------------------------------------------------

    @property
    def _here(self) -> Item | None:
        return self._items[self._next] if self._next < len(self._items) else None

    def _take(self) -> Item:
        item = self._items[self._next]
        self._next += 1
        return item

    def _sees(self, signs: frozenset[str] | str) -> bool:
        here = self._here
        return here is not None and here.kind == "sign" and here.text in signs and here.text != self._closing

    # -- lists and relations -------------------------------------------------------------------------------------

    def all(self) -> Meaning:
        """Everything."""
        return self._list()

    def _list(self) -> Meaning:
        found = []
        while self._here is not None and not self._ends():
            if self._sees(_SEPARATORS):
                self._take()
                continue
            start = self._next
            found.append(self._relation())
            if self._next == start:  # nothing that a relation could begin with
                found[-1] = Meaning("sign", text=self._take().text)
        if not found:
            return NOTHING
        return found[0] if len(found) == 1 else Meaning("list", tuple(found))

    def _ends(self) -> bool:
        here = self._here
        return bool(self._closing) and here is not None and here.kind == "sign" and here.text == self._closing

    def _relation(self) -> Meaning:
        sides = [Meaning("side", (self._sum(),))]
        while self._sees(RELATIONS) or self._sees_lone_stroke():
            sign = self._take().text.replace("|", "∣")
            sides.append(Meaning("side", (self._side(sign),), sign))
        if len(sides) == 1:
            return sides[0].first
        return Meaning("relation", tuple(sides))

    def _side(self, sign: str) -> Meaning:
        side = self._sum()
        if sign in _MEMBERSHIP and side.kind == "tuple" and len(side.parts) == 2:
            return Meaning("interval", side.parts, "()")
        return side

    # -- sums and products ---------------------------------------------------------------------------------------

    def _sum(self) -> Meaning:
        terms: list[Meaning] = []
        sign = self._take().text if self._sees(ADDITIVE) else ""
        term = self._product()
        if sign or self._sees(ADDITIVE):
            terms.append(Meaning("term", (term,), sign))
        while self._sees(ADDITIVE):
            sign = self._take().text
            terms.append(Meaning("term", (self._product(),), sign))
        return Meaning("sum", tuple(terms)) if terms else term

    def _product(self) -> Meaning:
        factors: list[Meaning] = []
        joint = ""
        while self._here is not None and not self._ends_product():
            if self._sees(MULTIPLICATIVE) and not joint:
                joint = self._take().text
                continue
            if joint in ("/", "∕", "⁄") and factors:
                above = factors.pop()
                factors.append(replace(above, parts=(_ratio(above.first, self._factor()),)))
            else:
                factors.append(Meaning("factor", (self._factor(),), joint if factors else ""))
            joint = ""
        if joint:
            factors.append(Meaning("factor", (Meaning("sign", text=joint),)))
        if not factors:
            return NOTHING
        return factors[0].first if len(factors) == 1 else Meaning("product", tuple(factors))

    def _ends_product(self) -> bool:
        if self._ends():
            return True
        if self._sees("|‖"):
            return not self._has_partner(self._next)
        return self._sees(RELATIONS | ADDITIVE | _SEPARATORS)

    # -- factors -------------------------------------------------------------------------------------------------

    def _factor(self) -> Meaning:
        item = self._take()
        if item.kind == "operand":
            return self._derived(item.meaning) or self._applied(item.meaning)
        if item.kind == "bracket":
            return bracketed(item.text, item.meaning)
        if item.kind == "sign":
            is_stroke = item.text in _STROKES and self._has_partner(self._next - 1)
            return self._strokes(item.text) if is_stroke else Meaning("sign", text=item.text)
        waiting = {"operator": self._operated, "big": self._big, "differential": self._differential}
        return waiting[item.kind](item)

    def _derived(self, derivative: Meaning) -> Meaning | None:
        """A derivative that stands before what it is of: d by d x, then f of x."""
        waits = derivative.kind == "derivative" and derivative.first is NOTHING
        if not waits or self._here is None or self._here.kind == "sign":
            return None
        return Meaning("apply", (derivative, self._factor()))

    def _applied(self, function: Meaning) -> Meaning:
        """A function letter with its argument, or the letter alone."""
        here = self._here
        if here is None or here.kind != "bracket" or here.text != "()":
            return function
        argument = here.meaning
        if not (is_function_letter(function) or (here.tight and _may_be_argument(function, argument))):
            return function
        self._take()
        applied = Meaning("apply", (function, *_members(argument)))
        return self._applied(applied) if self._sees_argument() and function.kind == "marked" else applied

    def _sees_argument(self) -> bool:
        here = self._here
        return here is not None and here.kind == "bracket" and here.tight

    def _operated(self, item: Item) -> Meaning:
        """An operator and its argument: brackets, or all factors up to a sign or another operator."""
        operator = Meaning("operator", item.meaning.parts, item.text)
        here = self._here
        if here is not None and here.kind == "bracket":
            self._take()
            inside = _members(here.meaning) if here.text == "()" else (bracketed(here.text, here.meaning),)
            return Meaning("apply", (operator, *inside))
        if here is not None and (here.kind in ("operator", "big") or self._sees("|‖")):
            return Meaning("apply", (operator, self._factor()))
        factors = []
        while (here := self._here) is not None and here.kind == "operand":
            factors.append(Meaning("factor", (self._factor(),)))
        if not factors:
            return operator
        argument = factors[0].first if len(factors) == 1 else Meaning("product", tuple(factors))
        return Meaning("apply", (operator, argument))

    def _big(self, item: Item) -> Meaning:
        below, above = item.meaning.parts
        if item.text in "∫∬∭∮":
            return Meaning("big", (below, above, *self._integrand()), item.text)
        return Meaning("big", (below, above, self._product()), item.text)

    def _integrand(self) -> tuple[Meaning, ...]:
        """What is integrated, up to the differentials, and these."""
        end = next((index for index in range(self._next, len(self._items)) if self._is_differential(index)), None)
        if end is None or any(item.text in RELATIONS for item in self._items[self._next : end] if item.kind == "sign"):
            return (self._product(),)
        inner = Grammar(self._items[self._next : end]).all()
        self._next = end
        variables = []
        while self._next < len(self._items) and self._is_differential(self._next):
            self._take()
            variables.append(Meaning("differential", (self._factor(),), "d"))
        return (inner, *variables)

    def _is_differential(self, index: int) -> bool:
        item = self._items[index]
        if item.kind == "differential":
            return item.text == "d"
        follows = self._items[index + 1] if index + 1 < len(self._items) else None
        is_letter = item.kind == "operand" and item.meaning == Meaning("letter", text="d")
        return is_letter and follows is not None and follows.kind == "operand" and follows.meaning.kind == "letter"

    def _differential(self, item: Item) -> Meaning:
        here = self._here
        power = item.meaning.parts[1] if item.meaning.kind == "power" else NOTHING
        letter = raised(Meaning("letter", text=item.text), power)
        if here is None or here.kind not in ("operand", "bracket"):
            return letter
        return Meaning("differential", (self._factor(),), item.text) if power is NOTHING else letter

    # -- what strokes enclose ------------------------------------------------------------------------------------

    def _has_partner(self, index: int) -> bool:
        """Whether a stroke opens: from it on there is an even number of its kind."""
        text = self._items[index].text
        return sum(item.kind == "sign" and item.text == text for item in self._items[index:]) % 2 == 0

    def _sees_lone_stroke(self) -> bool:
        return self._sees("|") and not self._has_partner(self._next)

    def _strokes(self, text: str) -> Meaning:
        outer, self._closing = self._closing, text
        inside = self._list()
        self._closing = outer
        if self._here is not None:
            self._take()
        return Meaning("wrapped", (inside,), _STROKES[text])


def _ratio(above: Meaning, below: Meaning) -> Meaning:
    return Meaning("ratio", (unbracketed(above), unbracketed(below)))


def _members(argument: Meaning) -> tuple[Meaning, ...]:
    return argument.parts if argument.kind == "list" else (argument,)


def _may_be_argument(function: Meaning, argument: Meaning) -> bool:
    """Whether brackets right behind a letter that is no function's by habit are its argument: y(t), not x(x + 1)."""
    if function.kind not in ("letter", "vector", "index", "name", "words", "marked"):
        return False
    return argument.kind in ("letter", "number", "list", "vector", "index", "words", "name")


def bracketed(brackets: str, inside: Meaning) -> Meaning:
    """What brackets make of what is in them: an interval, a set, a tuple, or nothing but what belongs together."""
    opening, closing = brackets[:1], brackets[1:]
    members = _members(inside)
    if opening in "([" and closing in (")", "]") and len(members) == 2 and brackets != "()":
        return Meaning("interval", members, brackets)
    if brackets == "{}":
        return _set(inside, members)
    if brackets == "()" and inside.kind == "list":
        return Meaning("tuple", members)
    if brackets == "[]" and _is_row(inside):
        return Meaning("row", tuple(factor.first for factor in inside.parts) if inside.kind == "product" else members)
    if brackets in ("⌊⌋", "⌈⌉"):
        return Meaning("wrapped", (inside,), "floor" if brackets == "⌊⌋" else "ceil")
    return Meaning("bracket", (inside,), brackets)


def _is_row(inside: Meaning) -> bool:
    """Whether brackets hold several numbers side by side, or a list of them."""
    if inside.kind == "product":
        return all(factor.first.kind == "number" and not factor.text for factor in inside.parts)
    return inside.kind == "list"


def _set(inside: Meaning, members: tuple[Meaning, ...]) -> Meaning:
    if inside.kind == "relation":
        index = next((number for number, side in enumerate(inside.parts) if side.text in ("∣", ":")), 0)
        if index:
            return Meaning("such", (_related(inside.parts[:index]), _related(inside.parts[index:])))
    return Meaning("set", () if inside is NOTHING else members)


def _related(sides: tuple[Meaning, ...]) -> Meaning:
    first, *others = sides
    return Meaning("relation", (replace(first, text=""), *others)) if others else first.first
