"""A picture from the project's ``assets``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from manim import ImageMobject
from PIL import Image, UnidentifiedImageError

from sessen.errors import SessenError
from sessen.layout import Region
from sessen.mobjects.author import Author

_READ: Final = "PNG, JPEG, WebP, GIF and TIFF are read; of an SVG make SVGMobject(self.asset(...))"


class Picture(ImageMobject):
    """A photograph or drawing, as large as it fits into a region, its proportions kept.

    Raises
    ------
    SessenError
        The file is no picture that can be read.
    """

    def __init__(self, file: Path, region: Region) -> None:
        _require_picture(file)
        super().__init__(str(file))
        self.scale(min(region.width / self.width, region.height / self.height)).move_to(region.center)

    @classmethod
    def of(cls, lesson: Author, name: str, *, region: Region | None = None) -> Picture:
        """The picture ``assets/name`` in the lesson's figure, or in another region."""
        return cls(lesson.asset(name), region or lesson.layout.figure)


def _require_picture(file: Path) -> None:
    try:
        with Image.open(file) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise SessenError(f"{file.name} is no picture that can be read", location=str(file), hint=_READ) from error
