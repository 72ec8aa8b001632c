"""A composition as a row of machines, with functions in them, or with the factors that they stretch by."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from scenes.chain_rule.notation import ChainWords
from sessen.layout import Region
from sessen.mobjects.function_machines import FunctionMachines
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

_LARGE = 1.3 * FORMULA


class ChainMachines:
    """Makes the rows."""

    def __init__(self, words: ChainWords, typesetter: Typesetter) -> None:
        self.words, self.type = words, typesetter

    def functions(self, region: Region) -> FunctionMachines:
        """x goes into g, u into f, y comes out."""
        words = self.words
        return self._row(region, words.letters, words.functions, [words.expression(i) for i in range(words.count)])

    def factors(self, region: Region) -> FunctionMachines:
        """dx is multiplied by g', du by f', dy comes out."""
        words = self.words
        changes = [words.change(index) for index in range(words.count + 1)]
        primes = [words.tinted(f"{name}'", index + 1) for index, name in enumerate(words.functions)]
        return self._row(region, changes, primes, [self._times(words.factor(i)) for i in range(words.count)])

    def values(self, row: FunctionMachines) -> list[Typeset]:
        """The numbers that x, u, ..., y stand for, beside their letters."""
        texts = [self.words.value(index, sign=True).removeprefix("= ") for index in range(self.words.count + 1)]
        made = [self.type.math(text, role=role) for text, role in zip(texts, self.words.roles, strict=True)]
        return row.beside_letters(made)

    def product(self, row: FunctionMachines) -> VGroup:
        """Along the whole row, the product of the factors."""
        return row.span(self.type.math(self._times(self.words.product()), size=_LARGE))

    def _times(self, number: str) -> str:
        return f"times {self.words.in_product(number)}"

    def _row(
        self, region: Region, letters: Sequence[str], names: Sequence[str], contents: Sequence[str]
    ) -> FunctionMachines:
        math, roles = self.type.math, self.words.roles
        return FunctionMachines(
            region,
            [math(letter, size=_LARGE, role=role) for letter, role in zip(letters, roles, strict=True)],
            [math(name, size=0.9 * FORMULA, role=role) for name, role in zip(names, roles[1:], strict=True)],
            [math(content, size=_LARGE) for content in contents],
            self.type.theme,
            roles,
        )
