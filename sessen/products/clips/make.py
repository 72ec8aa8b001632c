"""Turn finished steps into a clip: its files, their first and last picture, and captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sessen.errors import SessenError
from sessen.files import atomic_write, file_of
from sessen.keys.file_hashes import sha256
from sessen.pipeline.manifest import KEPT, LEFT_OUT, SILENT, MadeFile
from sessen.products.clips.spec import ClipSpec, Format
from sessen.products.video.captions import vtt
from sessen.store import Store, open_store

if TYPE_CHECKING:
    from sessen.products.clips.encode import EncodedClip
    from sessen.products.clips.sources import StepFrames


def make_clip(spec: ClipSpec, tell: Callable[[Any], None], store: Store | None = None) -> tuple[MadeFile, ...]:
    """Make all files of a clip, whole or not at all: each format with its first and last picture, then captions.

    Raises
    ------
    DamagedEntry
        A finished step is not in the store any more as it was put in.
    BudgetTooSmall
        The bytes that a file may have are too few.
    SessenError
        The folder cannot be written.
    """
    from sessen.products.clips.sources import StepFrames

    try:
        files = list(_files(spec, StepFrames(spec, store or open_store(spec.store))))
        return _saved(files)
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise SessenError(why, location=str(spec.stem), hint="make room, or choose another --out") from error


def _files(spec: ClipSpec, sources: StepFrames) -> Iterator[tuple[MadeFile, bytes]]:
    """Every file with its bytes: none is written before all are known to come out."""
    from sessen.products.clips.encode import write

    lengths, stills = (0, 0.0), set[str]()
    for kind in spec.formats:
        written = write(spec, sources, kind)
        lengths = max(lengths, (written.frames, written.seconds))
        made = _described(file_of(spec.stem, kind), "clip", written.data, (written.frames, written.seconds))
        yield replace(made, note=written.note, sound=_sound(kind, sources)), written.data
        for ending, what, data in _stills(kind, written):
            if ending not in stills:
                stills.add(ending)
                yield _described(file_of(spec.stem, ending), what, data, lengths), data
    for language in spec.languages:
        data = vtt(sources.cues(language), spoken=sources.spoken() if language == spec.language else "").encode()
        ending = "vtt" if language == spec.language else f"{language}.vtt"
        if sources.cues(language):
            yield _described(file_of(spec.stem, ending), "captions", data, lengths), data


def _stills(kind: Format, written: EncodedClip) -> Iterator[tuple[str, str, bytes]]:
    """The first and the last picture of a clip, as it has them; the last is the poster, for it shows the most."""
    from sessen.video import png

    prefix = "image." if kind.is_image else "alpha." if kind.needs_master else ""
    for ending, what, pixels in (("png", "poster", written.last), ("first.png", "first", written.first)):
        if pixels is not None:
            yield prefix + ending, what, png(pixels)


def _sound(kind: Format, sources: StepFrames) -> str:
    if not sources.has_sound or kind is Format.PDF:  # nobody expects to hear a still
        return SILENT
    return KEPT if kind.plays_sound else LEFT_OUT


def _described(target: Path, what: str, data: bytes, lengths: tuple[int, float]) -> MadeFile:
    return MadeFile(target, what, sha256(data), len(data), *lengths)


def _saved(files: Sequence[tuple[MadeFile, bytes]]) -> tuple[MadeFile, ...]:
    """Write them all beside where they belong before the first takes its place: a clip comes with its poster."""
    with ExitStack() as stack:
        for made, data in files:
            stack.enter_context(atomic_write(made.path)).write_bytes(data)
    return tuple(made for made, _ in files)
