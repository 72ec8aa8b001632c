"""Clips in a notebook: ``sessen.show("ChainRule::nudge", f="sin(u)", at=1)`` renders one and shows it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sessen.files import temporary_prefix

if TYPE_CHECKING:
    from sessen.backups import Backup
    from sessen.pipeline import Plan, Request, ScenePlan, StepPlan
    from sessen.pipeline.built import Failure, ProductResult
    from sessen.products.clips.planned import ClipRequest


@dataclass(frozen=True, slots=True)
class NotebookClip:
    """Clips as a notebook shows them, with all of their bytes: a notebook that is sent on keeps them.

    Parameters
    ----------
    html
        For pages.
    words
        What is said in them, for whatever shows text only.
    """

    html: str
    words: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


def show(  # noqa: PLR0913  a notebook has keywords where the command line has options
    target: str,
    *,
    lang: str = "en",
    theme: str | None = None,
    shape: str = "wide",
    words: bool = False,
    headline: bool = True,
    quality: str = "medium",
    background: str | None = None,
    loop: bool = False,
    speed: float = 1.0,
    crop: bool = False,
    margin: int = 0,
    size: str | None = None,
    lecture: str | Path | None = None,
    store: str | None = None,
    **values: object,
) -> NotebookClip:
    """Render what is not in the store yet, and show it; the last line of a cell is shown by itself.

    Parameters
    ----------
    target
        ``SCENE::STEP``, ``SCENE::FIRST..LAST``, ``SCENE`` for a clip of each step, or ``FILE.py::SCENE`` ...
    lang, theme, shape, words, headline, quality, background, loop, speed, crop, margin, size, lecture, store
        As the options of ``python render.py clips``.
    values
        The scene's parameters: ``f="x^2"``, ``at=1``, ``a=[1, 2]``.

    Raises
    ------
    SessenError
        Something names nothing, or the clip cannot be made.
    """
    from sessen.cli.clip_options import choose_formats, choose_theme, parse_background_option, parse_target
    from sessen.cli.clip_style import parse_style
    from sessen.cli.options import build_request
    from sessen.products.clips.planned import ClipRequest

    place = parse_target("jupyter")
    ground = parse_background_option(place, background)
    options = {
        "targets": (target,),
        "quality": quality,
        "lang": (lang,),
        "theme": choose_theme(theme, ground, print),
        "shape": shape,
        "words": "on" if words else "off",
        "headline": "on" if headline else "off",
        "settings": tuple(f"{name}={_typed(value)}" for name, value in values.items()),
        "lecture": Path(lecture) if lecture is not None else None,
        "store": store,
        "jobs": None,
        "time_limit": 900.0,
        "store_limit": "10GB",
    }
    wishes = {"loop": loop, "speed": speed, "crop": crop or None, "margin": margin, "pixels": size}
    wanted = ClipRequest(choose_formats(place, (), ground), parse_style(wishes), ground)
    with TemporaryDirectory(prefix=temporary_prefix()) as folder:
        return _shown(build_request({**options, "out": Path(folder)}), wanted)


def _shown(request: Request, wanted: ClipRequest) -> NotebookClip:
    from sessen.products.clips.planned import build_clips
    from sessen.products.clips.snippets import notebook_html
    from sessen.products.clips.write_snippets import clips_of

    built, failures = build_clips(request, wanted, NullReporter())
    if failures:
        raise failures[0].error
    clips = [(clip, each.target.parent) for each in built for clip in clips_of(request, wanted, [each])]
    html = "\n".join(notebook_html(clip, folder) for clip, folder in clips)
    return NotebookClip(html, "\n".join(f"{clip.name}: {clip.words}" for clip, _ in clips))


def _typed(value: object) -> str:
    """A value as one would type it."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class NullReporter:
    """A notebook shows the clip; what goes wrong is raised."""

    def on_start(self, plan: Plan, seconds: float) -> None:
        """Nothing to say."""

    def on_step(self, scene: ScenePlan, step: StepPlan, seconds: float) -> None:
        """Nothing to say."""

    def on_product(self, built: ProductResult) -> None:
        """Nothing to say."""

    def on_backup(self, backup: Backup) -> None:
        """Nothing to say: a notebook's clips are made in a folder of their own."""

    def on_notice(self, remark: str) -> None:
        """Told below the cell."""
        warnings.warn(remark, stacklevel=1)

    def on_failure(self, failure: Failure) -> None:
        """Raised at the end."""

    def on_end(self) -> None:
        """Nothing to take away."""
