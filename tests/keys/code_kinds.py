"""All kinds of change to code."""

from __future__ import annotations

from tests.keys import kinds_of_modules, kinds_of_reach, kinds_of_scenes
from tests.keys.code_projects import Kind


def kinds() -> list[Kind]:
    """All of them."""
    groups = (
        kinds_of_reach.reaches,
        kinds_of_reach.no_reaches,
        kinds_of_reach.texts,
        kinds_of_reach.silent,
        kinds_of_scenes.languages,
        kinds_of_scenes.classes,
        kinds_of_scenes.sections,
        kinds_of_modules.imports,
        kinds_of_modules.loaders,
        kinds_of_modules.installed,
    )
    return [kind for group in groups for kind in group()]
