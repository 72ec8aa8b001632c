"""The notation of sentences: words with Typst's mathematics between dollar signs, read and printed without Typst.

This room imports neither Manim nor SymPy: captions and transcripts are made from it. The tree of a formula (`parse`)
serves every printer.
"""

from sessen.notation.dollars import MATHEMATICS, Mathematics, TextPart, escaped, normal, parts, stray_dollar
from sessen.notation.parse import NotationError, parse
from sessen.notation.plain import plain_mathematics, plain_sentence, plain_text
from sessen.notation.safe import check_text, refused

__all__ = [
    "MATHEMATICS",
    "Mathematics",
    "NotationError",
    "TextPart",
    "check_text",
    "escaped",
    "normal",
    "parse",
    "parts",
    "plain_mathematics",
    "plain_sentence",
    "plain_text",
    "refused",
    "stray_dollar",
]
