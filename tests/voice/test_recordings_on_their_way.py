"""Sound that comes from the page piece by piece: none of it is lost, and nothing takes the place of a recording."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sessen.cli.main import main
from sessen.errors import SessenError
from sessen.video.sound import decode
from sessen.voice.own_take import OwnTakeArgs, TakeThere, keep_take, prepare_take
from sessen.voice.recordings import About, Recording, RecordingGone, Recordings
from sessen.voice.script import Script, Sentence
from sessen.voice.take import MACHINE, TakeInfo, read_take, takes_in, write_take
from tests.voice import lessons
from tests.voice.lessons import tone
from tests.voice.test_recordings import write_wave

RATE = 48_000


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    """A step that says nothing in words, so that none are looked for."""
    folder = tmp_path / "assets/voice/en/Dots"
    about = About("Dots", "Dots", "dots.py", str(folder), "en", "show", Script(), RATE, "2026-01-02 03:04:05")
    return Recordings(tmp_path / ".sessen").begin(about)


def speak(recording: Recording, seconds: float = 1.0, level: float = 0.1) -> bytes:
    """Half a second of silence, a hum, and silence again, as a page sends them."""
    silence = np.zeros((2, RATE // 2), np.float32)
    samples = np.concatenate([silence, tone(seconds, level), silence], axis=1)[0]
    data = bytes((samples * 32767).astype("<i2").tobytes())
    for at in range(0, len(data), 40_000):
        assert recording.append(at, data[at : at + 40_000]) == min(at + 40_000, len(data))
    return data


def take_of(recording: Recording) -> float:
    """Make its take; how long that is."""
    wave, about = str(recording.as_wave()), recording.about
    args = OwnTakeArgs(wave, about.step, about.script, "en", about.scene_file, str(recording.take))
    return prepare_take(args, lambda message: None).seconds


def test_pieces_that_come_twice_or_overlap_are_there_once(recording: Recording) -> None:
    """As after a connection that was lost between a piece and its answer."""
    data = speak(recording)
    assert recording.append(0, data[:1000]) == len(data)
    assert recording.append(len(data) - 10, data[-10:] + b"ab") == len(data) + 2
    assert recording.sound.read_bytes() == data + b"ab"
    with pytest.raises(SessenError, match="the next begin at"):
        recording.append(len(data) + 100, b"later")


def test_a_recording_is_found_by_whoever_comes_next(recording: Recording, tmp_path: Path) -> None:
    speak(recording)
    [found] = Recordings(tmp_path / ".sessen")
    assert found == recording
    assert found.seconds == pytest.approx(2.0)
    for name in ("", "..", "../written", "0" * 16, recording.id.upper() + "x"):
        with pytest.raises(RecordingGone):
            Recordings(tmp_path / ".sessen").get(name)
    recording.drop()
    assert [*Recordings(tmp_path / ".sessen")] == []


def test_nobody_records_for_longer_than_a_take_may_last(recording: Recording) -> None:
    with pytest.raises(SessenError, match="at most 5 minutes"):
        recording.append(0, bytes(2 * RATE * 331))
    assert recording.size == 0


def test_a_take_is_trimmed_and_what_cannot_be_one_is_told(recording: Recording) -> None:
    speak(recording)
    assert take_of(recording) == pytest.approx(1.0 + 0.12 + 0.25, abs=0.05)
    recording.sound.write_bytes(bytes(2 * RATE))
    with pytest.raises(SessenError, match=r"the recording show.wav is silent"):
        take_of(recording)
    recording.sound.write_bytes(b"")
    with pytest.raises(SessenError, match=r"the recording show.wav"):
        take_of(recording)


def test_a_hiss_below_hearing_is_no_recording(recording: Recording) -> None:
    """A microphone that is switched off still sends a little."""
    speak(recording, level=0.0005)
    with pytest.raises(SessenError, match=r"show.wav is silent"):
        take_of(recording)


@pytest.mark.parametrize("ending", [".opus", ".wav"])
def test_a_recording_is_replaced_only_when_somebody_says_so(recording: Recording, tmp_path: Path, ending: str) -> None:
    """A copy of it stays; what the machine has made goes without a question."""
    folder = tmp_path / "assets/voice/en/Dots"
    own = folder / f"show{ending}"
    folder.mkdir(parents=True)
    if ending == ".wav":
        write_wave(own)
    else:
        write_take(own, tone(0.5), TakeInfo("teacher", (), (), 0.5))
    before = own.read_bytes()
    speak(recording)
    take_of(recording)
    with pytest.raises(TakeThere, match=f"there is a recording of this step: show{ending}"):
        keep_take(recording, replacing=False)
    assert own.read_bytes() == before
    kept = keep_take(recording, replacing=True).path
    assert own.with_name(f"show.backup{ending}").read_bytes() == before
    assert takes_in(folder)["show"].path == kept == folder / "show.opus"
    assert len(takes_in(folder)) == 1
    assert decode(kept).any()
    assert not recording.path.exists()


def test_the_machine_makes_room_for_a_recording(recording: Recording, tmp_path: Path) -> None:
    file = tmp_path / "assets/voice/en/Dots/show.opus"
    write_take(file, tone(0.5), TakeInfo(MACHINE, (), (), 0.5))
    speak(recording)
    take_of(recording)
    keep_take(recording, replacing=False)
    assert read_take(file).is_own
    assert [each.name for each in file.parent.iterdir()] == ["show.opus"]


def test_words_of_a_step_are_remembered_as_they_were_when_it_was_begun(tmp_path: Path) -> None:
    script = Script((Sentence("x²", "x squared", (("here", 2),)),), (("割線", "カッセン", 1),))
    about = About("Dots", "Dots", "dots.py", str(tmp_path), "en", "show", script, RATE, "")
    made = Recordings(tmp_path).begin(about)
    assert Recordings(tmp_path).get(made.id).about == about
    with pytest.raises(SessenError, match="samples a second"):
        Recordings(tmp_path).begin(About("D", "D", "d.py", "", "en", "s", script, 7, ""))


def test_clean_leaves_what_nobody_has_kept_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lessons.project(tmp_path / "lecture")
    monkeypatch.chdir(folder)
    about = About("Dots", "Dots", "dots.py", "", "en", "show", Script(), RATE, "")
    recording = Recordings(folder / ".sessen").begin(about)
    speak(recording, 0.1)
    assert main(["clean", "--all"]) == 0
    assert [each.name for each in (folder / ".sessen").iterdir()] == ["recordings"]
    recording.drop()
    assert main(["clean", "--all"]) == 0
    assert not (folder / ".sessen").exists()
