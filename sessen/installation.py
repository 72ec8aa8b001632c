"""How this Sessen is called and installed, for hints that can be typed as they are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import sessen


def program() -> str:
    """What was typed to run it: ``python render.py``, ``python -m sessen`` or ``sessen``."""
    typed = sys.argv[0] if sys.argv else ""
    name = os.path.basename(typed)
    if name == "render.py":
        return f"python {typed}"
    return "python -m sessen" if name in ("__main__.py", "-m") else "sessen"


def is_checkout() -> bool:
    """Whether it runs from its own repository, in which what is installed is what is written there."""
    return (_home() / "constraints.txt").is_file()


def install(extra: str) -> str:
    """The command that installs what an optional part needs, into the Python that runs."""
    python = sys.executable or "python"
    if is_checkout():
        location = "" if _is_here() else f"cd {_home()}; "
        return f'{location}{python} -m pip install -e ".[{extra}]" -c constraints.txt'
    return f'{python} -m pip install "sessen[{extra}]"'


def _home() -> Path:
    assert sessen.__file__
    return Path(sessen.__file__).resolve().parent.parent


def _is_here() -> bool:
    try:
        return Path.cwd() == _home()
    except OSError:
        return False
