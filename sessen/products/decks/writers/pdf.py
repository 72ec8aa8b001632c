"""A handout: one still a step with its words and formulas, as a PDF with text that can be selected."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from sessen.errors import SessenError
from sessen.files import atomic_write, temporary_prefix
from sessen.japanese import break_points, is_japanese
from sessen.notation import normal, parts
from sessen.products.decks.slides import Deck, Section, Slide
from sessen.speech import spoken_mathematics
from sessen.typesetting.markup import escape
from sessen.typesetting.typeset import MATH_FONT, TEXT_FONT, fonts

_PREAMBLE: Final = """\
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 20mm, y: 18mm), numbering: "1 / 1")
#set text(font: "{font}", size: 10.5pt, lang: "{language}")
#show math.equation: set text(font: ("{mathematics}", "{font}"))
#set par(leading: 0.75em, linebreaks: "simple")
#show heading: set block(sticky: true, above: 1.6em, below: 0.8em)
#let said(body) = block(above: 0.9em, text(size: 8.5pt, fill: luma(70), body))
#let step(number, picture, words, body) = block(breakable: false, below: 1.1em, grid(
  columns: (62%, 1fr), column-gutter: 5mm,
  box(stroke: 0.4pt + luma(200), image(picture, width: 100%, alt: words)),
  [#text(size: 8pt, fill: luma(90))[#number] \\ #body],
))
"""


def handout(deck: Deck, target: Path) -> None:
    """Write the deck as a PDF file; the same deck gives the same bytes.

    Raises
    ------
    SessenError
        It cannot be set or written.
    """
    with TemporaryDirectory(prefix=temporary_prefix()) as folder:
        names = {slide.still: f"{number:03}.png" for number, (_, slide) in enumerate(deck.slides, 1)}
        for still, name in names.items():
            (Path(folder) / name).write_bytes(still.read_bytes())
        source = Path(folder) / "handout.typ"
        several = len(deck.sections) > 1
        parts = (_part(part, names, deck.language, is_one_of_many=several) for part in deck.sections)
        source.write_text("\n".join([_opening(deck), *parts]), encoding="utf-8")
        try:
            data = typst.compile(str(source), root=folder, font_paths=fonts(), pdf_standards="ua-1")
        except typst.TypstError as error:
            raise SessenError(f"Typst cannot set it: {error}", location=str(target)) from error
    with atomic_write(target) as part:
        part.write_bytes(data)


def _opening(deck: Deck) -> str:
    opening = _PREAMBLE.format(title=_quoted(deck.title), font=TEXT_FONT, mathematics=MATH_FONT, language=deck.language)
    return f"{opening}#text(size: 20pt, weight: 700)[{escape(deck.title)}]\n\n"


def _part(part: Section, names: dict[Path, str], language: str, *, is_one_of_many: bool) -> str:
    """A scene: its title and question, what is given, its steps."""
    given = ", #h(0.4em) ".join(_formula(source, language) for source in part.given)
    lines = [f"= {escape(part.title)}"] if is_one_of_many else []
    if part.question and part.question != part.title:
        lines.append(f"{_set(part.question, language)}\n")
    if given:
        lines.append(f"{given}\n")
    lines += [_step(number, slide, names[slide.still], language) for number, slide in enumerate(part.slides, 1)]
    return "\n".join(lines)


def _step(number: int, slide: Slide, name: str, language: str) -> str:
    words = slide.clip.words or slide.title
    shown = _set(slide.sentence or words, language)
    said = f"#said[{_set(slide.narration, language)}]" if slide.narration else ""
    return f'#step([{number}], "{name}", {_quoted(slide.clip.alt_text or words)}, [{shown} {said}])'


def _set(sentence: str, language: str) -> str:
    """A sentence as Typst markup: its mathematics stays, everything else means itself.

    Japanese is broken between phrases only, so each phrase is a box.
    """
    if not is_japanese(sentence):
        return _marked(sentence, language)
    return "".join(_boxed(phrase, language) for phrase in break_points(normal(sentence)))


def _boxed(phrase: str, language: str) -> str:
    """A phrase as a box; marks and spaces at its end stand outside, where they have their own widths."""
    bare = phrase.rstrip(" 、。，．！？!?")
    return f"#box[{_marked(bare, language)}]{escape(phrase[len(bare) :])}" if bare else escape(phrase)


def _marked(text: str, language: str) -> str:
    return "".join(_formula(part.text, language) if part.is_mathematics else escape(part.text) for part in parts(text))


def _formula(source: str, language: str) -> str:
    """Mathematics with the text that a screen reader says in its place."""
    return f"#math.equation(alt: {_quoted(spoken_mathematics(source, language))}, ${source}$.body);"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
