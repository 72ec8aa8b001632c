"""What files ask of Manim and the command line decides instead: said once a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sessen.files import relative
from sessen.pipeline.checks import Selection
from sessen.variant import Shape, Variant


def overridden(chosen: Iterable[Selection], variant: Variant) -> Iterator[str]:
    """A line for each file that sets size, rate or renderer otherwise than ``variant``."""
    files: dict[Path, dict[str, Any]] = {each.scene.file: dict(each.scene.asked) for each in chosen}
    for file, asked in files.items():
        if asked.get("renderer", "cairo") != "cairo":
            yield f"{relative(file)} asks for the renderer {asked['renderer']}: Sessen draws with Cairo"
        if line := _size(asked, variant):
            yield f"{relative(file)} {line}"


def _size(asked: dict[str, Any], variant: Variant) -> str:
    width, height = variant.pixels
    ours = {"pixel_width": width, "pixel_height": height, "frame_rate": variant.quality.frame_rate}
    names = [name for name in ours if name in asked and asked[name] != ours[name]]
    if not names:
        return ""
    said = ", ".join(f"{name} {asked[name]:g}" for name in names)
    given = ", ".join(f"{ours[name]:g}" for name in names)
    shape = _shape(asked)
    hint = f"; for its outline add --shape {shape}" if shape not in (None, variant.shape) else ""
    return f"sets {said}: made with {given}, for -q and --shape decide{hint}"


def _shape(asked: dict[str, Any]) -> Shape | None:
    if not {"pixel_width", "pixel_height"} & asked.keys():
        return None
    outline = asked.get("pixel_width", 1920) / asked.get("pixel_height", 1080)
    return Shape.WIDE if outline > 1.2 else Shape.TALL if outline < 0.85 else Shape.SQUARE
