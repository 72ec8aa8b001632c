"""Matrices of typeset entries, the mirror, and schemes of products: where things stand, against plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Dot, Square, VGroup

from scenes.transpose.rules import partner_size
from scenes.transpose.single_matrix import LoneMatrix
from scenes.transpose.three_factors import ChainDiagram
from sessen.layout import Region, layout_for
from sessen.mathematics import parse_matrix
from sessen.mobjects.clearing import everything_except
from sessen.mobjects.matrices.brackets import Brackets
from sessen.mobjects.matrices.entries import entry_matrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme
from sessen.mobjects.matrices.mirror import Diagonal, Mirror
from sessen.mobjects.matrices.reading import read_by_place, read_matrix_shown
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import Shape, ThemeName

TYPE = Typesetter(THEMES[ThemeName.DARK])
FIGURE = layout_for(Shape.WIDE).figure


def test_cells_keep_their_places_when_a_matrix_is_moved_and_scaled() -> None:
    """Entry (i, j) stands in the middle of its cell, and the cells fill the brackets."""
    matrix = entry_matrix(parse_matrix("1,2,3;4,5,6"), TYPE, cell=(0.8, 0.6)).shift((2, 1, 0)).scale(0.5)
    for row, column, entry in matrix.each():
        assert entry.get_center() == pytest.approx(matrix.place_of(row, column), abs=1e-9)
    across = matrix.place_of(0, 1) - matrix.place_of(0, 0)
    down = matrix.place_of(1, 0) - matrix.place_of(0, 0)
    assert across == pytest.approx([0.4, 0, 0])
    assert down == pytest.approx([0, -0.3, 0])
    assert matrix.brackets.box == pytest.approx((1.2, 0.6))


def test_long_entries_are_shrunk_into_their_cells() -> None:
    matrix = entry_matrix(parse_matrix("123456,1/7;-2,sqrt(3)"), TYPE, cell=(0.6, 0.6))
    for _, _, entry in matrix.each():
        assert entry.width <= 0.6
        assert entry.height <= 0.6


def test_entries_of_one_matrix_are_alike_in_size() -> None:
    """Three digits among single ones make all a little smaller, not the long one alone."""
    matrix = entry_matrix(parse_matrix("100,8;8,8"), TYPE, cell=(0.55, 0.55))
    alone = entry_matrix(parse_matrix("8"), TYPE, cell=(0.55, 0.55))
    assert matrix.at(0, 0).height == pytest.approx(matrix.at(1, 1).height, rel=0.05)
    assert 0.6 < matrix.at(1, 1).height / alone.at(0, 0).height < 1


@pytest.mark.parametrize("corner", [(0, 0, 0), (1, -2, 0)])
def test_the_mirror_exchanges_right_and_down(corner: tuple[float, float, float]) -> None:
    """So far to the right of the corner becomes so far below it; twice is nothing; points of the diagonal stay."""
    mirror = Diagonal(np.array(corner, float))
    point = mirror.corner + (3, -1, 0)
    assert mirror.mirrored(point) == pytest.approx(mirror.corner + (1, -3, 0))
    assert mirror.mirrored(mirror.mirrored(point)) == pytest.approx(point)
    assert mirror.mirrored(mirror.corner + (2, -2, 0)) == pytest.approx(mirror.corner + (2, -2, 0))
    assert mirror.folded(point, 0.5) == pytest.approx(mirror.corner + (2, -2, 0))


def test_entries_are_upright_and_brackets_on_the_sides_after_the_mirror() -> None:
    """A matrix turned over reads as its transpose between brackets that open to left and right."""
    lone = LoneMatrix(parse_matrix("1,4;2,5;3,6"), FIGURE, TYPE)
    width, height = lone.shown.brackets.box
    shape = lone.shown.at(2, 0).width
    turning = Mirror(
        lone.diagonal, shapes=[lone.backing], brackets=[lone.shown.brackets], upright=list(lone.shown.entries)
    )
    turning.begin()
    for share in (0.3, 0.5, 0.7, 1.0):
        turning.interpolate_mobject(share)
    lone.shown.exchange_rows_and_columns()
    assert lone.shown.brackets.box == pytest.approx((height, width))
    assert lone.shown.at(0, 2).width == pytest.approx(shape)
    assert read_by_place(lone.shown) == pytest.approx(np.array([[1, 2, 3], [4, 5, 6]]))
    assert read_matrix_shown(lone.shown) == pytest.approx(np.array([[1, 2, 3], [4, 5, 6]]))
    standing = Brackets("#FFFFFF").put(lone.shown.brackets.middle, height, width)
    assert lone.shown.brackets.points == pytest.approx(standing.points)


def test_reading_by_place_notices_an_entry_out_of_its_cell() -> None:
    lone = LoneMatrix(parse_matrix("1,2;3,4"), FIGURE, TYPE)
    lone.shown.at(0, 1).shift((0.05 * lone.cell, 0, 0))
    assert np.isnan(read_by_place(lone.shown)).tolist() == [[False, True], [False, False]]


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize(("rows", "inner", "columns"), [(2, 3, 2), (4, 4, 4), (1, 4, 1), (4, 1, 4)])
def test_a_scheme_and_its_mirror_image_stay_in_their_region(shape: Shape, rows: int, inner: int, columns: int) -> None:
    """Blocks of the product stand where row and column cross, and nothing leaves the figure, turned over or not."""
    region = layout_for(shape).figure
    one, other = parse_matrix(_ones(rows, inner)), parse_matrix(_ones(inner, columns))
    names = ("bold(A)", "bold(B)", "bold(A B)")
    scheme = FalkScheme(one, other, one * other, region, TYPE, names=names, turns_over=True)
    first, second, product = scheme.boxes
    assert (product.top, product.bottom) == pytest.approx((first.top, first.bottom))
    assert (product.left, product.right) == pytest.approx((second.left, second.right))
    assert first.width == pytest.approx(second.height)
    shown = VGroup(*scheme.sheets, *scheme.names, *scheme.names_in_mirror())
    mirrored = [scheme.grid.diagonal.mirrored(sheet.points) for sheet in scheme.sheets]
    points = np.concatenate([*mirrored, *(each.points for each in shown.get_family() if len(each.points))])
    _assert_inside(points, region)


def _ones(rows: int, columns: int) -> str:
    return ";".join([",".join(["1"] * columns)] * rows)


def _assert_inside(points: np.ndarray, region: Region) -> None:
    low, high = points.min(axis=0), points.max(axis=0)
    assert low[0] >= region.left - 1e-9
    assert low[1] >= region.bottom - 1e-9
    assert high[0] <= region.right + 1e-9
    assert high[1] <= region.top + 1e-9


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("size", [(3, 2), (1, 4), (4, 1), (4, 4)])
def test_three_factors_stay_in_their_region_in_both_orders(shape: Shape, size: tuple[int, int]) -> None:
    region = layout_for(shape).figure
    chain = ChainDiagram((*size, partner_size(*size), 2), region, TYPE)
    sheets = [piece.backing.points for piece in chain.pieces]
    mirrored = [chain.grid.diagonal.mirrored(points) for points in sheets]
    _assert_inside(np.concatenate([*sheets, *mirrored]), region)


def test_all_but_keeps_groups_whose_parts_are_shown_one_by_one() -> None:
    """A kept group stays although the scene lists only its parts; a group with a kept part stays as well."""
    kept, part, other = VGroup(Dot(), Square()), Dot(), Square()
    shown = [*kept, VGroup(part, Dot()), other]
    assert everything_except(shown, (kept, part, None)) == [other]
