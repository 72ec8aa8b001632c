"""The letters that a page needs, cut out of the lecture's own font: a hall's machine may have no Japanese one."""

from __future__ import annotations

import base64
import io
import string

import noto_cjk_sans_jp_regular

from sessen.errors import SessenError
from sessen.installation import install


def subset_font(text: str) -> str:
    """The address of a WOFF font, itself its content, with the characters of a text and those of ASCII.

    Raises
    ------
    SessenError
        fontTools is not installed.
    """
    try:
        from fontTools import subset
    except ModuleNotFoundError as error:
        raise SessenError("fontTools, which makes font subsets, is not installed", hint=install("decks")) from error
    options = subset.Options(flavor="woff", notdef_outline=True, layout_features=["kern", "liga"], hinting=False)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "DSIG"]
    font = subset.load_font(str(noto_cjk_sans_jp_regular.FONT_PATH), options, lazy=True)
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(text=text + string.printable)
    cutter.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    font.close()
    return f"data:font/woff;base64,{base64.b64encode(buffer.getvalue()).decode()}"
