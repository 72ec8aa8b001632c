"""What is remembered of a scene is the scene."""

from __future__ import annotations

import json
from pathlib import Path

from sessen.catalogue.descriptions import DryRun, ParameterDescription, SceneDescription, StepDescription
from sessen.keys import DependencyTrace

FILE = Path("/lecture/scene.py")
TRACE = DependencyTrace({"data.csv": "12"}, {"HOME": "34"}, "56", {"is there x": "78"}, ("the clock",))


def test_a_description_comes_back_from_memory_as_it_was() -> None:
    """Every field has a value of its own, so that none can be left out."""
    scene = SceneDescription(
        name="Area (side=2)",
        file=FILE,
        summary="How an area grows.",
        is_lesson=False,
        title={"en": "How?", "ja": "どう?"},
        classes=("Area", "Base"),
        siblings=("Volume",),
        steps=(StepDescription("show", {"en": "Look."}, "It is shown."),),
        parameters=(ParameterDescription("side", "number", "1", "its side", ("1", "2")),),
        dry_run=DryRun(("show",), TRACE, ("what", "where", "hint", "trace")),
        trace=TRACE,
        hooks=("show",),
        is_foreign=True,
        asked={"pixel_width": 320},
        class_name="Area",
    )
    assert SceneDescription.from_json(json.loads(json.dumps(scene.to_json())), FILE) == scene
