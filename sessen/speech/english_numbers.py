"""Numbers in English words."""

from __future__ import annotations

from typing import Final

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_THOUSANDS: Final = ("", *"thousand million billion trillion quadrillion quintillion sextillion".split())
_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PARTS: Final = {2: "half", 4: "quarter", 100: "hundredth", 1000: "thousandth"}
_MOST_PARTS: Final = 10


def number_in_words(written: str) -> str:
    """A number without a sign, as it is written: ``25.01``.

    >>> number_in_words("25.01"), number_in_words("1024")
    ('twenty-five point zero one', 'one thousand twenty-four')
    """
    whole, _, decimals = written.partition(".")
    words = _whole(whole)
    return f"{words} point {digits_in_words(decimals)}" if decimals else words


def digits_in_words(digits: str) -> str:
    """Digits one by one."""
    return " ".join(_SMALL[int(digit)] for digit in digits)


def ordinal(number: int) -> str:
    """First, second, third."""
    words = number_in_words(str(number))
    head, dash, last = words.rpartition("-" if "-" in words.split(" ")[-1] else " ")
    if last in _ORDINALS:
        return head + dash + _ORDINALS[last]
    return head + dash + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def parts_in_words(above: int, below: int) -> str | None:
    """A fraction of small numbers as people say it, three quarters; None where they say "over"."""
    if below in _PARTS:
        part = _PARTS[below]
    elif 2 < below <= _MOST_PARTS:
        part = ordinal(below)
    else:
        return None
    if not 0 < above <= 100:
        return None
    plural = "halves" if part == "half" else f"{part}s"
    return f"{number_in_words(str(above))} {part if above == 1 else plural}"


def _whole(digits: str) -> str:
    value = int(digits or "0")
    if value < 1000:
        return _hundreds(value)
    if len(str(value)) > 3 * len(_THOUSANDS) or digits.startswith("0"):
        return digits_in_words(digits)
    groups = []
    for power in range(len(_THOUSANDS)):
        group = value // 1000**power % 1000
        if group:
            groups.append(f"{_hundreds(group)} {_THOUSANDS[power]}".strip())
    return " ".join(reversed(groups))


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        words.append(_SMALL[rest] if rest < 20 else _tens(rest))
    return " ".join(words)


def _tens(value: int) -> str:
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
