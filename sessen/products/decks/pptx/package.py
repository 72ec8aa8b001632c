"""A deck as the parts of its ZIP file: those that nobody touches come out byte for byte as they went in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from sessen.products.decks.errors import DeckUnreadable
from sessen.products.decks.pptx.xml_names import DOCUMENT, PACKAGE, PREFIXES, SLIDE, TYPES
from sessen.products.decks.pptx.zip import REPAIR, entry, read_archive, write_archive

_TYPES_PART: Final = "[Content_Types].xml"
_STRICT: Final = "http://purl.oclc.org/ooxml/"  # how all names begin in the strict form of the standard
_SIGNATURES: Final = "_xmlsignatures/"
_MEDIA_TYPES: Final = {"mp4": "video/mp4", "png": "image/png"}
# Somebody else's XML fetches nothing and grows into nothing.
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: its identifier in the part, its kind, and the other part's name."""

    id: str
    kind: str
    target: str


class Package:
    """A deck that is read whole, changed part by part, and written elsewhere or in its place.

    Raises
    ------
    DeckUnreadable
        It is not there, damaged, encrypted, or no presentation.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._infos, self._parts = read_archive(file)
        self._trees: dict[str, Any] = {}
        self._original = dict(self._parts)
        self.presentation = self._document()

    # -- reading -------------------------------------------------------------------------------------------------

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def is_changed(self) -> bool:
        """Whether anything would be written otherwise than it was read."""
        return {name: self.data(name) for name in self._parts} != self._original

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._parts)

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed it: a change ends that."""
        return any(name.startswith(_SIGNATURES) for name in self._parts)

    def unsign(self) -> None:
        """Take signatures away, as PowerPoint does when a signed deck is changed."""
        for name in [each for each in self.names if each.startswith(_SIGNATURES)]:
            self.remove_with_references(name)
            self._undeclare(name)

    def data(self, name: str) -> bytes:
        """The bytes of a part, as they will be written."""
        if name in self._trees:
            return bytes(etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True))
        return self._parts[name]

    def tree(self, name: str) -> Any:
        """The root element of a part, to be looked at only."""
        return self._trees[name] if name in self._trees else self._parsed(name)

    def editable_tree(self, name: str) -> Any:
        """The root element of a part; what is changed in it will be written."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def slides(self) -> list[str]:
        """The names of the slides' parts in the order in which they are shown."""
        by_id = {each.id: each.target for each in self.relations(self.presentation) if each.kind == SLIDE}
        listed = self.tree(self.presentation).iterfind("p:sldIdLst/p:sldId", PREFIXES)
        ids = [each.get(f"{{{PREFIXES['r']}}}id") for each in listed]
        return [by_id[each] for each in ids if each in by_id]

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to within the package."""
        relations = relations_of(name)
        if relations not in self._parts and relations not in self._trees:
            return []
        return [
            Relation(each.get("Id"), each.get("Type"), _target(name, each.get("Target")))
            for each in self.tree(relations)
            if each.get("TargetMode") != "External"
        ]

    def related(self, name: str, kind: str) -> str | None:
        """The one part of a kind that another refers to."""
        found = (each.target for each in self.relations(name) if each.kind == kind)
        return next((target for target in found if target in self._parts), None)

    # -- changing ------------------------------------------------------------------------------------------------

    def add(self, name: str, data: bytes) -> None:
        """Put in a part, or put another in its place; its kind is known by its ending."""
        ending = name.rpartition(".")[2]
        if name not in self._parts:
            self._infos.append(entry(name, packed=ending != "mp4"))
        self._parts[name] = data
        self._trees.pop(name, None)
        if ending in _MEDIA_TYPES:
            self._declare(ending, _MEDIA_TYPES[ending])

    def remove(self, name: str) -> None:
        """Take a part out."""
        self._parts.pop(name, None)
        self._trees.pop(name, None)
        self._infos = [info for info in self._infos if info.filename != name]

    def remove_with_references(self, name: str) -> None:
        """Take a part out, and all that refers to it by a relation."""
        for other in ["", *self.names]:
            ids = {each.id for each in self.relations(other) if each.target == name}
            if ids:
                self.remove_relationship(other, ids)
        self.remove(name)

    def relate(self, name: str, kind: str, target: str) -> str:
        """Let a part refer to another; the identifier by which it does."""
        there = next((each for each in self.relations(name) if (each.kind, each.target) == (kind, target)), None)
        if there:
            return there.id
        part = relations_of(name)
        if part not in self._parts:
            self.add(part, f'<Relationships xmlns="{PACKAGE}"/>'.encode())
        root = self.editable_tree(part)
        used = {each.get("Id") for each in root}
        free = next(f"rId{number}" for number in range(1, len(used) + 2) if f"rId{number}" not in used)
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(name)}")
        etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=free, Type=kind, Target=relative)
        return free

    def remove_relationship(self, name: str, ids: set[str]) -> None:
        """Let a part not refer to others any more."""
        root = self.editable_tree(relations_of(name))
        for each in list(root):
            if each.get("Id") in ids:
                root.remove(each)

    def normalize_timestamps(self) -> None:
        """Let no part say when it was made: the same deck has the same bytes."""
        self._infos = [entry(info.filename, packed=info.compress_type != 0) for info in self._infos]

    def write(self, target: Path) -> None:
        """Write the deck, whole or not at all.

        Raises
        ------
        DeckRefused
            There is no room, or no right to write there.
        """
        write_archive(target, ((info, self.data(info.filename)) for info in self._infos))

    def _declare(self, ending: str, media_type: str) -> None:
        defaults = [each for each in self.tree(_TYPES_PART) if each.tag == f"{{{TYPES}}}Default"]
        if not any(each.get("Extension", "").lower() == ending for each in defaults):
            root = self.editable_tree(_TYPES_PART)
            root.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension=ending, ContentType=media_type))

    def _undeclare(self, name: str) -> None:
        """Let nothing be said of the kind of a part that is gone."""
        if any(each.get("PartName") == f"/{name}" for each in self.tree(_TYPES_PART)):
            root = self.editable_tree(_TYPES_PART)
            for each in [each for each in root if each.get("PartName") == f"/{name}"]:
                root.remove(each)

    def _document(self) -> str:
        if _TYPES_PART not in self._parts or "_rels/.rels" not in self._parts:
            raise self._refused("is not a PowerPoint deck", "name a .pptx file")
        if any(each.kind.startswith(_STRICT) for each in self.relations("")):
            raise self._refused(
                "is a Strict Open XML presentation, which cannot be filled",
                "open it in PowerPoint, File > Save As > PowerPoint Presentation (*.pptx), not the Strict format",
            )
        document = self.related("", DOCUMENT)
        if document is None or not self.tree(document).tag == f"{{{PREFIXES['p']}}}presentation":
            raise self._refused("is not a PowerPoint deck", "name a .pptx file")
        return document

    def _parsed(self, name: str) -> Any:
        try:
            return etree.fromstring(self._parts[name], _PARSER)
        except (etree.XMLSyntaxError, KeyError) as error:
            raise self._refused(f"is damaged: its part {name} cannot be read", REPAIR) from error

    def _refused(self, what: str, hint: str) -> DeckUnreadable:
        return DeckUnreadable(what, location=str(self.file), hint=hint)


def relations_of(name: str) -> str:
    """The part that holds what a part refers to."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def media(package: Package) -> Iterator[str]:
    """The names of the films in a deck."""
    endings = (".mp4", ".m4v", ".mov", ".wmv", ".avi", ".mpg", ".mpeg", ".webm", ".mkv")
    return (name for name in package.names if name.lower().endswith(endings))


def _target(name: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
