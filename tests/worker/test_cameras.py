"""What only drawing changes in Manim is there when a step is drawn alone: places of cameras, pictures that are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.manim_frames import frames_of_manim, frames_of_sessen, frames_of_step
from sessen.job import SceneRef
from sessen.variant import Quality, Variant
from sessen.worker.quick_look import QuickLook

DATA = Path(__file__).parents[1] / "data" / "scenes"
SCENES = DATA / "worker_cameras.py"
SMALL = Variant(quality=Quality("small", 128, 72, 10))
LAST_STEPS = {
    "CentreMoved": "after",
    "WidthInPassing": "last",
    "WidthAfterNothing": "moved",
    "ColouredByPicture": "last",
    "ReadsAndCatches": "last",
    "ReadsStaticImage": "last",
}
CHANGED = ["CameraPutInWhileMoving", "WiderLines", "ReadsInUpdater", "BackgroundFades", "BackgroundWrittenOn"]


@pytest.mark.parametrize(("name", "step"), LAST_STEPS.items())
def test_a_step_that_is_drawn_alone_has_manims_frames(name: str, step: str) -> None:
    scene = SceneRef(SCENES, name)
    ours = frames_of_step(scene, SMALL, step)
    assert len(set(ours)) > 1
    assert ours == frames_of_manim(scene, SMALL)[-len(ours) :]


@pytest.mark.parametrize("name", CHANGED)
def test_what_changes_behind_the_shapes_has_manims_frames(name: str) -> None:
    scene = SceneRef(SCENES, name)
    assert frames_of_sessen(scene, SMALL) == frames_of_manim(scene, SMALL)


def test_a_glance_at_a_scene_that_reads_its_pictures_is_a_picture() -> None:
    """What is shown for a moment need not be what the scene reads in the end."""
    glance = QuickLook(SceneRef(SCENES, "ReadsImage"), SMALL, {}, "after").look()
    assert glance is not None
    assert glance.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["SetsUp", "TearsDown", "WaitsUntil", "NamesTwice"])
def test_an_odd_way_through_life_has_manims_frames(name: str) -> None:
    scene = SceneRef(DATA / "worker_life_cycles.py", name)
    assert frames_of_sessen(scene, SMALL) == frames_of_manim(scene, SMALL)
