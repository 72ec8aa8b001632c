"""Axes of powers of ten: whole powers, equal factors equally far apart, and back from points to numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.layout import Region
from sessen.mobjects.log_plane import LogPlane, power_of_ten
from sessen.mobjects.plane import Ranges
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName


@pytest.fixture(scope="module")
def plane() -> LogPlane:
    window = Ranges(-16.3, 0.6, -10.2, 2.5)
    return LogPlane(Region(-6, 2, -3, 3), window, Typesetter(THEMES[ThemeName.DARK]), names=("h", '"error"'))


def test_a_power_of_h_is_a_straight_line(plane: LogPlane) -> None:
    """3 h² at 1, 1e-2 and 1e-4: on one line, of slope 2 in the axes' own numbers."""
    h = np.array([1.0, 1e-2, 1e-4])
    numbers = plane.numbers_at(plane.place(h, 3 * h**2))
    assert np.diff(numbers[:, 1]) / np.diff(numbers[:, 0]) == pytest.approx(2)
    assert 10.0 ** numbers[:, 1] == pytest.approx(3 * h**2)


def test_ticks_are_whole_powers_and_the_axes_stand_at_the_edge(plane: LogPlane) -> None:
    for each in (plane.x_ticks, plane.y_ticks):
        assert (each == each.round()).all()
        assert 3 <= len(each) <= 7
    assert plane.crossing == (plane.window.left, plane.window.bottom)


def test_powers_are_written_as_a_person_writes_them() -> None:
    assert [power_of_ten(each) for each in (-16, -1, 0, 3)] == ["10^(-16)", "10^(-1)", "1", "10^(3)"]


def test_nothing_is_written_below_the_lowest_power() -> None:
    """What lies there has another meaning: the line of errors that are 0."""
    window = Ranges(-16.3, 0.6, -18.0, 1.5)
    region, typesetter = Region(-6, 2, -3, 3), Typesetter(THEMES[ThemeName.DARK])
    plane = LogPlane(region, window, typesetter, names=("h", '"error"'), lowest=-15.0)
    assert plane.y_ticks.tolist() == [each for each in plane.y_ticks if each >= -15.0]
    assert LogPlane(region, window, typesetter, names=("h", '"error"')).y_ticks.min() < -15.0
