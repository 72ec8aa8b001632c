"""Type has its size, its baseline, its parts and its colours; it refuses what it cannot set, by name."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from manim import RIGHT, Typst, VMobject
from PIL import ImageFont

from sessen.japanese import break_points
from sessen.lesson import Lesson
from sessen.theme import FIXED, INK, MOVING, RESULT, THEMES
from sessen.typesetting.glyphs import outlines
from sessen.typesetting.typeset import (
    FONT_FILES,
    TEXT_FONT,
    MissingGlyph,
    Typeset,
    Typesetter,
    TypesettingError,
    set_svg,
)
from sessen.variant import ThemeName
from sessen.words import Words
from tests.scenes.support import is_seen, lecture, rehearsal, stage_for

THEME = THEMES[ThemeName.DARK]
TYPE = Typesetter(THEME)


def color(mobject: VMobject) -> str:
    return str(mobject.get_fill_color().to_hex()).upper()


def heights(text: Typeset) -> tuple[float, float]:
    """How far it goes below and above its baseline."""
    return text.get_bottom()[1] - text.baseline, text.get_top()[1] - text.baseline


# -- size and baseline ---------------------------------------------------------------------------------------------


def metrics_of(file: str) -> tuple[float, float]:
    """Heights of x and of capitals as shares of the em, read from the tables of an OpenType font."""
    data = Path(file).read_bytes()
    tables = {
        data[start : start + 4]: struct.unpack(">I", data[start + 8 : start + 12])[0]
        for start in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    x_height, cap_height = struct.unpack_from(">hh", data, tables[b"OS/2"] + 86)
    return x_height / em, cap_height / em


@pytest.mark.parametrize("size", [0.28, 0.5, 1.7])
def test_the_size_is_the_em(size: float) -> None:
    """Flat letters are as high as their font says of an em; New Computer Modern's capitals are 683 of 1000."""
    x_height, cap_height = metrics_of(FONT_FILES[0])
    assert heights(TYPE.words("H", size=size)) == pytest.approx((0, cap_height * size), abs=2e-3 * size)
    assert TYPE.words("x", size=size).height == pytest.approx(x_height * size, rel=0.02)
    assert heights(TYPE.math("H", size=size)) == pytest.approx((0, 0.683 * size), abs=2e-3 * size)


@pytest.mark.parametrize("text", ["axe", "pay", "Éjg", "H", "傾き", "1/2"])
def test_words_stand_on_their_baseline_whatever_hangs_below(text: str) -> None:
    """A letter without descender, added at the end, has its foot on the line, after moving and scaling too."""
    for scale, shift in ((1.0, 0.0), (1.7, 2.0)):
        label = TYPE.words(f"{text}H", size=0.5)
        label.scale(scale).shift(np.array([1.0, shift, 0.0]))
        label.on_baseline(1.25)
        assert label.baseline == pytest.approx(1.25, abs=1e-9)
        assert label.submobjects[-1].get_bottom()[1] == pytest.approx(1.25, abs=2e-3)


def test_mathematics_and_words_share_a_baseline() -> None:
    pair = TYPE.math("H frac(a, b)").on_baseline(-0.5), TYPE.words("Hg").on_baseline(-0.5)
    assert [each.submobjects[0].get_bottom()[1] for each in pair] == pytest.approx([-0.5, -0.5], abs=2e-3)


def test_type_shrinks_to_fit_and_never_grows() -> None:
    label = TYPE.math("a + b + c")
    width, height = label.width, label.height
    assert TYPE.math("a + b + c").fit_into(2 * width, 2 * height).width == pytest.approx(width)
    narrow = TYPE.math("a + b + c").fit_into(width / 2)
    assert (narrow.width, narrow.height) == pytest.approx((width / 2, height / 2))
    assert TYPE.math("a + b + c").fit_into(2 * width, height / 3).height == pytest.approx(height / 3)


# -- labelled parts ------------------------------------------------------------------------------------------------

FORMULA = "f({{ x + {{ h : MOVING }} : FIXED }}) - {{ {{ h : MOVING }} : gap }} = {{ 12 : RESULT }}"


def test_labels_select_their_glyphs_in_reading_order_also_nested_and_repeated() -> None:
    """f ( x + h ) - h = 1 2: counted by hand."""
    formula = TYPE.math(FORMULA)
    place = {glyph: index for index, glyph in enumerate(formula.submobjects)}
    parts = {label: [place[glyph] for glyph in part] for label, part in formula.parts.items()}
    assert len(formula) == 11
    assert parts == {"FIXED": [2, 3, 4], "MOVING": [4, 7], "gap": [7], "RESULT": [9, 10]}


def test_a_part_has_the_colour_of_its_innermost_role() -> None:
    formula = TYPE.math(FORMULA)
    roles = [INK, INK, FIXED, FIXED, MOVING, INK, INK, MOVING, INK, RESULT, RESULT]
    assert [color(glyph) for glyph in formula] == [THEME[role] for role in roles]
    assert color(TYPE.math("x", role=MOVING)[0]) == THEME[MOVING]


def test_labels_leave_the_layout_alone() -> None:
    """The same formula with and without labels has the same outlines in the same places."""
    labelled = TYPE.math("{{ f(x) : A }} = frac({{ x : MOVING }}^2 - {{ 3, 4 : B }}, {{ 2 : C }} {{ h : D }})")
    bare = TYPE.math("f(x) = frac(x^2 - 3\\, 4, 2 h)")
    assert len(labelled) == len(bare)
    for one, other in zip(labelled, bare, strict=True):
        assert np.allclose(one.points, other.points, atol=1e-6)


def test_a_part_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(KeyError, match=r"no part .*slope.* there are .*A.*B"):
        TYPE.math("{{ x : A }} {{ y : B }}").part("slope")


# -- the same as Manim's own import ---------------------------------------------------------------------------------


def boxes(glyphs: Sequence[VMobject]) -> npt.NDArray[np.float64]:
    """Left, bottom, right and top of each, measured along the curves, so that how they are cut does not matter."""
    share = np.linspace(0, 1, 24)[:, None]
    weights = np.stack([(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3], axis=1)
    along = [np.einsum("tkj,nkc->ntc", weights, glyph.points.reshape(-1, 4, 3)).reshape(-1, 3) for glyph in glyphs]
    return np.array([[*points.min(axis=0)[:2], *points.max(axis=0)[:2]] for points in along])


@pytest.mark.parametrize(
    "body",
    ["Slope of a curve", "点Pでの*傾き*", "$f'(x) = x^2 - 3 x + sqrt(2)$", "$sum_(k=1)^n binom(n, k) integral_0^1 g$"],
)
def test_outlines_are_those_of_manims_own_import_up_to_size(body: str) -> None:
    """Manim reads Typst's SVG by another way, curve by curve; both find the same shapes in the same places."""
    folders: list[str | Path] = sorted({Path(file).parent for file in FONT_FILES})
    families = f'("New Computer Modern Math", "{TEXT_FONT}")'
    preamble = f'#set text(font: "{TEXT_FONT}", lang: "ja")\n#show math.equation: set text(font: {families})'
    with stage_for(rehearsal()):
        theirs = Typst(body, typst_preamble=preamble, font_paths=folders)
    ours = Typeset(body, size=0.5, color="#FFFFFF")
    drawn = [
        glyph
        for glyph in theirs.get_family()
        if isinstance(glyph, VMobject) and is_seen(glyph) and glyph.get_fill_opacity()
    ]
    mine, other = boxes(ours.submobjects), boxes(drawn)
    lines = len(mine) - len(other)  # a root's lid is a stroke there and a rectangle here
    assert 0 <= lines <= 1
    scale = np.ptp(mine[:, 0]) / np.ptp(other[:, 0])
    other = (other - np.tile(other[0, :2], 2)) * scale + np.tile(mine[0, :2], 2)
    for box in other:
        assert np.abs(mine - box).max(axis=1).min() < 2e-3


def test_a_glyph_is_the_shape_that_its_colour_makes_and_shares_nothing_with_the_others() -> None:
    """Glyphs are copies of one model: what is done to one must not show in its neighbours."""
    first, second, *_ = glyphs = TYPE.math("x y + 1").submobjects
    for glyph in glyphs:
        made: Any = VMobject(fill_color=glyph.fill_color, fill_opacity=1, stroke_width=0)
        made.points = glyph.points
        assert vars(made).keys() == vars(glyph).keys() - {"letters"}
        assert all(np.array_equal(vars(made)[name], vars(glyph)[name]) for name in vars(made))
    kept = deepcopy(vars(second))
    first.set_fill("#123456", 0.5).set_stroke("#654321", 3, background=True).shift(RIGHT)
    first.add_updater(lambda mobject: mobject).add(VMobject())
    assert all(np.array_equal(vars(second)[name], kept[name]) for name in kept)


def test_joined_words_are_the_same_outlines_in_as_many_mobjects_as_there_are_changes_of_label() -> None:
    sentence = "slope ${{ a : A }} + {{ b : B }}$ here"
    apart, joined = TYPE.words(sentence), TYPE.words(sentence, joined=True)
    assert [len(part) for part in joined.parts.values()] == [1, 1]
    assert len(joined) == 5 < len(apart)
    separate, together = (np.concatenate([glyph.points for glyph in text]) for text in (apart, joined))
    assert np.array_equal(separate, together)
    assert joined.baseline == apart.baseline


# -- lines ---------------------------------------------------------------------------------------------------------


def lines_of(paragraph: Typeset) -> list[int]:
    """How many glyphs stand on each line: a new line begins where the next glyph is far to the left."""
    counts = [0]
    last = -np.inf
    for glyph in paragraph:
        if glyph.get_left()[0] < last - 0.3:
            counts.append(0)
        counts[-1] += 1
        last = glyph.get_left()[0]
    return counts


@pytest.mark.parametrize("width", [3.0, 4.5, 6.0])
@pytest.mark.parametrize(
    "sentence",
    [
        "曲線上の1点での傾きとは何でしょうか。",
        "左から近づけても、同じ数に落ち着きます。",
        "この比を、PからQまでの平均変化率といいます。",
    ],
)
def test_japanese_lines_break_between_phrases(sentence: str, width: float) -> None:
    paragraph = TYPE.paragraph(sentence, size=0.36, width=width)
    counts = lines_of(paragraph)
    assert sum(counts) == len(sentence)
    allowed = np.cumsum([len(phrase) for phrase in break_points(sentence)])
    assert set(np.cumsum(counts)) <= set(allowed)
    assert paragraph.width <= width + 0.05
    assert len(counts) > 1 or TYPE.words(sentence, size=0.36).width <= width + 0.05


def test_lines_of_a_paragraph_are_even() -> None:
    """The last line is no orphan: no line has less than half of the longest."""
    sentence = "Rise over run is the average rate of change from P to Q."
    width = 0.9 * TYPE.words(sentence, size=0.36).width  # so that only the last words are too many
    counts = lines_of(TYPE.paragraph(sentence, size=0.36, width=width))
    assert len(counts) == 2
    assert min(counts) > 0.5 * max(counts)


# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("set_in", [TYPE.words, TYPE.math])
def test_a_missing_glyph_names_the_character_and_the_fonts(set_in: object) -> None:
    assert callable(set_in)
    with pytest.raises(MissingGlyph) as caught:
        set_in("x = 😀")
    message = str(caught.value)
    for part in ("'😀'", "U+1F600", "Noto Sans CJK JP", "New Computer Modern Math", "x "):
        assert part in message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("source", "fault"), [("frac(a", "unclosed delimiter"), ("nosuch + 1", "unknown variable: nosuch")]
)
def test_broken_mathematics_is_shown_with_what_typst_says_of_it(source: str, fault: str) -> None:
    with pytest.raises(TypesettingError) as caught:
        TYPE.math(source)
    assert fault in str(caught.value)
    assert source in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text", ["#let x = 1", "a_b *c* `d` <e> @f", "= head", "- list", "1. one", "[x] ~ \\ // no", 'it\'s "so"']
)
def test_nothing_in_a_sentence_is_a_command(text: str) -> None:
    """As many glyphs as there are letters."""
    assert len(TYPE.words(text)) == len(text.replace(" ", ""))


# -- words of the lecture --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", lecture(), ids=lambda lesson: lesson.__name__)
def test_the_family_has_every_character_of_the_words(lesson: type[Lesson]) -> None:
    """FreeType finds a glyph for each that is not the box of a character that no font has."""
    face = ImageFont.truetype(FONT_FILES[0], 40)
    box = bytes(face.getmask("\U0010fffe"))
    words: list[Words] = [lesson.topic, lesson.question, *(step.words for step in lesson.steps())]
    for each in words:
        assert set(each.sentences) == {"en", "ja"}
        for sentence in each.sentences.values():
            text = "".join(part for index, part in enumerate(sentence.split("$")) if index % 2 == 0)
            assert not [character for character in text if bytes(face.getmask(character)) == box]


def test_commas_may_stand_anywhere_in_mathematics() -> None:
    """A comma is a comma, also outside brackets, and formulas with commas inside brackets look as Typst sets them."""
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    with_commas = typesetter.math("a, b")
    assert len(with_commas) == len(typesetter.math("a comma b")) == 3
    bracketed = typesetter.math("f(x, y) = frac(x, y)")
    plain = outlines(set_svg("$display(f(x, y) = frac(x, y))$"))[1:]
    drawn = np.concatenate([glyph.points for glyph in bracketed])
    expected = np.concatenate([shape.curves for shape in plain])
    scale = np.ptp(drawn[:, 0]) / np.ptp(expected[:, 0])
    assert np.allclose(drawn - drawn.min(axis=0), (expected - expected.min(axis=0)) * scale, atol=1e-6)


@pytest.mark.parametrize(
    "sentence",
    [
        "矢印は二本でも方向は一つだけ。階数は $1$ に落ちました。",
        "$bold(b)$ を $bold(a)$ の先に継ぐと、始点から終点への矢印が和です。",
        "1行目と1列目を組にして掛け、足します。",
    ],
)
def test_phrases_stand_as_far_apart_as_in_one_piece(sentence: str) -> None:
    """Spaces beside formulas, full stops within a line and Latin digits keep their room where lines may be broken."""
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    whole, broken = typesetter.words(sentence), typesetter.paragraph(sentence, width=99)
    assert broken.height < 1.2 * whole.height
    assert broken.width == pytest.approx(whole.width, rel=2e-3)
