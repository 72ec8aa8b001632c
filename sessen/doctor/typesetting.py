"""Probes of Typst and the fonts: what is set must have enough glyphs, none of them the box of a missing one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from sessen.doctor.finding import CheckFailed
from sessen.typesetting.boxes import BOXES, glyph_names

FONT_PACKAGES: Final = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
FAMILY: Final = "Noto Sans CJK JP"

_PAGE: Final = f"""\
#set page(width: auto, height: auto, margin: 1pt)
#set text(font: "{FAMILY}", lang: "ja")
#show math.equation: set text(font: ("New Computer Modern Math", "{FAMILY}"))
"""


def set_japanese() -> str:
    """Set Japanese, regular and bold."""
    regular, bold = _glyphs("接線の傾き"), _glyphs("*接線の傾き*")
    _expect(regular, 5, "接線の傾き")
    _expect(bold, 5, "接線の傾き in bold")
    if regular == bold:
        raise CheckFailed(f"{FAMILY} has no bold face: bold words look like regular ones")
    return f"{FAMILY}, regular and bold, with Typst {_typst_version()}"


def set_mathematics() -> str:
    """Set a limit, and Japanese inside a formula."""
    _expect(_glyphs("$f'(x) = lim_(h -> 0) (f(x + h) - f(x)) / h$"), 24, "the limit of a difference quotient")
    _expect(_glyphs('$nabla f eq.not 0, "関数" f$'), 7, "Japanese inside a formula")
    return "New Computer Modern Math, with Japanese inside formulas"


def _expect(glyphs: Sequence[str], least: int, what: str) -> None:
    boxes = set(_glyphs(BOXES))
    if not boxes.isdisjoint(glyphs):
        raise CheckFailed(f"{what}: a character is shown as a box, because its font was not found")
    if len(glyphs) < least:
        raise CheckFailed(f"{what}: {len(glyphs)} glyphs were set, and at least {least} are needed")


def _glyphs(body: str) -> list[str]:
    """The names of the glyphs that Typst draws for ``body``, in order; a name is a hash of the glyph's outline."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in _font_folders()])
    return glyph_names(bytes(typst.compile(f"{_PAGE}{body}".encode(), format="svg", font_paths=fonts)))


def _font_folders() -> list[Path]:
    return [Path(str(import_module(package).FONT_PATH)).parent for package in FONT_PACKAGES]


def _typst_version() -> str:
    from importlib.metadata import version

    return version("typst")
