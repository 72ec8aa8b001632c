"""How Japanese is pronounced: the analysis of a sentence by Open JTalk, with the readings that a lecture gives.

It needs ``pyopenjtalk-plus`` (in the extra ``[voice]``). The voice speaks by the same analysis: the kana printed here
are what is heard.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.installation import install_voice
from sessen.speech.readings import Readings

_SMALL: Final = frozenset("ァィゥェォャュョヮ")
#: A vowel that only makes the one before it longer: ドウ is ドー, not ド and ウ.
_LENGTHENED: Final = re.compile(
    "(?<=[オコソトノホモヨロゴゾドボポョォ])ウ|(?<=[ウクスツヌフムユルグズブプュゥ])ウ|(?<=[エケセテネヘメレゲゼデベペェ])イ"
)
#: How readily a word is found. One kanji is as readily as other words are, or it would tear words like 数値 apart.
_COST: Final = {1: 5000}
_HIRAGANA: Final = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_SYMBOL: Final = "記号"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a sentence as it is written, and its pronunciation in katakana; a sign is its own."""

    written: str
    kana: str
    is_sign: bool = False


def kana_of(sentence: str, readings: Readings) -> str:
    """A Japanese sentence in katakana as it is pronounced, a space between its words.

    Raises
    ------
    SessenError
        The package that analyses Japanese is not installed.
    """
    return " ".join(" ".join(word.kana for word in words_of(sentence, readings)).split())


def words_of(sentence: str, readings: Readings) -> list[SpokenWord]:
    """The words of a Japanese sentence with their pronunciation.

    Raises
    ------
    SessenError
        The package that analyses Japanese is not installed.
    """
    return [_word(node) for node in analysed(sentence, readings)]


def analysed(sentence: str, readings: Readings) -> list[Any]:
    """Open JTalk's features of every word, from which phonemes and accents follow too."""
    # What guesses from context, by packages that may be there or not, is off: the same words are always read the same.
    features = _open_jtalk().run_frontend(
        sentence, use_sudachi_kanji_yomi=False, predict_nani=False, jtalk=_dictionary(readings.fingerprint, readings)
    )
    return list(features)


def _word(node: Any) -> SpokenWord:
    written, sign = str(node["string"]), node["pos"] == _SYMBOL
    return SpokenWord(written, written.strip(" ") if sign else str(node["pron"]).replace("’", ""), sign)


def _open_jtalk() -> Any:
    try:
        if "pyopenjtalk" not in sys.modules:
            with _silence():
                import pyopenjtalk  # it says on import what else could be installed
        import pyopenjtalk
    except ImportError as error:
        raise SessenError("Japanese cannot be analysed: pyopenjtalk-plus is missing", hint=install_voice()) from error
    return pyopenjtalk


_kept: dict[str, Any] = {}


def _dictionary(fingerprint: str, readings: Readings) -> Any:
    """An analyser that knows these readings; one for each set of them."""
    if fingerprint not in _kept:
        _kept[fingerprint] = _analyser(readings)
    return _kept[fingerprint]


def _analyser(readings: Readings) -> Any:
    package = _open_jtalk()
    rows = list(dictionary_rows(readings))
    system = _system_dictionary()
    if not rows:
        return package.OpenJTalk(dn_mecab=system)
    with tempfile.TemporaryDirectory() as folder:
        source, compiled = Path(folder) / "readings.csv", Path(folder) / "readings.dic"
        source.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        with _silence():  # it tells its progress
            package.mecab_dict_index(str(source), str(compiled))
        return package.OpenJTalk(dn_mecab=system, userdic=str(compiled).encode())


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Nothing comes out of the process, not from C either."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with open(os.devnull, "wb") as nowhere, open(os.devnull, "w", encoding="utf-8") as sink:
        try:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
                yield
        finally:
            for number, descriptor in enumerate(kept, 1):
                os.dup2(descriptor, number)
                os.close(descriptor)


@cache
def _system_dictionary() -> bytes:
    return bytes(_open_jtalk().OPEN_JTALK_DICT_DIR)


def dictionary_rows(readings: Readings) -> Iterator[str]:
    """The rows of a user dictionary for these readings, in the form of MeCab's.

    A space keeps two vowels apart that would become a long one: ``"子牛" = "コ ウシ"``.
    """
    for word, reading in sorted(readings.words("ja").items()):
        kana = reading.said.translate(_HIRAGANA)
        said = _LENGTHENED.sub("ー", kana).replace(" ", "")
        morae = sum(character not in _SMALL for character in said)
        cost = _COST.get(len(word), 1)
        whole = kana.replace(" ", "")
        yield f"{word},,,{cost},名詞,一般,*,*,*,*,{word},{whole},{said},{reading.accent}/{morae},*"
