"""Numbers below each other digit by digit: how far they agree, and which error begins where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from manim import Line, VGroup

from sessen.layout import Region
from sessen.mathematics.numbers import round_half_up
from sessen.theme import GIVEN_B, INK, MOVING, MUTED, RESULT, Role
from sessen.typesetting.typeset import LABEL, NOTE, Typeset, Typesetter
from sessen.words import Words

_MOST_PLAIN: Final = Decimal("1e7")
_LEAST_PLAIN: Final = Decimal("1e-3")
_POINT, _SIGN = 0.55, 1.6  # the widths of a point and of a minus sign, in digits
_MOST_DECIMALS: Final = 24
_NAMES = (
    Words(en="wanted", ja="求めたい値"),
    Words(en="without rounding", ja="丸めなければ"),
    Words(en="printed", ja="表示された値"),
)
_OWED = (
    (RESULT, Words(en="right", ja="正しい桁")),
    (MOVING, Words(en="step", ja="刻み幅")),
    (GIVEN_B, Words(en="rounding", ja="丸め")),
)


@dataclass(frozen=True)
class Digits:
    """Three numbers that should be one, as decimals to be written below each other.

    Parameters
    ----------
    true, exact, computed
        What is wanted, what the formula gives in exact arithmetic, and what the computer prints; the first two to many
        digits, the last as printed.
    """

    true: Decimal
    exact: Decimal
    computed: Decimal

    @property
    def exponent(self) -> int:
        """The power of ten taken out of all three, 0 where they can be read without."""
        size = abs(self.computed)
        return 0 if not size or _LEAST_PLAIN <= size < _MOST_PLAIN else size.adjusted()

    @property
    def decimals(self) -> int:
        """How many decimals the printed number has."""
        scaled = self.computed.scaleb(-self.exponent)
        return min(_MOST_DECIMALS, max(0, -int(scaled.normalize().as_tuple().exponent)))

    def written(self, value: Decimal) -> str:
        """A number as it stands in its row: to the printed decimals, without zeros at the end if it ends by itself."""
        scaled = value.scaleb(-self.exponent)
        rounded = round_half_up(scaled, self.decimals)
        text = f"{rounded:.{self.decimals}f}"
        ends = abs(scaled - rounded) < Decimal(10) ** (-self.decimals - 8)
        return text.rstrip("0").rstrip(".") if ends and "." in text else text

    def role(self, place: int) -> Role:
        """What the digit worth 10^place is owed to: RESULT if right, MOVING to the step, GIVEN_B to rounding."""
        place += self.exponent
        if place > _place(self.computed - self.true):
            return RESULT
        return MOVING if place > _place(self.computed - self.exact) else GIVEN_B


def _place(difference: Decimal) -> int:
    """The power of ten of the first digit of a difference; far below all digits if there is none."""
    return difference.adjusted() if difference else -1000


def places_of(text: str) -> list[int | None]:
    """For each character of a written number the power of ten of its digit; None for a sign or a point."""
    whole = text.partition(".")[0]
    place = sum(character.isdigit() for character in whole) - 1
    places: list[int | None] = []
    for character in text:
        places.append(place if character.isdigit() else None)
        place -= character.isdigit()
    return places


class DigitRow(VGroup):
    """A number of which every digit has a cell of its own."""

    def __init__(
        self, text: str, point: tuple[float, float], size: float, typesetter: Typesetter, roles: list[Role]
    ) -> None:
        super().__init__()
        self.text, self.size, self.baseline = text, size, point[1]
        self.glyphs: list[Typeset] = []
        whole = text.partition(".")[0]
        pen = point[0] - sum(map(_width, whole)) * size / 2
        for character, role in zip(text, roles, strict=True):
            width = _width(character) * size / 2
            glyph = typesetter.math(character, size=size, role=role)
            glyph.move_to((pen + width / 2, point[1], 0.0)).on_baseline(point[1])
            self.glyphs.append(glyph)
            pen += width
        self.right = pen
        self.add(*self.glyphs)


def _width(character: str) -> float:
    return 1.0 if character.isdigit() else (_SIGN if character == "-" else _POINT)


class DigitPicture:
    """The true number, the exact quotient and the printed one, their points below each other.

    Attributes
    ----------
    rows, labels
        In this order: true, exact, computed.
    suffix
        The power of ten that belongs to all rows; empty if there is none.
    """

    def __init__(
        self, digits: Digits, region: Region, typesetter: Typesetter, localize: Callable[[Words], str]
    ) -> None:
        self.digits, self.type, self.localize = digits, typesetter, localize
        names = [typesetter.words(localize(words), size=LABEL, role=MUTED) for words in _NAMES]
        texts = [digits.written(value) for value in (digits.true, digits.exact, digits.computed)]
        beside = region.width > 1.4 * region.height
        room = region.width * (0.68 if beside else 1.0) - (2.0 if digits.exponent else 0.2)
        before = max(sum(map(_width, text.partition(".")[0])) for text in texts)
        after = max(sum(map(_width, text)) - sum(map(_width, text.partition(".")[0])) for text in texts)
        self.size = min(0.92, 2 * room / (before + after))
        point = region.left + (0.32 * region.width if beside else 0.05) + before * self.size / 2
        self.heights = [row.at(0, 0.5)[1] - 0.1 for row in region.rows(1, 1, 1)]
        self.rows = [
            DigitRow(text, (point, height), self.size, typesetter, self._roles(text, index == 2))
            for index, (text, height) in enumerate(zip(texts, self.heights, strict=True))
        ]
        self.labels = [self._label(name, region, row, beside) for name, row in zip(names, self.rows, strict=True)]
        self.suffix = VGroup(*(self._power(row) for row in self.rows)) if digits.exponent else VGroup()

    def _roles(self, text: str, is_printed: bool) -> list[Role]:
        return [RESULT if not is_printed else INK for _ in text]

    def _label(self, name: Typeset, region: Region, row: DigitRow, beside: bool) -> Typeset:
        name.fit_into(0.3 * region.width if beside else region.width)
        height = row.baseline if beside else row.baseline + self.size + 0.1
        right = region.left + 0.3 * region.width if beside else region.left + name.width
        return name.move_to((right - name.width / 2, height, 0.0)).on_baseline(height)

    def _power(self, row: DigitRow) -> Typeset:
        power = self.type.math(f"times 10^({self.digits.exponent})", size=0.7 * self.size, role=INK)
        return power.move_to((row.right + 0.15 + power.width / 2, 0, 0)).on_baseline(row.baseline)

    def explained(self, row: int) -> VGroup:
        """A row once more, each digit in the colour of what it is owed to."""
        text, old = self.rows[row].text, self.rows[row]
        roles = [INK if place is None else self.digits.role(place) for place in places_of(text)]
        made = VGroup(
            *(self.type.math(each, size=self.size, role=role) for each, role in zip(text, roles, strict=True))
        )
        for glyph, place in zip(made, old.glyphs, strict=True):
            glyph.move_to(place).on_baseline(place.baseline)
        return VGroup(*made)

    def bars(self) -> list[VGroup]:
        """A bar under the printed digits of each kind of error, with its name; only those that occur."""
        found: dict[Role, list[Typeset]] = {}
        for glyph, place in zip(self.rows[2].glyphs, places_of(self.rows[2].text), strict=True):
            if place is not None:
                found.setdefault(self.digits.role(place), []).append(glyph)
        made: list[VGroup] = []
        for role, words in _OWED:
            if role in found:
                name = self.type.words(self.localize(words), size=NOTE, role=role)
                made.append(self._bar(found[role], name, role, made))
        return made

    def _bar(self, glyphs: list[Typeset], name: Typeset, role: Role, others: list[VGroup]) -> VGroup:
        height = self.rows[2].baseline - 0.18
        ends = glyphs[0].get_left()[0] - 0.01, glyphs[-1].get_right()[0] + 0.01
        line = Line((ends[0], height, 0), (ends[1], height, 0), color=self.type.theme[role], stroke_width=5)
        name.move_to(np.array([(ends[0] + ends[1]) / 2, height - 0.16 - name.height / 2, 0.0]))
        if any(other[1].get_right()[0] + 0.15 > name.get_left()[0] for other in others):
            name.shift(np.array([0.0, -0.4, 0.0]))
        return VGroup(line, name)
