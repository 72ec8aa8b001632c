"""One picture as a PNG file: posters, and stills of steps."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from sessen.files import atomic_write
from sessen.video.color import Pixels


def still(pixels: Pixels, target: Path) -> None:
    """Write ``pixels`` (height × width × 3 of RGB or × 4 of RGBA) to the PNG file ``target``, whole or not at all."""
    with atomic_write(target) as part:
        part.write_bytes(png(pixels))


def png(pixels: Pixels) -> bytes:
    """The bytes of a PNG file with ``pixels`` (height × width × 3 of RGB or × 4 of RGBA)."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()


def pdf(pixels: Pixels) -> bytes:
    """The bytes of a PDF page of one picture (height × width × 3 of RGB), a point a pixel, without loss."""
    import cairo

    height, width = pixels.shape[:2]
    # Cairo's RGB24 is four bytes a pixel, blue first.
    memory = np.zeros((height, width, 4), np.uint8)
    memory[..., :3] = pixels[..., ::-1]
    picture = cairo.ImageSurface.create_for_data(memory.data, cairo.Format.RGB24, width, height)
    buffer = io.BytesIO()
    page = cairo.PDFSurface(buffer, width, height)
    page.set_metadata(cairo.PDFMetadata.CREATE_DATE, "2000-01-01T00:00:00")  # the same bytes every time
    context = cairo.Context(page)
    context.set_source_surface(picture)
    context.paint()
    page.finish()
    return buffer.getvalue()
