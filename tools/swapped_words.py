"""How many words that were said in the place of others are named, and how many that were said as written are named too.

    python -m tools.swapped_words [FOLDER]

Forty sentences in two languages are spoken twice, by eight voices: as they are written, and with one word of about the
same length in the place of another. All are aligned to what is written. What was spoken is kept in the folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from sessen.speech import readings_of
from sessen.video.sound import resampled
from sessen.voice.alignment import align
from sessen.voice.engines import VOICES, engine_of

#: A sentence, a word in it, and what is said in its place.
ENGLISH: Final = """
The exponent counts the faces, and one power less is left.|faces|edges
Take a rectangle with sides f and g, and let both of them grow.|grow|shrink
Measure the shadow instead, and we arrive at the same result.|same|wrong
Multiply the shadow by the other length, and there is our number.|shadow|arrow
Turn them to the same direction, and the whole arrow becomes shadow.|whole|small
Wide gaps mean gentle ground.|gentle|rocky
With numbers the order never matters.|never|always
Go back to the start, and take the other one first.|first|last
Use both neighbours: where one is too high, the other is too low.|low|big
On this slice nothing is new: it is an ordinary curve.|curve|line
The same point, but another curve, with a tangent of its own.|tangent|secant
This time it is x that plays the part of a number.|number|vector
Stand at P and turn around.|turn|walk
We never divide by zero.|zero|seven
Follow one row and one column.|column|pillar
What used to lie flat is standing now.|flat|down
Forget the numbers for a moment.|moment|minute
Move along the first axis.|first|third
The sum is the shortcut.|sum|path
Watch how the pattern collapses.|pattern|picture
"""
JAPANESE: Final = """
ここで、割線は接線に近づきます。|近づきます|重なります
点はゆっくり右へ動きます。|右|左
二つの矢印を足します。|足します|引きます
曲線の傾きを求めましょう。|傾き|長さ
影の長さを測ります。|影|棒
行列の行と列を入れ替えます。|行列|数列
高さは少しずつ変わります。|高さ|重さ
この点を固定します。|固定|移動
左の列を上から読みます。|上|下
関数を二回続けて使います。|関数|道具
答えはいつも同じです。|答え|問い
平面の上に格子を描きます。|平面|球面
一番急な方向へ進みます。|方向|場所
誤差は十分の一になります。|誤差|時間
接線の式を書きましょう。|書き|消し
赤い矢印が和です。|赤い|青い
もとの数に戻ります。|戻ります|進みます
直線はどこでも同じ傾きです。|直線|曲線
分母と分子を比べます。|比べ|並べ
ここに小さな長方形があります。|小さな|大きな
"""
SPEAKERS: Final = {
    "en": ("af_heart", "am_michael", "af_bella", "am_fenrir"),
    "ja": ("jf_alpha", "jm_kumo", "jf_tebukuro", "mei"),
}
_SCENE: Final = Path(__file__).parents[1] / "scenes" / "secant_to_tangent" / "scene.py"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is written, the word in it that is swapped, and what is said in its place."""

    written: str
    word: str
    other: str


def lines(text: str) -> list[Line]:
    """The sentences of a table."""
    return [Line(*line.split("|")) for line in text.strip().splitlines()]


def spoken(folder: Path, language: str, number: int, text: str, kind: str) -> tuple[np.ndarray, int]:
    """A sentence by one of the voices, out of the folder if it was spoken before."""
    speakers = SPEAKERS[language]
    voice = speakers[(number + (kind == "right")) % len(speakers)]
    file = folder / f"{language}-{number:02}-{kind}.npz"
    if not file.exists():
        said = engine_of(VOICES[voice]).say(text, voice, 1.0, readings_of(_SCENE))
        np.savez(file, samples=said.samples, rate=said.rate)
    kept = np.load(file)
    return kept["samples"], int(kept["rate"])


def named(folder: Path, language: str, number: int, line: Line, kind: str) -> list[str]:
    """The words that are named of a sentence that was said with a swapped word, or as it is written."""
    text = line.written.replace(line.word, line.other, 1) if kind == "wrong" else line.written
    samples, rate = spoken(folder, language, number, text, kind)
    found = align(resampled(samples, rate), [line.written], language, readings_of(_SCENE))
    return [doubt.word for doubt in found.doubts]


def report(folder: Path) -> Iterator[str]:
    """A line for each sentence in which something is not as it should be, and the sum for each language."""
    for language, text in (("en", ENGLISH), ("ja", JAPANESE)):
        found = false = 0
        for number, line in enumerate(lines(text)):
            wrong, right = (named(folder, language, number, line, kind) for kind in ("wrong", "right"))
            is_named = any(word in line.word or line.word in word for word in wrong)
            found, false = found + is_named, false + bool(right)
            if not is_named:
                yield f"{language} {number}: {line.word} -> {line.other} is not named; named: {', '.join(wrong)}"
            if right:
                yield f"{language} {number}: said as it is written, named all the same: {', '.join(right)}"
        yield f"{language}: {found} of 20 swapped words named; {false} of 20 sentences as written have one named"


def main() -> None:
    """Print it."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "swapped")
    folder.mkdir(parents=True, exist_ok=True)
    for line in report(folder):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
