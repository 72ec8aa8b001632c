"""What is kept of a picture: how light and how colourful each part of it is, and where in the part that lies.

A pixel that another processor rounds another way changes nothing of that worth speaking of; a glyph, a colour or a
thing that has moved by a pixel does.
"""

from __future__ import annotations

import base64
import lzma
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from sessen.video.color import Pixels

LINES: Final = 720
"""Pixels on the shorter side of the pictures that are compared."""

_SIDE: Final = 30  # pixels of a part
_FINE: Final = 16  # of these are one level
_STATS: Final = 8  # light, where across, where down, two differences of colours, ink, steps across, steps down
_ROUNDING: Final = np.array([0.45, 0.4, 0.4, 0.45, 0.45, 0.45, 0.9, 0.9])
"""Levels, by stat: what other processors' rounding may come to."""

_PART_OF_A_PIXEL: Final = np.array([3.0, 1e9, 1e9, 3.0, 3.0, 3.0, 6.0, 6.0])
"""Levels, by stat: what moving by part of a pixel may come to, where lines leave a part or fall between pixels."""

_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9}]
_TINTS: Final = [0, 3, 4]
_FAR: Final = 0.9  # pixels

Stats = npt.NDArray[np.float64]


class Verdict(StrEnum):
    """How a picture compares with the one that was approved."""

    SAME = "same"
    MOVED = "moved by less than a pixel"
    DIFFERENT = "different"
    NEW = "not approved yet"
    GONE = "no such frame any more"


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The stats of each part of a picture, rows × columns × stats, in levels."""

    stats: Stats

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """The fingerprint of height × width × 3 or 4."""
        colors = pixels[..., :3].astype(np.float64)
        red, green, blue = colors[..., 0], colors[..., 1], colors[..., 2]
        light = 0.3 * red + 0.59 * green + 0.11 * blue
        parts = _parts(np.stack([light, red - green, blue - green], axis=-1))
        place = (np.arange(_SIDE) - (_SIDE - 1) / 2) / 4
        bright = parts[..., 0] - np.median(light)  # what is not paper
        across = (bright * place[None, None, None, :]).mean(axis=(2, 3))
        down = (bright * place[None, None, :, None]).mean(axis=(2, 3))
        ink, means = np.abs(bright).mean(axis=(2, 3)), parts.mean(axis=(2, 3))
        steps = [np.abs(np.diff(bright, axis=axis)).mean(axis=(2, 3)) for axis in (3, 2)]
        stats = np.stack([means[..., 0], across, down, means[..., 1], means[..., 2], ink, *steps], axis=-1)
        return cls(np.rint(stats * _FINE) / _FINE)

    def written(self, before: Fingerprint | None = None) -> str:
        """As text; with the picture before it, of which much is the same mostly, as what has changed."""
        rows, columns, _ = self.stats.shape
        numbers = np.rint(self._beside(before) * _FINE).astype("<i2")
        # Neighbours are alike: what is written is how each differs from the one to its left.
        numbers[:, 1:] -= numbers[:, :-1].copy()
        packed = lzma.compress(np.moveaxis(numbers, -1, 0).tobytes(), lzma.FORMAT_RAW, filters=_FILTERS)
        return f"{rows}x{columns}:{base64.b85encode(packed).decode()}"

    def _beside(self, before: Fingerprint | None) -> Stats:
        return (
            self.stats - before.stats if before is not None and before.stats.shape == self.stats.shape else self.stats
        )

    @classmethod
    def read(cls, text: str, before: Fingerprint | None = None) -> Self:
        """What `written` has written, with the same picture before it.

        Raises
        ------
        ValueError
            It is something else.
        """
        size, _, packed = text.partition(":")
        rows, columns = (int(number) for number in size.split("x"))
        try:
            numbers = np.frombuffer(lzma.decompress(base64.b85decode(packed), lzma.FORMAT_RAW, filters=_FILTERS), "<i2")
        except lzma.LZMAError as error:
            raise ValueError("damaged") from error
        steps = np.moveaxis(numbers.reshape(_STATS, rows, columns), 0, -1).astype(np.int16)
        stats = np.cumsum(steps, axis=1, dtype=np.int16) / _FINE
        is_change = before is not None and before.stats.shape == stats.shape
        return cls(stats + before.stats if is_change and before is not None else stats)

    def compare(self, other: Fingerprint) -> tuple[Verdict, npt.NDArray[np.bool_]]:
        """How another picture compares with this one, and which parts differ."""
        if self.stats.shape != other.stats.shape:
            return Verdict.DIFFERENT, np.ones(other.stats.shape[:2], bool)
        apart = np.abs(self.stats - other.stats)
        differs = np.asarray((apart > _ROUNDING).any(axis=-1))
        if not differs.any():
            return Verdict.SAME, differs
        # What moves within a part moves its light; the ink that there is tells by how much.
        ink = np.maximum(np.maximum(self.stats[..., 5], other.stats[..., 5]), 1 / _FINE)
        moved = 4 * apart[..., 1:3].max(axis=-1) / ink
        far = differs & ((moved > _FAR) | (apart > _PART_OF_A_PIXEL).any(axis=-1))
        is_moved = not far.any() and not _is_dyed((self.stats - other.stats)[differs])
        return (Verdict.MOVED, differs) if is_moved else (Verdict.DIFFERENT, differs)


def _is_dyed(change: Stats) -> bool:
    """Whether parts have become lighter or of another colour on the whole, which what only moves does not."""
    sums = np.abs(change[:, _TINTS].sum(axis=0))
    return bool(((sums > _ROUNDING[_TINTS]) & (sums > 0.3 * np.abs(change[:, _TINTS]).sum(axis=0))).any())


def _parts(picture: Any) -> Any:
    """Rows × columns × height × width × channels of the parts; what is beyond the edges repeats them."""
    high, wide = (-(-side // _SIDE) * _SIDE for side in picture.shape[:2])
    whole = np.pad(picture, ((0, high - picture.shape[0]), (0, wide - picture.shape[1]), (0, 0)), mode="edge")
    cut = whole.reshape(high // _SIDE, _SIDE, wide // _SIDE, _SIDE, -1)
    return cut.swapaxes(1, 2)
