"""Thumbnails of a scene, kept as one small film: one picture mostly is the one before it with a little more."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

    from sessen.video.color import Pixels

_WIDTH: Final = 128  # pixels of the longer side
_QUALITY: Final = 30


def thumbnail_of(pixels: Pixels) -> bytes:
    """A small picture of a frame, as WebP without loss."""
    from PIL import Image

    small = Image.fromarray(pixels[..., :3])
    small.thumbnail((_WIDTH, _WIDTH))
    return _webp(small)


def joined(pictures: Sequence[bytes]) -> bytes:
    """Pictures of one size as one AVIF film; nothing of none."""
    from PIL import Image

    if not pictures:
        return b""
    frames = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    film = io.BytesIO()
    # One thread: the bytes are the same on every machine.
    options = {"quality": _QUALITY, "speed": 4, "max_threads": 1, "duration": 100}
    frames[0].save(film, format="AVIF", save_all=True, append_images=frames[1:], **options)
    return film.getvalue()


def split(film: bytes) -> list[bytes]:
    """The pictures of such a film, as WebP.

    Raises
    ------
    OSError
        It is something else.
    """
    from PIL import Image, ImageSequence

    return [_webp(frame.convert("RGB")) for frame in ImageSequence.Iterator(Image.open(io.BytesIO(film)))]


def _webp(picture: Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, format="WEBP", lossless=True)
    return written.getvalue()
