"""Words in both languages: what is missing is named, and time to read follows the letters."""

from __future__ import annotations

import pytest

from sessen.variant import Language
from sessen.words import MissingTranslation, UnknownPlaceholder, Words, plain_text, reading_time


def test_words_are_told_in_the_language_that_is_asked_for() -> None:
    words = Words(en="A tangent.", ja="接線です。")
    assert [words.localized(language) for language in (Language.EN, Language.JA)] == ["A tangent.", "接線です。"]


@pytest.mark.parametrize(
    "words", [Words(owner="Chain::nudge", en="A nudge."), Words(owner="Chain::nudge", en="A nudge.", ja="")]
)
def test_a_missing_translation_names_step_and_language_and_what_to_add(words: Words) -> None:
    with pytest.raises(MissingTranslation) as caught:
        words.localized(Language.JA)
    message = str(caught.value)
    assert message.startswith("Chain::nudge: no words in language 'ja'")
    assert "en" in message
    assert 'add ja="..."' in message


def test_values_are_filled_in_wherever_they_are_named() -> None:
    words = Words(en="From {a} to {b}, and $x -> {a}$.")
    assert words.localized(Language.EN, {"a": "1", "b": "pi/2"}) == "From 1 to pi/2, and $x -> 1$."


def test_an_unknown_name_is_told_with_the_step_and_the_names_that_there_are() -> None:
    words = Words(owner="Secant::ask", en="At {att}.")
    with pytest.raises(UnknownPlaceholder) as caught:
        words.localized(Language.EN, {"at": "4", "f": "x^2"})
    assert (
        str(caught.value) == "Secant::ask: the words use {att}, which is not a value of this scene (available: at, f)"
    )


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("Let $h$ go to $0$.", "Let h go to 0."),
        ("$bold(a) dot.c bold(b)$ です。", "a · b です。"),
        ("No mathematics at all.", "No mathematics at all."),
        ("As $h -> 0$.", "As h→0."),
        ("$c_1$ and $(bold(A) bold(B))^upright(T)$.", "c₁ and (A B)ᵀ."),
        ("Take $x_1^2 + x_2^2$.", "Take x₁² + x₂²."),
        ("It is $approx -3 times 10^(-7)$.", "It is ≈ −3 × 10⁻⁷."),
    ],
)
def test_captions_for_players_have_no_notation(sentence: str, spoken: str) -> None:
    assert plain_text(sentence).replace(" → ", "→") == spoken


@pytest.mark.parametrize(
    ("sentence", "seconds"),
    [
        ("", 1.0),
        ("x" * 15, 2.0),
        ("x" * 30 + "あ" * 7, 4.0),
        ("接線です。", 1 + 5 / 7),
        ("$h$は", 1 + 1 / 15 + 1 / 7),  # signs of notation are not read
    ],
)
def test_reading_takes_a_second_and_the_time_of_each_letter(sentence: str, seconds: float) -> None:
    """1 s to notice, 1/15 s for a Latin letter, 1/7 s for a Japanese character."""
    assert reading_time(sentence) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("この文は\n        二行に\n        わたります。", "この文は二行にわたります。"),
        ("点\n  $P$\n  を通る、\n  P と Q の線。", "点$P$を通る、P と Q の線。"),
        ("A sentence\n        over two lines.\n", "A sentence over two lines."),
        ("\n  From $a\n  + b$ on\n", "From $a + b$ on"),
    ],
)
def test_a_sentence_over_several_lines_of_source_is_one_line_and_japanese_has_no_spaces(
    written: str, said: str
) -> None:
    assert Words(ja=written).localized(Language.JA) == said
