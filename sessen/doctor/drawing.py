"""Probes of what draws: Manim on Cairo, and Pango for plain Manim scenes that use ``Text``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from sessen.doctor.finding import CheckFailed

ORANGE: Final = (255, 122, 69)
_BLACK: Final = (0, 0, 0)


def draw_with_cairo() -> str:
    """Draw a square with Manim's camera and look at its colour and at the ground beside it."""
    import cairo
    from manim import Camera, Square, __version__

    camera = Camera(pixel_width=160, pixel_height=90, frame_width=16, frame_height=9, background_color="#000000")
    camera.capture_mobjects(
        [Square(4, stroke_width=0, fill_opacity=1, fill_color="#{:02x}{:02x}{:02x}".format(*ORANGE))]
    )
    inside, outside = (
        tuple(int(level) for level in camera.pixel_array[row, column, :3]) for row, column in ((45, 80), (5, 5))
    )
    if (inside, outside) != (ORANGE, _BLACK):
        raise CheckFailed(f"a square of colour {ORANGE} on {_BLACK} was drawn as {inside} on {outside}")
    return f"Manim {__version__} on Cairo {cairo.cairo_version_string()}"


def set_text_with_pango() -> str:
    """Set a word with whatever font the machine has, and count its glyphs."""
    import manimpango

    word = "Tangent"
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "word.svg")
        setting = manimpango.TextSetting(0, len(word), "", "NORMAL", "NORMAL", 0)
        manimpango.text2svg([setting], 20, 20, False, str(picture), 0, 0, 600, 400, word)
        glyphs = picture.read_text(encoding="utf-8").count("<use ")
    if glyphs != len(word):
        raise CheckFailed(
            f"Pango set {glyphs} glyphs for the {len(word)} letters of {word!r}: it finds no font",
            hint="install any font; Debian, Ubuntu: sudo apt-get install fonts-dejavu-core",
        )
    return f"Pango {manimpango.pango_version()}, {len(manimpango.list_fonts())} families of fonts"
