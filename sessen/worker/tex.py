"""Manim's text by LaTeX: what is missing, or what LaTeX says, told once and with a way out."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from manim import Axes, DecimalNumber, Integer, Matrix, NumberLine, NumberPlane, config
from manim.mobject.text import tex_mobject
from manim.utils import tex_file_writing

from sessen.errors import SessenError

_INSTALL: Final = {
    "linux": "sudo apt install texlive-latex-extra dvisvgm (Debian, Ubuntu)",
    "darwin": "brew install --cask mactex",
    "win32": "winget install MiKTeX.MiKTeX",
}
_WITHOUT_TEX: Final[dict[type[Any], str]] = {
    Integer: "Integer",
    DecimalNumber: "Decimal",
    Matrix: "Matrix",
    NumberPlane: "NumberPlane",
    Axes: "Axes",
    NumberLine: "NumberLine",
}
#: What Manim puts around the parts of a formula to find them again.
_GROUP_MARK: Final = re.compile(r"\\special\{[^}]*\}")
_SHOWN: Final = 80  # characters of a formula in an error


class TexMissing(SessenError):
    """A program of TeX is not installed."""


class TexFailed(SessenError):
    """LaTeX cannot set what a scene has written."""


@contextmanager
def readable_tex(root: Path) -> Iterator[None]:
    """While the block runs, errors of TeX are for people, and what it has logged stays in the project.

    Parameters
    ----------
    root
        The project's folder.
    """
    manims = tex_file_writing.tex_to_svg_file

    def to_svg(expression: str, environment: str | None = None, tex_template: Any = None) -> Path:
        try:
            return manims(expression, environment=environment, tex_template=tex_template)
        except FileNotFoundError as error:
            raise _missing(str(error.filename), expression, environment) from error
        except (ValueError, RuntimeError) as error:
            raise _failed(error, expression, environment, tex_template, root) from error

    with (
        patch.object(tex_mobject, "tex_to_svg_file", to_svg),
        patch.object(tex_file_writing, "print_all_tex_errors", lambda *_: None),
    ):
        yield


def _missing(program: str, expression: str, environment: str | None) -> TexMissing:
    owner = _owner()
    about = f"{type(owner).__name__} sets its text with LaTeX, and '{program}' is not installed"
    install = f"install TeX: {_INSTALL.get(sys.platform, _INSTALL['linux'])}"
    way_out = _way_out(owner, expression, environment)
    return TexMissing(about, hint=f"{way_out}, which needs no TeX; or {install}" if way_out else install)


def _way_out(owner: object, expression: str, environment: str | None) -> str:
    """What to write in the place of a mobject of Manim's."""
    kind = next((kind for kind in type(owner).__mro__ if kind.__module__.startswith("manim.")), object)
    if kind in _WITHOUT_TEX:
        return f"take {_WITHOUT_TEX[kind]} of sessen.mobjects.without_tex"
    if not isinstance(owner, tex_mobject.SingleStringMathTex):
        return ""
    is_lesson = any("sessen.lesson" in _modules_of(each) for each in _callers())
    if environment == "center":  # of Tex: words, with formulas between dollar signs
        return 'write self.text(en="...")' if is_lesson else 'write Text("...")'
    from sessen.typesetting.latex import translated

    typst = translated(expression)
    written = f'"{typst or "..."}"' if '"' not in typst else repr(typst)
    note = "" if typst else " in Typst's notation"
    return f"write {'self.math' if is_lesson else 'MathTypst'}({written}){note}"


def _owner() -> object:
    """The outermost mobject whose text is being made: that of the scene's own call."""
    made = [each for each in _callers() if isinstance(each, (tex_mobject.SingleStringMathTex, *_WITHOUT_TEX))]
    return made[-1] if made else None


def _callers() -> list[object]:
    """The objects whose methods are running, the innermost first."""
    frame, found = sys._getframe(1), []
    while frame is not None:
        if "self" in frame.f_code.co_varnames[: frame.f_code.co_argcount]:
            found.append(frame.f_locals.get("self"))
        frame = frame.f_back  # type: ignore[assignment]
    return found


def _modules_of(each: object) -> set[str]:
    return {kind.__module__ for kind in type(each).__mro__}


def _failed(error: Exception, expression: str, environment: str | None, template: Any, root: Path) -> SessenError:
    """What LaTeX says, from its log; the log and its source are kept."""
    source = tex_file_writing.generate_tex_file(expression, environment, template or config["tex_template"])
    log = source.with_suffix(".log")
    said = _first_error(log)
    if not said:
        return TexFailed(f"LaTeX: {error}")
    formula = _GROUP_MARK.sub("", expression).strip()
    formula = formula if len(formula) <= _SHOWN else f"{formula[:_SHOWN]}..."
    kept = _kept((log, source), root / ".sessen" / "tex")
    return TexFailed(f"LaTeX cannot set {formula!r}: {said}", hint=f"correct the formula; LaTeX's log: {kept}")


def _first_error(log: Path) -> str:
    """The first line of the log that is an error, and where in the formula it is."""
    with suppress(OSError):
        lines = iter(log.read_text(encoding="utf-8", errors="replace").splitlines())
        said = next((line[1:].strip() for line in lines if line.startswith("!")), "")
        place = next((line.partition(" ")[2].strip() for line in lines if line.startswith("l.")), "")
        return f"{said.rstrip('.')}, after {place!r}" if place else said
    return ""


def _kept(files: tuple[Path, ...], folder: Path) -> Path:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(file, folder)
        return folder / files[0].name
    return files[0]
