"""The panel's stacks and tables stay in their region, numbers right-aligned on common baselines."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sessen.layout import Region, layout_for
from sessen.mobjects.panel import Table, frame_around, panel_background, stacked
from sessen.theme import PANEL, THEMES
from sessen.typesetting.typeset import FORMULA, Typesetter
from sessen.variant import Shape, ThemeName
from tests.scenes.support import corners

THEME = THEMES[ThemeName.LIGHT]
TYPE = Typesetter(THEME)
REGION = Region(1.0, 5.0, -2.0, 0.5)


def holds(region: Region, box: np.ndarray, slack: float = 1e-6) -> bool:
    return bool(
        (box[0] >= (region.left - slack, region.bottom - slack)).all()
        and (box[1] <= (region.right + slack, region.top + slack)).all()
    )


def test_the_ground_covers_its_region() -> None:
    ground = panel_background(REGION, THEME)
    assert np.allclose(corners(ground), [[1.0, -2.0], [5.0, 0.5]], atol=1e-6)
    assert ground.get_fill_color().to_hex().upper() == THEME[PANEL]


@pytest.mark.parametrize("sources", [("a",), ("a + b", "c"), ("a + b + c + d + e + f + g + h = i", "frac(a, b)", "c")])
def test_a_stack_stays_in_its_region_in_order_and_grows_little(sources: tuple[str, ...]) -> None:
    """Never more than a quarter above the size of a formula; each below the one before, all in the middle."""
    formulas = [TYPE.math(source) for source in sources]
    before = [formula.height for formula in formulas]
    group = stacked(REGION, formulas, gap=0.3)
    assert holds(REGION, corners(group))
    assert np.allclose(group.get_center()[:2], REGION.center[:2], atol=1e-6)
    shares = [formula.height / height for formula, height in zip(formulas, before, strict=True)]
    assert max(shares) <= 1.25 + 1e-9
    assert np.allclose(shares, shares[0])
    for upper, lower in pairwise(formulas):
        assert upper.get_bottom()[1] > lower.get_top()[1]


def test_a_ring_leaves_the_gap_around_what_it_marks() -> None:
    formula = TYPE.math("x").shift(np.array([1.0, 2.0, 0.0]))
    ring = frame_around(formula, THEME[PANEL], gap=0.2)
    box, inner = corners(ring), corners(formula)
    assert np.allclose(inner[0] - box[0], 0.2, atol=1e-3)
    assert np.allclose(box[1] - inner[1], 0.2, atol=1e-3)


@pytest.mark.parametrize("shape", Shape)
def test_a_table_stands_in_its_region_with_numbers_right_aligned(shape: Shape) -> None:
    """In the panel of every shape, also with numbers that are too wide for their column."""
    region = layout_for(shape).lower
    cells = [["1", "18", "6"], ["0.5", "21.75", "-15.75"], ["0.01", "24.9001", "-25.100199999"]]
    heads = [TYPE.math(head) for head in ("h", "r", "l")]
    table = Table(region, heads, len(cells), TYPE, shares=(0.26, 0.37, 0.37))
    rows = [table.row(row) for row in cells]
    for group in (*rows, table.heads, table.rule):
        assert holds(region, corners(group), slack=0.02)
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = table.place_of(index, column)
            assert cell.get_right()[0] == pytest.approx(place[0], abs=1e-3)
            assert cell.baseline == pytest.approx(place[1])  # type: ignore[operator, attr-defined, unused-ignore]
            assert cell.width <= table.column_widths[column] + 1e-6
    for head, column in zip(heads, range(3), strict=True):
        assert head.get_right()[0] == pytest.approx(table.place_of(0, column)[0])
    tops = [row.get_top()[1] for row in rows]
    assert tops == sorted(tops, reverse=True)
    assert table.rule.get_y() > tops[0]


def test_cells_of_a_row_have_one_size_and_no_row_is_larger_than_formulas() -> None:
    table = Table(REGION, [TYPE.math("h"), TYPE.math("s")], 3, TYPE)
    row = table.row(["1", "1234567890.12345"])
    one, other = row[0].height, TYPE.math("1", size=FORMULA).height
    assert one < other
    long = TYPE.math("1234567890.12345", size=FORMULA)
    assert row[1].height / long.height == pytest.approx(one / other, rel=0.02)


def test_a_band_covers_its_row_and_no_other() -> None:
    table = Table(REGION, [TYPE.math("h"), TYPE.math("s")], 3, TYPE)
    rows = [table.row(["1", "2"]) for _ in range(3)]
    (_, bottom), (_, top) = corners(table.highlight(1).set_stroke(opacity=0))
    (_, low), (_, high) = corners(rows[1])
    assert bottom < low < high < top
    assert top < corners(rows[0])[0, 1] + 0.1
    assert bottom > corners(rows[2])[1, 1] - 0.1
