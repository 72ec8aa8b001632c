"""Whose file a file is: the lecture's own project, the engine, or something installed."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache

import sessen


@cache
def is_installed(path: str) -> bool:
    """Whether ``path`` (absolute) belongs to Python, to an installed package, or to the engine itself."""
    return path.startswith(_installed_folders())


@cache
def _installed_folders() -> tuple[str, ...]:
    paths = [*sysconfig.get_paths().values(), sys.prefix, sys.exec_prefix, sys.base_prefix]
    paths = [path for path in paths if os.path.realpath(path) not in ("/", "/usr")]
    paths += [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]
    paths.append(os.path.dirname(os.path.abspath(sessen.__file__ or "")))
    return tuple(sorted({made(path) + os.sep for path in paths for made in (os.path.realpath, os.path.abspath)}))
