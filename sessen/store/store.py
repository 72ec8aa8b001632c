"""The store: blobs named by their hash, entries that list a step's blobs, recipes that lead from keys to entries.

::

    blobs/3f/3fa9...      bytes, named by their own SHA-256
    entries/91/91c0...    a finished step: its picture, sounds, captions, statistics, and a hash over itself
    recipes/77/77ab...    what was seen when steps of this static key were rendered, and the entry of each
    latest/0b/0b5e...     the inputs of a step when it was last made, so that `why` can compare

An entry is written after its blobs and a recipe after its entry, each whole or not at all. So whatever a recipe leads
to is complete, whenever the power went.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sessen.keys.trace import DependencyTrace, traces_from_json
from sessen.memory import Each, fits, note_remade, which_fit
from sessen.store.backends import Backend, open_backend
from sessen.store.errors import DamagedEntry, StoreUnusable

#: How many ways of being made are remembered for one static key, the latest first.
_RECIPES: Final = 16
_OF_THE_STORE: Final = "a finished step in the store"
_NUMBER: Final = int | float
_RECIPE: Final = {"files": Each(str), "environment": Each(str), "entry": str, "facts": Each(str), "unseen": [str]}
_FACTS: Final[Mapping[str, Any]] = {
    "scene": str,
    "step": str,
    "frames": int,
    "seconds": _NUMBER,
    "sounds": [_NUMBER],
    "captions": [(_NUMBER, _NUMBER, str, str)],
    "words": Each(str),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished step: the hashes and sizes of its blobs by what they are, and what is known about it.

    Parameters
    ----------
    blobs
        For ``picture``, ``sound 0``, ...: the hash and the size in bytes.
    facts
        Captions and statistics, as plain values.
    """

    blobs: Mapping[str, tuple[str, int]]
    metadata: Mapping[str, Any]


class Store:
    """Finished steps at one place."""

    def __init__(self, place: Backend) -> None:
        self.backend = place

    def traces(self, static: str) -> list[DependencyTrace]:
        """What is remembered of steps of a static key, the latest first; a damaged memory is an empty one."""
        return self.traces_of([static])[0]

    def traces_of(self, statics: Sequence[str]) -> list[list[DependencyTrace]]:
        """The same for several keys."""
        written = [self._read_signed(_name("recipes", static)) for static in statics]
        listed = [found.get("recipes") if found else None for found in written]
        raw = [(key, each) for key, some in enumerate(listed) if isinstance(some, list) for each in some]
        are_sound = which_fit([(each, _RECIPE) for _, each in raw])
        sound = [pair for pair, is_sound in zip(raw, are_sound, strict=True) if is_sound]
        traces = zip((key for key, _ in sound), traces_from_json([each for _, each in sound]), strict=True)
        found_by_key: list[list[DependencyTrace]] = [[] for _ in statics]
        for key, trace in traces:
            found_by_key[key].append(trace)
        return found_by_key

    def entry(self, name: str) -> Entry | None:
        """A finished step, or None when it is not there, incomplete or damaged."""
        return self.entries([name])[0]

    def entries(self, names: Sequence[str]) -> list[Entry | None]:
        """The same for several steps."""
        written = [self._read_signed(_name("entries", name)) for name in names]
        are_sound = _are_entries([each or {} for each in written])
        if any(each is not None and not is_sound for each, is_sound in zip(written, are_sound, strict=True)):
            note_remade(_OF_THE_STORE)
        return [self._entry(each) if each and ok else None for each, ok in zip(written, are_sound, strict=True)]

    def _entry(self, written: Mapping[str, Any]) -> Entry | None:
        blobs = {kind: (digest, size) for kind, (digest, size) in written["blobs"].items()}
        if any(self.backend.size(_name("blobs", digest)) != size for digest, size in blobs.values()):
            return None
        return Entry(blobs, written["facts"])

    def blob(self, entry: str, digest: str) -> bytes:
        """Some bytes of a finished step.

        Raises
        ------
        DamagedEntry
            They are not there, or not what was put in.
        """
        try:
            data = self.backend.read(_name("blobs", digest))
        except FileNotFoundError:
            raise DamagedEntry(entry, "a file of it is missing") from None
        if sha256(data).hexdigest() != digest:
            raise DamagedEntry(entry, "the bytes have changed")
        return data

    def is_intact(self, name: str) -> bool:
        """Whether a finished step is there with all of its bytes as they were put in."""
        entry = self.entry(name)
        return entry is not None and all(self._is_readable(digest) for digest, _ in entry.blobs.values())

    def put(self, static: str, trace: DependencyTrace, blobs: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
        """Put a finished step in, and remember that this static key and these inputs lead to it.

        Raises
        ------
        StoreUnusable
            It cannot be written; what it held before is still there.
        """
        listed = {}
        with _writing(self.backend.address):
            for kind, data in blobs.items():
                digest = sha256(data).hexdigest()
                listed[kind] = [digest, len(data)]
                if self.backend.size(_name("blobs", digest)) != len(data) or not self._is_readable(digest):
                    self.backend.write(_name("blobs", digest), data)
            self._write_signed(_name("entries", trace.entry), {"blobs": listed, "facts": dict(facts)})
            others = [each for each in self.traces(static) if each.entry != trace.entry]
            written = [each.to_json() for each in [trace, *others][:_RECIPES]]
            self._write_signed(_name("recipes", static), {"recipes": written})

    def put_inputs(self, slot: str, parts: Mapping[str, str]) -> None:
        """Note the inputs that the latest picture of a step was made from."""
        with _writing(self.backend.address):
            self._write_signed(_name("latest", slot), {"parts": dict(parts)})

    def latest_inputs(self, slot: str) -> Mapping[str, str] | None:
        """The inputs that the latest picture of a step was made from, if one was ever made."""
        written = self._read_signed(_name("latest", slot))
        return written["parts"] if written and fits(written, {"parts": Each(str)}) else None

    def delete(self, entry: str) -> None:
        """Take a damaged step out, its blobs too, so that they are written anew."""
        written = self._read_signed(_name("entries", entry))
        blobs = written["blobs"] if written and _are_entries([written])[0] else {}
        for digest, _ in blobs.values():
            if not self._is_readable(digest):
                self.backend.remove(_name("blobs", digest))
        self.backend.remove(_name("entries", entry))

    def touch(self, entries: Sequence[str]) -> None:
        """Note that these steps are wanted, so that they are the last to be removed."""
        for name in entries:
            try:
                self.backend.touch(_name("entries", name))
            except OSError:
                return  # A store that may only be read is a store all the same.

    def _is_readable(self, digest: str) -> bool:
        try:
            return sha256(self.backend.read(_name("blobs", digest))).hexdigest() == digest
        except OSError:
            return False

    def _read_signed(self, name: str) -> dict[str, Any] | None:
        try:
            signature, _, text = self.backend.read(name).partition(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(self.backend.address, error) from error
        if sha256(text).hexdigest() != signature.decode(errors="replace"):
            return None
        found = json.loads(text)
        return found if isinstance(found, dict) else None

    def _write_signed(self, name: str, value: Mapping[str, Any]) -> None:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        self.backend.write(name, sha256(text).hexdigest().encode() + b"\n" + text)


def _are_entries(written: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Whether entries have the form of this version, as far as they say anything."""
    return which_fit([(each, _shape_of(each.get("facts"))) for each in written])


def _shape_of(facts: Any) -> Mapping[str, Any]:
    said = {name: shape for name, shape in _FACTS.items() if isinstance(facts, dict) and name in facts}
    return {"blobs": Each((str, int)), "facts": said}


@contextmanager
def _writing(address: str) -> Iterator[None]:
    """Turn what the operating system says about writing into what a person can act on."""
    try:
        yield
    except OSError as error:
        raise _unusable(address, error) from error


def _unusable(address: str, error: OSError) -> StoreUnusable:
    return StoreUnusable(
        f"the store cannot be used: {error.strerror or error}",
        location=address,
        hint="make room there or give it the right permissions, or choose another with --store DIR",
    )


def _name(kind: str, digest: str) -> str:
    return f"{kind}/{digest[:2]}/{digest}"


def open_store(address: str | Path) -> Store:
    """The store at an address: a folder, or anything that fsspec knows."""
    return Store(open_backend(address))
