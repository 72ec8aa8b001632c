"""Masters keep pictures with alpha without loss; sound keeps its pitch at another speed."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.video.color import Pixels
from sessen.video.master import MasterEncoder, over, pictures, straight
from sessen.video.sound import Sound, decode, encode, time_stretched

SIZE = (61, 34)  # odd, so that no width of memory rows happens to fit


def noise(seed: int) -> Pixels:
    """Premultiplied RGBA: no colour is above its alpha."""
    random = np.random.default_rng(seed)
    alpha = random.choice([0, 1, 90, 254, 255], (SIZE[1], SIZE[0], 1))
    colours = random.integers(0, 256, (SIZE[1], SIZE[0], 3)) * alpha // 255
    return np.concatenate([colours, alpha], axis=2).astype(np.uint8)


@pytest.mark.parametrize("rate", [15, 30, 60])
def test_every_pixel_comes_back_and_stands_as_long_as_it_did(rate: int) -> None:
    encoder = MasterEncoder(*SIZE, rate)
    stands = [1, 40, 1, 3, 7]
    for number, times in enumerate(stands):
        encoder.write(noise(number))
        if times > 1:
            encoder.write(noise(number), times - 1, [])
    back = list(pictures(encoder.finish(), rate))
    assert [times for _, times in back] == stands
    for number, (pixels, _) in enumerate(back):
        assert np.array_equal(pixels, noise(number))


def test_the_same_pictures_are_the_same_bytes() -> None:
    def made() -> bytes:
        encoder = MasterEncoder(*SIZE, 30)
        encoder.write(noise(1), 5)
        return encoder.finish()

    assert made() == made()


def test_over_a_colour_and_straight_agree_with_the_formulas_of_compositing() -> None:
    """Porter and Duff's over, in floating point."""
    pixels = noise(3).astype(float)
    alpha = pixels[..., 3:] / 255
    laid = pixels[..., :3] + np.array((200, 100, 50)) * (1 - alpha)
    assert np.abs(over(noise(3), (200, 100, 50)) - laid).max() <= 0.51
    back = straight(noise(3)).astype(float)[..., :3] * alpha
    assert np.abs(back - pixels[..., :3]).max() <= 0.51


@pytest.mark.parametrize("speed", [0.25, 2.0, 5.0])
def test_hurried_sound_is_shorter_at_the_same_pitch(speed: float) -> None:
    times = np.arange(48_000) / 48_000
    tone = np.stack([0.5 * np.sin(2 * np.pi * 440 * times)] * 2).astype(np.float32)
    samples = decode(time_stretched([Sound(0.0, encode(tone))], 1.0, speed).data)
    seconds = samples.shape[1] / 48_000
    assert seconds == pytest.approx(1 / speed, rel=0.05)
    assert np.argmax(np.abs(np.fft.rfft(samples[0]))) / seconds == pytest.approx(440, abs=3 / seconds)
