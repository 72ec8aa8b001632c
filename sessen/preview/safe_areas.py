"""Where edges and captions are in each shape, for what pages lay over the picture: in hundredths of its size."""

from __future__ import annotations

from sessen.layout import EDGE, Region, layout_for
from sessen.variant import Shape


def safe_areas() -> dict[str, dict[str, dict[str, float]]]:
    """The area that lectures keep to, and that of the sentence, by shape: ``left``, ``right``, ``top``, ``bottom``."""
    return {str(shape): {"safe": _safe(shape), "caption": _caption(shape)} for shape in Shape}


def _safe(shape: Shape) -> dict[str, float]:
    frame = layout_for(shape).frame
    return _insets(frame, frame.inset(EDGE))


def _caption(shape: Shape) -> dict[str, float]:
    layout = layout_for(shape)
    return _insets(layout.frame, layout.caption)


def _insets(frame: Region, region: Region) -> dict[str, float]:
    return {
        "left": 100 * (region.left - frame.left) / frame.width,
        "right": 100 * (frame.right - region.right) / frame.width,
        "top": 100 * (frame.top - region.top) / frame.height,
        "bottom": 100 * (region.bottom - frame.bottom) / frame.height,
    }
