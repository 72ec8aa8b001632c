"""Where a caption may be broken: between words, in Japanese between phrases, and never before a closing mark."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Final

from sessen.characters import is_wide

#: Width of a line in Japanese characters; a Latin letter counts half.
LINE: Final = 21.0
LINES: Final = 2
# Kinsoku shori (JIS X 4051): what must not begin a line, and what must not end one.
_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！ー―ヽヾゝゞ々’”）〕］｝〉》」』】%‰℃,.:;?!)]}′″°"  # marks
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"  # small kana
)
_NOT_LAST: Final = frozenset("‘“（〔［｛〈《「『【([{$¥#")
_ENDS: Final = frozenset("。！？.!?")
_PAUSES: Final = frozenset("、，,;:；：")


def width(text: str) -> float:
    """How wide a text is in Japanese characters."""
    return sum(1.0 if is_wide(character) else 0.5 for character in text)


def unbreakable_parts(text: str) -> list[str]:
    """The parts of a text that stay together, spaces at their ends; one wider than a line is cut where it must be."""
    from sessen.japanese import break_points, is_japanese

    cut = break_points(text) if is_japanese(text) else re.findall(r"\S+\s*", text)
    joined: list[str] = []
    for piece in cut:
        if joined and (piece[0] in _NOT_FIRST or joined[-1][-1] in _NOT_LAST):
            joined[-1] += piece
        else:
            joined.append(piece)
    return [part for piece in joined for part in _short_enough(piece)]


def caption_blocks(text: str) -> list[str]:
    """A sentence as one caption or several after each other, each of at most two lines."""
    parts = unbreakable_parts(" ".join(text.split()))
    total = width("".join(parts))
    count = max(1, math.ceil(total / (LINE * LINES)))
    while True:
        cut = ["\n".join(_lines(block)) for block in _split(parts, count)]
        if count >= len(parts) or all(_fits(block) for block in cut):
            return cut
        count += 1


def _fits(block: str) -> bool:
    lines = block.split("\n")
    return len(lines) <= LINES and all(width(line) <= LINE for line in lines)


def _lines(parts: list[str]) -> list[str]:
    """One line if it fits, else two of the most even length."""
    whole = "".join(parts).strip()
    if width(whole) <= LINE or len(parts) < 2:
        return [whole] if whole else []
    return ["".join(half).strip() for half in _split(parts, LINES)]


def _split(parts: list[str], count: int) -> list[list[str]]:
    """Cut into so many runs of about the same width, rather at a full stop or a comma than elsewhere."""
    total = width("".join(parts))
    before = [width("".join(parts[:index])) for index in range(len(parts) + 1)]
    cuts = [0]
    for number in range(1, min(count, len(parts))):
        wanted = total * number / count
        room = range(cuts[-1] + 1, len(parts) - (min(count, len(parts)) - number) + 1)
        cuts.append(min(room, key=lambda index: abs(before[index] - wanted) + _break_penalty(parts[index - 1])))
    return [parts[start:end] for start, end in pairwise([*cuts, len(parts)])]


def _break_penalty(piece: str) -> float:
    """How much a break after a piece disturbs, in widths."""
    last = piece.rstrip()[-1:]
    return 0.0 if last in _ENDS else 1.5 if last in _PAUSES else 3.0


def _short_enough(piece: str) -> list[str]:
    parts = [""]
    for character in piece:
        is_full = width(parts[-1] + character) > LINE
        if is_full and character not in _NOT_FIRST and parts[-1][-1] not in _NOT_LAST:
            parts.append("")
        parts[-1] += character
    return parts
