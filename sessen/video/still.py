"""One picture as a PNG file: posters, and stills of steps."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from sessen.files import replaced
from sessen.video.colour import Pixels


def still(pixels: Pixels, target: Path) -> None:
    """Write ``pixels`` (height × width × 3 of RGB or × 4 of RGBA) to the PNG file ``target``, whole or not at all."""
    with replaced(target) as part:
        part.write_bytes(png(pixels))


def png(pixels: Pixels) -> bytes:
    """The bytes of a PNG file with ``pixels`` (height × width × 3 of RGB or × 4 of RGBA)."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()
