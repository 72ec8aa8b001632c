"""A take is a file that carries what it was made from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import pytest

from sessen.errors import SessenError
from sessen.voice.ogg import comments_and_sound
from sessen.voice.script import Script, Sentence, TimedWord, mark_times, sentence_times
from sessen.voice.take import MACHINE, TEACHER, Take, TakeInfo, read_take, take_path, takes_in, write_take
from tests.voice.lessons import tone

WORDS = (TimedWord(0, 0, "Here", 0.1, 0.4), TimedWord(0, 5, "it", 0.5, 0.7), TimedWord(1, 0, "割線", 0.9, 1.2))
SPOKEN = ("Here it", "割線。")
INFO = TakeInfo(MACHINE, SPOKEN, WORDS, 1.5, (("割線", "カッセン", 1),), "af_heart", "kokoro")


def test_what_a_take_was_made_from_is_in_its_file(tmp_path: Path) -> None:
    """And it is an Ogg Opus file of one channel that plays everywhere, which FFmpeg reads the comments of as well."""
    written = write_take(tmp_path / "show.opus", tone(1.5), INFO)
    found = read_take(written.path)
    assert found == written
    assert found.info is not None
    assert (found.info.spoken, found.info.words, found.info.readings) == (SPOKEN, WORDS, (("割線", "カッセン", 1),))
    with av.open(str(written.path)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.layout.nb_channels == 1
        assert "opus" in stream.codec_context.name
        read = comments_and_sound(written.path)
        assert read is not None
        assert stream.metadata["SESSEN_TAKE"] == read[0]["SESSEN_TAKE"]
        assert sum(frame.samples for frame in container.decode(audio=0)) == 72_000


def test_the_same_take_is_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_take(tmp_path / name, tone(0.5), INFO).path.read_bytes() for name in ("a.opus", "b.opus"))
    assert one == other


def test_a_take_that_another_program_has_changed_is_a_recording_of_ones_own(tmp_path: Path) -> None:
    """Its comments come along through most programs; its sound is not that of the machine any more."""
    machine = write_take(tmp_path / "show.opus", tone(0.5), INFO)
    assert not machine.is_own
    other = write_take(tmp_path / "other.opus", tone(0.5, pitch=300), INFO).path.read_bytes()
    comments, _ = comments_and_sound(machine.path) or ({}, "")
    assert not read_take(tmp_path / "other.opus").is_own
    (tmp_path / "show.opus").write_bytes(_with_comment(other, comments["SESSEN_TAKE"]))
    assert read_take(tmp_path / "show.opus").is_own


def _with_comment(data: bytes, comment: str) -> bytes:
    """The sound of one file with the comment of another, as FFmpeg copies it."""
    buffer = io.BytesIO()
    source: Any
    with av.open(io.BytesIO(data)) as source, av.open(buffer, "w", format="ogg") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        stream.metadata["SESSEN_TAKE"] = comment
        for packet in source.demux(audio=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    return buffer.getvalue()


@pytest.mark.parametrize("damage", [b"", b"OggS", b"no sound at all"])
def test_what_is_no_take_is_not_taken_for_one(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "show.opus").write_bytes(damage)
    assert read_take(tmp_path / "show.opus") == Take(tmp_path / "show.opus", None)


def test_a_recording_comes_before_what_the_machine_has_made(tmp_path: Path) -> None:
    write_take(take_path(tmp_path, "show"), tone(0.5), INFO)
    (tmp_path / "show.wav").write_bytes(b"RIFF")
    assert takes_in(tmp_path)["show"].path.suffix == ".wav"
    (tmp_path / "show.mp3").write_bytes(b"ID3")
    with pytest.raises(SessenError, match=r"two recordings of one step: show.mp3 and show.wav"):
        takes_in(tmp_path)


def test_a_recording_stays_one_whatever_it_says(tmp_path: Path) -> None:
    own = write_take(tmp_path / "show.opus", tone(0.5), TakeInfo(TEACHER, ("Old words.",), (), 0.5))
    assert own.is_own
    assert not own.says(Script((Sentence("New words.", "New words."),)))


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle leaves the take as it was, and nothing beside it."""
    before = write_take(tmp_path / "show.opus", tone(0.5), INFO).path.read_bytes()

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_take(tmp_path / "show.opus", tone(1.0), INFO)
    assert [file.name for file in tmp_path.iterdir()] == ["show.opus"]
    assert (tmp_path / "show.opus").read_bytes() == before


def test_marks_come_with_the_word_after_them() -> None:
    marks = (("begin", 0), ("middle", 5), ("end", 7))
    script = Script((Sentence("Here it", "Here it", marks), Sentence("割線。", "割線。", (("last", 3),))))
    assert mark_times(script, WORDS) == {"begin": 0.1, "middle": 0.5, "end": 0.9, "last": 1.2}


def test_sentences_share_the_time_where_nobody_knows_their_words() -> None:
    script = Script(
        (
            Sentence("a", "one two"),
            Sentence("b", "three"),
        )
    )
    assert sentence_times(script, WORDS, 1.5) == [(0.1, 0.7), (0.9, 1.2)]
    assert sentence_times(script, (), 12.0) == [(0.0, 7.0), (7.0, 12.0)]
