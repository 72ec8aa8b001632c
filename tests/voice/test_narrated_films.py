"""A step lasts as long as its picture or its narration; nothing that was drawn is drawn anew for it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import av
import numpy as np
import pypdfium2
import pytest
from pptx import Presentation

from sessen.cli.main import main
from sessen.video.loudness import loudness
from sessen.video.read import frames, probe
from sessen.video.sound import Sound, decode, encode
from sessen.video.soundtrack import Voiceover, soundtrack
from sessen.voice.script import LEAD, TAIL
from sessen.voice.take import read_take
from tests.voice import tone_engine
from tests.voice.lessons import tone, write_tone

RATE = 15  # frames a second of a draft


def build(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[dict[str, Any], str]:
    """What a draft of the lecture came to, and what was said beside."""
    capsys.readouterr()
    assert main(["-q", "draft", "--json", *words]) == 0
    said = capsys.readouterr()
    document: dict[str, Any] = json.loads(said.out)
    return document, said.err


def drawn(document: dict[str, Any]) -> list[str]:
    """The steps that were drawn."""
    return [step for built in document["built"] for step in built["rendered"]]


def test_a_step_lasts_as_long_as_its_picture_or_its_narration(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The pictures are those of the silent film, of which some stand longer: to the pixel, and not drawn again."""
    for folder, language in (("ja", "ja"), ("en", "en")):
        document, _ = build(capsys, "Dots", "--lang", language)
        if language == "ja":
            assert drawn(document) == []
        silent, told = Path(f"silent/{folder}/Dots.mp4"), Path(f"build/{folder}/Dots.mp4")
        takes = [read_take(spoken / f"assets/voice/{language}/Dots/{step}.opus").info for step in ("show", "move")]
        needed = [int(np.ceil((LEAD + take.seconds + TAIL) * RATE - 1e-6)) for take in takes if take]
        assert probe(told).frames >= max(probe(silent).frames, sum(needed))
        seen = [picture.tobytes() for picture in frames(told)]
        assert len(seen) == probe(told).frames
        if language == "ja":  # waits for no mark
            assert list(dict.fromkeys(seen)) == list(dict.fromkeys(each.tobytes() for each in frames(silent)))
        heard = decode(told)
        assert heard.shape[1] / 48_000 == pytest.approx(probe(told).seconds, abs=0.03)


def test_a_film_is_as_loud_as_it_should_be_and_clicks_nowhere(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(capsys)
    heard = decode(Path("build/en/lecture.mp4"))
    found = loudness(heard)
    assert found.integrated == pytest.approx(-16, abs=1)
    assert found.peak <= -1
    # A hum that is cut off jumps by as much as it is loud.
    assert np.abs(np.diff(heard[0])).max() < 0.1 * np.abs(heard).max()


def test_captions_and_transcript_say_what_is_spoken_when_it_is(
    spoken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(capsys, "--lang", "en", "--lang", "ja")
    take = read_take(spoken / "assets/voice/en/Dots/show.opus").info
    assert take
    lines = Path("build/en/Dots.vtt").read_text().split("\n\n")
    begins = float(lines[1].split(" --> ")[0].rpartition(":")[2])
    assert begins == pytest.approx(LEAD + take.words[0].start, abs=0.002)
    assert take.spoken[0].split()[0] in lines[1]
    assert Path("build/en/Dots.ja.vtt").exists()
    assert take.spoken[0] in Path("build/en/lecture.txt").read_text()


def test_other_words_of_the_same_length_draw_nothing_anew(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sound has its own key: the film is made anew, no picture is."""
    build(capsys, "Dots")
    take = spoken / "assets/voice/en/Dots/show.opus"
    info = read_take(take).info
    assert info
    before = Path("build/en/Dots.mp4").read_bytes()
    write_tone(take, info.spoken, info.seconds - 0.01, info.words)
    document, _ = build(capsys, "Dots")
    assert drawn(document) == []
    assert Path("build/en/Dots.mp4").read_bytes() != before


def test_nothing_is_made_where_nothing_has_changed(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = build(capsys, "Dots")
    stamps = {file: file.stat().st_mtime_ns for file in Path("build").rglob("*.mp4")}
    second, _ = build(capsys, "Dots")
    assert {file: file.stat().st_mtime_ns for file in Path("build").rglob("*.mp4")} == stamps
    assert drawn(second) == []
    assert _hashes(first) == _hashes(second)


def _hashes(document: dict[str, Any]) -> dict[str, str]:
    return {file["file"]: file["sha256"] for built in document["built"] for file in built["files"]}


def test_a_step_without_a_take_is_spoken_for_this_film(lecture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The machine speaks what is missing; the assets stay as they are. The next film finds it."""
    build(capsys, "Dots", "--lang", "ja")
    assert len(tone_engine.said) == 2
    assert not (lecture / "assets").exists()
    assert decode(Path("build/ja/Dots.mp4")).any()
    build(capsys, "Dots", "--lang", "ja", "--out", "again")
    assert len(tone_engine.said) == 2


def test_without_the_voice_a_step_is_silent_and_the_build_says_how_to_get_it(
    lecture: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sessen.voice.engines._LANGUAGES", {"en": ("no_such_package",), "ja": ()})
    document, said = build(capsys, "Dots")
    assert "silent: no take: Dots (en) 2 steps; the voice is not installed:" in said
    assert "sessen.voice.install" in said
    assert document["built"][0]["files"][0]["sound"] == ""


def test_other_values_change_the_words(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So another take is needed, which is not that of the assets."""
    before = len(tone_engine.said)
    build(capsys, "--set", "far=3", "Dots")
    assert len(tone_engine.said) == before + 1
    assert "3" in tone_engine.said[-1] or "three" in tone_engine.said[-1]


def test_a_recording_is_heard_and_never_written_over(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.voice.test_recordings import write_wave

    own = write_wave(spoken / "assets/voice/en/Dots/show.wav", seconds=3)
    before = own.read_bytes()
    build(capsys, "Dots")
    assert probe(Path("build/en/Dots.mp4")).seconds > LEAD + 3 + TAIL
    assert main(["voice", "--speed", "1.5"]) == 0
    assert own.read_bytes() == before
    document, said = build(capsys, "Dots", "--voice", "own", "--out", "own")
    assert "silent: no recording: Dots (en) move" in said
    assert document["built"][0]["files"][0]["sound"] == "kept"


def test_a_bad_recording_fails_its_scene_and_leaves_nothing(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (spoken / "assets/voice/en/Dots/show.wav").write_text("not a sound")
    capsys.readouterr()
    assert main(["-q", "draft"]) == 1
    assert "the recording show.wav cannot be read as sound" in capsys.readouterr().err
    assert not list(Path("build").rglob("*.mp4"))


def test_clips_are_silent_unless_they_are_asked_to_speak(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clip's sound begins and ends with it; twice as fast it has the same pitch."""
    words = ["clips", "Dots::show", "--for", "powerpoint", "-q", "draft", "--json"]
    capsys.readouterr()
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["built"][0]["files"][0]["sound"] == ""
    assert main([*words, "--voice", "machine", "--speed", "2", "--out", "fast"]) == 0
    file = Path(json.loads(capsys.readouterr().out)["built"][0]["where"])
    heard = decode(file)
    assert heard.shape[1] / 48_000 == pytest.approx(probe(file).seconds, abs=0.1)
    loud = heard[0][np.abs(heard[0]) > 0.02]
    spectrum = np.abs(np.fft.rfft(heard[0] * np.hanning(heard.shape[1])))
    assert np.argmax(spectrum) * 48_000 / heard.shape[1] == pytest.approx(300, abs=6)
    assert loud.size


def test_notes_of_decks_say_what_is_said_and_spoken_decks_are_heard(spoken: Path) -> None:
    """With formulas to be read by people; notes are text, so they are there also where nobody speaks."""
    narration = spoken / "scenes/dots.narration.toml"
    narration.write_text(narration.read_text().replace("It is small.", "Its area is $pi r^2$."))
    said = "Here is a dot. Its area is π r²."
    for kind, voice in (("pptx", "machine"), ("html", "machine"), ("pdf", "machine"), ("pptx", "off")):
        words = ["deck", "Dots", "--to", kind, "-q", "draft", "--lang", "en", "--voice", voice, "--json"]
        assert main([*words, "--out", voice]) == 0
    for voice in ("machine", "off"):
        [deck] = Path(voice).rglob("*.pptx")
        slides = list(Presentation(str(deck)).slides)
        notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.notes_slide.notes_text_frame]
        assert [text.split("\n")[0] for text in notes] == [said, "In a moment it will go to 2."]
        relations = (each for slide in slides for each in slide.part.rels.values() if each.reltype.endswith("/video"))
        for each in relations:
            with av.open(io.BytesIO(each.target_part.blob)) as film:
                assert bool(film.streams.audio) is (voice == "machine")
    [page] = Path("machine").rglob("*.html")
    assert f'<aside class="notes">{said}<br>' in page.read_text()
    [handout] = Path("machine").rglob("*.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(handout))
    assert "Here is a dot. Its area is π" in " ".join(text.split())


def test_everything_else_is_quieter_by_twelve_decibels_while_somebody_speaks() -> None:
    """And as loud as ever before and after."""
    hum = Sound(0.0, encode(tone(6.0, 0.05, pitch=1000)))
    speech = Voiceover(2.0, 2.0, lambda: np.zeros((2, 96_000), np.float32))
    heard = np.concatenate(list(soundtrack([hum], [speech], 6.0)), axis=1)[0]
    loud = {at: float(np.sqrt((heard[round(at * 48_000) :][:24_000] ** 2).mean())) for at in (1.0, 2.5, 4.5)}
    assert 20 * np.log10(loud[2.5] / loud[1.0]) == pytest.approx(-12, abs=0.1)
    assert loud[4.5] == pytest.approx(loud[1.0], rel=0.01)


def test_a_mark_is_waited_for_and_a_late_one_is_told(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The dot moves on the frame on which it is said; only that frame is an input of its picture."""
    build(capsys, "Dots")
    take = read_take(spoken / "assets/voice/en/Dots/move.opus").info
    assert take
    word = next(word for word in take.words if word.text == "go")
    due = int(np.ceil((LEAD + word.start) * RATE - 1e-6))
    first = json.loads((spoken / "build/manifest.json").read_text())
    assert first
    show = read_take(spoken / "assets/voice/en/Dots/show.opus").info
    assert show
    seen = [picture.tobytes() for picture in frames(Path("build/en/Dots.mp4"))]
    begins = probe(Path("silent/en/Dots.mp4")).frames  # the silent film is shorter: nothing waits in it
    assert len(seen) > begins
    changes = [number for number in range(1, len(seen)) if seen[number] != seen[number - 1]]
    step = len(seen) - changes[-1]
    assert changes[-1] - changes[0] >= due - RATE
    assert step > 0
    scene = spoken / "scenes/dots.py"
    scene.write_text(scene.read_text().replace('self.until("go")', 'self.wait(5)\n        self.until("go")'))
    capsys.readouterr()
    assert main(["check", "-q", "draft"]) == 0
    assert re.search(r"Dots::move: \[go\] is spoken \d\.\d\d s before its picture is there", capsys.readouterr().err)


def test_a_kill_in_the_middle_costs_one_sentence(lecture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was spoken before is not spoken again."""
    say = tone_engine.ToneEngine.say

    def killed(self: tone_engine.ToneEngine, sentence: str, *rest: Any) -> Any:
        if sentence == "It is small.":
            raise KeyboardInterrupt
        return say(self, sentence, *rest)

    monkeypatch.setattr(tone_engine.ToneEngine, "say", killed)
    assert main(["voice", "--lang", "en"]) == 130
    assert tone_engine.said == ["Here is a dot."]
    assert not list(lecture.rglob("*.opus"))
    monkeypatch.setattr(tone_engine.ToneEngine, "say", say)
    assert main(["voice", "--lang", "en"]) == 0
    assert tone_engine.said[1:] == ["It is small.", "In a moment it will go to two."]
