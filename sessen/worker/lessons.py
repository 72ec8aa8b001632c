"""Which scenes are lessons, without importing what a lesson is, which takes as long as to draw a short scene."""

from __future__ import annotations

import sys


def is_lesson(scene: type) -> bool:
    """Whether a class is a `Lesson`; then somebody has imported that."""
    module = sys.modules.get("sessen.lesson")
    return module is not None and issubclass(scene, module.Lesson)
