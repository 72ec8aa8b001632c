"""What cannot serve as a recording is told with the file's name."""

from __future__ import annotations

import os
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from sessen.errors import SessenError
from sessen.video.recording import recorded
from sessen.video.segment import SegmentEncoder
from tests.voice.lessons import tone


def write_wave(
    file: Path, *, seconds: float = 0.5, rate: int = 48_000, channels: int = 1, width: int = 2, level: float = 0.3
) -> Path:
    """A WAV file by the standard library, which knows nothing of FFmpeg."""
    with wave.open(str(file), "wb") as out:
        out.setparams((channels, width, rate, 0, "NONE", ""))
        moments = np.arange(round(seconds * rate)) / rate
        levels = level * np.sin(2 * np.pi * 220 * moments)
        samples = (levels * 32767).astype("<i2") if width == 2 else ((levels + 1) * 127).astype("u1")
        out.writeframes(np.repeat(samples[:, None], channels, axis=1).tobytes())
    return file


def video(file: Path) -> Path:
    """A video without sound, called as a recording would be."""
    encoder = SegmentEncoder(64, 64, 10)
    encoder.write(np.zeros((64, 64, 4), np.uint8), 5)
    file.write_bytes(encoder.finish())
    return file


def text(file: Path) -> Path:
    file.write_text("These are my notes for the recording.\n" * 20)
    return file


def empty(file: Path) -> Path:
    file.write_bytes(b"")
    return file


def hour(file: Path) -> Path:
    """A file whose header promises an hour; what is not written takes no room."""
    write_wave(file, seconds=0, rate=16_000)
    length = 2 * 16_000 * 3601
    data = bytearray(file.read_bytes())
    data[4:8], data[40:44] = (length + 36).to_bytes(4, "little"), length.to_bytes(4, "little")
    file.write_bytes(data)
    os.truncate(file, 44 + length)
    return file


BAD = {
    "empty": (empty, r"take.wav is empty \(0 bytes\)"),
    "8 bits": (lambda file: write_wave(file, width=1), "take.wav has 8 bits a sample"),
    "96 kHz": (lambda file: write_wave(file, rate=96_000), "take.wav has 96,000 samples a second"),
    "telephone": (lambda file: write_wave(file, rate=8_000), "take.wav has 8,000 samples a second"),
    "5.1": (lambda file: write_wave(file, channels=6), "take.wav has 6 channels"),
    "an hour": (hour, "take.wav lasts 60:01 minutes; at most 5:00 minutes"),
    "a video": (video, "take.wav is a video"),
    "text": (text, "take.wav cannot be read as sound"),
    "silence": (lambda file: write_wave(file, level=0), "take.wav is silent"),
    "nothing": (lambda file: file, "take.wav cannot be read as sound"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_recording_is_told_by_its_name(tmp_path: Path, kind: str) -> None:
    make, what = BAD[kind]
    with pytest.raises(SessenError, match=what) as caught:
        recorded(make(tmp_path / "take.wav"))
    assert caught.value.hint


@pytest.mark.parametrize("ending", ["wav", "flac", "m4a", "mp3", "opus"])
def test_the_formats_that_people_record_in_are_read(tmp_path: Path, ending: str) -> None:
    file, codec = tmp_path / f"take.{ending}", {"wav": "pcm_s16le", "m4a": "aac", "mp3": "mp3", "opus": "libopus"}
    with av.open(str(file), "w") as container:
        stream: Any = container.add_stream(codec.get(ending, ending), rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(1.0)[:1], format="fltp", layout="mono")
        frame.sample_rate = 48_000
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=48_000)
        for each in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    found = recorded(file)
    assert found.shape[1] == pytest.approx(48_000, abs=2500)
    assert np.abs(found).max() == pytest.approx(0.1, abs=0.02)
