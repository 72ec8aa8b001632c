"""Numbers in Japanese, as kana."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("ゼロ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_SPECIAL: Final = {
    (3, 100): "さんびゃく",
    (6, 100): "ろっぴゃく",
    (8, 100): "はっぴゃく",
    (3, 1000): "さんぜん",
    (8, 1000): "はっせん",
}
_PLACES: Final = {10: "じゅう", 100: "ひゃく", 1000: "せん"}
_MYRIADS: Final = ("", "まん", "おく", "ちょう", "けい", "がい")
_MYRIAD_CHANGES: Final = {
    "ちょう": {"いち": "いっ", "はち": "はっ", "じゅう": "じゅっ"},
    "けい": {"いち": "いっ", "はち": "はっ", "ろく": "ろっ"},
}


def number_in_kana(written: str) -> str:
    """A number without a sign, as it is written: ``25.01``.

    >>> number_in_kana("25.01"), number_in_kana("3600"), number_in_kana("0.5")
    ('にじゅうご てん ゼロ いち', 'さんぜんろっぴゃく', 'れい てん ご')
    """
    whole, _, decimals = written.partition(".")
    if not decimals:
        return _whole(whole)
    before = "れい" if not whole.strip("0") else _whole(whole)
    return f"{before} てん {digits_in_kana(decimals)}"


def digits_in_kana(digits: str) -> str:
    """Digits one by one."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def _whole(digits: str) -> str:
    value = int(digits or "0")
    if value < 10:
        return _DIGITS[value]
    if len(str(value)) > 4 * len(_MYRIADS) or digits.startswith("0"):
        return digits_in_kana(digits)
    text = ""
    for power, myriad in enumerate(_MYRIADS):
        group = value // 10000**power % 10000
        if group:
            text = _with_myriad(group, myriad) + text
    return text


def _with_myriad(group: int, myriad: str) -> str:
    words = "いち" if group == 1 and myriad else _thousands(group, whole=bool(myriad))
    for ending, changed in _MYRIAD_CHANGES.get(myriad, {}).items():
        if words.endswith(ending):
            words = words.removesuffix(ending) + changed
            break
    return words + myriad


def _thousands(value: int, *, whole: bool) -> str:
    text = ""
    for place in (1000, 100, 10):
        digit = value // place % 10
        if digit == 1:
            text += "いっせん" if place == 1000 and whole else _PLACES[place]
        elif digit:
            text += _SPECIAL.get((digit, place), _DIGITS[digit] + _PLACES[place])
    return text + (_DIGITS[value % 10] if value % 10 else "")
