"""Views of space: rotations that keep lengths, and a plane that comes out true."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.layout import Region
from sessen.mobjects.space import SpaceView, facing, seen_from, turned

A, B = np.array([1.0, 2, 3]), np.array([4.0, 5, 6])
REGION = Region(-4, 4, -2.5, 2.5)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.77, 1.0])
def test_every_view_on_the_way_is_a_rotation(share: float) -> None:
    """Lengths and orientation of space stay; the ends of the way are the two views."""
    start, end = seen_from(0.2, 0.4), facing(A, B, 0.3)
    now = turned(start, end, share)
    assert now @ now.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(now) == pytest.approx(1)
    if share in (0.0, 1.0):
        assert now == pytest.approx(start if share == 0 else end)


def test_plane_that_faces_the_viewer_is_true() -> None:
    """Drawn lengths, as units of the view, and the drawn dot product are those of the vectors; b has its direction."""
    tilt = 0.3
    whole = np.array([np.zeros(3), A, B])
    view = SpaceView(seen_from(0.2, 0.4), facing(A, B, tilt), lambda: 1.0, whole, whole, REGION)
    origin, a, b = view.point(whole)
    a, b = (a - origin) / view.unit, (b - origin) / view.unit
    assert a @ b == pytest.approx(32)
    assert (a @ a, b @ b) == pytest.approx((14, 77))
    assert np.arctan2(b[1], b[0]) == pytest.approx(tilt)
    assert b[0] * a[1] - b[1] * a[0] > 0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_both_ends_of_the_turn_fill_their_region(share: float) -> None:
    """Everything is inside, and something touches the edge."""
    whole = np.array([np.zeros(3), A, B])
    view = SpaceView(seen_from(0.2, 0.4), facing(A, B, 0.3), lambda: share, whole, whole, REGION)
    points = np.abs(view.point(whole))
    assert np.max(points / [4, 2.5, 1]) == pytest.approx(1)
