"""What a preview finds of earlier ones in the same place."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any, Final

from sessen.preview.auth import Auth

_HIDDEN: Final = 0o600


def is_first_run(session: Path) -> bool:
    """Whether nothing was made here yet, so that pictures will have to be drawn and not only be found."""
    return not (session / "catalogue.json").exists()


def load(memory: Path) -> tuple[int, str]:
    """Port and token of the last preview here, so that a page that is still open finds its server again.

    The file can only be read by its owner.
    """
    try:
        if memory.stat().st_mode & 0o077:
            return 0, new_token()
        known: Any = json.loads(memory.read_text())
        port, token = int(known["port"]), str(known["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, new_token()
    return (port, token) if len(token) >= 32 else (0, new_token())


def save(memory: Path, guard: Auth) -> None:
    """Keep port and token for the next preview."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.unlink(missing_ok=True)
        memory.touch(_HIDDEN)
        memory.write_text(json.dumps({"port": guard.port, "token": guard.token}))
    except OSError:
        pass  # A place that cannot be written to only costs the open page.


def new_token() -> str:
    """Nobody guesses it."""
    return secrets.token_urlsafe(32)
