"""What is installed: versions of packages, of the libraries below them, and the fonts that packages carry."""

from __future__ import annotations

import ctypes
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from sessen.keys.file_hashes import FileHashes, sha256

#: What every picture and every segment goes through, by the name it is installed under.
ALWAYS: Final = (
    "av contourpy isosurfaces manim manimpango mapbox-earcut numpy pillow pycairo scipy skia-pathops svgelements"
    " sympy typst"
).split()
#: Names that are shown as people write them.
SHOWN: Final = {
    "av": "PyAV",
    "manim": "Manim",
    "manimpango": "ManimPango",
    "numpy": "NumPy",
    "pillow": "Pillow",
    "scipy": "SciPy",
    "sympy": "SymPy",
    "typst": "Typst",
}
#: Modules that are installed under another name.
_INSTALLED_AS: Final = {
    "PIL": "pillow",
    "cairo": "pycairo",
    "yaml": "pyyaml",
    "cv2": "opencv-python",
    "bs4": "beautifulsoup4",
}
_FONT_FILES: Final = (".otf", ".ttf", ".ttc")


def versions(modules: Iterable[str]) -> dict[str, str]:
    """The version of everything that draws, and of the packages that a scene imports besides."""
    installed = _installed()
    found = {
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{sys.platform} {platform.machine()}",
        "Cairo": _cairo(),
        "Pango": _pango(),
    }
    for name in (*ALWAYS, *(_distribution(module) for module in modules)):
        found[SHOWN.get(name, name)] = installed.get(name, "not installed")
    return found


def fonts(modules: Iterable[str], digests: FileHashes) -> dict[str, str]:
    """The hash of every font file in the packages that a scene imports, a part for each package that has some."""
    found = {}
    for module in modules:
        files = sorted(file for folder in _folders_of(module) for file in _font_files(folder))
        if files:
            found[f"font {module}"] = sha256(
                "\n".join(f"{file.name} {digests.hash_of(file)}" for file in files).encode()
            )
    return found


def system_fonts() -> str:
    """The hash of the names and sizes of the fonts of this machine, for scenes that let Pango choose among them."""
    lines = []
    for root in _font_roots():
        for folder, _, names in os.walk(root):
            lines += [f"{name} {os.stat(os.path.join(folder, name)).st_size}" for name in names if _is_font(name)]
    return sha256("\n".join(sorted(lines)).encode())


def _font_roots() -> list[str]:
    home = os.path.expanduser("~")
    return [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        f"{home}/.fonts",
        f"{home}/.local/share/fonts",
        "/Library/Fonts",
        f"{home}/Library/Fonts",
        os.path.join(os.environ.get("WINDIR", "C:\\Windows"), "Fonts"),
    ]


def _is_font(name: str) -> bool:
    return name.lower().endswith((*_FONT_FILES, ".pfb", ".woff", ".woff2"))


def _distribution(module: str) -> str:
    return _INSTALLED_AS.get(module, module).lower().replace("_", "-").replace(".", "-")


@cache
def _installed() -> dict[str, str]:
    """Versions by name, read from the names of the metadata folders: importlib.metadata takes 70 ms to start."""
    found: dict[str, str] = {}
    for place in reversed(sys.path):
        for name in _names_in(place):
            match = re.fullmatch(r"(.+?)-([^-]+)\.(?:dist|egg)-info", name)
            if match:
                found[match[1].lower().replace("_", "-").replace(".", "-")] = match[2]
    return found


def _names_in(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")
    except OSError:
        return []


def _folders_of(module: str) -> Iterator[Path]:
    for place in sys.path:
        folder = Path(place or ".") / module
        if folder.is_dir():
            yield folder


def _font_files(folder: Path) -> Iterator[Path]:
    # Two levels are where font packages keep them; whole scientific packages are not searched.
    for entry in sorted(folder.iterdir()):
        if entry.suffix.lower() in _FONT_FILES:
            yield entry
        elif entry.is_dir() and "font" in entry.name.lower():
            yield from (file for file in sorted(entry.iterdir()) if file.suffix.lower() in _FONT_FILES)


@cache
def _cairo() -> str:
    try:
        import cairo
    except ImportError:
        return "not installed"
    return cairo.cairo_version_string()


@cache
def _pango() -> str:
    """Asked of the library itself: importing ManimPango takes 70 ms. A wheel's own Pango has the wheel's version."""
    name = {"linux": "libpango-1.0.so.0", "darwin": "libpango-1.0.0.dylib"}.get(sys.platform)
    if name is None:
        return "in ManimPango"
    try:
        ask = ctypes.CDLL(name).pango_version_string
    except (OSError, AttributeError):
        return "in ManimPango"
    ask.restype = ctypes.c_char_p
    return str(ask().decode())
