"""The question of a scene, first alone in the frame, then as its title with the section beside or above it."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP

from sessen.layout import Layout
from sessen.theme import MUTED
from sessen.typesetting.typeset import NOTE, TITLE, Typeset, Typesetter
from sessen.variant import Shape

_OPENING = 1.5  # how much larger the question is while it stands alone
_SHRINKABLE = 1.18  # a title this much too wide is set smaller rather than on two lines
_TITLE_SHARE = 0.76  # of a wide frame's title line; the rest is the section's


def question_alone(question: str, typesetter: Typesetter, layout: Layout) -> Typeset:
    """The question alone in the middle of the frame, on one line where that leaves it large."""
    width = layout.content.width
    single = typesetter.words(question, size=_OPENING * TITLE, bold=True)
    if single.width > 1.15 * width:
        single = typesetter.paragraph(question, size=_OPENING * TITLE, bold=True, width=width)
    return single.fit_into(width).move_to(layout.content.center)


def headline(question: str, section: str, typesetter: Typesetter, layout: Layout) -> tuple[Typeset, Typeset]:
    """Title and section where they stay: on one baseline in a wide frame, one above the other in a narrow one."""
    place = layout.title
    beside = layout.shape is Shape.WIDE
    kicker = typesetter.words(section, size=NOTE, role=MUTED)
    if beside:
        title = typesetter.words(question, size=TITLE, bold=True).fit_into(place.width * _TITLE_SHARE)
        title.move_to(place.at(0, 0.5)).shift(title.width / 2 * RIGHT).on_baseline(place.bottom + 0.2)
        kicker.move_to(place.at(1, 0.5)).shift(kicker.width / 2 * LEFT).on_baseline(title.baseline)
        return title, kicker
    title = _title(question, place.width, place.height - 0.42, typesetter)
    kicker.move_to(place.at(0, 1)).shift(kicker.width / 2 * RIGHT).on_baseline(place.top - 0.28)
    title.move_to(place.at(0, 0)).shift(title.width / 2 * RIGHT)
    title.shift((kicker.baseline - 0.2 - title.get_top()[1]) * UP)
    return title, kicker


def _title(question: str, width: float, height: float, typesetter: Typesetter) -> Typeset:
    """The question on one line, or on two where that leaves it larger."""
    single = typesetter.words(question, size=TITLE, bold=True)
    if single.width <= _SHRINKABLE * width:
        return single.fit_into(width, height)
    broken = typesetter.paragraph(question, size=TITLE, bold=True, width=width, align="left")
    either = single.fit_into(width, height), broken.fit_into(width, height)
    return max(either, key=lambda title: float(title.submobjects[0].height))
