"""What somebody has edited, or has never had from Sessen, is not lost when a product takes its place: a copy stays."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from uuid import uuid4

from sessen.errors import SessenError
from sessen.files import before_replacing, moved_into_place, relative

_MOST_LOGGED: Final = 4_000_000  # bytes
_HASH: Final = 64


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was not as Sessen had written it, and the copy of it that was laid beside it."""

    file: Path
    copy: Path

    def __str__(self) -> str:
        return f"{relative(self.file)} was changed since Sessen wrote it: kept as {relative(self.copy)}"


@contextmanager
def backing_up(state_dir: Path, known: Collection[str] = ()) -> Iterator[list[Backup]]:
    """While the block runs, `sessen.files.atomic_write` keeps a copy of each file that Sessen did not write there last.

    Parameters
    ----------
    workshop
        The folder ``.sessen``: it remembers the hashes of all that was ever put in place.
    known
        Further hashes of what Sessen has written, as the manifest of an output folder has them.

    Yields
    ------
    The backups made so far, to be told to people.

    Raises
    ------
    SessenError
        A copy cannot be written; then the file stays as it is.
    """
    guard = _Guard(state_dir / "written", frozenset(known))
    with before_replacing(guard.before):
        yield guard.made


def copy_beside(file: Path) -> Path:
    """Lay a copy of a file beside it, under a name that nothing has yet: ``talk.backup.html``, ``talk.backup-2.html``.

    Raises
    ------
    OSError
        It cannot be written; then no part of it is left.
    """
    numbers = ("", *(f"-{number}" for number in range(2, 10_000)))
    names = (file.with_name(f"{file.stem}.backup{number}{file.suffix}") for number in numbers)
    copy = next(name for name in names if not name.exists())
    part = copy.with_name(f".{copy.name}.{uuid4().hex[:8]}")
    with moved_into_place(part, copy):
        shutil.copy2(file, part)
    return copy


def hash_of(file: Path) -> str:
    """The SHA-256 of a file; empty where there is none to read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


class _Guard:
    def __init__(self, log: Path, known: frozenset[str]) -> None:
        self._log = log
        self._known = known
        self.made: list[Backup] = []

    def before(self, target: Path, part: Path) -> None:
        """``part`` is about to take the place of ``target``."""
        new, old = hash_of(part), hash_of(target)
        if old and old != new and not self._is_ours(old):
            self.made.append(Backup(target, _copied(target)))
        # Before it is in its place: a build that is killed in between has written it all the same.
        self._note(new)

    def _is_ours(self, digest: str) -> bool:
        return digest in self._known or digest in self._logged

    @cached_property
    def _logged(self) -> set[str]:
        try:
            return set(self._log.read_text(encoding="ascii", errors="replace").split())
        except OSError:
            return set()

    def _note(self, digest: str) -> None:
        # Where it cannot be remembered, there is a copy more the next time.
        with suppress(OSError):
            self._log.parent.mkdir(parents=True, exist_ok=True)
            if self._log.exists() and self._log.stat().st_size > _MOST_LOGGED:
                self._forget_the_oldest()
            with self._log.open("a", encoding="ascii") as log:
                log.write(f"{digest}\n")

    def _forget_the_oldest(self) -> None:
        lines = [line for line in self._log.read_text(encoding="ascii").split() if len(line) == _HASH]
        kept = list(dict.fromkeys(reversed(lines)))[: len(lines) // 2]
        self._log.write_text("".join(f"{line}\n" for line in reversed(kept)), encoding="ascii")


def _copied(file: Path) -> Path:
    try:
        return copy_beside(file)
    except OSError as error:
        why = f"was changed since Sessen wrote it, and cannot be copied: {error.strerror or error}"
        raise SessenError(why, location=relative(file), hint="move it away, or choose another --out") from error
