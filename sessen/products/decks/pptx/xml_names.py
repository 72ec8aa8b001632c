"""XML names of PresentationML: prefixes, namespaces, kinds of relationships, identifiers of extensions."""

from __future__ import annotations

from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE_2010: Final = "http://schemas.microsoft.com/office/powerpoint/2010/main"

COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

PREFIXES: Final = {"mc": COMPATIBILITY, "p": MAIN, "a": DRAWING, "r": RELATIONSHIP, "p14": OFFICE_2010}

SLIDE: Final = f"{RELATIONSHIP}/slide"
LAYOUT: Final = f"{RELATIONSHIP}/slideLayout"
MASTER: Final = f"{RELATIONSHIP}/slideMaster"
THEME: Final = f"{RELATIONSHIP}/theme"
IMAGE: Final = f"{RELATIONSHIP}/image"
VIDEO: Final = f"{RELATIONSHIP}/video"
DOCUMENT: Final = f"{RELATIONSHIP}/officeDocument"
MEDIA: Final = "http://schemas.microsoft.com/office/2007/relationships/media"

#: Extensions that Office knows by these identifiers: embedded media of a picture, sections of a presentation.
MEDIA_EXTENSION: Final = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"
SECTIONS_EXTENSION: Final = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def qn(tag: str) -> str:
    """The full name of an element or attribute, for example of ``p:sp``."""
    prefix, _, name = tag.rpartition(":")
    return f"{{{PREFIXES[prefix]}}}{name}" if prefix else name
