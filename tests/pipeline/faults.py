"""A lecture that was built once, which faults befall."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tests.cli.lectures import Outcome

DRAFT = ("-q", "draft")


@dataclass(frozen=True)
class Built:
    folder: Path
    first: Outcome


def probe_hash(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
