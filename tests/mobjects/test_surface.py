"""Surfaces in space: drawn where they are, what is hidden hidden, cut off where the function ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from scenes.partial_derivative.marks import is_hidden
from sessen.errors import SessenError
from sessen.layout import Region
from sessen.mathematics import ScalarField, parse_formula, visible_range
from sessen.mobjects.surface.box import HEIGHT, BoxProjection, SpaceBox, Viewpoint, fitted
from sessen.mobjects.surface.mesh import strips
from sessen.mobjects.surface.surface import Surface
from sessen.theme import FUNCTION, THEMES
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]
DARK = THEMES[ThemeName.DARK]
REGION = Region(-4, 4, -2.5, 2.5)
SIDE = (-5.0, 5.0)


def field_of(f: str) -> ScalarField:
    return ScalarField(parse_formula(f, ("x", "y")))


def box_of(f: str) -> SpaceBox:
    return SpaceBox(SIDE, SIDE, visible_range(field_of(f), (SIDE, SIDE)))


def view_at(degrees: float, elevation: float = 30, stand: Viewpoint | None = None) -> BoxProjection:
    stand = stand or Viewpoint(np.zeros(3), 2.0)
    return BoxProjection(lambda: float(np.radians(degrees)), lambda: float(np.radians(elevation)), lambda: stand)


def covers(path: Numbers, point: Numbers) -> bool:
    """Whether the outlines of a drawn strip wind around a point: Cairo fills where they do."""
    cubics = path.reshape(-1, 4, 3)[:, ::3, :2] - point[:2]
    hangs_on = np.isclose(cubics[:-1, 1], cubics[1:, 0]).all(axis=1)
    outline = np.append(hangs_on, False) | np.append(False, hangs_on)  # the others are lines across, without an area
    starts, ends = cubics[outline, 0], cubics[outline, 1]
    up, down = (starts[:, 1] <= 0) & (ends[:, 1] > 0), (starts[:, 1] > 0) & (ends[:, 1] <= 0)
    left = starts[:, 0] * ends[:, 1] - starts[:, 1] * ends[:, 0]
    return int((up & (left > 0)).sum()) - int((down & (left < 0)).sum()) != 0


def first_met(value: Callable[..., Numbers], box: SpaceBox, view: BoxProjection, point: Numbers) -> Numbers | None:
    """The place of the surface that the eye meets first behind a point of the frame, by marching along the ray."""
    rotation = np.linalg.inv(np.column_stack([view.affine()[0][:, :2] / 2.0, view.toward]).T)
    foot = rotation @ np.array([*(point[:2] / 2.0), 0.0])
    ray = foot + np.linspace(4, -4, 6001)[:, None] * view.toward
    ray = ray[(np.abs(ray[:, :2]) <= 1).all(axis=1)]
    x, y, z = box.numbers(ray).T
    above = np.sign(z - value(x, y))
    crossings = np.flatnonzero(np.diff(above))
    return ray[crossings[0]] if len(crossings) else None


@pytest.mark.parametrize("degrees", [-65, -45, -25])
def test_what_is_drawn_last_at_a_pixel_is_what_the_eye_meets_first(degrees: float) -> None:
    """For hills that hide each other; the rays are marched through f itself, which knows nothing of strips."""
    f = "sin(x) cos(y)"
    value, box, view = field_of(f).value, box_of(f), view_at(degrees)
    surface = Surface(value, box, (1.0, -2.0), DARK, role=FUNCTION)
    surface.follow(view)
    half = 0.5 * (SIDE[1] - SIDE[0]) / 20 / 5  # a row, in places
    compared = 0
    for point in np.random.default_rng(3).uniform((-2.4, -1.6, 0), (2.4, 1.6, 0), (120, 3)):
        met = first_met(value, box, view, point)
        around = [first_met(value, box, view, point + (0, off, 0)) for off in (-0.05, 0.05)]
        if met is None or any(each is None or abs(each[1] - met[1]) > 0.2 for each in around):
            continue  # at the outline of a hill, where a chord of the mesh is not the hill itself
        last = [index for index, piece in enumerate(surface.pieces) if covers(piece.points, point)]
        assert last, point
        low, high = (box.place(0, edge, 0)[1] for edge in surface.strips[last[-1]].y)
        assert low - half <= met[1] <= high + half, point
        compared += 1
    assert compared > 40


@pytest.mark.parametrize("f", ["x^2 + y^2", "exp(x y / 5)", "10^6 (x - y)"])
def test_drawn_corners_lie_on_the_surface(f: str) -> None:
    """Read back from the frame: a corner's x and y are known from the floor, its height is then f there."""
    value, box, view = field_of(f).value, box_of(f), view_at(-50)
    surface = Surface(value, box, (1.0, -2.0), DARK, role=FUNCTION)
    surface.follow(view)
    places = np.concatenate([strip.path[::4] for strip in surface.strips])
    drawn = np.concatenate([piece.points[::4] for piece in surface.pieces])
    x, y, _ = box.numbers(places).T
    floor, lid = (view.point(box.place(x, y, level)) for level in box.z)
    height = box.z[0] + (drawn - floor)[:, 1] / (lid - floor)[:, 1] * (box.z[1] - box.z[0])
    assert np.abs(drawn - floor)[:, 0].max() < 1e-9
    assert np.abs(height - np.clip(value(x, y), *box.z)).max() <= 1e-6 * (box.z[1] - box.z[0])


def test_a_surface_ends_where_its_function_does() -> None:
    """The root of x y has two quarters; the rim beside the gap lies where x y = 0, to a thousandth."""
    f = "sqrt(x y)"
    box = box_of(f)
    made = strips(field_of(f).value, box, SIDE, np.linspace(*SIDE, 22), 0.5)
    x, y, _ = box.numbers(np.concatenate([strip.path[::4] for strip in made])).T
    assert (x * y).min() >= -1e-9
    rim = np.abs(y) < 0.2
    assert rim.any()
    assert np.abs(y[rim]).min() < 1e-3


def test_the_rim_of_a_hemisphere_is_its_whole_circle() -> None:
    """Seen from above, the strips fill the circle up to its border; beside it, no shade jumps along a strip."""
    f = "sqrt(25 - x^2 - y^2)"
    box = box_of(f)
    made = strips(field_of(f).value, box, SIDE, np.linspace(*SIDE, 21), 0.5)
    turns = np.linspace(0, 2 * np.pi, 90, endpoint=False) + 0.013
    border = box.place(4.99 * np.cos(turns), 4.99 * np.sin(turns), 0)
    assert [
        turn for turn, place in zip(turns, border, strict=True) if not any(covers(s.path, place) for s in made)
    ] == []
    assert min((s.normals[1:] * s.normals[:-1]).sum(axis=1).min() for s in made) > 0.9


def test_a_surface_ends_at_the_lid_beside_a_pole() -> None:
    """1/(x^2 + y^2) is cut off at one height: no corner stands higher, the rim reaches it."""
    f = "1/(x^2 + y^2)"
    box = box_of(f)
    made = strips(field_of(f).value, box, SIDE, np.linspace(*SIDE, 21), 0.5)
    places = np.concatenate([strip.path for strip in made])
    assert places[:, 2].max() == pytest.approx(HEIGHT, abs=1e-6)
    x, y, z = box.numbers(places[::4]).T
    assert z == pytest.approx(1 / (x**2 + y**2), rel=1e-6)


@pytest.mark.parametrize("f", ["floor(x)", "1/x"])
def test_no_wall_stands_where_a_function_jumps(f: str) -> None:
    """No drawn edge runs across the jump at x = 0."""
    box = box_of(f)
    made = strips(field_of(f).value, box, SIDE, np.linspace(*SIDE, 21), 0.47)
    edges = np.concatenate([strip.path.reshape(-1, 4, 3)[:, ::3] for strip in made])
    rises = np.abs(edges[:, 1, 2] - edges[:, 0, 2])
    across = (edges[:, 0, 0] < -1e-9) & (edges[:, 1, 0] > 1e-9)
    assert not (across & (rises > 0.3 * HEIGHT)).any()


def test_places_and_numbers_are_inverse() -> None:
    box = SpaceBox((0, 100), (-3, 3), (1e6, 5e6))
    numbers = np.array([(10.0, 2.0, 3e6), (99.0, -1.0, 1e6)])
    assert box.numbers(box.place(*numbers.T)) == pytest.approx(numbers)


@pytest.mark.parametrize("elevation", [27, 44])
def test_box_stays_in_its_region_all_the_way_round(elevation: float) -> None:
    """At every azimuth, and it touches the edge at one of them."""
    span = float(np.radians(-68)), float(np.radians(-24))
    stand = fitted(REGION, span, float(np.radians(elevation)))
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-HEIGHT, HEIGHT)])
    reach = []
    for turn in np.linspace(*span, 60):
        seen = view_at(np.degrees(turn), elevation, stand).point(corners)
        reach.append(np.abs(seen / (4, 2.5, 1)).max())
    assert max(reach) == pytest.approx(1, abs=2e-3)


def test_eye_stays_in_its_quarter() -> None:
    """Painter's order is made for one; another is refused."""
    with pytest.raises(SessenError, match="quarter"):
        fitted(REGION, (-0.5, 0.5), 0.5)


def test_points_behind_hills_are_known_as_hidden() -> None:
    """The far foot of a ridge along x is hidden from in front, the near foot is not."""
    value, box = field_of("4 exp(-y^2)").value, SpaceBox(SIDE, SIDE, (0, 4))
    toward = view_at(-85, 10).toward
    assert is_hidden(value, box, box.place(0, 2, float(value(0, 2))), toward)
    assert not is_hidden(value, box, box.place(0, -2, float(value(0, -2))), toward)
