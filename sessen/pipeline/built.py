"""What a build comes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sessen.errors import SessenError
from sessen.pipeline.manifest import Record


@dataclass(frozen=True, slots=True)
class ProductResult:
    """A video that is where it belongs.

    Parameters
    ----------
    records
        The video's own record first, then those of its poster and captions.
    rendered
        The steps that were rendered for it now.
    seconds
        Wall-clock seconds spent on drawing them.
    title
        What a clip's scene asks, in the clip's language.
    steps
        The names of all that it shows.
    """

    name: str
    target: Path
    records: tuple[Record, ...]
    rendered: tuple[str, ...]
    seconds: float
    title: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A scene that could not be made, and why."""

    name: str
    error: SessenError
