"""What lies behind a scene's drawing when somebody asks for another background than the scene's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import numpy as np
from manim import Camera

from sessen.background import rgb
from sessen.variant import Variant
from sessen.video.exact_color import nearest_encodable


def with_encodable_background(variant: Variant) -> Variant:
    """The variant with the colour that has to be drawn so that the asked one is seen, the same behind labels."""
    if variant.background is None or variant.is_transparent:
        return variant
    return replace(variant, background="#{:02X}{:02X}{:02X}".format(*nearest_encodable(rgb(variant.background))))


@contextmanager
def background_override(variant: Variant) -> Iterator[None]:
    """While the block runs, cameras begin with the background of ``variant``, whatever colour a scene sets."""
    if variant.background is None:
        yield
        return
    # Cairo's pixels are premultiplied: nothing at all is black as well.
    level = (0, 0, 0, 0) if variant.is_transparent else (*rgb(with_encodable_background(variant).background or ""), 255)
    with patch.object(Camera, "init_background", _filling(level, Camera.init_background)):
        yield


def _filling(level: tuple[int, ...], manims: Callable[[Camera], None]) -> Callable[[Camera], None]:
    def init_background(camera: Camera) -> None:
        manims(camera)
        if camera.background_image is None and camera.background is not None:
            camera.background[:, :] = np.array(level, camera.background.dtype)

    return init_background
