"""Cameras that move in a lesson: headline, panel and caption stay where they are in the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sessen.job import Job, SceneRef
from sessen.layout import Region, layout_for
from sessen.variant import Quality, Shape, Variant
from sessen.video.color import Pixels
from sessen.worker import draw, run

SCENES = Path(__file__).parent / "data" / "scenes" / "lesson_cameras.py"
SIZE = (256, 144)
SMALL = Variant(quality=Quality("small", *SIZE, 10))


class _LastPicture:
    """In place of the encoder."""

    picture: Any = None

    def write(self, pixels: Pixels, *_: Any) -> None:
        self.picture = pixels.astype(int)

    def finish(self) -> bytes:
        return b""

    def close(self) -> None: ...


def last_pictures(scene: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    made: list[_LastPicture] = []

    def encoder(*_: Any, **__: Any) -> _LastPicture:
        made.append(_LastPicture())
        return made[-1]

    monkeypatch.setattr(run, "SegmentEncoder", encoder)
    steps = (("before", "before"), ("after", "after"))
    draw(Job(SceneRef(SCENES, scene), (), SMALL, steps), lambda *_: None)
    return [each.picture for each in made]


def within(picture: Any, region: Region) -> Any:
    """The pixels of a region."""
    scale = SIZE[1] / Shape.WIDE.frame[1]
    (left, bottom, _), (right, top, _) = region.at(0, 0), region.at(1, 1)
    rows = slice(int(SIZE[1] / 2 - top * scale), int(SIZE[1] / 2 - bottom * scale))
    return picture[rows, int(SIZE[0] / 2 + left * scale) : int(SIZE[0] / 2 + right * scale)]


@pytest.mark.parametrize("scene", ["SpaceLast", "SpaceFirst", "FrameLast", "FrameFirst", "ZoomLast", "ZoomFirst"])
def test_headline_panel_and_caption_stay_fixed_in_the_frame(scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = last_pictures(scene, monkeypatch)
    layout = layout_for(Shape.WIDE)
    for region in (layout.title, layout.caption, layout.panel):
        assert within(before, region).std() > 0 or region is layout.panel
        assert np.abs(within(before, region) - within(after, region)).max() <= 3
    # The figure is not: something has moved there.
    assert np.abs(within(before, layout.figure) - within(after, layout.figure)).max() > 50


def test_a_picture_in_the_picture_has_the_paper_of_the_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = last_pictures("ZoomLast", monkeypatch)
    middle = within(before, layout_for(Shape.WIDE).figure)
    height, width, _ = middle.shape
    inset = middle[height // 2 - 8 : height // 2 + 8, width // 2 - 8 : width // 2 + 8]
    assert np.abs(inset - before[2, 2]).max() <= 1
