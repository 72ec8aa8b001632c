"""A video: finished steps joined packet by packet, with its poster and captions beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import atomic_write
from sessen.keys.file_hashes import sha256
from sessen.pipeline.manifest import KEPT, SILENT, MadeFile
from sessen.pipeline.product import StepInput, inputs_of
from sessen.products.video.captions import CaptionCue, captions, shown_one_by_one, srt, vtt
from sessen.products.video.narrated import NarratedStep, captions_of
from sessen.store import DamagedEntry, Entry, Store, open_store
from sessen.words import plain_text

SHORTEST_CHAPTER: Final = 10  # seconds, of the chapters of video sites


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter that begins with the step of that index; ``is_scene`` where a scene begins with it."""

    first: int
    title: str
    is_scene: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What the step of that index shows of the lecture notes: their section, and a formula or an example of theirs."""

    step: int
    section: str
    shows: str


@dataclass(frozen=True, slots=True)
class VideoSpec:
    """A video to make.

    Parameters
    ----------
    target
        The mp4 file; poster and captions get its name with other endings.
    title
        For the file's metadata.
    language
        Of the words in the picture.
    languages
        Every language that captions are asked for in.
    steps
        The steps in order.
    chapters
        In order; none for a video without chapters.
    store
        The store's address.
    notes
        Where the lecture notes are shown.
    """

    target: Path
    title: str
    language: str
    languages: tuple[str, ...]
    steps: tuple[StepInput, ...]
    chapters: tuple[ChapterMark, ...]
    store: str
    notes: tuple[NoteRow, ...] = ()

    @property
    def inputs(self) -> Sequence[Any]:
        """All that it is made from, as plain values."""
        chapters = [[chapter.first, chapter.title, chapter.is_scene] for chapter in self.chapters]
        notes = [[note.step, note.section, note.shows] for note in self.notes]
        return [self.title, self.language, self.languages, inputs_of(self.steps), chapters, notes]


def make_video(spec: VideoSpec, tell: Callable[[Any], None], store: Store | None = None) -> tuple[MadeFile, ...]:
    """Make the video, its poster and its captions.

    Raises
    ------
    DamagedEntry
        A finished step is not in the store any more as it was put in.
    SessenError
        The folder cannot be written.
    """
    try:
        return tuple(_VideoBuilder(spec, store or open_store(spec.store)).made())
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise SessenError(why, location=str(spec.target), hint="make room, or choose another --out") from error


class _VideoBuilder:
    def __init__(self, spec: VideoSpec, store: Store) -> None:
        self._spec = spec
        self._store = store
        self._entries = [self._entry(step.entry) for step in spec.steps]
        self._steps = [
            NarratedStep(step, entry, spec.language) for step, entry in zip(spec.steps, self._entries, strict=True)
        ]
        self._starts = [0.0, *accumulate(step.seconds for step in self._steps)]

    def made(self) -> Iterator[MadeFile]:
        from sessen.video import Chapter, Cue, Extras, concat, last_frame, png

        spoken = {language: self._cues(language) for language in self._spec.languages}
        single = {language: shown_one_by_one(cues, self._starts[-1]) for language, cues in spoken.items()}
        subtitles = [
            (language, [Cue(cue.start, cue.end, cue.text) for cue in cues]) for language, cues in single.items() if cues
        ]
        chapters = [Chapter(self._starts[chapter.first], chapter.title) for chapter in self._spec.chapters]
        extras = Extras(
            self._spec.title,
            self._spec.language,
            list(self._sounds()),
            chapters,
            subtitles,
            spoken=list(self._spoken()),
            stands=[step.stand for step in self._steps],
        )
        concat((self._blob(index, "picture") for index in range(len(self._entries))), self._spec.target, extras)
        yield self._file(self._spec.target, "video")
        yield self._written(".png", png(last_frame(self._blob(self._poster(), "picture"))), "poster")
        for language, cues in spoken.items():
            if cues:
                ending = "" if language == self._spec.language else f".{language}"
                yield self._written(f"{ending}.vtt", vtt(cues).encode(), "captions")
                yield self._written(f"{ending}.srt", srt(cues).encode(), "captions")
        if self._spec.chapters:
            yield self._written(".chapters.txt", self._chapter_list().encode(), "chapters")
            yield self._written(".txt", self._transcript().encode(), "transcript")
        if self._spec.notes:
            yield self._written(".notes.md", self._table_of_notes().encode(), "notes")

    def _poster(self) -> int:
        """The step whose last frame stands for the whole: the answer, or the title where there is one."""
        return 0 if self._spec.steps[0].is_card else len(self._entries) - 1

    def _chapter_list(self) -> str:
        """A line a scene, as video sites read them from a description."""
        scenes = [chapter for chapter in self._spec.chapters if chapter.is_scene]
        if self._spec.steps[0].is_card and len(scenes) > 1:
            scenes = scenes[1:]  # the title belongs to the first scene
        begins = [(self._starts[each.first] if number else 0.0, each.title) for number, each in enumerate(scenes)]
        return "".join(f"{clock(start)} {title}\n" for start, title in long_enough(begins, self._starts[-1]))

    def _transcript(self) -> str:
        """Everything that is said, a paragraph a scene."""
        begins = {chapter.first: chapter.title for chapter in self._spec.chapters if chapter.is_scene}
        lines = [self._spec.title]
        for index, step in enumerate(self._spec.steps):
            if index in begins:
                lines += ["", begins[index], ""]
            if not step.is_card:
                lines += [each.text for each in self._steps[index].cues(self._spec.language)]
        return "\n".join(lines) + "\n"

    def _table_of_notes(self) -> str:
        """Where the film shows what the notes have: a row for each formula and example, in the order of the notes."""
        rows = ["| § | | | |", "|---|---|---|---|"]
        for note in self._spec.notes:
            step, entry = self._spec.steps[note.step], self._entries[note.step]
            words = " ".join(each.text for each in captions_of(step, entry, self._spec.language, self._spec.language))
            cells = [note.section, plain_text(note.shows), clock(self._starts[note.step]), words]
            rows.append(" | ".join(["", *(cell.replace("|", r"\|") for cell in cells), ""]).strip())
        return "\n".join([f"# {self._spec.title}", "", *rows]) + "\n"

    def _entry(self, name: str) -> Entry:
        entry = self._store.entry(name)
        if entry is None:
            raise DamagedEntry(name, "it is missing or incomplete")
        return entry

    def _blob(self, index: int, kind: str) -> bytes:
        return self._store.blob(self._spec.steps[index].entry, self._entries[index].blobs[kind][0])

    def _sounds(self) -> Iterator[Any]:
        from sessen.video import Sound

        for index, entry in enumerate(self._entries):
            for number, start in enumerate(entry.metadata["sounds"]):
                yield Sound(self._starts[index] + start, self._blob(index, f"sound {number}"))

    def _spoken(self) -> Iterator[Any]:
        for start, step in zip(self._starts, self._steps, strict=False):
            yield from step.spoken(start)

    def _cues(self, language: str) -> Sequence[CaptionCue]:
        sentences = [
            sentence.within(self._starts[index])
            for index, step in enumerate(self._steps)
            for sentence in step.cues(language)
        ]
        return captions(sentences, self._starts[-1])

    def _written(self, ending: str, data: bytes, kind: str) -> MadeFile:
        target = self._spec.target.with_suffix(ending)
        with atomic_write(target) as part:
            part.write_bytes(data)
        return self._file(target, kind)

    def _file(self, target: Path, kind: str) -> MadeFile:
        data = target.read_bytes()
        frames = sum(step.frames for step in self._steps)
        heard = any(step.is_spoken or step.entry.metadata["sounds"] for step in self._steps)
        sound = KEPT if kind == "video" and heard else SILENT
        return MadeFile(target, kind, sha256(data), len(data), frames, self._starts[-1], sound=sound)


def long_enough(chapters: Iterable[tuple[float, str]], length: float) -> list[tuple[float, str]]:
    """Chapters as video sites take them: one of less than ten seconds is one with the next, the last with the former.

    (YouTube drops a whole list in which one is shorter.)

    Parameters
    ----------
    chapters
        Where each begins, in seconds, and its title.
    length
        Of the video, in seconds.
    """
    kept: list[tuple[float, str]] = []
    for start, title in chapters:
        # As they are written, in whole seconds.
        if kept and int(start) - int(kept[-1][0]) < SHORTEST_CHAPTER:
            kept[-1] = (kept[-1][0], f"{kept[-1][1]} · {title}")
        else:
            kept.append((start, title))
    if len(kept) > 1 and int(length) - int(kept[-1][0]) < SHORTEST_CHAPTER:
        _, title = kept.pop()
        kept[-1] = (kept[-1][0], f"{kept[-1][1]} · {title}")
    return kept


def clock(seconds: float) -> str:
    """A moment as video sites write it: 3:05, or 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
