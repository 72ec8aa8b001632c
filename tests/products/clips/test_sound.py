"""Clips keep what is heard in their steps, or say that they do not."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

import sessen.pool.local
from sessen.cli.main import main
from sessen.video.alpha import PRORES_4444, VP9, AlphaCodec, alpha_video
from sessen.video.sound import Sound, encode
from tests.inline_pool import InlinePool

RATE = 48_000
SCENE = '''"""A beep in the middle of a second."""

from manim import Scene, Square


class Beep(Scene):
    def construct(self):
        self.add(Square())
        self.add_sound("beep.wav", time_offset=0.4)
        self.wait(0.8)
'''


def tone(seconds: float) -> npt.NDArray[np.float32]:
    """A beep at half of full scale, two channels."""
    levels = 0.5 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(levels[None, :], 2, axis=0).astype(np.float32)


def heard(source: Path | bytes) -> npt.NDArray[np.float64]:
    """The left channel as a player decodes it, from the moment at which the pictures begin."""
    with av.open(io.BytesIO(source) if isinstance(source, bytes) else str(source), "r") as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        frames = [*container.decode(audio=0), None]
        first = frames[0]
        assert first is not None
        assert first.time is not None
        pieces = [piece.to_ndarray()[0] for frame in frames for piece in resampler.resample(frame)]
    ahead = np.zeros(round(first.time * RATE))
    return np.concatenate([ahead, *pieces]).astype(np.float64)


def loud(samples: npt.NDArray[np.float64]) -> tuple[float, float]:
    """From when to when something is heard, in seconds."""
    places = np.flatnonzero(np.abs(samples) > 0.1) / RATE
    return float(places[0]), float(places[-1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("sound")
    (made / "pyproject.toml").write_text("")
    (made / "beep.py").write_text(SCENE)
    with wave.open(str(made / "beep.wav"), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes((tone(0.2).T * 32767).astype("<i2").tobytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
        yield made


def clips(capsys: pytest.CaptureFixture[str], place: str, *words: str) -> tuple[dict[str, Any], str, str]:
    """What a clip's files are, what is pasted, and what is said beside."""
    assert main(["clips", "beep.py", "--for", place, "-q", "draft", "--json", "--out", place, *words]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    [built] = document["built"]
    files = {Path(each["file"]).suffix[1:]: each for each in built["files"] if each["kind"] == "clip"}
    return files, document["pasted"][0]["text"], said.err


@pytest.mark.parametrize(
    ("place", "codecs"),
    [("web", {"webm": "opus", "mp4": "aac"}), ("keynote", {"mov": "pcm_s16le"}), ("powerpoint", {"mp4": "aac"})],
)
@pytest.mark.parametrize("speed", [1, 2])
def test_films_sound_as_their_steps_when_their_steps_do(
    place: str, codecs: dict[str, str], speed: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, _, said = clips(capsys, place, "--speed", str(speed), "--size", "160")
    assert set(files) == set(codecs)
    assert "sound" not in said
    for ending, codec in codecs.items():
        assert files[ending]["sound"] == "kept"
        file = folder / place / files[ending]["file"]
        with av.open(str(file)) as container:
            assert container.streams.audio[0].codec_context.name == codec
            assert container.streams.video[0].start_time == 0
        samples = heard(file)
        begins, ends = loud(samples)
        assert begins == pytest.approx(0.4 / speed, abs=0.03)
        assert ends == pytest.approx(0.6 / speed, abs=0.03)
        assert np.abs(samples).max() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("place", ["web", "revealjs", "quarto", "myst"])
def test_pages_let_people_hear_what_is_heard(place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = clips(capsys, place, "--size", "160")
    assert "muted" not in text
    assert "controls" in text
    if place in ("web", "revealjs"):
        assert "vp09.00.40.08, opus" in text
    assert " autoplay" not in text, "browsers do not start what is heard"


@pytest.mark.parametrize(
    ("words", "hint"),
    [("google-slides", "google-slides has no other formats"), ("moodle", "--format mp4 keeps it"), ("moodle mp4", "")],
)
def test_what_leaves_sound_out_is_told_in_one_line(
    words: str, hint: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, *kinds = words.split()
    files, _, said = clips(capsys, place, "--size", "160", *(word for kind in kinds for word in ("--format", kind)))
    assert [each["sound"] for each in files.values()] == ["left out" if hint else "kept"]
    told = [line for line in said.splitlines() if "the sound was left out: GIF files have no sound" in line]
    assert len(told) == bool(hint)
    assert all(hint in line for line in told)


@pytest.mark.parametrize("codec", [VP9, PRORES_4444], ids=["webm", "mov"])
def test_pictures_and_sound_lie_side_by_side_in_a_file(codec: AlphaCodec) -> None:
    """A page that has loaded the first half of a film can play it: nothing waits at its end."""
    picture = np.zeros((32, 32, 4), np.uint8)
    sounds = [Sound(0.0, encode(tone(20.0)))]
    data = alpha_video(codec, [(picture, 40)], 2, "", sounds=sounds, seconds=20.0)
    with av.open(io.BytesIO(data), "r") as container:
        times: dict[str, float] = {}
        apart = []
        for packet in container.demux():
            if packet.size and packet.pts is not None and packet.time_base is not None:
                times[packet.stream.type] = float(packet.pts * packet.time_base)
                apart.append(max(times.values()) - min(times.values()))
    assert set(times) == {"video", "audio"}
    assert max(apart) < 1.5
    assert heard(data).size == pytest.approx(20 * RATE, abs=0.03 * RATE)
