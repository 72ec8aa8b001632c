r"""LaTeX where Typst is meant: noticed in formulas, and translated for errors that show the right form.

``x^{12}`` would show its braces, ``\pi`` an escaped p, and ``"\frac"`` has a form feed in it, for Python reads ``\f``.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from sessen.errors import SessenError

# What Python makes of \f, \b, \a, \v in a normal string, with a letter behind it; tabs and returns may be meant.
_SWALLOWED: Final = {"\f": "f", "\b": "b", "\a": "a", "\v": "v", "\t": "t", "\r": "r"}
_CONTROL: Final = re.compile(
    r"[\f\x08\x07\v](?=[a-zA-Z])"
    r"|\t(?=(?:heta|au|imes|ext|frac|an|anh|ilde|o|op|riangle)\b)"
    r"|\r(?=(?:ight|ho|angle|ceil|floor)\b)"
)
_COMMAND: Final = re.compile(r"\\[a-zA-Z]{2,}")
_BRACES: Final = re.compile(r"([\^_])\s*\{(?!\{)([^{}]*)\}")
_GROUPS: Final = re.compile(r"\\special\{dvisvgm:raw[^{}]*\}")  # Manim's, around the parts of a formula


class LatexInFormula(SessenError):
    """A formula in Typst's notation has LaTeX in it."""


def refuse_latex(source: str) -> None:
    """Raise where a formula in Typst's notation was plainly written in LaTeX's.

    Raises
    ------
    LatexInFormula
        With the formula in Typst's notation, where it can be translated.
    """
    written, swallowed = _restored(source), _CONTROL.search(source)
    found = _COMMAND.search(written) or _BRACES.search(written)
    if found is None:
        return
    why = ""
    if swallowed:
        letter = _SWALLOWED[swallowed[0]]
        why = f' (Python has read its \\{letter} as one character: LaTeX needs r"...")'
    raise LatexInFormula(
        f"the formula {written!r} has LaTeX in it, {found[0]}{why}; formulas are written in Typst's notation",
        hint=_right_form(written),
    )


def refuse_swallowed(sentence: str) -> None:
    """Raise where Python has read an escape in a formula of a sentence as white space, which no formula begins with.

    Raises
    ------
    LatexInFormula
        As `refuse_latex`.
    """
    if _CONTROL.search(sentence):
        refuse_latex(sentence)


def translated(latex: str) -> str:
    """LaTeX mathematics in Typst's notation; empty where that cannot be had, or Typst cannot set it."""
    from sessen.typesetting.typeset import TypesettingError, set_svg

    try:
        import tylax

        typst = str(tylax.latex_to_typst(_GROUPS.sub("", latex))).strip()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - written in Rust, whose panics are no exceptions
        return ""
    typst = re.sub(r"([\^_])\((\w)\)(?!\s*\()", r"\1\2", " ".join(typst.split()))
    typst = re.sub(r"#text\[([^\[\]]*)\]", r'"\1"', typst)
    with suppress(TypesettingError):
        set_svg(f"$display({typst})$")
        return typst
    return ""


def _restored(source: str) -> str:
    """The formula as it was typed, before Python read escapes in it."""
    return _CONTROL.sub(lambda match: f"\\{_SWALLOWED[match[0]]}", source)


def _right_form(written: str) -> str:
    if not _COMMAND.search(written):
        typst = _BRACES.sub(r"\1(\2)", written)
    else:
        formula = written.partition("$")[2].partition("$")[0] or written
        typst = "" if "{{" in written else translated(formula)
    if typst:
        return f'write "{typst}"'
    return "see https://typst.app/docs/reference/math/ for how Typst writes it, frac(a, b), sqrt(x), x^(12), alpha"
