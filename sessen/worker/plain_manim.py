"""Imports Manim without the settings of whoever works here: a home's, and those of the folder that one is in.

A scene's own settings are read for each scene; these would only be in the way, and where they are damaged, or there is
no home or no PATH, Manim could not be imported at all. Import this before anything else that imports Manim.
"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch


def _home(_: type[Path]) -> Path:
    return Path(os.path.expanduser("~"))


@contextmanager
def _without_notebooks() -> Iterator[None]:
    """Let Manim go without its magic for notebooks, which takes a sixth of the import; a scene may import IPython."""
    modules: dict[str, Any] = sys.modules
    if "IPython" in modules:
        yield
        return
    modules["IPython"] = None
    try:
        yield
    finally:
        del modules["IPython"]


with (
    patch.dict(os.environ, {"PATH": os.environ.get("PATH", os.defpath)}),  # pydub looks for it, and must find one
    patch.object(configparser.ConfigParser, "read", lambda self, *files, **options: []),
    patch.object(Path, "home", classmethod(_home)),
    _without_notebooks(),
):
    import manim  # noqa: F401
