r"""Dollar signs: ``$...$`` is mathematics, ``\$`` and prices are dollars, and nothing is eaten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessen.notation import Mathematics, parts, stray_dollar
from sessen.notation.dollars import escaped, normal
from sessen.typesetting.markup import as_breakable_markup, as_markup
from sessen.variant import Language
from sessen.words import Words, plain_text


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("From $5 to $10.", "From $5 to $10."),
        (r"It costs \$5, and $x^2$ more.", "It costs $5, and x² more."),
        (r"\$x\$", "$x$"),
        ("A lunch is $5.", "A lunch is $5."),
        ("$h$は$0$に近づきます。", "hは0に近づきます。"),
        (r"$x = \$5$ each", "x = $5 each"),
        ("a $ b", "a $ b"),
    ],
)
def test_prices_are_read_and_mathematics_is_mathematics(sentence: str, read: str) -> None:
    assert plain_text(sentence) == read


@pytest.mark.parametrize(("sentence", "is_stray"), [("$x", True), ("a $ b", True), ("$5", False), (r"\$x", False)])
def test_a_dollar_sign_without_a_partner_is_noticed(sentence: str, is_stray: bool) -> None:
    assert stray_dollar(sentence) is is_stray


@given(st.text(alphabet="ab $\\5あ", max_size=20))
def test_no_character_is_lost(sentence: str) -> None:
    r"""Whatever the sentence, its parts hold all of it but the backslash before a dollar, and read alike again."""
    found = list(parts(sentence))
    rebuilt = "".join(f"${part.text}$" if part.is_mathematics else part.text for part in found)
    assert rebuilt.replace("\\", "") == sentence.replace("\\", "")
    assert list(parts(normal(sentence))) == found


@given(st.text(alphabet="ab $#*あ5.", max_size=12))
def test_escaped_words_are_read_as_they_are(text: str) -> None:
    assert plain_text(escaped(text)) == text


def test_values_stand_among_words_as_mathematics_and_in_mathematics_as_they_are() -> None:
    words = Words(en="At side {side} the area is ${side}^2$, {count} times, says {who}.")
    values = {"side": Mathematics("frac(5, 2)"), "count": Mathematics("-3"), "who": "Ann"}
    told = words.localized(Language.EN, values)
    assert told == "At side $5 slash 2$ the area is $frac(5, 2)^2$, −3 times, says Ann."
    assert plain_text(told) == "At side 5/2 the area is (5/2)², −3 times, says Ann."


def test_words_with_a_single_dollar_sign_are_told() -> None:
    with pytest.raises(Exception, match=r"\$ has no partner"):
        Words(owner="Shop::buy", en="It is $x more.").localized(Language.EN)


def test_typst_is_told_of_every_dollar() -> None:
    assert as_markup(r"\$5 for $x$", bold=False)[0] == r"\$5 for $x$"
    assert as_breakable_markup(r"値段は\$5です。", bold=False)[0].count(r"\$5") == 1
