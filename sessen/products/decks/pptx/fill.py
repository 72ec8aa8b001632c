"""Put clips into the named shapes of a deck; done again, it puts newer clips into the same shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sessen.keys.file_hashes import sha256
from sessen.products.decks.pptx.film import Film, is_film, put_in_place, refresh, relations_used
from sessen.products.decks.pptx.package import Package, relations_of
from sessen.products.decks.pptx.shapes import NamedShape, element_of
from sessen.products.decks.pptx.timing import set_timing
from sessen.products.decks.pptx.xml_names import IMAGE, MEDIA, VIDEO

_FOLDER: Final = "ppt/media"
#: How the names of the parts begin that are put in here.
PREFIX: Final = f"{_FOLDER}/sessen-"


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished clip.

    Parameters
    ----------
    video, poster
        Its MP4 file, and the picture that stands until it plays.
    words
        What it shows, for those who do not see it.
    size
        Pixels across and up.
    seconds
        Its length.
    """

    video: Path
    poster: Path
    words: str
    size: tuple[int, int]
    seconds: float


def fill(package: Package, clips: Sequence[tuple[NamedShape, Clip]]) -> None:
    """Put each clip into its shape, and take films out that no slide shows any more."""
    for shape, clip in clips:
        _fill(package, shape, clip)
    _tidy(package)


def _fill(package: Package, shape: NamedShape, clip: Clip) -> None:
    slide = package.editable(shape.part)
    element = element_of(slide, shape.id)
    old = relations_used(element) if is_film(element) else set[str]()
    film = _film(package, shape, clip)
    (refresh if is_film(element) else put_in_place)(element, film)
    set_timing(slide, shape.id, clip.seconds, loop="loop" in shape.wish.flags, click="click" in shape.wish.flags)
    _let_go(package, shape.part, slide, old - {film.video, film.media, film.poster})


def _film(package: Package, shape: NamedShape, clip: Clip) -> Film:
    video, poster = _embed(package, clip.video), _embed(package, clip.poster)
    return Film(
        name=shape.text,
        words=clip.words,
        video=package.relate(shape.part, VIDEO, video),
        media=package.relate(shape.part, MEDIA, video),
        poster=package.relate(shape.part, IMAGE, poster),
        box=shape.box.fitted(*clip.size),
    )


def _embed(package: Package, file: Path) -> str:
    """The part that holds a file: named by what is in it, so that the same clip is there once however often shown."""
    data = file.read_bytes()
    name = f"{PREFIX}{sha256(data)[:16]}{file.suffix}"
    if name not in package:
        package.add(name, data)
    return name


def _let_go(package: Package, part: str, slide: Any, ids: set[str]) -> None:
    """Take out relations that nothing on the slide uses any more."""
    still = {value for element in slide.iter() for value in element.attrib.values()}
    package.unrelate(part, ids - still)


def _tidy(package: Package) -> None:
    ours = {name for name in package.names if name.startswith(PREFIX)}
    parts = [name for name in package.names if relations_of(name) in package]
    used = {relation.target for name in parts for relation in package.relations(name)}
    for name in ours - used:
        package.remove(name)
