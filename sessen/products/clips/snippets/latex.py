"""LaTeX for Beamer: the still stands in the PDF, and viewers that play films play the clip over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sessen.products.clips.snippets.clip import SnippetClip

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def beamer(clips: Sequence[SnippetClip]) -> str:
    """A frame with an overlay for each clip."""
    names = [name for clip in clips for ending, name in clip.files.items() if ending in ("mp4", "pdf")]
    lines = [
        "% In the preamble, for the films (it comes with Beamer):",
        "%   \\usepackage{multimedia}",
        "% Copy these files to where the slides are:",
        *(f"%   {name}" for name in names),
        "% Okular, pdfpc, Evince and other viewers that play films play them; everywhere else the stills are seen.",
        f"\\begin{{frame}}{{{escaped(clips[0].title)}}}",
        "  \\centering",
        *(_overlay(number, clip) for number, clip in enumerate(clips, 1)),
        "\\end{frame}",
    ]
    return "\n".join(lines) + "\n"


def _overlay(number: int, clip: SnippetClip) -> str:
    width, height = clip.size
    # As wide as the text, unless that would be too high for the frame.
    still = f"\\includegraphics[width=\\linewidth,height=0.75\\textheight,keepaspectratio]{{{clip.files['pdf']}}}"
    options = "autostart" + (",loop" if clip.loop else "") + (",showcontrols" if clip.sound else "")
    return (
        f"  % {clip.name}, {width} by {height} pixels: {_in_comment(clip.words)}\n"
        f"  \\only<{number}>{{\\movie[{options}]{{{still}}}{{{clip.files['mp4']}}}}}"
    )


def escaped(text: str) -> str:
    """Text as LaTeX writes it."""
    return text.translate(_SPECIAL)


def _in_comment(text: str) -> str:
    return " ".join(text.split())
