"""Japanese sentences may be broken between phrases only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sessen.japanese import break_points, is_japanese

SENTENCES = [
    ("曲線上の1点での傾きとは何でしょうか?", ["傾きとは", "何でしょうか?"]),
    ("点Pでの曲線の傾きは、接線の傾きです。", ["接線の", "傾きです。"]),
    ("$h$を$0$に近づけると、ひとつになります。", ["$h$を", "$0$に"]),
    ("値$a$向きに動かします。", ["$a$向きに"]),  # the parser alone would cut after the formula
    ("長さと、$b$ の長さの積です。", ["$b$ の"]),  # a space after a formula is no place to break
    ("$f(x) = x^2$のとき、傾きは正です。", ["$f(x) = x^2$の"]),
]


@pytest.mark.parametrize(("sentence", "whole"), SENTENCES)
def test_phrases_that_a_reader_would_not_break_stay_whole(sentence: str, whole: list[str]) -> None:
    """Written by hand: words keep their particles, formulas theirs."""
    for phrase in whole:
        assert any(phrase in piece for piece in break_points(sentence)), (phrase, break_points(sentence))


@pytest.mark.parametrize(("sentence", "whole"), SENTENCES)
def test_no_phrase_begins_with_a_sign_or_a_particle(sentence: str, whole: list[str]) -> None:
    assert not [phrase for phrase in break_points(sentence) if phrase[0] in "、。?をにのはが"]


@given(some.lists(some.sampled_from(["曲線の", "傾きは", "$x^2$", "と", "、", "正です。", " ", "P"]), max_size=12))
def test_nothing_is_lost_between_phrases_and_no_formula_is_cut(pieces: list[str]) -> None:
    sentence = "".join(pieces)
    assert "".join(break_points(sentence)) == sentence
    assert all(phrase.count("$") % 2 == 0 for phrase in break_points(sentence))


@pytest.mark.parametrize(
    ("text", "japanese"), [("slope", False), ("傾き", True), ("a → b, ∂f, x′", False), ("Pの", True)]
)
def test_japanese_is_told_from_latin_and_from_signs(text: str, japanese: bool) -> None:
    assert is_japanese(text) is japanese
