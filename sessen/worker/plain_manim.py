"""Imports Manim without the settings of whoever works here: a home's, and those of the folder that one is in.

A scene's own settings are read for each scene; these would only be in the way, and where they are damaged, or there is
no home or no PATH, Manim could not be imported at all. Import this before anything else that imports Manim.
"""

from __future__ import annotations

import configparser
import os
from pathlib import Path
from unittest.mock import patch

from sessen.worker.deferred import deferred_imports


def _home(_: type[Path]) -> Path:
    return Path(os.path.expanduser("~"))


with (
    patch.dict(os.environ, {"PATH": os.environ.get("PATH", os.defpath)}),  # pydub looks for it, and must find one
    patch.object(configparser.ConfigParser, "read", lambda self, *files, **options: []),
    patch.object(Path, "home", classmethod(_home)),
    deferred_imports(),
):
    import manim  # noqa: F401
