"""One long recording of a scene, cut into the takes of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sessen.errors import SessenError
from sessen.speech import readings_of
from sessen.voice.alignment import Alignment, align
from sessen.voice.script import Script, TimedWord
from sessen.voice.take import TEACHER, TakeInfo, take_path, write_take

if TYPE_CHECKING:
    from sessen.video.sound import Samples

#: Seconds kept before the first word of a step, and after its last.
BEFORE: Final = 0.12
AFTER: Final = 0.25


class WordsMissing(SessenError):
    """Words of the text were not heard; ``__str__`` names them with their seconds."""


@dataclass(frozen=True, slots=True)
class ImportArgs:
    """A recording, and whose it is.

    Parameters
    ----------
    scripts
        What is said in each step, in order.
    folder
        Where the takes go.
    denoise
        Whether steady noise is taken out.
    anyway
        Whether it is taken although words are missing in it.
    """

    recording: str
    scripts: tuple[tuple[str, Script], ...]
    language: str
    scene_file: str
    folder: str
    denoise: bool = False
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class ImportedTake:
    """The take of a step: where it begins in the recording, how long it is, and words that are missing in it."""

    step: str
    file: str
    begins: float
    seconds: float
    missing: tuple[str, ...] = ()


def import_recording(args: ImportArgs, tell: Callable[[Any], None]) -> tuple[ImportedTake, ...]:
    """Cut a recording into steps, trim them, bring them to loudness, and write them; all of them or none.

    Raises
    ------
    WordsMissing
        A word of the text is not heard.
    SessenError
        The recording cannot be used.
    """
    from sessen.video.recording import LONGEST_SCENE, recorded

    samples = recorded(Path(args.recording), LONGEST_SCENE)
    sentences = [sentence for _, script in args.scripts for sentence in script.spoken]
    found = align(samples, sentences, args.language, readings_of(Path(args.scene_file)))
    _check(args, found)
    if args.denoise:  # words are found in what was recorded: noise does not hide them, and taking it out may
        from sessen.video.loudness import denoised

        samples = denoised(samples)
    folder = Path(args.folder)
    pieces = cut(args.scripts, found, samples.shape[1] / _rate())
    return tuple(write_piece(take_path(folder, each.step), samples, each) for each in pieces)


@dataclass(frozen=True, slots=True)
class StepCut:
    """What is cut out of a recording for a step: from when to when, and the words in it, heard and not."""

    step: str
    script: Script
    begins: float
    ends: float
    words: tuple[TimedWord, ...]
    missing: tuple[str, ...]


def _check(args: ImportArgs, found: Alignment) -> None:
    if found.doubts and not args.anyway:
        words = ", ".join(f"'{doubt.word}' at {_clock(doubt.seconds)}" for doubt in found.doubts)
        name = Path(args.recording).name
        raise WordsMissing(
            f"{name}: not heard: {words}", hint="record it again as it is written, or take it as it is: --anyway"
        )


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def cut(scripts: Sequence[tuple[str, Script]], found: Alignment, length: float) -> list[StepCut]:
    """The piece of each step that was heard; between two steps the cut is in the middle of the pause, or nearer."""
    pieces: list[StepCut] = []
    first = 0
    for step, script in scripts:
        numbers = range(first, first + len(script.sentences))
        first += len(script.sentences)
        own = [word for word in found.words if word.sentence in numbers]
        missing = tuple(doubt.word for doubt in found.doubts if doubt.sentence in numbers)
        if own:
            begins, ends = max(own[0].start - BEFORE, 0.0), min(own[-1].end + AFTER, length)
            pieces.append(StepCut(step, script, begins, ends, _renumbered(own, numbers[0]), missing))
    return _apart(pieces)


def _renumbered(words: Sequence[TimedWord], first: int) -> tuple[TimedWord, ...]:
    return tuple(TimedWord(word.sentence - first, word.offset, word.text, word.start, word.end) for word in words)


def _apart(pieces: Sequence[StepCut]) -> list[StepCut]:
    """Pieces of which none reaches into the words of the next."""
    from dataclasses import replace

    done = list(pieces)
    for index in range(len(done) - 1):
        this, following = done[index], done[index + 1]
        if this.ends > following.begins:
            middle = (this.words[-1].end + following.words[0].start) / 2
            done[index], done[index + 1] = replace(this, ends=middle), replace(following, begins=middle)
    return done


def write_piece(target: Path, samples: Samples, piece: StepCut) -> ImportedTake:
    """Write the take of a piece of a recording, as loud as all takes."""
    from sessen.video.loudness import at_loudness
    from sessen.voice.synthesis import faded

    own = samples[:, round(piece.begins * _rate()) : round(piece.ends * _rate())]
    words = tuple(_later(each, -piece.begins) for each in piece.words)
    seconds = round(own.shape[1] / _rate(), 3)
    info = TakeInfo(TEACHER, piece.script.spoken, words, seconds, piece.script.readings)
    write_take(target, faded(at_loudness(own)), info)
    return ImportedTake(piece.step, str(target), round(piece.begins, 3), seconds, piece.missing)


def _later(word: TimedWord, seconds: float) -> TimedWord:
    start, end = round(word.start + seconds, 3), round(word.end + seconds, 3)
    return TimedWord(word.sentence, word.offset, word.text, start, end)


def _rate() -> int:
    from sessen.video.settings import AUDIO_RATE

    return AUDIO_RATE


def scripts_in_order(scripts: Mapping[str, Script]) -> tuple[tuple[str, Script], ...]:
    """Those that say something."""
    return tuple((step, script) for step, script in scripts.items() if script.sentences)
