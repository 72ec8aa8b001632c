"""How this Sessen is called and installed, for hints that can be typed as they are."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import sessen


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package that Sessen uses, and the optional extra that brings it; ``""`` when Sessen itself does."""

    package: str
    extra: str


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


def install_voice() -> str:
    """The commands that install what the machine speaks with."""
    return f"{install('voice')} && {sys.executable or 'python'} -m sessen.voice.install"


def reinstall() -> str:
    """What brings back a package that Sessen itself requires."""
    if is_checkout():
        return "run 'make videos' (Debian, Ubuntu) or: python -m pip install --force-reinstall -e . -c constraints.txt"
    return f"{sys.executable or 'python'} -m pip install --force-reinstall sessen"


def requirements() -> tuple[Requirement, ...]:
    """What the metadata of the installed Sessen requires, optional packages included."""
    from importlib.metadata import requires

    return tuple(_requirement(text) for text in requires("sessen") or ())


def _requirement(text: str) -> Requirement:
    name, extra = re.match(r"[\w.-]+", text), re.search(r"""extra\s*==\s*["']([\w.-]+)["']""", text)
    assert name is not None
    return Requirement(name[0], extra[1] if extra else "")


def _home() -> Path:
    assert sessen.__file__
    return Path(sessen.__file__).resolve().parent.parent


def _is_here() -> bool:
    try:
        return Path.cwd() == _home()
    except OSError:
        return False
