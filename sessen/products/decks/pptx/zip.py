"""The ZIP file of a deck: read whole, written whole or not at all."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sessen.files import atomic_write
from sessen.products.decks.errors import DeckRefused, DeckUnreadable

REPAIR: Final = "open it in PowerPoint, let PowerPoint repair it, and save it"
_COMPOUND_FILE: Final = bytes.fromhex("D0CF11E0A1B11AE1")  # what Office wraps around encryption, and wrote before 2007
_WHOLE: Final = (1980, 1, 1, 0, 0, 0)  # the same in, the same bytes out


def read_archive(file: Path) -> tuple[list[zipfile.ZipInfo], dict[str, bytes]]:
    """What a deck's entries say of themselves, in their order, and what is in them, by name.

    Raises
    ------
    DeckUnreadable
        It is not there, damaged, encrypted, or no archive.
    """
    try:
        with file.open("rb") as opened:
            if opened.read(len(_COMPOUND_FILE)) == _COMPOUND_FILE:
                raise DeckUnreadable(
                    "is protected by a password, or from before 2007",
                    location=str(file),
                    hint="save it as .pptx without a password",
                )
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            return infos, {info.filename: archive.read(info) for info in infos}
    except OSError as error:
        why = f"cannot be read: {error.strerror or error}"
        raise DeckUnreadable(why, location=str(file), hint="check the name") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        why = f"is damaged, or not a .pptx file ({error})"
        raise DeckUnreadable(why, location=str(file), hint=REPAIR) from error


def is_open_document(file: Path) -> bool:
    """Whether a file is what LibreOffice keeps presentations in, whatever it is called."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.presentation")
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False


def write_archive(target: Path, entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> None:
    """Write entries in their order, whole or not at all.

    Raises
    ------
    DeckRefused
        There is no room, or no right to write there.
    """
    try:
        with atomic_write(target) as part, zipfile.ZipFile(part, "w") as archive:
            for info, data in entries:
                archive.writestr(_like(info), data)
    except OSError as error:
        raise DeckRefused(
            f"cannot be written: {error.strerror or error}",
            location=str(target),
            hint="make room, or choose another --out; nothing was changed",
        ) from error


def entry(name: str, *, packed: bool) -> zipfile.ZipInfo:
    """A new entry, which does not say when it was made."""
    info = zipfile.ZipInfo(name, _WHOLE)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return info


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A fresh entry that says what the old one said of itself."""
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type, fresh.external_attr = info.compress_type, info.external_attr
    return fresh
