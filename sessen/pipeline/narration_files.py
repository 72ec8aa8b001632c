"""Where the narration of a scene is, without importing what reads it: a build of nothing has no time for that."""

from __future__ import annotations

from pathlib import Path


def narration_files(scene_file: Path) -> tuple[Path, Path]:
    """The files that may be the narration of a scene's file, as `sessen.speech` names them; of one is read."""
    return scene_file.with_name("narration.toml"), scene_file.with_suffix(".narration.toml")


def has_narration(scene_file: Path) -> bool:
    """Whether something is written to be said in a scene."""
    return any(file.is_file() for file in narration_files(scene_file))
