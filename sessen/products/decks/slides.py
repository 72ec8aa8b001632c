"""A deck before it is a file of any kind: slides with their clips, stills, words and formulas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sessen.products.decks.pptx.fill import DeckClip
from sessen.products.video.captions import CaptionCue


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: one step.

    Parameters
    ----------
    name
        The step.
    title
        What people see in an outline.
    clip
        Its film; the poster is its first picture, so that nothing flashes before it plays.
    still
        Its last picture, a PNG file: what it comes to.
    sentence
        Its words with mathematics in Typst's notation; empty where nothing is said.
    cues
        Its words as captions.
    narration
        What is said over it, with mathematics as plain text; empty where that is what its words are.
    """

    name: str
    title: str
    clip: DeckClip
    still: Path
    sentence: str
    cues: tuple[CaptionCue, ...]
    narration: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The slides of one scene.

    Parameters
    ----------
    scene, title, question
        Its name, and what it is called and asks in the deck's language.
    given
        What the teacher put in: formulas, points, vectors, in Typst's notation.
    typed
        The same as it is typed.
    behind
        What stands behind the names of its shapes, so that they ask for the same clips when the deck is refreshed.
    """

    scene: str
    title: str
    question: str
    given: tuple[str, ...]
    typed: tuple[str, ...]
    slides: tuple[Slide, ...]
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All of it.

    Parameters
    ----------
    language
        ``en`` or ``ja``.
    paper, ink
        The colours of background and letters as ``#RRGGBB``.
    size
        Pixels across and up, of every clip.
    """

    title: str
    language: str
    paper: str
    ink: str
    size: tuple[int, int]
    sections: tuple[Section, ...]
    loop: bool = False

    @property
    def slides(self) -> list[tuple[Section, Slide]]:
        """Every slide with its part, in order."""
        return [(part, slide) for part in self.sections for slide in part.slides]


def notes_of(part: Section, slide: Slide) -> str:
    """What the speaker reads: what is to be said, and what is given."""
    return "\n\n".join(text for text in (slide.narration or slide.clip.words, "\n".join(part.typed)) if text)
