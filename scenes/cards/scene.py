"""Cards between the scenes of a lecture: its title, and what each chapter is called.

Where a lecture has ``cards = true``, its film begins with a `TitleCard` and every scene with a `ChapterCard`. A lecture
with classes of these names beside it shows its own.
"""

from __future__ import annotations

from manim import UP, Create, FadeIn, ValueTracker, VGroup

from scenes.cards.way import ChapterPath
from sessen import MOVING, MUTED, Equal, Lesson, Number, Text, Words, claim, step
from sessen.errors import SessenError
from sessen.layout import EDGE, Region
from sessen.mobjects.network import PARTS, NetworkSketch
from sessen.typesetting.typeset import TITLE, Typeset

_TITLE = 1.9 * TITLE
_FAR = 2.2  # how far apart the two points of the opening secant are, in x
_MOST = 60  # chapters: more places than that run into each other
_SETTLED = 0.6  # where on the curve the title's tangent comes to rest, in x


def counted(lesson: Lesson, name: str) -> int:
    """A parameter as a number of chapters.

    Raises
    ------
    SessenError
        It is no whole number, or one that no lecture has.
    """
    value = lesson.parameter_values[name]
    if not (value.is_integer and 1 <= value <= _MOST):
        raise SessenError(
            f"{name} = {value} is not a valid number of chapters: from 1 to {_MOST}", hint=f"for example {name}=12"
        )
    return int(value)


class Card(Lesson):
    """Words set large over the curve that leads through the lecture."""

    has_captions = False

    en = Text("Mathematics for deep learning", help="what it says in English")
    ja = Text("深層学習のための数学", help="what it says in Japanese")

    @property
    def title_text(self) -> str:
        """The words in the language of the variant; where nobody has written them, the other language's."""
        return {"en": self.en or self.ja, "ja": self.ja or self.en}[self.variant.language]

    @property
    def text_values(self) -> dict[str, str]:
        """The words, for captions and screen readers."""
        return {**super().text_values, "title": self.title_text}

    def make_way(self, count: int, *, start: float, apart: float = 0.0) -> None:
        """The curve with its places, and the line that touches it."""
        self.place, self.apart = ValueTracker(start), ValueTracker(apart)
        below = self._below()
        self.way = ChapterPath(count, below, self.place, self.apart, self.type)

    def _below(self) -> Region:
        """Where the curve stands: as wide as the frame, clear of the words above it."""
        stage, frame = self.layout.content, self.layout.frame
        return Region(frame.left, frame.right, stage.bottom - 0.4, stage.bottom + 0.5 * stage.height)

    def large_title(self) -> Typeset:
        """The words, as large as fits, in the upper half."""
        stage = self.layout.content
        title = self.type.paragraph(self.title_text, size=_TITLE, bold=True, width=0.94 * stage.width)
        title.fit_into(0.94 * stage.width, 0.4 * stage.height)
        return title.move_to(stage.at(0.5, 0.78))

    @claim
    def line_has_the_slope_of_the_curve(self) -> Equal | None:
        """The line goes through two points of the curve, or touches it."""
        if not self.is_on_screen(self.way.line):
            return None
        return Equal(self.way.drawn_slope(), self.way.true_slope(), tolerance=1e-6)


class TitleCard(Card):
    """What is this lecture called?"""

    topic = Words(en="Title", ja="表題")
    question = Words(en="What is this lecture called?", ja="この講義の題は何でしょうか？")
    chapters = Number("12", help="how many chapters the lecture has")

    def setup(self) -> None:
        self.make_way(counted(self, "chapters"), start=_SETTLED - _FAR / 2, apart=_FAR)

    @step(en="{title}", ja="{title}")
    def show_title(self) -> None:
        """A secant of the curve becomes its tangent, and the title appears."""
        self.play(Create(self.way.curve), run_time=1.4)
        self.play(FadeIn(self.way.line, self.way.point), run_time=0.4)
        self.title = VGroup(self.large_title())
        self.play(FadeIn(self.title, shift=0.2 * UP), run_time=0.8)
        self.play(
            self.apart.animate.set_value(0.0),
            self.place.animate.set_value(_SETTLED),
            run_time=1.6,
        )


class ChapterCard(Card):
    """Which chapter is this?"""

    topic = Words(en="Chapter", ja="章")
    question = Words(en="Which chapter is this?", ja="これはどの章でしょうか？")
    chapter = Number("1", help="which chapter it is, counted from 1")
    chapters = Number("12", help="how many there are")
    about = Text("", help="the scene whose part of a network is lit: ChainRule, for example")

    def setup(self) -> None:
        self.count, self.number = counted(self, "chapters"), counted(self, "chapter")
        if self.number > self.count:
            raise SessenError(f"there is no chapter {self.number} of {self.count}", hint="for example chapter=1")
        stations = ChapterPath.stations(self.count)
        self.target = stations[self.number - 1]
        self.make_way(self.count, start=stations[max(self.number - 2, 0)])
        self.way.mark(self.number - 1)
        self.network = NetworkSketch(self._beneath(), self.about, self.theme)

    def _beneath(self) -> Region:
        """The corner at the right, below the rising curve."""
        below, frame = self._below(), self.layout.frame
        width = min(0.45 * frame.width, 2.6 * 0.5 * below.height)
        right = frame.right - EDGE
        return Region(right - width, right, frame.bottom + EDGE, frame.bottom + EDGE + width / 2.6)

    @step(en="{title}", ja="{title}")
    def open_chapter(self) -> None:
        """The point moves on along the curve to the chapter's place; what the chapter explains lights up."""
        title = self.large_title()
        number = self.type.words(str(self.number), size=_TITLE, role=MOVING, bold=True)
        total = self.type.words(f"/ {self.count}", size=TITLE, role=MUTED)
        number.next_to(title, UP, buff=0.45)
        total.next_to(number, buff=0.15).on_baseline(number.baseline)
        self.title = VGroup(number, total, title)
        known = [self.network.faint] if self.about in PARTS else []
        self.play(FadeIn(self.way.curve, self.way.places, self.way.line, self.way.point, *known), run_time=0.5)
        self.play(
            FadeIn(self.title, shift=0.15 * UP),
            self.place.animate.set_value(self.target),
            run_time=1.1,
        )
        if known:
            self.play(FadeIn(self.network.lit), run_time=0.7)
