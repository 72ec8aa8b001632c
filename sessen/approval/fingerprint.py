"""What is kept of a picture: how light and how colourful each part of it is, and where in the part that lies.

A pixel that another processor rounds another way changes nothing of that worth speaking of; a glyph, a colour or a
thing that has moved by a pixel does.
"""

from __future__ import annotations

import base64
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from sessen.video.color import Pixels

LINES: Final = 720
"""Pixels on the shorter side of the pictures that are compared."""

_SIDE: Final = 60  # pixels of a part
_FINE: Final = 16  # of these are one level
_STATS: Final = 8  # light, where across, where down, two differences of colours, ink, steps across, steps down
_ROUNDING: Final = np.array([0.2, 0.45, 0.45, 0.3, 0.3, 0.2, 0.3, 0.3])
"""Levels, by stat: what other processors' rounding may come to."""

_PART_OF_A_PIXEL: Final = np.array([1.5, 1e9, 1e9, 1.5, 1.5, 1.5, 3.0, 3.0])
"""Levels, by stat: what moving by part of a pixel may come to, where lines leave a part or fall between pixels."""

_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 0, "pb": 0}]
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

    def written(self) -> str:
        """As text."""
        return pack([self])

    @classmethod
    def read(cls, text: str) -> Self:
        """What `written` has written.

        Raises
        ------
        ValueError
            It is something else.
        """
        (stats,) = _unpacked(text)
        return cls(stats)

    def compare(self, other: Fingerprint) -> tuple[Verdict, npt.NDArray[np.bool_]]:
        """How another picture compares with this one, and which parts differ."""
        if self.stats.shape != other.stats.shape:
            return Verdict.DIFFERENT, np.ones(other.stats.shape[:2], bool)
        apart = np.abs(self.stats - other.stats)
        differs = np.asarray((apart > _ROUNDING).any(axis=-1))
        if not differs.any():
            return Verdict.SAME, differs
        far = differs & (apart > _PART_OF_A_PIXEL).any(axis=-1)
        is_near = self._shift(other, differs) <= _FAR
        is_moved = is_near and not far.any() and not _is_dyed((self.stats - other.stats)[differs])
        return (Verdict.MOVED, differs) if is_moved else (Verdict.DIFFERENT, differs)

    def _shift(self, other: Fingerprint, differs: npt.NDArray[np.bool_]) -> float:
        """How many pixels the ink has moved in one of the places that differ, at most.

        What moves moves the light of its parts, from one to its neighbour too; their ink tells by how much.
        """
        change = self.stats - other.stats
        places: Any = np.indices(differs.shape)
        ink = np.maximum(np.maximum(self.stats[..., 5], other.stats[..., 5]), 1 / _FINE)
        shifts = [0.0]
        for here in _places(differs):
            for stat, index in ((1, places[1]), (2, places[0])):
                beside = (index[here] - index[here].mean()) * _SIDE / 4
                moved = float(np.sum(change[..., stat][here] + change[..., 0][here] * beside))
                shifts.append(4 * abs(moved) / float(ink[here].sum()))
        return max(shifts)


def _places(differs: npt.NDArray[np.bool_]) -> Iterator[npt.NDArray[np.bool_]]:
    """The parts that differ, those that touch one another together."""
    high, wide = differs.shape
    labels = np.where(differs, np.arange(1, differs.size + 1).reshape(high, wide), 0)
    while True:
        around = np.pad(labels, 1)
        shifted = [around[row : row + high, column : column + wide] for row in range(3) for column in range(3)]
        spread = np.max(shifted, axis=0) * differs
        if (spread == labels).all():
            break
        labels = spread
    yield from (labels == label for label in np.unique(labels[differs]))


def pack(prints: Sequence[Fingerprint]) -> str:
    """Fingerprints of pictures of one size as text: each as what has changed since the one before it."""
    count, (rows, columns, _) = len(prints), prints[0].stats.shape
    levels = np.rint(np.stack([each.stats for each in prints]) * _FINE).astype("<i2")
    levels[1:] -= levels[:-1].copy()
    # Small numbers of either sign as small numbers, their low bytes first: what packs well.
    plain = np.moveaxis((levels << 1) ^ (levels >> 15), -1, 0).astype("<u2")
    bytes_of_each = np.ascontiguousarray(plain).view(np.uint8).reshape(-1, 2).T.tobytes()
    packed = lzma.compress(bytes_of_each, lzma.FORMAT_RAW, filters=_FILTERS)
    return f"{count}x{rows}x{columns}:{base64.b85encode(packed).decode()}"


def unpack(text: str) -> list[Fingerprint]:
    """What `pack` has written.

    Raises
    ------
    ValueError
        It is something else.
    """
    return [Fingerprint(stats) for stats in _unpacked(text)]


def _unpacked(text: str) -> Stats:
    size, _, packed = text.partition(":")
    count, rows, columns = (int(number) for number in size.split("x"))
    try:
        unpacked = lzma.decompress(base64.b85decode(packed), lzma.FORMAT_RAW, filters=_FILTERS)
    except lzma.LZMAError as error:
        raise ValueError("damaged") from error
    pairs = np.frombuffer(unpacked, np.uint8).reshape(2, -1).T
    plain = np.ascontiguousarray(pairs).view("<u2").astype(np.int32).reshape(_STATS, count, rows, columns)
    changes = np.moveaxis((plain >> 1) ^ -(plain & 1), 0, -1)
    stats: Stats = np.cumsum(changes, axis=0) / _FINE
    return stats


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
