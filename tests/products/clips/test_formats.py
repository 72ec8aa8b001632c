"""What is decoded from clips: the pictures that were drawn, where they meet, what is transparent, how long they are."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from sessen.video import frames
from tests.cli.lectures import Outcome
from tests.products.clips.conftest import Levels, apart, clips, files

PAPER = (0x0F, 0x12, 0x18)  # of the dark theme
CREAM = (0xFF, 0xF8, 0xE7)
FIRST, SECOND = "01-show_dot", "02-move_dot"


@pytest.fixture(scope="module")
def web(lecture: Path) -> dict[str, Path]:
    return files(clips(lecture, "Tiny", "--for", "web"), lecture)


@pytest.fixture(scope="module")
def keynote(lecture: Path) -> dict[str, Path]:
    return files(clips(lecture, "Tiny", "--for", "keynote"), lecture)


@pytest.fixture(scope="module")
def images(lecture: Path) -> tuple[Outcome, dict[str, Path]]:
    kinds = [word for kind in ("gif", "webp", "avif") for word in ("--format", kind)]
    made = clips(lecture, "Tiny", "--for", "moodle", *kinds, "--background", "#FFF8E7", "--theme", "dark", "--loop")
    return made, files(made, lecture)


def opaque(file: Path) -> list[Levels]:
    return [frame.astype(np.int16) for frame in frames(file)]


def with_alpha(file: Path) -> list[Levels]:
    """Straight RGBA; FFmpeg's own VP9 decoder drops alpha, the library's keeps it."""
    found = []
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        decoder = av.CodecContext.create("libvpx-vp9", "r") if file.suffix == ".webm" else stream.codec_context
        for packet in container.demux(stream):
            found += [frame.to_ndarray(format="rgba").astype(np.int16) for frame in decoder.decode(packet)]
    return found


def laid_over(picture: Levels, colour: tuple[int, int, int]) -> Levels:
    alpha = picture[..., 3:] / 255
    mixed: Levels = np.round(picture[..., :3] * alpha + np.array(colour) * (1 - alpha)).astype(np.int16)
    return mixed


def mean_error(one: Levels, other: Levels) -> float:
    return float(np.abs(one - other).mean())


def test_an_mp4_is_what_slide_programs_play(web: dict[str, Path]) -> None:
    data = web[f"{FIRST}.mp4"].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data)) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)


def test_the_plain_clip_is_the_video_of_its_step(web: dict[str, Path], lecture: Path) -> None:
    """No second encoding: two clips hold the packets of the whole scene one after the other."""

    def packets(file: Path) -> list[bytes]:
        with av.open(str(file)) as container:
            return [bytes(packet) for packet in container.demux(container.streams.video[0]) if packet.size]

    whole = files(clips(lecture, "Tiny::..", "--for", "powerpoint"), lecture)
    parts = packets(web[f"{FIRST}.mp4"]) + packets(web[f"{SECOND}.mp4"])
    assert packets(whole["01-02-show_dot-to-move_dot.mp4"]) == parts


@pytest.mark.parametrize(
    ("place", "ending", "decode"), [("web", "mp4", opaque), ("web", "webm", with_alpha), ("keynote", "mov", with_alpha)]
)
def test_neighbouring_clips_meet(place: str, ending: str, decode: object, request: pytest.FixtureRequest) -> None:
    """The last picture of one is the first of the next, and the clips do not stand still in between."""
    made = request.getfixturevalue(place)
    decoded = opaque if decode is opaque else with_alpha
    before, after = decoded(made[f"{FIRST}.{ending}"]), decoded(made[f"{SECOND}.{ending}"])
    meeting, moving = mean_error(before[-1], after[0]), mean_error(after[0], after[-1])
    assert meeting < 0.05
    assert moving > 5 * meeting


def test_neighbouring_lossless_images_meet_pixel_for_pixel(images: tuple[Outcome, dict[str, Path]]) -> None:
    ends = []
    for stem, place in ((FIRST, -1), (SECOND, 0)):
        with Image.open(images[1][f"{stem}.webp"]) as image:
            ends.append([np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(image)][place])
    assert np.array_equal(ends[0], ends[1])


@pytest.mark.parametrize(("prefix", "ending"), [("", "mp4"), ("alpha.", "webm")])
def test_first_picture_and_poster_are_those_of_the_clip(prefix: str, ending: str, web: dict[str, Path]) -> None:
    shown = (opaque if ending == "mp4" else with_alpha)(web[f"{SECOND}.{ending}"])
    for still, frame in (("first.png", shown[0]), ("png", shown[-1])):
        picture = np.asarray(Image.open(web[f"{SECOND}.{prefix}{still}"])).astype(np.int16)
        one, other = (laid_over(each, PAPER) if prefix else each for each in (picture, frame))
        assert mean_error(one, other) < 0.05
        assert apart(one, other) < 5


@pytest.mark.parametrize(("place", "ending"), [("web", "webm"), ("keynote", "mov")])
def test_laid_over_paper_a_transparent_clip_is_the_opaque_one(
    place: str, ending: str, web: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    """The opaque one is another drawing, by another codec, on that paper."""
    transparent = with_alpha(request.getfixturevalue(place)[f"{SECOND}.{ending}"])
    drawn = opaque(web[f"{SECOND}.mp4"])
    assert len(transparent) == len(drawn)
    assert max(int(frame[0, 0, 3]) for frame in transparent) <= 1  # VP9 loses a level of alpha, ProRes none
    assert max(int(frame[..., 3].max()) for frame in transparent) > 250
    for one, other in zip(transparent, drawn, strict=True):
        assert mean_error(laid_over(one, PAPER), other) < 1.2  # the colour of paper is off by one level in video
        assert apart(laid_over(one, PAPER), other) < 10


def test_images_show_the_asked_background_exactly(images: tuple[Outcome, dict[str, Path]]) -> None:
    for ending, allowed in (("gif", 0), ("webp", 0), ("avif", 1)):
        with Image.open(images[1][f"{SECOND}.{ending}"]) as image:
            for frame in ImageSequence.Iterator(image):
                corner = np.asarray(frame.convert("RGB"))[:8, :8].astype(int)
                assert np.abs(corner - np.array(CREAM)).max() <= allowed


@pytest.mark.parametrize("ending", ["gif", "webp", "avif"])
def test_images_last_exactly_as_long_as_the_step(ending: str, images: tuple[Outcome, dict[str, Path]]) -> None:
    """15 frames a second are no whole number of hundredths: nothing may drift."""
    with Image.open(images[1][f"{SECOND}.{ending}"]) as image:
        lasts = [frame.info["duration"] for frame in ImageSequence.Iterator(image) if frame.load() is not None]
    assert sum(lasts) == pytest.approx(1000 * 8 / 15, abs=5 if ending == "gif" else 0.5)


def test_a_gif_that_loops_says_so(images: tuple[Outcome, dict[str, Path]], lecture: Path) -> None:
    with Image.open(images[1][f"{SECOND}.gif"]) as image:
        assert image.info["loop"] == 0
    once = files(clips(lecture, "Tiny::move_dot", "--for", "google-slides"), lecture)
    with Image.open(once[f"{SECOND}.gif"]) as image:
        assert "loop" not in image.info


def test_a_lossless_image_is_the_master_laid_over_the_ground(
    images: tuple[Outcome, dict[str, Path]], keynote: dict[str, Path]
) -> None:
    """Against ProRes, which is another codec of the same master, drawn for another background."""
    with Image.open(images[1][f"{SECOND}.webp"]) as image:
        last = [np.asarray(frame.convert("RGB")).astype(np.int16) for frame in ImageSequence.Iterator(image)][-1]
    first, *_, end = (laid_over(picture, CREAM) for picture in with_alpha(keynote[f"{SECOND}.mov"]))
    assert mean_error(last, end) < 0.05
    assert apart(last, end) < 5
    assert apart(last, first) > 40


def test_a_budget_chooses_and_says_what(lecture: Path) -> None:
    made = clips(lecture, "Tiny::move_dot", "--for", "moodle", "--max-size", "2.2kB")
    gif = made.document["built"][0]["files"][0]
    assert gif["size"] <= 2200
    with Image.open(lecture / "build" / gif["file"]) as image:
        width, height = image.size
    assert f"{width} × {height} pixels" in gif["note"]
    assert "colours" in gif["note"]


def test_twice_as_fast_is_half_as_long_and_ends_on_the_same_picture(lecture: Path, web: dict[str, Path]) -> None:
    made = files(clips(lecture, "Tiny::move_dot", "--for", "powerpoint", "--speed", "2"), lecture)
    plain, fast = opaque(web[f"{SECOND}.mp4"]), opaque(made[f"{SECOND}-x2.mp4"])
    assert len(fast) == len(plain) / 2
    for place in (0, -1):
        assert apart(fast[place], plain[place]) < 5
    assert apart(plain[0], plain[-1]) > 40


def test_what_is_cropped_is_all_that_is_drawn_and_the_same_for_neighbours(lecture: Path, web: dict[str, Path]) -> None:
    made = files(clips(lecture, "Tiny", "--for", "beamer", "--margin", "4"), lecture)
    cut = {opaque(made[f"{stem}-cropped4.mp4"])[0].shape for stem in (FIRST, SECOND)}
    assert len(cut) == 1
    height, width, _ = cut.pop()
    drawn = np.zeros((480, 854), bool)
    for stem in (FIRST, SECOND):
        for frame in with_alpha(web[f"{stem}.webm"]):
            drawn |= frame[..., 3] > 40
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert 0 <= height - (rows[-1] - rows[0] + 1) <= 16
    assert 0 <= width - (columns[-1] - columns[0] + 1) <= 16


def test_what_is_there_is_not_drawn_again(lecture: Path, web: dict[str, Path]) -> None:
    again = clips(lecture, "Tiny", "--for", "revealjs", "--size", "320")
    assert [built["rendered"] for built in again.document["built"]] == [[], []]
    assert opaque(files(again, lecture)[f"{FIRST}-320.mp4"])[0].shape == (180, 320, 3)
