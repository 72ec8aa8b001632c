"""A picture from the folder ``assets`` of the project."""

from __future__ import annotations

from manim import FadeIn, Group

from sessen import Lesson, Words, step
from sessen.mobjects import LabelledBrace, Picture


class PictureOfSlope(Lesson):
    """A picture, with a brace that tells how wide it is."""

    topic = Words(en="Pictures", ja="画像")
    question = Words(en="How does a picture come in?", ja="画像はどう使うでしょうか?")

    def setup(self) -> None:
        """The file is an input of the scene."""
        self.picture = Picture.of(self, "contour-lines.png", region=self.layout.content.inset(0.9))
        self.brace = LabelledBrace.of(self, self.picture, '10 upright(" km")')

    @step(en="A picture stands in a region, its proportions kept.", ja="画像は縦横の比を保って置かれます。")
    def show(self) -> None:
        """Picture and brace together."""
        self.play(FadeIn(Group(self.picture, self.brace)))
