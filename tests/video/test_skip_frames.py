"""Frames that stand still are written without the encoder, and every decoder shows them as the frame that stands."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from sessen.video import SegmentEncoder, concat, frames, probe
from sessen.video.bits import BitReader, escaped, unescaped
from sessen.video.color import Pixels

SIZE = (160, 96)
RATE = 20
HOLDS = [
    [1, 1, 1, 40, 1, 1, 1, 1, 1],
    [300, 1],  # longer than the counters of a picture's header
    [1, 12, 1, 13, 1, 14, 25, 26, 27],
    [1] * 30 + [11] + [1] * 5 + [200],
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    [1, 1, 15],
    [1, 15],
    [15],
]


def picture(number: int) -> Pixels:
    """A noisy ground with a bar that moves: compressed with loss, and each one another."""
    ground = np.random.default_rng(7).integers(60, 90, (SIZE[1], SIZE[0], 1), dtype=np.uint8)
    pixels = np.concatenate([ground] * 3 + [np.full_like(ground, 255)], axis=2)
    pixels[20:70, (7 * number) % 140 : (7 * number) % 140 + 16, :3] = (250, 180 + number % 70, 100)
    return np.ascontiguousarray(pixels)


def segment(holds: list[int]) -> bytes:
    encoder = SegmentEncoder(*SIZE, RATE)
    for number, times in enumerate(holds):
        encoder.write(picture(number), times)
    return encoder.finish()


def decoded(data: bytes) -> list[Pixels]:
    """Luma of each frame, by a decoder that stops at the first error."""
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.video[0]
        stream.codec_context.options = {"err_detect": "explode"}
        shown = [np.asarray(frame.to_ndarray(), np.uint8) for frame in container.decode(stream)]
    return [frame[: SIZE[1], : SIZE[0]] for frame in shown]


@pytest.mark.parametrize("holds", HOLDS, ids=str)
def test_a_frame_that_stands_is_shown_unchanged(holds: list[int]) -> None:
    """As many frames as were written, each of them the one that it should be, and no error that is passed over."""
    shown = decoded(segment(holds))
    assert len(shown) == sum(holds)
    stands = [number for number, times in enumerate(holds) for _ in range(times)]
    for (one, two), (before, after) in zip(pairwise(stands), pairwise(shown), strict=True):
        assert np.abs(after.astype(int) - before).max() > 50 if one != two else _nearly_equal(before, after)
    for number, frame in zip(stands, shown, strict=True):
        assert frame[45, (7 * number) % 140 + 8] == pytest.approx(float(luma(number)), abs=8)


def _nearly_equal(before: Pixels, after: Pixels) -> bool:
    """Short stands are left to x264, which improves a picture while it stands."""
    return bool(np.abs(after.astype(int) - before).max() <= 24)


def luma(number: int) -> float:
    red, green, blue = 250, 180 + number % 70, 100
    return 16 + 219 / 255 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)


def test_long_stands_are_equal_to_the_last_bit_and_cost_next_to_nothing() -> None:
    encoder = SegmentEncoder(*SIZE, RATE)
    for number in range(6):
        encoder.write(picture(number))
    encoder.write(picture(6), 400)
    data = encoder.finish()
    shown = list(frames(data))
    assert all((frame == shown[6]).all() for frame in shown[7:])
    with av.open(io.BytesIO(data), "r") as container:
        sizes = [packet.size for packet in container.demux(video=0) if packet.size]
    assert max(sizes[7:]) < 60


def test_stands_join_on_the_grid(tmp_path: Path) -> None:
    total = concat([segment(holds) for holds in HOLDS], tmp_path / "stands.mp4")
    assert total == probe(tmp_path / "stands.mp4").frames == sum(map(sum, HOLDS))
    with av.open(str(tmp_path / "stands.mp4"), "r") as container:
        shown = list(container.decode(video=0))
        times = [round(frame.time * RATE, 6) for frame in shown]
    assert times == list(range(total))
    numbers = [number for holds in HOLDS for number, times in enumerate(holds) for _ in range(times)]
    for number, frame in zip(numbers, shown, strict=True):
        assert frame.to_ndarray()[45, (7 * number) % 140 + 8] == pytest.approx(luma(number), abs=8)


@pytest.mark.parametrize("size", [(854, 480), (1920, 1080), (480, 480), (1080, 1920), (3840, 2160)], ids=str)
def test_every_size_of_a_lecture_can_stand(size: tuple[int, int]) -> None:
    encoder = SegmentEncoder(*size, 60)
    encoder.write(np.full((size[1], size[0], 4), 90, np.uint8), 35)
    shown = list(frames(encoder.finish()))
    assert len(shown) == 35
    assert (shown[0] == shown[-1]).all()


def test_an_unchanged_frame_is_a_stand() -> None:
    """Told that no row has changed, the encoder does not ask whether that is so."""
    encoder = SegmentEncoder(*SIZE, RATE)
    encoder.write(picture(0))
    encoder.write(picture(5), 30, changed=[])
    shown = list(frames(encoder.finish()))
    assert len(shown) == 31
    assert (shown[0] == shown[30]).all()


def test_bits_are_read_as_the_standard_writes_them() -> None:
    """Table 9-2 of ITU-T H.264: 1, 010, 011, 00100 are 0, 1, 2, 3."""
    reader = BitReader(bytes([0b10100110, 0b01000000]))
    assert [reader.golomb() for _ in range(4)] == [0, 1, 2, 3]
    assert reader.fixed(2) == 0


@pytest.mark.parametrize("payload", [b"\0\0\0", b"\0\0\1x", b"\0\0\3\0\0\2", b"abc\0\0\0\0\1", b"\0\0\4"])
def test_no_start_code_comes_up_and_nothing_is_lost(payload: bytes) -> None:
    written = escaped(payload)
    assert not any(code in written for code in (b"\0\0\0", b"\0\0\1", b"\0\0\2"))
    assert unescaped(written) == payload
