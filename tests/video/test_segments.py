"""Segments and their joining: exact frames, exact colours, the same bytes."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.errors import SessenError
from sessen.video import Chapter, Cue, Extras, SegmentEncoder, Sound, concat, frames, last_frame, png, probe, still
from sessen.video.color import Pixels
from sessen.video.sound import decode, encode, mix

SIZE = (64, 48)
RATE = 15


def flat(colour: tuple[int, int, int], size: tuple[int, int] = SIZE) -> Pixels:
    pixels = np.empty((size[1], size[0], 4), np.uint8)
    pixels[:] = (*colour, 255)
    return pixels


def segment(levels: list[int], rate: int = RATE) -> bytes:
    """Frames that are each one shade of grey, so that a decoded frame tells which one it is."""
    encoder = SegmentEncoder(*SIZE, rate)
    for level in levels:
        encoder.write(flat((level, level, level)))
    return encoder.finish()


def shades(path: Path | bytes) -> list[int]:
    return [round(float(frame.mean()) / 10) * 10 for frame in frames(path)]


@pytest.mark.parametrize("length", [1, 2, 3, 4, 17])
def test_a_segment_has_one_packet_a_frame(length: int) -> None:
    levels = [10 * (1 + number % 20) for number in range(length)]
    made = segment(levels)
    assert probe(made).frames == length
    assert probe(made).seconds == pytest.approx(length / RATE)
    assert shades(made) == levels


def test_joined_frames_come_in_order_and_lie_on_the_grid(tmp_path: Path) -> None:
    """One-frame segments among them, which shift a naive joining."""
    pieces = [[20], [40, 60], [80], [100], [30, 50, 70, 90, 110, 130, 150], [200], [210, 220, 230]]
    total = concat([segment(piece) for piece in pieces], tmp_path / "joined.mp4")
    assert total == sum(map(len, pieces))
    assert shades(tmp_path / "joined.mp4") == [level for piece in pieces for level in piece]
    with av.open(str(tmp_path / "joined.mp4")) as container:
        stream = container.streams.video[0]
        times = [round(frame.time * RATE, 9) for frame in container.decode(stream)]
    assert times == list(range(total))


def test_long_joins_do_not_drift(tmp_path: Path) -> None:
    piece = segment([40, 80, 120])
    concat([piece] * 150, tmp_path / "long.mp4")
    assert probe(tmp_path / "long.mp4").frames == 450
    with av.open(str(tmp_path / "long.mp4")) as container:
        assert container.duration == 450 * av.time_base // RATE


PAPERS = ["#0F1218", "#171C26", "#232A37", "#FFFFFF", "#F4F5F8", "#E6E8EE", "#000000"]
ROLES = ["#479BFF", "#0561E1", "#FBDB3A", "#FF7A45", "#E11D00", "#42E49D", "#FEA0E7", "#8E24AA", "#C8102E", "#B01E3C"]


@pytest.mark.parametrize(("name", "levels"), [*((name, 1) for name in PAPERS), *((name, 2) for name in ROLES)])
def test_a_flat_colour_survives_by_the_formula_of_bt709(name: str, levels: int) -> None:
    """Decoded luma and chroma, read with ITU-R BT.709's own formula, are the colour: papers within one level of 255.

    A step of blue's chroma is worth 2.1 levels, and the encoder may miss one in strong colours.
    """
    colour = (int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16))
    encoder = SegmentEncoder(*SIZE, RATE)
    encoder.write(flat(colour), 3)
    with av.open(io.BytesIO(encoder.finish()), "r") as container:
        frame = next(container.decode(video=0)).to_ndarray(format="yuv420p").astype(float)
    height, width = SIZE[1], SIZE[0]
    luma = frame[height // 2, width // 2]
    blue, red = (float(plane.mean()) for plane in np.split(frame[height:], 2))
    assert rgb_of_bt709(luma, blue, red) == pytest.approx(colour, abs=levels)


def rgb_of_bt709(luma: float, blue: float, red: float) -> tuple[float, float, float]:
    """ITU-R BT.709-6, items 3.2 to 3.4, with limited range: written here anew, to check the encoder's by."""
    y, cb, cr = (luma - 16) / 219, (blue - 128) / 224, (red - 128) / 224
    r, b = y + 1.5748 * cr, y + 1.8556 * cb
    g = (y - 0.2126 * r - 0.0722 * b) / 0.7152
    return tuple(min(max(round(255 * part), 0), 255) for part in (r, g, b))  # type: ignore[return-value]


def test_files_say_that_they_are_bt709(tmp_path: Path) -> None:
    """Players that are not told assume something of their own."""
    concat([segment([50, 60])], tmp_path / "tagged.mp4")
    with av.open(str(tmp_path / "tagged.mp4")) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
    assert tags == (1, 1, 1, 1)
    assert b"colrnclx" in (tmp_path / "tagged.mp4").read_bytes()


def test_the_same_frames_make_the_same_bytes_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extras = Extras(title="接線", language="ja", sounds=[Sound(0.1, tone(0.3))], chapters=[Chapter(0, "a")])
    made = []
    for folder in ("one", "another place"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        monkeypatch.setenv("TZ", f"Test/{folder[:3]}")
        concat([segment([10, 20, 30]), segment([40])], Path("x.mp4"), extras)
        made.append(Path("x.mp4").read_bytes())
    assert made[0] == made[1]


#: For each frame the strip of it that changes, its level, and how often it stands: also longer than the encoder waits.
RUNS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 255), st.sampled_from([1, 1, 1, 2, RATE])), max_size=12)


@given(RUNS)
@settings(max_examples=30, deadline=None)
def test_a_thread_of_its_own_makes_the_same_bytes(run: list[tuple[int, int, int]]) -> None:
    """The next frame is drawn over the last one while that is being encoded."""

    def made(*, beside: bool) -> bytes:
        pixels, encoder = flat((90, 90, 90)), SegmentEncoder(*SIZE, RATE, beside=beside)
        encoder.write(pixels)
        for strip, level, times in run:
            box = (0, 8 * strip, SIZE[0], 8 * strip + 8)
            pixels[box[1] : box[3]] = (level, 255 - level, 90, 255)
            encoder.write(pixels, times, [box])
        return encoder.finish()

    assert made(beside=True) == made(beside=False)


def test_what_goes_wrong_in_the_encoders_thread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised at the next frame or at the end, and the thread ends with the encoder."""

    def fail(*_: object) -> None:
        raise OSError("no room")

    encoder = SegmentEncoder(*SIZE, RATE, beside=True)
    monkeypatch.setattr("sessen.video.segment._Packets.add", fail)
    encoder.write(flat((10, 10, 10)))
    with pytest.raises(OSError, match="no room"):
        encoder.write(flat((20, 20, 20)))
    encoder.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("encoder")]


def test_the_index_comes_before_the_pictures(tmp_path: Path) -> None:
    """A browser can start to play before it has everything."""
    concat([segment([10, 20])], tmp_path / "fast.mp4")
    data = (tmp_path / "fast.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_chapters_title_languages_and_subtitles_read_back(tmp_path: Path) -> None:
    extras = Extras(
        title="The chain rule",
        language="ja",
        sounds=[Sound(0.0, tone(0.5))],
        chapters=[Chapter(0, "Question"), Chapter(1.0, "答え")],
        subtitles=[("en", [Cue(0, 0.5, "One"), Cue(1, 2, "Two")]), ("ja", [Cue(0.5, 1.5, "一つ")])],
    )
    concat([segment([50] * 30)], tmp_path / "rich.mp4", extras)
    with av.open(str(tmp_path / "rich.mp4")) as container:
        assert container.metadata["title"] == "The chain rule"
        chapters = [(each["start"], each["end"], each["metadata"]["title"]) for each in container.chapters()]
        assert chapters == [(0, 1000, "Question"), (1000, 2000, "答え")]
        assert [stream.metadata["language"] for stream in container.streams][:4] == ["jpn", "jpn", "eng", "jpn"]
    assert cues(tmp_path / "rich.mp4", 2) == [(0, 500, "One"), (1000, 1000, "Two")]
    assert cues(tmp_path / "rich.mp4", 3) == [(500, 1000, "一つ")]


def cues(path: Path, index: int) -> list[tuple[int | None, int | None, str]]:
    with av.open(str(path)) as container:
        packets = [(packet.pts, packet.duration, bytes(packet)) for packet in container.demux(container.streams[index])]
    return [(start, length, data[2:].decode()) for start, length, data in packets if len(data) > 2]


def test_segments_of_other_settings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SessenError, match="different settings"):
        concat([segment([10]), segment([10], rate=30)], tmp_path / "mixed.mp4")
    assert os.listdir(tmp_path) == []  # nothing half-made


def test_nothing_to_join_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SessenError, match="nothing to join"):
        concat([], tmp_path / "empty.mp4")


def test_the_last_frame_is_the_last_one() -> None:
    assert round(float(last_frame(segment([30, 60, 90, 120, 150])).mean()) / 10) * 10 == 150


def test_a_still_is_the_picture(tmp_path: Path) -> None:
    pixels = flat((1, 2, 3))
    still(pixels, tmp_path / "a" / "still.png")
    with av.open(str(tmp_path / "a" / "still.png")) as container:
        read = next(container.decode(video=0)).to_ndarray(format="rgba")
    assert (read == pixels).all()
    assert (tmp_path / "a" / "still.png").read_bytes() == png(pixels)


def tone(seconds: float, pitch: float = 440.0) -> bytes:
    line = 0.5 * np.sin(2 * np.pi * pitch * np.arange(round(48_000 * seconds)) / 48_000)
    return encode(np.stack([line, line]).astype(np.float32))


def test_sound_is_kept_without_loss_and_laid_where_it_belongs() -> None:
    start, samples = mix([(0.25, decode(tone(0.5))), (-0.25, decode(tone(0.1)))])
    assert start == -0.25
    assert samples.shape == (2, 48_000)
    expected = 0.5 * np.sin(2 * np.pi * 440 * 100 / 48_000)
    assert samples[0, 24_000 + 100] == pytest.approx(expected, abs=2 / 32768)
    assert np.abs(samples[:, 5_000:23_900]).max() == 0


def test_sound_of_a_video_is_heard_at_its_time(tmp_path: Path) -> None:
    """A tone that starts at 1 s is silent before; AAC smears by a few milliseconds."""
    concat([segment([50] * 30)], tmp_path / "heard.mp4", Extras(sounds=[Sound(1.0, tone(0.5))]))
    heard = decode(tmp_path / "heard.mp4")
    assert heard.shape[1] == pytest.approx(96_000, abs=1_100)
    assert np.abs(heard[:, :46_000]).max() < 0.01
    assert np.abs(heard[:, 50_000:70_000]).max() == pytest.approx(0.5, abs=0.1)


def test_a_file_without_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.wav").write_text("this is no sound")
    with pytest.raises(SessenError, match=r"no\.wav cannot be read as sound"):
        decode(tmp_path / "no.wav")
