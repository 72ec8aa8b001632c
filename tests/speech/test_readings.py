"""Readings: an author's own words and signs, and what is told of those that cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.speech import Readings, ReadingsError, readings_of, spoken, spoken_mathematics
from sessen.speech.kana import dictionary_rows, kana_of


def project(folder: Path, readings: str) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    (folder / "assets" / "readings.toml").write_text(readings, encoding="utf-8")
    return folder / "scenes" / "scene.py"


def test_a_project_adds_to_the_readings_of_sessen(tmp_path: Path) -> None:
    readings = readings_of(project(tmp_path, '[ja]\n"接平面" = "セツヘイメン"\n"割線" = "ワリセン"\n'))
    assert readings.word("ja", "接平面") == "セツヘイメン"
    assert readings.word("ja", "割線") == "ワリセン"
    assert readings.word("ja", "導関数") == "ドウカンスウ"


@pytest.mark.parametrize(
    ("unaided", "word", "right"),
    [
        ("ワリ セン", "割線", "カッセン"),
        ("シルベ カンスー", "導関数", "ドーカンスー"),
        ("オナジ ネ", "同じ値", "オナジ アタイ"),
    ],
)
def test_readings_are_pronounced(unaided: str, word: str, right: str) -> None:
    """As the dictionary has it these words are wrong: the test shows that it is our readings that mend them."""
    assert kana_of(word, Readings()) == unaided
    assert kana_of(word, readings_of(Path(__file__))) == right


def test_one_kanji_tears_no_word_apart() -> None:
    """値 is アタイ, 数値 stays スーチ."""
    assert (
        kana_of("数値と価値と行列を行う。", readings_of(Path(__file__)))
        == "スーチ ト カチ ト ギョーレツ ヲ オコナウ 。"
    )


def test_long_vowels_are_long_unless_a_space_keeps_them_apart(tmp_path: Path) -> None:
    readings = readings_of(project(tmp_path, '[ja]\n"勾配法" = "コウバイホウ"\n"子牛" = "コ ウシ"\n'))
    rows = {row.split(",")[0]: row.split(",")[11:13] for row in dictionary_rows(readings)}
    assert rows["勾配法"] == ["コウバイホウ", "コーバイホー"]
    assert rows["子牛"] == ["コウシ", "コウシ"]


def test_a_single_character_is_read_so_in_formulas(tmp_path: Path) -> None:
    written = '[en]\n"⊕" = "xor"\nL = "loss"\n\n[ja]\n"⊕" = "ハイタテキロンリワ"\n'
    readings = readings_of(project(tmp_path, written))
    assert spoken_mathematics("L = a plus.o b", "en", readings) == "loss equals ay xor b"
    assert spoken_mathematics("a plus.o b", "ja", readings) == "エー ハイタテキロンリワ ビー"


def test_english_words_are_respelled_whole(tmp_path: Path) -> None:
    readings = readings_of(project(tmp_path, '[en]\nSessen = "seh sen"\n'))
    assert spoken("Sessen, not Sessenology.", "en", readings) == "seh sen, not Sessenology."


@pytest.mark.parametrize(
    ("written", "message", "location"),
    [
        ("[fr]\n", "no language 'fr'", "readings.toml, line 1"),
        ('ja = "x"\n', "'ja' is not a table", "readings.toml, line 1"),
        ('[ja]\n"割線" = "割線"\n', "the reading of '割線' cannot be said", "readings.toml, line 2"),
        ('[ja]\n\n"割線" = 3\n', "the reading of '割線' cannot be said", "readings.toml, line 3"),
        ('[ja]\n"割線" = { kana = "カッセン", acent = 1 }\n', "cannot be said", "readings.toml, line 2"),
        ('[ja]\n"割線" = { kana = "カッセン", accent = -1 }\n', "cannot be said", "readings.toml, line 2"),
        ('[en]\nx1 = "x 1"\n', "the reading of 'x1' cannot be said", "readings.toml, line 2"),
        ("[ja\n", "not valid TOML", "readings.toml"),
    ],
)
def test_what_cannot_be_said_is_told_with_its_line(tmp_path: Path, written: str, message: str, location: str) -> None:
    with pytest.raises(ReadingsError) as caught:
        readings_of(project(tmp_path, written))
    assert message in caught.value.message
    assert location in caught.value.location
    assert "\n" in str(caught.value)  # a hint


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    scene = project(tmp_path, '[ja]\n"接平面" = "セツヘイメン"\n')
    before = readings_of(scene)
    (tmp_path / "assets" / "readings.toml").write_text('[ja]\n"接平面" = "セッペイメン"\n', encoding="utf-8")
    assert readings_of(scene).word("ja", "接平面") == "セッペイメン"
    assert readings_of(scene).fingerprint != before.fingerprint
