"""What files ask of Manim and whoever builds decides instead: said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sessen.catalogue import SceneDescription
from sessen.files import relative
from sessen.variant import Shape, Variant


def overridden(
    scenes: Iterable[tuple[SceneDescription, Variant]], choose_shape: str = "add --shape {}"
) -> Iterator[str]:
    """A line for each file that sets size, rate or renderer otherwise than the variant that its scene is made in.

    Parameters
    ----------
    choose_shape
        How to have the outline that a file wants.
    """
    files: dict[tuple[Path, Variant], dict[str, Any]] = {
        (scene.file, _picture(variant)): dict(scene.asked) for scene, variant in scenes if scene.asked
    }
    for (file, variant), asked in files.items():
        if asked.get("renderer", "cairo") != "cairo":
            yield f"{relative(file)} asks for the renderer {asked['renderer']}: Sessen draws with Cairo"
        if line := _size(asked, variant, choose_shape):
            yield f"{relative(file)} {line}"


def _picture(variant: Variant) -> Variant:
    """The variant as far as this is about it: languages and backgrounds are all said in one line."""
    return Variant(shape=variant.shape, quality=variant.quality)


def _size(asked: dict[str, Any], variant: Variant, choose_shape: str) -> str:
    width, height = variant.pixels
    ours = {"pixel_width": width, "pixel_height": height, "frame_rate": variant.quality.frame_rate}
    names = [name for name in ours if name in asked and asked[name] != ours[name]]
    if not names:
        return ""
    said = ", ".join(f"{name} {asked[name]:g}" for name in names)
    given = ", ".join(f"{ours[name]:g}" for name in names)
    shape = _shape(asked)
    hint = f"; for its outline {choose_shape.format(shape)}" if shape not in (None, variant.shape) else ""
    return f"sets {said}: made with {given}, for -q and --shape decide{hint}"


def _shape(asked: dict[str, Any]) -> Shape | None:
    if not {"pixel_width", "pixel_height"} & asked.keys():
        return None
    outline = asked.get("pixel_width", 1920) / asked.get("pixel_height", 1080)
    return Shape.WIDE if outline > 1.2 else Shape.TALL if outline < 0.85 else Shape.SQUARE
