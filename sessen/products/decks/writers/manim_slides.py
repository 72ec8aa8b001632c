"""A presentation as ``manim-slides present`` and ``convert`` read it: a JSON file a scene, and its films."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from sessen.files import atomic_write, remove_abandoned, safe_name, temporary_prefix
from sessen.products.decks.slides import Deck, Section, Slide, notes_of
from sessen.video import SegmentEncoder, concat, frames, probe
from sessen.video.color import Pixels

_FILMS: Final = "files"


def manim_slides(deck: Deck, target: Path) -> None:
    """Write the presentation into the folder ``target``, which ``manim-slides`` takes as ``--folder``.

    All files are made beside it before the first is put there. manim-slides finds films by names that are told from the
    folder above.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(target.parent)
    with TemporaryDirectory(prefix=f".{temporary_prefix()}", dir=target.parent) as folder:
        for part in deck.sections:
            named = zip(part.slides, _names(part.slides), strict=True)
            slides = [_slide(part, each, Path(folder), (target.name, name), loop=deck.loop) for each, name in named]
            document = {"slides": slides, "resolution": deck.size, "background_color": deck.paper}
            text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
            (Path(folder) / f"{part.scene}.json").write_text(text, encoding="utf-8")
        _move(Path(folder), target)


def _move(folder: Path, target: Path) -> None:
    """Put all files of a folder into another; presentations last, for they name the films."""
    files = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file()]
    for file in sorted(files, key=lambda each: (each.suffix == ".json", each)):
        with atomic_write(target / file) as part:
            (folder / file).replace(part)


def _names(slides: Sequence[Slide]) -> list[str]:
    """A name for the film of each slide; those that a system could take for the same end in their number."""
    names = [safe_name(slide.name) for slide in slides]
    folded = [name.casefold() for name in names]
    return [f"{name}-{place + 1}" if folded[place] in folded[:place] else name for place, name in enumerate(names)]


def _slide(part: Section, slide: Slide, folder: Path, named: tuple[str, str], *, loop: bool) -> dict[str, Any]:
    shown, name = named
    films = Path(_FILMS) / part.scene
    (folder / films).mkdir(parents=True, exist_ok=True)
    film, back = films / f"{name}.mp4", films / f"{name}_reversed.mp4"
    shutil.copyfile(slide.clip.video, folder / film)
    reversed_film(folder / film, folder / back)
    file, reverse = (f"{shown}/{each.as_posix()}" for each in (film, back))
    return {"loop": loop, "notes": notes_of(part, slide), "file": file, "rev_file": reverse}


def reversed_film(film: Path, target: Path) -> None:
    """Write the film from its end to its start, without sound: what ``manim-slides present`` shows on the way back."""
    facts = probe(film)
    encoder = SegmentEncoder(facts.width, facts.height, round(facts.frame_rate))
    # Every picture that differs is kept packed: drawings pack to a hundredth, and films are longer than memory.
    packed = list(_standing(film))
    for data, times in reversed(packed):
        encoder.write(_unpacked(data, facts.width, facts.height), times)
    concat([encoder.finish()], target)


def _standing(film: Path) -> Iterator[tuple[bytes, int]]:
    """Pictures, packed, with the number of frames that each stands."""
    before, times = b"", 0
    for pixels in frames(film):
        packed = zlib.compress(pixels.tobytes(), 1)
        if packed == before:
            times += 1
            continue
        if times:
            yield before, times
        before, times = packed, 1
    yield before, times


def _unpacked(data: bytes, width: int, height: int) -> Pixels:
    colours = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(height, width, 3)
    return np.dstack([colours, np.full((height, width, 1), 255, dtype=np.uint8)])
