"""A letter has one name in every size of type, a bracket in every height."""

from __future__ import annotations

import pytest

from sessen.typesetting.glyphs import outlines
from sessen.typesetting.letters import PIECE, letter_of
from sessen.typesetting.typeset import set_svg


def letters(mathematics: str) -> list[str]:
    return [letter_of(shape.name) for shape in outlines(set_svg(f"$display({mathematics})$"))[1:]]


def test_letters_digits_and_signs_in_every_size() -> None:
    for letter in "a x h A 2 0 + -".split():
        assert set(letters(f"{letter} w^{letter} w^(w^{letter})")) == {letter, "w"}
    assert letters("pi^pi") == ["pi", "pi"]


def test_upright_bold_and_slanted_letters_are_not_the_same() -> None:
    assert letters("d upright(d) bold(d) sin") == ["d", "upright d", "bold d", "upright s", "upright i", "upright n"]


@pytest.mark.parametrize("pair", ["()", "[]", "{}"])
def test_a_bracket_in_every_height(pair: str) -> None:
    body = " ".join(
        f"lr(size: #{height}em, \\{pair[0]} h^(lr(size: #{height}em, \\{pair[0]} \\{pair[1]})) \\{pair[1]})"
        for height in (step / 20 for step in range(18, 90))
    )
    assert {name.removesuffix(PIECE) for name in letters(body)} == {*pair, "h"}


def test_a_root_in_every_height() -> None:
    body = " ".join(f"sqrt(#box(width: 1em, height: {height / 20:.2f}em)) x^sqrt(y)" for height in range(4, 70))
    assert {name.removesuffix(PIECE) for name in letters(body)} == {"√", "bar", "x", "y"}


def test_what_is_none_of_mathematics_keeps_its_own_name() -> None:
    assert len(set(letters('"日" "本"'))) == 2
