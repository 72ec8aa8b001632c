"""An OpenDocument presentation (.odp), as LibreOffice keeps it: read, filled, and written with all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from lxml import etree

from sessen.keys.file_hashes import sha256
from sessen.products.decks.alt_text import AltTextRecord, described, place_of, read_record, words_for
from sessen.products.decks.errors import DeckRefused, DeckUnreadable, NameUnknown
from sessen.products.decks.odf.backgrounds import ground_on, plain_ground
from sessen.products.decks.odf.film import (
    MEDIA_TYPE,
    PageFilm,
    ensure_style,
    is_video,
    replace_shape,
    set_timing,
    update,
)
from sessen.products.decks.odf.xml_names import PREFIXES, Styles, length, named
from sessen.products.decks.pptx.backgrounds import SlideBackground
from sessen.products.decks.pptx.fill import DeckClip
from sessen.products.decks.pptx.places import ShapeBox
from sessen.products.decks.pptx.shapes import NamedShape
from sessen.products.decks.pptx.zip import entry, read_archive, write_archive
from sessen.products.decks.shape_text import parse_request, request_in

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_SIGNATURES: Final = "META-INF/documentsignatures.xml"
_OURS: Final = ("Media/sessen-", "Pictures/sessen-")
_FILLABLE: Final = tuple(map(named, ("draw:custom-shape", "draw:rect", "draw:ellipse", "draw:frame")))
_SIDES: Final = ("svg:x", "svg:y", "svg:width", "svg:height")
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class OpenDocumentDeck:
    """A presentation of LibreOffice.

    Raises
    ------
    DeckUnreadable
        It is not there, damaged or encrypted.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._infos, self._entries = read_archive(file)
        self._original = dict(self._entries)
        self._content = self._parsed(_CONTENT)
        if next(self._parsed(_MANIFEST).iter(named("manifest:encryption-data")), None) is not None:
            hint = "save it without a password"
            raise DeckUnreadable("is protected by a password", location=str(file), hint=hint)

    def requests(self) -> tuple[list[NamedShape], list[NameUnknown]]:
        found: list[NamedShape] = []
        wrong: list[NameUnknown] = []
        for number, page in enumerate(self._pages, 1):
            places = {element: index for index, element in enumerate(_fillable(page))}
            for element, text, record in _marked(page):
                try:
                    found.append(self._read(number, element, text, record, places.get(element)))
                except NameUnknown as error:
                    wrong.append(error)
        return found, wrong

    def background(self, shape: NamedShape) -> SlideBackground:
        page = self._pages[shape.number - 1]
        own = list(_fillable(page))[shape.index]
        return ground_on(page, [own, *own.iterancestors()], shape.seen, self._styles, self._entries.get, _box_of)

    def backgrounds(self) -> list[SlideBackground]:
        """The background of each page."""
        return [plain_ground(page, self._styles, self._entries.get) for page in self._pages]

    @property
    def videos(self) -> int:
        plugins = (each.get(named("xlink:href"), "") for each in self._content.iter(named("draw:plugin")))
        return len({href for href in plugins if not href.startswith(_OURS)})

    def fill(self, clips: Sequence[tuple[NamedShape, DeckClip]]) -> list[str]:
        pages = {shape.number: list(_fillable(self._pages[shape.number - 1])) for shape, _ in clips}
        ensure_style(self._content)
        for shape, clip in clips:
            self._fill(shape, pages[shape.number][shape.index], clip)
        self._entries[_CONTENT] = _bytes(self._content)
        self._tidy()
        if self.is_changed and _SIGNATURES in self._entries:
            self._remove(_SIGNATURES)
        return []

    @property
    def is_changed(self) -> bool:
        return any(self._entries.get(name) != data for name, data in self._original.items())

    @property
    def remarks(self) -> list[str]:
        signed = _SIGNATURES in self._original
        return [f"{self._file.name} is signed; the filled deck is not: sign it again"] if signed else []

    def write(self, target: Path) -> None:
        """Write it; a signed deck keeps its signature, so it is never written over.

        Raises
        ------
        DeckRefused
            It is signed, and would take its own place; there is no room, or no right to write there.
        """
        if _SIGNATURES in self._original and target.resolve() == self._file.resolve():
            hint = "run it without --in-place: this makes a filled copy without the signature"
            raise DeckRefused("is signed, and was not changed", location=str(target), hint=hint)
        write_archive(target, ((info, self._entries[info.filename]) for info in self._infos))

    @cached_property
    def _pages(self) -> list[Any]:
        return list(self._content.iterfind("office:body/office:presentation/draw:page", PREFIXES))

    @cached_property
    def _styles(self) -> Styles:
        return Styles(self._content, self._parsed("styles.xml"))

    def _read(self, number: int, element: Any, text: str, record: AltTextRecord, index: int | None) -> NamedShape:
        location = f"{self._file}, slide {number}"
        wish = parse_request(text, location)
        if index is None:
            kind = etree.QName(element).localname
            hint = "give the name to a rectangle, a text box or a picture"
            raise NameUnknown(
                f"'{text}' is the name of a {kind}, which cannot become a clip", location=location, hint=hint
            )
        now = _box_of(element)
        if now is None or now.is_empty:
            what = "is rotated or skewed" if element.get(named("draw:transform")) else "has no position on its slide"
            hint = "draw an unrotated rectangle where the clip belongs, and give it that name"
            raise NameUnknown(f"'{text}' {what}", location=location, hint=hint)
        box = place_of(record, now)
        return NamedShape(str(number), number, index, text, wish, box, seen=box, record=record)

    def _fill(self, shape: NamedShape, element: Any, clip: DeckClip) -> None:
        page = self._pages[shape.number - 1]
        box = shape.box.fitted(*clip.size)
        place = shape.box if "crop" in shape.request.flags else None
        old = element.findtext("svg:desc", "", PREFIXES)
        words, mark = words_for(shape.record, old, described(shape.text, clip.alt_text, place))
        film = PageFilm(
            name=element.get(named("draw:name")) or shape.text,
            title=replace(shape.record, request=shape.text, place=shape.box, shown=box, words=mark).title,
            words=words,
            video=self._embed(clip.video, "Media", MEDIA_TYPE),
            poster=self._embed(clip.poster, "Pictures", "image/png"),
            box=box,
            seconds=clip.seconds,
            loop="loop" in shape.request.flags,
            click="click" in shape.request.flags,
        )
        if is_video(element):
            update(element, film)
        else:
            element = replace_shape(element, film)
        set_timing(page, element, film)

    def _embed(self, file: Path, folder: str, media_type: str) -> str:
        """The entry that holds a file, named by what is in it."""
        data = file.read_bytes()
        name = f"{folder}/sessen-{sha256(data)[:16]}{file.suffix}"
        if name not in self._entries:
            self._infos.append(entry(name, packed=False))
            self._entries[name] = data
            root = self._parsed(_MANIFEST)
            listed = etree.SubElement(root, named("manifest:file-entry"))
            listed.set(named("manifest:full-path"), name)
            listed.set(named("manifest:media-type"), media_type)
            self._entries[_MANIFEST] = _bytes(root)
        return name

    def _tidy(self) -> None:
        """Take films out that no page shows any more."""
        used = {each.get(named("xlink:href")) for each in self._content.iter() if isinstance(each.tag, str)}
        for name in [each for each in self._entries if each.startswith(_OURS) and each not in used]:
            self._remove(name)

    def _remove(self, name: str) -> None:
        del self._entries[name]
        self._infos = [info for info in self._infos if info.filename != name]
        root = self._parsed(_MANIFEST)
        for each in [each for each in root if each.get(named("manifest:full-path")) == name]:
            root.remove(each)
            self._entries[_MANIFEST] = _bytes(root)

    def _parsed(self, name: str) -> Any:
        try:
            return etree.fromstring(self._entries[name], _PARSER)
        except (etree.XMLSyntaxError, KeyError) as error:
            what = f"is damaged: its part {name} cannot be read"
            raise DeckUnreadable(
                what, location=str(self._file), hint="open it in LibreOffice and save it again"
            ) from error


def _fillable(page: Any) -> Iterator[Any]:
    """The shapes of a page that can become clips, in their order."""
    return (each for each in page.iter(*_FILLABLE) if not _is_note(each))


def _marked(page: Any) -> Iterator[tuple[Any, str, AltTextRecord]]:
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag.startswith(f"{{{PREFIXES['draw']}}}") and element is not page:
            description = element.findtext("svg:desc", "", PREFIXES)
            record = read_record(element.findtext("svg:title", "", PREFIXES), description)
            text = request_in(element.get(named("draw:name")) or "") or request_in(description) or record.request
            if text and not _is_note(element):
                yield element, text, record


def _is_note(element: Any) -> bool:
    return next(element.iterancestors(named("presentation:notes")), None) is not None


def _box_of(element: Any) -> ShapeBox | None:
    """Where a shape stands, if it stands straight."""
    left, top, width, height = (length(element.get(named(name))) for name in _SIDES)
    if left is None or top is None or width is None or height is None:
        return None
    return ShapeBox(left, top, width, height)


def _bytes(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))
