"""What of a lesson's words stands in the picture: its question, then its title, and the sentence of each step."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from manim import RIGHT, Animation, FadeIn, FadeOut, Mobject, ReplacementTransform, VGroup

from sessen.layout import Layout
from sessen.mobjects.headline import headline, question_alone
from sessen.pacing import ALONE, LEAD, Paced
from sessen.steps import Step
from sessen.typesetting.typeset import CAPTION, Typeset, Typesetter
from sessen.variant import Variant
from sessen.words import Words, reading_time

_CAPTION_OUT = 0.15  # seconds
_CAPTION_IN = 0.25


class Captioned(Paced):
    """A scene with a question and with a sentence for each step, which comes before anything moves."""

    section: str = ""
    topic: ClassVar[Words] = Words()
    question: ClassVar[Words] = Words()
    #: Whether the sentences stand in the picture; where they are set large in it already they need not.
    has_captions: ClassVar[bool] = True

    variant: Variant
    layout: Layout
    type: Typesetter

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = VGroup()
        self._caption: Mobject | None = None
        self._unsaid: Step | None = None
        self._said = 0.0

    @abstractmethod
    def localize(self, words: Words) -> str:
        """The sentence in the language of the variant."""

    @abstractmethod
    def fix_in_frame(self, *mobjects: Mobject) -> None:
        """Let mobjects stay where they are in the picture while the camera moves."""

    def play(self, *args: Any, **options: Any) -> None:
        """Play animations, as Manim does, after the sentence of the step."""
        self._say()
        super().play(*args, **options)

    def _say(self) -> None:
        """Show the sentence of the step, and leave a moment for it, unless that has been done."""
        each, self._unsaid = self._unsaid, None
        if each is None:
            return
        self._said = self.time
        self._show_caption(each)
        self.pacing.begin(self.time)

    def _show_caption(self, each: Step) -> None:
        """Change the sentence in the caption zone, where the variant has words in the picture."""
        if not (self.variant.words and self.has_captions):
            return
        caption = self._set_caption(self.localize(each.words))
        self.fix_in_frame(caption)
        if self._caption is not None:
            self.play(FadeOut(self._caption), run_time=_CAPTION_OUT)
        self.play(FadeIn(caption), run_time=_CAPTION_IN)
        self.wait_at_least(LEAD)
        self._caption = caption

    def _set_caption(self, sentence: str) -> Typeset:
        zone = self.layout.caption
        caption = self.type.words(sentence, size=CAPTION, joined=True)
        if caption.width <= zone.width:
            return caption.move_to(zone.center).on_baseline(zone.at(0, 0.5)[1] - 0.3 * CAPTION)
        caption = self.type.paragraph(sentence, size=CAPTION, width=zone.width, joined=True)
        return caption.fit_into(zone.width, zone.height).move_to(zone.center)

    def show_question(self, *beginning: Any) -> None:
        """Put the question in the middle, then make it the title, the section with it; nothing without a headline.

        Parameters
        ----------
        beginning
            What the picture begins with while the question goes up to be the title: axes that appear, say. The sentence
            of the step comes after it.
        """
        unsaid, self._unsaid = self._unsaid, None
        moves = [*(self._ask() if self.variant.headline else ()), *beginning]
        if moves:
            self.play(*moves)
        self._unsaid = unsaid

    def _ask(self) -> list[Animation]:
        """The question alone in the frame; what makes it the title."""
        question = self.localize(self.question)
        alone = question_alone(question, self.type, self.layout)
        title, section = headline(question, f"{self.section}  {self.localize(self.topic)}", self.type, self.layout)
        self.fix_in_frame(alone, title, section)
        self.play(FadeIn(alone, shift=0.2 * RIGHT), run_time=0.8)
        self.wait_at_least(min(reading_time(question) - 0.8, ALONE))
        self.title = VGroup(title, section)
        return [ReplacementTransform(alone, title, run_time=0.9), FadeIn(section, run_time=0.9)]
