"""Texts that people type are data: nothing in them is run, read, or sets for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.catalogue.lecture import LectureFileError, read_lecture
from sessen.notation import NotationError, check_text
from sessen.notation.symbols import ACCENTS, FUNCTIONS, OPERATORS, STYLES
from sessen.parameters import ParameterError, Text

PROGRAMS = [
    '$#read("/README.md")$',
    '$std.read("/README.md")$',  # the same without its #
    '$x^std.read("/README.md")$',
    '$frac(1, std.image("/x.png"))$',
    "$std.range(300000)$",
    "$#for i in range(300000) [x]$",
    '$#include "/x.typ"$',
    '$mat(delim: #read("/README.md"), 1)$',
    "${{ #x : a }}$",
    '$"a" #lorem(9999999)$',
    "$sys.version$",
    "$calc.pow(2, 99)$",
]


@pytest.mark.parametrize("text", PROGRAMS)
def test_programs_in_a_text_are_refused(text: str) -> None:
    with pytest.raises(NotationError):
        check_text(text, 80)
    parameter = Text(help="what it says")
    parameter.name = "title"
    with pytest.raises(ParameterError, match="title = "):
        parameter.parse(text)


@pytest.mark.parametrize("text", ["$x^2$", "$frac(a, b) + sin x >= lambda_1$", '$"#read"$', r"$\#x$", "#1 of 3", "$5"])
def test_mathematics_and_words_are_not(text: str) -> None:
    check_text(text, 80)


def test_a_title_in_a_lecture_is_data_too(tmp_path: Path) -> None:
    file = tmp_path / "lecture.toml"
    file.write_text('[[scenes]]\nscene = "A"\ntitle = { en = \'$#read("/README.md")$\' }\n')
    with pytest.raises(LectureFileError, match=r"line 3: scenes\[1\].title.*begins a program"):
        read_lecture(file)
    file.write_text(f'title = "{"a" * 401}"\n[[scenes]]\nscene = "A"\n')
    with pytest.raises(LectureFileError, match="401 characters"):
        read_lecture(file)


_PIECES = st.sampled_from(
    [
        *OPERATORS,
        *STYLES,
        *FUNCTIONS,
        *ACCENTS,
        *"abx12()[]{}^_/,;:'&|#\" \\.",
        "std",
        "read",
        "lorem",
        "(9)",
        "{{",
        "}}",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
@settings(max_examples=30, deadline=None)
def test_what_passes_sees_no_file_and_runs_nothing(source: str) -> None:
    """Whatever passes is set by Typst with every function of its programs taken away, or is no notation at all."""
    try:
        check_text(f"${source}$", 400)
    except NotationError:
        return
    traps = "".join(f"#let {name} = none\n" for name in ("std", "read", "lorem"))
    try:
        first = _set(source)
    except typst.TypstError:
        return  # not a formula: an error, not a program
    assert _set(source, traps) == first


def _set(source: str, before: str = "") -> bytes:
    return bytes(typst.compile(f"{before}#set page(width: auto, height: auto)\n${source}$".encode(), format="svg"))
