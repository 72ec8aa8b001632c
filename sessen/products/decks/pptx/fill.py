"""Put clips into the named shapes of a deck; done again, it puts newer clips into the same shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sessen.keys.file_hashes import sha256
from sessen.products.decks.alt_text import described, fingerprint, words_for
from sessen.products.decks.errors import DeckRefused
from sessen.products.decks.pptx.film import Film, is_video, relations_used, replace_shape, update
from sessen.products.decks.pptx.package import Package, relations_of
from sessen.products.decks.pptx.shapes import NamedShape, fillable, free_number, is_twice
from sessen.products.decks.pptx.timing import UnknownTiming, set_timing, targets
from sessen.products.decks.pptx.xml_names import IMAGE, MEDIA, VIDEO

_FOLDER: Final = "ppt/media"
#: How the names of the parts begin that are put in here.
PREFIX: Final = f"{_FOLDER}/sessen-"


@dataclass(frozen=True, slots=True)
class DeckClip:
    """A finished clip.

    Parameters
    ----------
    video, poster
        Its MP4 file, and the picture that stands until it plays.
    words
        What it says, to be read with the eyes.
    size
        Pixels across and up.
    seconds
        Its length.
    spoken
        The same for those who do not see it, formulas in words; empty where it is what ``words`` are.
    """

    video: Path
    poster: Path
    words: str
    size: tuple[int, int]
    seconds: float
    spoken: str = ""

    @property
    def alt_text(self) -> str:
        """What a screen reader says in its place."""
        return self.spoken or self.words


def fill(package: Package, clips: Sequence[tuple[NamedShape, DeckClip]]) -> list[str]:
    """Put each clip into its shape, and take films out that no slide shows any more; what there is to say of it.

    Raises
    ------
    DeckRefused
        A slide has animations that no film can be added to.
    """
    slides = {shape.part: fillable(package.editable_tree(shape.part)) for shape, _ in clips}
    remarks = [_fill(package, shape, slides[shape.part][shape.index], clip) for shape, clip in clips]
    _tidy(package)
    return [remark for remark in remarks if remark]


def _fill(package: Package, shape: NamedShape, element: Any, clip: DeckClip) -> str:
    slide = package.editable_tree(shape.part)
    was_film = is_video(element)
    old = relations_used(element) if was_film else set[str]()
    film = _film(package, shape, element, clip)
    (update if was_film else replace_shape)(element, film)
    try:
        set_timing(
            slide, film.number, clip.seconds, loop="loop" in shape.request.flags, click="click" in shape.request.flags
        )
    except UnknownTiming as error:
        hint = "remove its animations and make them again, or put the clip onto a slide of its own"
        raise DeckRefused(str(error), location=f"{package.file}, slide {shape.number}", hint=hint) from error
    _let_go(package, shape.part, slide, old - {film.video, film.media, film.poster})
    is_kept = was_film and not shape.record.words and fingerprint(film.words) not in film.title
    return (
        f"slide {shape.number}: the alt text of {shape.text} was not written by Sessen, and was kept" if is_kept else ""
    )


def _film(package: Package, shape: NamedShape, element: Any, clip: DeckClip) -> Film:
    video, poster = _embed(package, clip.video), _embed(package, clip.poster)
    properties = element[0][0]
    box = shape.box.fitted(*clip.size, shape.stretch)
    place = shape.box if "crop" in shape.request.flags else None
    new = described(shape.text, clip.alt_text, place)
    words, mark = words_for(shape.record, properties.get("descr") or "", new)
    return Film(
        number=_number(package.editable_tree(shape.part), properties.get("id")),
        name=_name(properties, shape),
        title=replace(shape.record, request=shape.text, place=shape.box, shown=box, words=mark).title,
        words=words,
        video=package.relate(shape.part, VIDEO, video),
        media=package.relate(shape.part, MEDIA, video),
        poster=package.relate(shape.part, IMAGE, poster),
        box=box,
    )


def _number(slide: Any, own: str) -> str:
    """The shape's own number, unless another has it too, and no animation asks for it."""
    return free_number(slide) if is_twice(slide, own) and own not in targets(slide) else own


def _name(properties: Any, shape: NamedShape) -> str:
    """The name by which the shape asks, or what it is called where its alt text asks."""
    return properties.get("name") or shape.text


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
    package.remove_relationship(part, ids - still)


def _tidy(package: Package) -> None:
    ours = {name for name in package.names if name.startswith(PREFIX)}
    parts = [name for name in package.names if relations_of(name) in package]
    used = {relation.target for name in parts for relation in package.relations(name)}
    for name in ours - used:
        package.remove(name)
