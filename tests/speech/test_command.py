"""``python -m sessen.speech``: what is typed is read aloud, and what makes no sense is told."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from sessen.speech.__main__ import main

LOADED = """\
import atexit, runpy, sys
atexit.register(lambda: print(sorted({"manim", "sympy", "pyopenjtalk"} & sys.modules.keys()), file=sys.stderr))
sys.argv = ["speech", "en", sys.argv[1]]
runpy.run_module("sessen.speech", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "f'(x) = 2x", "f prime of x equals two x"),
        ("ja", "f'(x) = 2x", "エフ ダッシュ エックス イコール に エックス"),
        ("en", "x**2 + 2xy", "x squared plus two x y"),
        ("en", "xsinx <= 1/2", "x sine of x is less than or equal to one half"),
        ("en", "dy/dx = 3", "d y by d x equals three"),
        ("en", "(f(x+h) - f(x))/h", "f of x plus h, minus f of x, all over h"),
        ("en", "$bold(A)^upright(T)$", "ay transpose"),
        ("en", "The slope of $x^2$ at 3 is $6$.", "The slope of x squared at three is six."),
        ("ja", "点Pでの傾きは$25$です。", "点ピーでの傾きはにじゅうごです。"),
        ("en", r"It costs \$5 for $x$.", "It costs five dollars for x."),
    ],
)
def test_it_is_read_aloud(language: str, typed: str, said: str) -> None:
    result = CliRunner().invoke(main, [language, typed])
    assert (result.exit_code, result.output.strip()) == (0, said)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["en", "foo + 1"], ["'foo' is unknown", "did you mean"]),
        (["en", "1/0"], ["divides by zero"]),
        (["en", "2 +"], ["Error"]),
        (["en", ""], ["there is nothing to read"]),
        (["en", "a $x^2"], ["a $ has no partner"]),
        (["en", "$foo(x)$"], ["'foo' is no name in mathematics"]),
        (["en", '$#read("x")$'], ["# begins a program"]),
        (["en", "(" * 60 + "x" + ")" * 60], ["Error"]),
        (["fr", "x"], ["no language 'fr'", "available: en, ja"]),
        (["en", "x", "--kana"], ["--kana is for Japanese"]),
    ],
)
def test_what_makes_no_sense_is_told(arguments: list[str], told: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert all(words in result.output for words in told), result.output
    assert "Traceback" not in result.output


def test_kana_are_printed_too() -> None:
    result = CliRunner().invoke(main, ["ja", "割線の傾きは$25$です。", "--kana"])
    assert result.output.strip() == "カッセン ノ カタムキ ワ ニ ジューゴ デス 。"


def test_a_sentence_needs_neither_manim_nor_sympy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "The slope of $x^2$."], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "The slope of x squared.")
    assert done.stderr.strip() == "[]"
