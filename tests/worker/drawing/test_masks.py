"""Laid through a stencil, a colour gives the pixels that drawing gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import DOWN, LEFT, RIGHT, UP, Camera, Circle, Square, VMobject

from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from sessen.video.color import Pixels
from sessen.worker.drawing import masks
from sessen.worker.drawing.masks import CoverageMask, MaskCache
from sessen.worker.drawing.shape_renderer import DisplayItem, ShapeRenderer, appearance_key

SIZE = 320, 180


@pytest.fixture(scope="module")
def camera() -> Camera:
    return Camera(pixel_width=SIZE[0], pixel_height=SIZE[1])


def ground(seed: int) -> Pixels:
    """Pixels of all colours and opacities, as Cairo keeps them: multiplied by their opacity."""
    pixels = np.random.default_rng(seed).integers(0, 256, (SIZE[1], SIZE[0], 4), np.uint8)
    pixels[..., :3] = np.minimum(pixels[..., :3], pixels[..., 3:])
    return pixels


def cutter(camera: Camera) -> MaskCache:
    matrix: Any = camera.get_cairo_context(camera.pixel_array).get_matrix()
    return MaskCache(*SIZE, matrix)


def manims(shape: VMobject, camera: Camera, seed: int) -> Pixels:
    pixels = ground(seed)
    camera.display_vectorized(shape, camera.get_cairo_context(pixels))  # type: ignore[arg-type]
    return pixels


def letters() -> list[VMobject]:
    found = Typesetter(THEMES[ThemeName.DARK]).words("a8B%接線", size=1.5).family_members_with_points()
    assert len(found) == 6
    return [each for each in found if isinstance(each, VMobject)]


SHAPES = st.one_of(
    st.integers(0, 5).map(lambda number: letters()[number]),
    st.builds(lambda radius, angle: Square(radius).rotate(angle), st.floats(0.1, 2), st.floats(0, 3)),
)


@settings(deadline=None, max_examples=100)
@given(
    SHAPES,
    st.lists(st.floats(0.001, 1), min_size=4, max_size=6),
    st.sampled_from([0, 3, 4.7]),
    st.sampled_from([0, 8]),
    st.integers(0, 99),
)
def test_what_fades_has_manims_pixels_in_every_frame(
    camera: Camera, shape: VMobject, opacities: list[float], width: float, behind: float, seed: int
) -> None:
    """In any opacity, over anything, with a line and a halo; and the third time it is laid and not drawn."""
    shape.set_stroke("#40C0FF", width=width).set_stroke("#102030", width=behind, background=True)
    brush = ShapeRenderer(camera, ground(seed), cutter(camera))
    before: DisplayItem | None = None
    for number, opacity in enumerate(opacities):
        shape.set_opacity(opacity)
        shape.points = (1 - opacity) * shape.points + opacity * shape.points
        brush.pixels[:] = ground(seed + number)
        before = brush.described(shape, appearance_key(shape), before)
        brush.draw(before)
        assert np.array_equal(brush.pixels, manims(shape, camera, seed + number))
    assert before is not None
    found = [each for each in before.path.stencils.values() if isinstance(each, CoverageMask)]
    if sum(0.001 < opacity < 0.98 for opacity in opacities) == len(opacities):
        assert len(found) == len(before.coats)


@pytest.fixture
def faded(camera: Camera) -> tuple[ShapeRenderer, DisplayItem]:
    brush = ShapeRenderer(camera, ground(1), cutter(camera))
    circle = Circle(fill_opacity=0.5, stroke_width=0)
    return brush, brush.described(circle, appearance_key(circle), None)


def stencils_after(brush: ShapeRenderer, drawn: DisplayItem, times: int) -> list[Any]:
    for _ in range(times):
        brush.draw(drawn)
    return [each for each in drawn.path.stencils.values() if isinstance(each, CoverageMask)]


def test_what_is_drawn_once_gets_no_stencil(faded: tuple[ShapeRenderer, DisplayItem]) -> None:
    assert not stencils_after(*faded, times=1)
    assert len(stencils_after(*faded, times=1)) == 1


def test_large_shapes_get_none(faded: tuple[ShapeRenderer, DisplayItem], monkeypatch: pytest.MonkeyPatch) -> None:
    """A stencil is as large as the box around a shape; a curve across the picture covers little of it."""
    monkeypatch.setattr(masks, "_LARGEST", 20)
    assert not stencils_after(*faded, times=4)


@pytest.mark.parametrize("beyond", [-4, 0, 1, 2, 3, 4, 5, 6, 9, 40])
@pytest.mark.parametrize("way", [LEFT, RIGHT, UP, DOWN])
def test_what_fades_beyond_the_edge_paints_nothing_there(camera: Camera, beyond: int, way: Any) -> None:
    """So many pixels beyond it, or still a little within."""
    edge = camera.frame_width / 2 if way[0] else camera.frame_height / 2
    square = Square(1, fill_opacity=0.5, stroke_width=0)
    square.move_to(way * (edge + 0.5 + beyond * camera.frame_height / SIZE[1]))
    brush = ShapeRenderer(camera, ground(1), cutter(camera))
    drawn = brush.described(square, appearance_key(square), None)
    for _ in range(3):
        brush.pixels[:] = ground(1)
        brush.draw(drawn)
        assert np.array_equal(brush.pixels, manims(square, camera, 1))


def test_what_is_opaque_is_drawn(camera: Camera) -> None:
    """Cairo lays it on by another formula."""
    brush = ShapeRenderer(camera, ground(1), cutter(camera))
    circle = Circle(fill_opacity=0.999, stroke_width=0)
    assert not stencils_after(brush, brush.described(circle, appearance_key(circle), None), times=4)


def test_where_cairo_lays_colours_on_otherwise_everything_is_drawn(
    faded: tuple[ShapeRenderer, DisplayItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is tried out: here it does not, as long as one asks of no opacity that counts as none missing."""
    assert masks._is_exact_here()
    monkeypatch.setattr(masks, "OPAQUE", 1.0)
    assert not masks._is_exact_here.__wrapped__()
    monkeypatch.setattr(masks, "_is_exact_here", lambda: False)
    assert not stencils_after(*faded, times=4)
