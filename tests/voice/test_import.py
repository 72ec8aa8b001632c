"""A long recording is cut into the steps of a scene: the known text is found in it, and what is missing is named."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from sessen.cli.main import main
from sessen.speech import NO_READINGS, readings_of
from sessen.video.loudness import loudness
from sessen.video.sound import Samples, decode
from sessen.voice.alignment import align
from sessen.voice.engines import VOICES, engine_of
from sessen.voice.script import TimedWord
from sessen.voice.take import TEACHER, TakeInfo, read_take, write_take
from tests.inline_pool import InlinePool
from tests.voice import lessons

Read = dict[str, tuple[Samples, tuple[TimedWord, ...]]]
DATA: Final = Path(__file__).parent / "data"
READINGS: Final = readings_of(DATA / "scene.py")  # those that come with Sessen
ENGLISH: Final = ("Here is a dot.", "It is small.", "In a moment it will go to two.")
JAPANESE: Final = ("ここで、割線は接線に近づきます。", "点はゆっくり右へ動きます。")


@pytest.fixture(scope="module")
def teacher() -> Read:
    """Somebody who reads the text aloud, by an engine whose own times are known; spoken once, and kept."""
    read: Read = {}
    for language in ("en", "ja"):
        take = read_take(DATA / f"read_aloud.{language}.opus")
        assert take.info
        assert take.info.spoken == (ENGLISH if language == "en" else JAPANESE)
        read[language] = decode(take.path), take.info.words
    samples, words = read["en"]
    first, second = (round(word.start * 48_000) for word in words if word.text in ("It", "In"))
    read["short"] = np.delete(samples, np.s_[first:second], axis=1), ()
    return read


def record(file: Path, samples: Samples) -> Path:
    """As a microphone does it: with a second of a soft hiss before and after."""
    hiss = np.random.default_rng(3).normal(0, 0.0005, samples.shape[1] + 96_000)
    hiss[48_000:-48_000] += samples[0]
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes((np.clip(hiss, -1, 1) * 32767).astype("<i2").tobytes())
    return file


def test_english_words_are_found_where_the_voice_says_them(teacher: Read) -> None:
    """Within sixty milliseconds of the times that the network itself has spoken by."""
    samples, words = teacher["en"]
    found = align(samples, ENGLISH, "en", READINGS)
    assert not found.doubts
    assert [word.text for word in found.words] == [word.text for word in words]
    errors = [abs(one.start - other.start) for one, other in zip(found.words, words, strict=True)]
    assert np.mean(errors) <= 0.06


ONE_SENTENCE: Final = """
import socket, sys
class Refused(socket.socket):
    def __init__(self, *_, **__): raise OSError("no network here")
socket.socket = Refused
from sessen.speech import NO_READINGS, readings_of
from sessen.voice.engines import VOICES, engine_of
said = engine_of(VOICES["af_heart"]).say(sys.argv[1], "af_heart", 1.0, NO_READINGS)
sys.stdout.buffer.write(said.samples.tobytes())
"""


def test_the_same_text_has_the_same_bytes_without_a_network() -> None:
    """In another process, in which no socket can be opened."""
    again = subprocess.run([sys.executable, "-c", ONE_SENTENCE, ENGLISH[1]], capture_output=True, check=True).stdout
    here = engine_of(VOICES["af_heart"]).say(ENGLISH[1], "af_heart", 1.0, NO_READINGS)
    assert again == here.samples.tobytes()


def test_a_missing_english_word_is_named(teacher: Read) -> None:
    samples, words = teacher["en"]
    found = align(samples, ("Here is certainly a dot.", *ENGLISH[1:]), "en", READINGS)
    assert [doubt.word for doubt in found.doubts] == ["certainly"]
    assert found.doubts[0].seconds == pytest.approx(words[1].end, abs=0.1)


@pytest.mark.parametrize(
    ("language", "place", "said", "written"),
    [
        ("en", 1, "small", "round"),
        ("en", 2, "moment", "second"),
        ("ja", 0, "近づきます", "重なります"),
        ("ja", 1, "右", "左"),
    ],
)
def test_another_word_in_the_place_of_one_is_named(
    teacher: Read, language: str, place: int, said: str, written: str
) -> None:
    """A word as long as the one that is written; how many of them are named is told by ``tools.swapped_words``."""
    samples, words = teacher[language]
    sentences = list(ENGLISH if language == "en" else JAPANESE)
    assert not align(samples, sentences, language, READINGS).doubts
    sentences[place] = sentences[place].replace(said, written)
    doubt = align(samples, sentences, language, READINGS).doubts[0]
    assert doubt.word in written
    if language == "en":
        [word] = [each for each in words if each.sentence == place and each.text == said]
        assert doubt.seconds == pytest.approx(word.start, abs=0.3)


def test_less_sound_than_words_is_told(teacher: Read) -> None:
    """As when somebody has stopped at once."""
    samples, _ = teacher["ja"]
    found = align(samples[:, :12_000], JAPANESE, "ja", READINGS)
    assert "割線" in [doubt.word for doubt in found.doubts]


def test_japanese_words_are_found(teacher: Read) -> None:
    samples, words = teacher["ja"]
    found = align(samples, JAPANESE, "ja", READINGS)
    assert not found.doubts
    begins = {(word.sentence, word.text): word.start for word in words}
    both = [(word.start, begins.get((word.sentence, word.text))) for word in found.words]
    errors = [abs(one - other) for one, other in both if other is not None]
    assert len(errors) > 10
    assert np.mean(errors) <= 0.06


def test_a_missing_japanese_word_is_named(teacher: Read) -> None:
    samples, _ = teacher["ja"]
    found = align(samples, ("ここで、割線はとうとう接線に近づきます。", JAPANESE[1]), "ja", READINGS)
    assert "とうとう" in [doubt.word for doubt in found.doubts]


@pytest.fixture
def dots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lessons.project(tmp_path / "lecture")
    monkeypatch.setattr("sessen.pool.local.ProcessPool", InlinePool)
    monkeypatch.chdir(folder)
    return folder


def test_a_recording_is_cut_into_steps(dots: Path, teacher: Read, capsys: pytest.CaptureFixture[str]) -> None:
    """Trimmed, as loud as all takes, with the times of its words; what was there stays, unless it is replaced."""
    samples, _ = teacher["en"]
    words = ["voice", "import", str(record(dots / "all.wav", samples)), "--scene", "Dots", "--lang", "en", "--denoise"]
    assert main([*words, "--json"]) == 0
    takes = json.loads(capsys.readouterr().out)["takes"]
    assert [take["step"] for take in takes] == ["show", "move"]
    made = {take["step"]: read_take(Path(take["where"])) for take in takes}
    assert all(take.is_own for take in made.values())
    show, move = made["show"].info, made["move"].info
    assert show
    assert move
    assert (show.spoken, move.spoken) == (ENGLISH[:2], ENGLISH[2:])
    heard = [word.text for word in move.words if word.text != "a"]  # which is swallowed where it is spoken fluently
    assert heard == "In moment it will go to two".split()
    for take in (show, move):
        assert take.words[0].start == pytest.approx(0.12, abs=0.06)
        assert take.seconds - take.words[-1].end == pytest.approx(0.25, abs=0.06)
    assert loudness(decode(made["move"].path)).integrated == pytest.approx(-16, abs=1.5)
    before = made["show"].path.read_bytes()
    assert main(words) == 2
    assert "there are recordings of 2 steps already" in capsys.readouterr().err
    assert made["show"].path.read_bytes() == before


def test_what_is_missing_is_named_and_nothing_is_written(
    dots: Path, teacher: Read, capsys: pytest.CaptureFixture[str]
) -> None:
    samples, _ = teacher["short"]
    words = ["voice", "import", str(record(dots / "all.wav", samples)), "--scene", "Dots", "--lang", "en"]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "all.wav: not heard: 'It' at 0:0" in said
    assert "'small' at" in said
    assert not (dots / "assets").exists()
    own = dots / "assets/voice/en/Dots/move.opus"
    write_take(own, lessons.tone(0.5), TakeInfo(TEACHER, (), (), 0.5))
    before = own.read_bytes()
    assert main([*words, "--anyway", "--replace"]) == 0
    assert "the recording that was there is kept as" in capsys.readouterr().err
    assert own.with_name("move.backup.opus").read_bytes() == before != own.read_bytes()


def test_a_scene_and_a_language_have_to_be_named(dots: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "import", "all.wav"]) == 2
    assert "a recording is of one scene in one language" in capsys.readouterr().err
    assert main(["voice", "speak"]) == 2
    assert "not understood" in capsys.readouterr().err
