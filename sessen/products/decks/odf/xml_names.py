"""Names, lengths and styles of OpenDocument presentations (OASIS OpenDocument 1.3)."""

from __future__ import annotations

import re
from typing import Any, Final

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
PREFIXES: Final = {
    "office": f"{_OASIS}:office:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "style": f"{_OASIS}:style:1.0",
    "presentation": f"{_OASIS}:presentation:1.0",
    "anim": f"{_OASIS}:animation:1.0",
    "smil": f"{_OASIS}:smil-compatible:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_UNITS: Final = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700, "pc": 152_400, "px": 9_525}


def named(tag: str) -> str:
    """The full name of an element or attribute, for example of ``draw:page``."""
    prefix, _, name = tag.partition(":")
    return f"{{{PREFIXES[prefix]}}}{name}"


def declared(*prefixes: str) -> str:
    """What an element must say so that its text may use prefixes."""
    return " ".join(f'xmlns:{prefix}="{PREFIXES[prefix]}"' for prefix in prefixes)


def length(text: str | None) -> int | None:
    """A length such as ``2.54cm`` in English metric units; None where it is none."""
    match = re.fullmatch(r"(-?[\d.]+)([a-z]{2})", text or "")
    if match is None or match[2] not in _UNITS:
        return None
    return round(float(match[1]) * _UNITS[match[2]])


def written(length_in_units: int) -> str:
    """A length as a document has it."""
    return f"{length_in_units / _UNITS['cm']:.4f}cm"


class Styles:
    """What the styles of a document say, those of the content before those that are common to all."""

    def __init__(self, *trees: Any) -> None:
        self._trees = trees
        self._found: dict[tuple[str, str], Any] = {}
        for tree in reversed(trees):
            for style in tree.iter(named("style:style")):
                self._found[style.get(named("style:family")), style.get(named("style:name"))] = style

    def value(self, family: str, name: str | None, attribute: str, kind: str) -> str | None:
        """What a style says of something, itself or through those that it is made from.

        Parameters
        ----------
        kind
            The properties that say it: ``graphic`` or ``drawing-page``.
        """
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._found.get((family, name))
            if style is None:
                return None
            properties = style.find(f"style:{kind}-properties", PREFIXES)
            value = properties.get(named(attribute)) if properties is not None else None
            if value is not None:
                return str(value)
            name = style.get(named("style:parent-style-name"))
        return None

    def definition(self, tag: str, name: str | None) -> Any:
        """A gradient or a picture by its name."""
        for tree in self._trees:
            for each in tree.iter(named(tag)):
                if each.get(named("draw:name")) == name:
                    return each
        return None

    def master(self, name: str | None) -> Any:
        """The master of a page."""
        for tree in self._trees:
            for each in tree.iter(named("style:master-page")):
                if each.get(named("style:name")) == name:
                    return each
        return None
