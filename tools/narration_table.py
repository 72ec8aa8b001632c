"""What is heard of a lecture that was built: a row a scene and language, for those who have no ears.

    python render.py -q draft --lang en --lang ja
    python -m tools.narration_table [--align]

Run in the folder of the lecture. Everything is measured in the finished films; late marks are those of ``check``. With
``--align`` each English sentence is cut out of its film and aligned by pocketsphinx, which refuses what it cannot find.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from sessen.pipeline import Request
from sessen.pipeline.session import Session
from sessen.products.video.captions import CaptionCue, read_vtt
from sessen.speech import NO_READINGS
from sessen.speech.narration import narration_file
from sessen.variant import Language, Variant
from sessen.video.loudness import loudness
from sessen.video.settings import AUDIO_RATE
from sessen.video.sound import Samples, decode
from sessen.voice.align_english import is_refused
from sessen.voice.alignment import align, as_speech
from sessen.voice.script import Script

_FRAME: Final = 0.02  # seconds
_QUIET: Final = -50.0  # dBFS, below which nothing is heard
_AROUND: Final = 0.15  # seconds around a sentence that are cut out with it


@dataclass(frozen=True, slots=True)
class Told:
    """A scene of the lecture in a language: what it says, and its film."""

    scene: str
    language: str
    film: Path
    scripts: dict[str, Script]
    has_marks: bool

    @property
    def cues(self) -> list[CaptionCue]:
        """Its sentences with their times."""
        return list(read_vtt(self.film.with_suffix(".vtt").read_text(encoding="utf-8")))

    @property
    def spoken(self) -> dict[str, str]:
        """What is said, by what is read."""
        return {each.text: each.spoken for script in self.scripts.values() for each in script.sentences}


def told(folder: Path) -> Iterator[Told]:
    """All that was built."""
    request = Request(targets=(), variants=(Variant(), Variant(Language.JA)))
    with Session(request) as session:
        chosen, _ = session.select()
        scripts, _ = session.narrator.scripts(chosen)
    for each in chosen:
        file = narration_file(each.scene.file)
        has_marks = file.is_file() and "until(" in each.scene.file.read_text(encoding="utf-8")
        for language in ("en", "ja"):
            film = folder / language / f"{each.scene.name}.mp4"
            if film.is_file():
                own = dict(scripts[each.scene.name, Language(language)])
                yield Told(each.scene.name, language, film, own, has_marks)


def longest_silence(samples: Samples) -> float:
    """Seconds in which nothing is heard, the longest there are."""
    size = round(_FRAME * AUDIO_RATE)
    frames = samples[0][: samples.shape[1] // size * size].reshape(-1, size)
    quiet = 20 * np.log10(np.sqrt((frames**2).mean(axis=1)) + 1e-9) < _QUIET
    longest = run = 0
    for each in quiet:
        run = run + 1 if each else 0
        longest = max(longest, run)
    return longest * _FRAME


def late_marks(each: Told) -> int:
    """How many marks of it are spoken before their pictures are there."""
    if not each.has_marks:
        return 0
    command = [sys.executable, "-m", "sessen", "check", each.scene, "--lang", each.language, "--voice", "machine"]
    done = subprocess.run([*command, "-q", "draft", "--json"], capture_output=True, text=True, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return len(found["late"])


def row(each: Told) -> list[str]:
    """Scene, language, seconds of film and of speech, the longest silence, late marks, LUFS, peak."""
    samples, cues = decode(each.film), each.cues
    heard = loudness(samples)
    speech = sum(cue.end - cue.start for cue in cues)
    seconds = samples.shape[1] / AUDIO_RATE
    numbers = [f"{seconds:.1f}", f"{speech:.1f}", f"{longest_silence(samples):.1f}", str(late_marks(each))]
    return [each.scene, each.language, *numbers, f"{heard.integrated:.1f}", f"{heard.peak:.1f}"]


def refused(each: Told) -> tuple[int, list[str], list[str]]:
    """How many sentences a film has, those that are refused, and those of which a word is named."""
    samples, spoken = decode(each.film), each.spoken
    texts = [(cue, spoken[cue.text.replace("\n", " ")]) for cue in each.cues if cue.text.replace("\n", " ") in spoken]
    lost, doubtful = [], []
    for cue, text in texts:
        first, last = (round(max(at, 0.0) * AUDIO_RATE) for at in (cue.start - _AROUND, cue.end + _AROUND))
        own = samples[:, first:last]
        if is_refused(as_speech(own), text):
            lost.append(text)
        doubts = [doubt.word for doubt in align(own, [text], each.language, NO_READINGS).doubts]
        if doubts:
            doubtful.append(f"{text} ({', '.join(doubts)})")
    return len(texts), lost, doubtful


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build"), help="The folder of the films (build).")
    parser.add_argument("--align", action="store_true", help="Align each English sentence.")
    options = parser.parse_args()
    say("| scene | language | film, s | speech, s | longest silence, s | late marks | LUFS | peak, dBTP |")
    say("|---|---|---|---|---|---|---|---|")
    scenes = list(told(options.out))
    for each in scenes:
        say(f"| {' | '.join(row(each))} |")
    for each in scenes if options.align else ():
        if each.language == "en":
            count, lost, doubtful = refused(each)
            named = f"{len(doubtful)} with a word named {doubtful}"
            say(f"{each.scene}: {count} sentences, {len(lost)} refused {lost}, {named}")


if __name__ == "__main__":
    main()
