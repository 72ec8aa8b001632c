"""Captions that an author has timed, by Manim's own call or through manim-voiceover, stay as Manim writes them."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
import srt as subrip  # type: ignore[import-untyped]
from manim import tempconfig

import sessen.pool.local
from sessen.cli.main import main
from sessen.products.video.captions import CaptionCue, captions, shown_one_by_one
from tests.inline_pool import InlinePool

SCENES = '''"""Captions faster than they can be read, and a voice that is cut into pieces of a caption each."""

from contextlib import contextmanager

from manim import Circle, Create, Scene, Square


class Fast(Scene):
    def construct(self):
        for words in (
            "First we differentiate both sides of it.",
            "Then we divide by the factor in front.",
            "At last we set the parameter to zero.",
            "And that is the answer we were after.",
        ):
            self.add_subcaption(words, duration=0.4)
            self.play(Create(Circle()), run_time=0.4)


class VoiceoverScene(Scene):
    """As manim-voiceover does it: the words in pieces, each with its offset and a gap after it."""

    @contextmanager
    def voiceover(self, text, duration):
        words, start, now = text.split(", "), 0.0, self.renderer.time
        for each in words:
            length = duration * len(each) / len("".join(words))
            self.add_subcaption(each, duration=max(length - 0.1, 0), offset=start)
            start += length
        yield
        self.wait(max(duration - (self.renderer.time - now), 1 / 15))


class Spoken(VoiceoverScene):
    def construct(self):
        with self.voiceover("This is a long sentence about circles, and its other half is about nothing", 1.2):
            self.play(Create(Circle()), run_time=0.2)
        self.next_section("square")
        with self.voiceover("Now a square", 0.6):
            self.add_subcaption("(a square appears)", duration=0.4, offset=0.2)
            self.play(Create(Square()), run_time=0.6)
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("captions")
    (made / "pyproject.toml").write_text("")
    (made / "talk.py").write_text(SCENES)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
        assert main(["talk.py", "-q", "draft"]) == 0
        yield made


def manims(folder: Path, name: str) -> list[tuple[float, float, str]]:
    """What Manim itself writes beside its video of a scene."""
    tiny = {"pixel_width": 32, "pixel_height": 18, "frame_rate": 15, "verbosity": "ERROR", "progress_bar": "none"}
    with tempconfig({**tiny, "media_dir": str(folder / "media"), "disable_caching": True}):
        scene: Any = runpy.run_path(str(folder / "talk.py"))[name]()
        scene.render()
    [file] = (folder / "media").glob(f"**/{name}.srt")
    return read(file)


def read(file: Path) -> list[tuple[float, float, str]]:
    cues = subrip.parse(file.read_text(encoding="utf-8"))
    return [(cue.start.total_seconds(), cue.end.total_seconds(), cue.content) for cue in cues]


@pytest.mark.parametrize("name", ["Fast", "Spoken"])
def test_timed_captions_are_those_of_manim(name: str, folder: Path) -> None:
    ours, theirs = read(folder / "build" / "en" / f"{name}.srt"), manims(folder, name)
    assert [text for *_, text in ours] == [text for *_, text in theirs]
    for (start, end, _), (first, last, _) in zip(ours, theirs, strict=True):
        assert start == pytest.approx(first, abs=0.002)
        assert end == pytest.approx(last, abs=0.002)


def test_the_track_in_the_video_shows_overlapping_captions_together(folder: Path) -> None:
    with av.open(str(folder / "build" / "en" / "Spoken.mp4"), "r") as container:
        packets = [bytes(packet)[2:] for packet in container.demux(container.streams.subtitles[0]) if packet.size > 2]
    assert [packet.decode() for packet in packets][-2:] == ["Now a square\n(a square appears)", "(a square appears)"]


def test_timed_captions_keep_their_times_beside_sentences_that_are_paced() -> None:
    told = [CaptionCue(0, 0.5, "a" * 40), CaptionCue(0.2, 0.3, "one\n\ntwo", timed=True), CaptionCue(0.5, 1, "b" * 40)]
    made = captions(told, 1.0)
    assert CaptionCue(0.2, 0.3, "one\ntwo", timed=True) in made
    assert [cue.text.replace("\n", "") for cue in made if not cue.timed] == ["a" * 40, "b" * 40]


def test_no_sentence_is_left_out_however_little_time_there_is() -> None:
    made = captions([CaptionCue(0.2 * at, 0.2 * at + 0.2, f"CaptionCue number {at} of them") for at in range(5)], 1.0)
    assert [cue.text for cue in made] == [f"CaptionCue number {at} of them" for at in range(5)]
    assert all(cue.end - cue.start > 0.15 for cue in made)
    assert made[-1].end == 1.0


def test_a_single_track_shows_everything_and_ends_with_the_video() -> None:
    cues = [CaptionCue(0, 2, "a"), CaptionCue(1, 3, "b"), CaptionCue(5, 9, "c"), CaptionCue(8, 9, "d")]
    assert shown_one_by_one(cues, 6) == [
        CaptionCue(0, 1, "a"),
        CaptionCue(1, 2, "a\nb"),
        CaptionCue(2, 3, "b"),
        CaptionCue(5, 6, "c"),
    ]
