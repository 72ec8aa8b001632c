"""Curves lie on their functions, to a small part of a pixel, and are broken where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
import sympy

from sessen.layout import Region
from sessen.mathematics import RealFunction, parse_formula
from sessen.mobjects.curves import Curve
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]
PIXEL = 8 / 1080  # of a full HD frame, in Manim's units
RIM = np.arctan(3)  # where a tangent leaves the window
WIDE = Ranges(-4.0, 4.0, -3.0, 3.0)


def plane_of(window: Ranges = WIDE) -> Plane:
    theme = THEMES[ThemeName.DARK]
    return Plane(Region(-6, 2, -2.75, 2.5), window, Typesetter(theme), numbered=False)


def drawn_numbers(curve: Curve, plane: Plane) -> list[Numbers]:
    """The numbers along each subpath, every cubic piece at nine places by Bernstein's polynomials."""
    share = np.linspace(0, 1, 9)[:, None]
    weights = np.stack([(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3], axis=1)
    runs = []
    for subpath in curve.get_subpaths():
        pieces = np.asarray(subpath).reshape(-1, 4, 3)
        runs.append(plane.numbers_at(np.einsum("tkj,nkc->ntc", weights, pieces).reshape(-1, 3)))
    return runs


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x**3 - 3 * x**2 + x,
        lambda x: np.sin(3 * x),
        lambda x: np.sin(12 * x),
        np.exp,
        lambda x: 1 / x,
        np.tan,
        np.sqrt,
        np.abs,
        np.cbrt,
        lambda x: np.sqrt(x + 4),
        np.floor,
        lambda x: np.sign(x - 0.3),
        lambda x: 1e-9 * x,
    ],
    ids=[
        "cubic",
        "sine",
        "fast sine",
        "exponential",
        "hyperbola",
        "tangent",
        "root",
        "corner",
        "upright",
        "root at the edge",
        "stairs",
        "jump",
        "flat",
    ],
)
def test_every_drawn_place_lies_on_the_graph(function: Callable[[Numbers], Numbers]) -> None:
    """Measured at right angles to the graph, the way an eye would."""
    plane = plane_of()
    curve = plane.curve(function)
    across, up = plane.unit
    for run in drawn_numbers(curve, plane):
        x, y = run.T
        with np.errstate(all="ignore"):
            rise = np.abs(function(x) - y) * up
            slope = np.abs(function(x + 1e-6) - function(x - 1e-6)) / 2e-6 * up / across
            away = rise / np.hypot(1, np.where(np.isfinite(slope), slope, 0))
        assert np.nanmax(away) < 0.4 * PIXEL


@pytest.mark.parametrize("place", [1.0, 1.001, 1.009])
def test_a_cusp_loses_no_more_than_its_tip(place: float) -> None:
    """A smooth piece cannot turn back on itself: less than two pixels are missing, and no bulge is added."""
    plane = plane_of()
    (run,) = drawn_numbers(plane.curve(lambda x: np.sqrt(np.abs(x - place))), plane)
    across, up = plane.unit
    true = np.linspace(-4, 4, 200001)
    graph = np.stack([true * across, np.sqrt(np.abs(true - place)) * up], axis=-1)
    near = run[np.abs(run[:, 0] - place) < 0.1] * (across, up)
    graph = graph[np.abs(true - place) < 0.2]
    away = np.sqrt(((near[:, None] - graph[None]) ** 2).sum(axis=-1)).min(axis=1)
    assert away.max() < 2 * PIXEL


def test_a_cubic_is_drawn_exactly() -> None:
    plane = plane_of()
    for x, y in (run.T for run in drawn_numbers(plane.curve(lambda x: x**3 - 2 * x), plane)):
        assert np.allclose(y, x**3 - 2 * x, atol=1e-5)


def spans(curve: Curve, plane: Plane) -> list[tuple[float, float]]:
    return [(float(run[0, 0]), float(run[-1, 0])) for run in drawn_numbers(curve, plane)]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x: 1 / x, [(-4, -1 / 3), (1 / 3, 4)]),
        (np.tan, [(-4, RIM - np.pi), (-RIM, RIM), (np.pi - RIM, 4)]),
        (np.sqrt, [(0, 4)]),
        (lambda x: x**2, [(-np.sqrt(3), np.sqrt(3))]),
        (np.log, [(np.exp(-3), 4)]),
        (lambda x: np.where(np.abs(x) < 1, np.nan, x / 2), [(-4, -1), (1, 4)]),
        (lambda x: np.full_like(x, 5.0), []),
    ],
    ids=["hyperbola", "tangent", "root", "parabola", "logarithm", "gap", "never seen"],
)
def test_a_curve_is_seen_from_edge_to_edge_of_its_window_and_of_its_domain(
    function: Callable[[Numbers], Numbers], expected: list[tuple[float, float]]
) -> None:
    plane = plane_of()
    found = spans(plane.curve(function), plane)
    assert len(found) == len(expected)
    if expected:
        assert np.allclose(found, np.array(expected, float), atol=1e-4)


@pytest.mark.parametrize(
    ("function", "jumps"),
    [(np.floor, range(-2, 3)), (lambda x: 2 * np.sign(x - 0.3), [0.3])],
    ids=["floor", "sign"],
)
def test_nothing_is_drawn_across_a_jump(function: Callable[[Numbers], Numbers], jumps: list[float]) -> None:
    plane = plane_of(Ranges(-2.5, 2.5, -2.75, 2.75))
    found = spans(plane.curve(function), plane)
    assert not [(jump, span) for jump in jumps for span in found if span[0] < jump - 1e-6 and span[1] > jump + 1e-6]


@pytest.mark.parametrize("function", [lambda x: x**3, np.tan, lambda x: 1 / x**2, np.exp])
def test_nothing_leaves_the_window(function: Callable[[Numbers], Numbers]) -> None:
    plane = plane_of()
    points = plane.curve(function).points
    box = plane.box
    assert points[:, 0].min() >= box.left - 1e-6
    assert points[:, 0].max() <= box.right + 1e-6
    assert points[:, 1].min() >= box.bottom - 0.5 * PIXEL
    assert points[:, 1].max() <= box.top + 0.5 * PIXEL


def test_a_curve_may_be_drawn_over_a_part_only() -> None:
    plane = plane_of()
    assert spans(plane.curve(np.cos, x=(-1.0, 2.5)), plane) == [pytest.approx((-1.0, 2.5))]


# -- what moves faster than the samples ------------------------------------------------------------------------------


def real(text: str) -> RealFunction:
    return RealFunction(parse_formula(text), sympy.Symbol("x", real=True))


RESTLESS = [
    "sin(100x)",
    "sin(1000x)",
    "sin(1/x)",
    "x sin(1/x)",
    "tanh(1000x)",
    "arctan(1e9 x)",
    "sin(x^5)",
    "e^(-(30x)^2)",
]


@pytest.mark.parametrize("text", RESTLESS)
@pytest.mark.parametrize("is_plain", [False, True], ids=["with bounds", "values alone"])
def test_what_is_drawn_lies_on_the_graph_between_the_samples(text: str, is_plain: bool) -> None:
    plane, function = plane_of(Ranges(-4, 4, -1.7, 1.7)), real(text)
    curve = plane.curve(function.__call__ if is_plain else function)
    assert curve.distance_from(function, plane) < 0.75 * PIXEL
    box, points = plane.box, curve.points
    assert points[:, 0].min() >= box.left - 1e-9
    assert points[:, 0].max() <= box.right + 1e-9
    one = plane.unit[1]  # none of them goes beyond 1, and the window does
    largest = np.pi / 2 if text.startswith("arctan") else 1.0
    for run in drawn_numbers(curve, plane):
        assert np.abs(run[:, 1]).max() <= largest + 0.5 * PIXEL / one
    assert box.bottom <= points[:, 1].min()
    assert points[:, 1].max() <= box.top


def test_every_wave_is_drawn() -> None:
    """sin(1000x) has 1000/π zeros in each unit: between -0.5 and 0.5 there are 319 of them."""
    plane = plane_of(Ranges(-4, 4, -1.3, 1.3))
    curve = plane.curve(real("sin(1000x)"), x=(-0.5, 0.5))
    y = np.concatenate(drawn_numbers(curve, plane))[:, 1]
    assert int((y[:-1] * y[1:] < 0).sum()) == pytest.approx(1000 / np.pi, abs=2)


@pytest.mark.parametrize("text", ["sin(1e6 x)", "sin(30000x)", "sin(1/x)"])
def test_what_no_pixel_can_show_fills_its_band(text: str) -> None:
    plane = plane_of(Ranges(-4, 4, -1.3, 1.3))
    curve = plane.curve(real(text))
    assert len(curve.bands)
    assert curve.bands[:, 2].min() == pytest.approx(-1, abs=0.01)
    assert curve.bands[:, 3].max() == pytest.approx(1, abs=0.01)
    for run in drawn_numbers(curve, plane):
        assert np.abs(run[:, 1]).max() <= 1 + PIXEL / plane.unit[1]
    if text != "sin(1/x)":
        assert np.ptp(curve.bands[:, :2]) == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize(("text", "is_said"), [("sin(1e6 x)", True), ("sin(1000x)", True), ("sin(40x)", False)])
def test_what_looks_like_a_band_is_said_to_be_one(text: str, is_said: bool) -> None:
    """In the plane's corner, once, in the language of the film."""
    plane = plane_of(Ranges(-4, 4, -1.3, 1.3))
    for _ in range(2):
        plane.curve(real(text))
    assert (plane.remark in plane.submobjects) == is_said
    assert len(plane) == 4 + is_said
    if plane.remark is not None:
        assert plane.box.left < plane.remark.get_left()[0]
        assert plane.remark.get_right()[0] < plane.box.right


def test_a_peak_between_two_samples_is_found_by_its_bounds() -> None:
    """It is a hundred-thousandth of the window wide; no sampling would find it."""
    plane = plane_of()
    curve = plane.curve(real("2 e^(-(1e5(x - 1.00013))^2)"))
    highest = plane.numbers_at(curve.points[curve.points[:, 1].argmax()])
    assert highest == pytest.approx([1.00013, 2], abs=0.01)


def test_the_distance_tells_a_curve_from_another_function() -> None:
    plane, curve = plane_of(), plane_of().curve(real("sin(x)"))
    assert curve.distance_from(real("sin(x) + 0.1 sin(40x)"), plane) > 0.05 * plane.unit[1]
