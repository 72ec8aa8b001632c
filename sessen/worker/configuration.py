"""Manim's global configuration for one job, and back again. Nothing outside this folder touches it."""

from __future__ import annotations

import configparser
import contextlib
import math
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import manim
from manim import Animation, Mobject, config, logger, tempconfig
from manim._config.utils import ManimConfig
from manim.constants import RendererType

from sessen.errors import SessenError
from sessen.variant import Shape, Variant
from sessen.worker.chance import SEED, Chance
from sessen.worker.dependencies.beside import places
from sessen.worker.manim_caches import empty_caches

_CONFIG: Final = "manim.cfg"
_NO_HEADER: Final = configparser.MissingSectionHeaderError
_FORMER: Final = ("write_to_movie", "save_pngs", "save_as_gif", "flush_cache")


@contextmanager
def manim_config(variant: Variant, root: Path, scratch: Path, chance: Chance | None = None) -> Iterator[None]:
    """Configure Manim for ``variant`` while the block runs, quietly; what the scene changes is undone afterwards.

    Parameters
    ----------
    root
        The project's folder. A ``manim.cfg`` beside the scene counts, else one in there; that of the user's home does
        not: machines must agree.
    scratch
        A folder for what Manim writes by the way; it must not outlive the job.
    chance
        Remembers what the scene leaves to chance.
    """
    level = logger.level
    with (
        _skip_rebasing(),
        _former_settings(),
        tempconfig({}),
        contextlib.redirect_stdout(sys.stderr),
        warnings.catch_warnings(),
    ):
        # What Manim calls of its libraries is no business of a teacher's.
        warnings.simplefilter("ignore", DeprecationWarning)
        project = _project_settings(root)
        config.update(project)
        config.update({**_settings(variant, scratch), **_frame(project)})
        logger.setLevel("ERROR")
        empty_caches()
        try:
            with (chance or Chance()).seeded():
                yield
        finally:
            logger.setLevel(level)
            _restore_defaults(Mobject)
            _restore_defaults(Animation)


def reapply_variant(variant: Variant, *, frame: bool = True) -> None:
    """Set again what was asked for, after code of the scene's file has been executed: it wins over the file.

    Size and rate of the picture, Cairo as the renderer, and that Manim writes and opens nothing by itself.

    Parameters
    ----------
    frame
        Whether a frame in Manim's units must have the outline of the picture, as layouts of lessons need. Otherwise
        the file's counts as it is, and is enlarged only where the file meant pictures of another outline.
    """
    _require_frame(variant, ours=frame)
    config.update(_firm(variant))


def _require_frame(variant: Variant, *, ours: bool) -> None:
    width, height = config["frame_width"], config["frame_height"]
    wanted, pixels = variant.shape.frame, variant.pixels
    if ours:
        if not _is_alike(width / height, wanted[0] / wanted[1]):
            config.frame_width, config.frame_height = wanted
    elif (width, height) != wanted and not _is_alike(config.pixel_width / config.pixel_height, pixels[0] / pixels[1]):
        outline = pixels[0] / pixels[1]
        config.frame_width, config.frame_height = max(width, height * outline), max(height, width / outline)


def _is_alike(one: float, other: float) -> bool:
    return abs(one / other - 1) <= 0.01


@contextmanager
def _skip_rebasing() -> Iterator[None]:
    """Let Manim give all classes their bases again only when the renderer has become another.

    It does so whenever a configuration is read, copied or put back: 10 ms each time, of the 400 to a preview's picture.
    """
    manims: Any = ManimConfig.renderer
    # Not what the configuration says: that may have been copied over before its renderer is set.
    present = config.renderer

    def set_renderer(self: ManimConfig, value: str | RendererType) -> None:
        nonlocal present
        if value in ("cairo", RendererType.CAIRO) and present is RendererType.CAIRO:
            self._set_from_enum("renderer", value, RendererType)
        else:
            manims.fset(self, value)
            present = self.renderer

    with patch.object(ManimConfig, "renderer", manims.setter(set_renderer)):
        yield


@contextmanager
def _former_settings() -> Iterator[None]:
    """Let code set what Manim had before and has no more, as manim-slides does: all that was about writing files."""
    with contextlib.ExitStack() as patches:
        for name in _FORMER:
            if not hasattr(ManimConfig, name):
                unused = property(lambda _: False, lambda *_: None)
                patches.enter_context(patch.object(ManimConfig, name, unused, create=True))
        kept: Any = ManimConfig.max_files_cached
        unlimited = kept.setter(lambda self, count: kept.fset(self, -1 if count == math.inf else count))
        patches.enter_context(patch.object(ManimConfig, "max_files_cached", unlimited))
        yield


def _project_settings(root: Path) -> ManimConfig:
    parser = configparser.ConfigParser()
    parser.read(Path(manim._config.__file__).with_name("default.cfg"), encoding="utf-8")
    for place in places():
        file = place / _CONFIG
        try:
            parser.read_string(file.read_text(encoding="utf-8"), str(file))
            return ManimConfig().digest_parser(parser)
        except FileNotFoundError:
            continue  # asked for by opening it, so that it is known as an input
        except (OSError, ValueError, KeyError, TypeError, configparser.Error) as error:
            raise _unreadable(file, root, error) from error
    return ManimConfig().digest_parser(parser)


def _unreadable(file: Path, root: Path, error: Exception) -> SessenError:
    line = getattr(error, "lineno", None) or next(iter(getattr(error, "errors", ())), (None,))[0]
    location = f"{file.relative_to(root)}, line {line}" if line else str(file.relative_to(root))
    why = "it has no line [CLI] before this" if isinstance(error, _NO_HEADER) else str(error).replace("\n", " ")
    return SessenError(
        f"{_CONFIG} cannot be read: {why}", location=location, hint="correct it: [CLI], and lines name = value"
    )


def _frame(project: ManimConfig) -> dict[str, float]:
    """The frame that a project wants instead of those that shapes have."""
    names = ("frame_width", "frame_height")
    usual = Shape.WIDE.frame
    wanted: dict[str, float] = {name: project[name] for name in names}
    return {} if all(_is_alike(wanted[name], size) for name, size in zip(names, usual, strict=True)) else wanted


def _settings(variant: Variant, scratch: Path) -> dict[str, Any]:
    frame_width, frame_height = variant.shape.frame
    return {
        **_firm(variant),
        "frame_width": frame_width,
        "frame_height": frame_height,
        "media_dir": str(scratch),
        "seed": SEED,
    }


def _firm(variant: Variant) -> dict[str, Any]:
    """What no file changes."""
    width, height = variant.pixels
    return {
        "renderer": "cairo",
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": variant.quality.frame_rate,
        # Frames go to the renderer of this folder; Manim itself writes no video.
        "dry_run": True,
        "format": "auto",
        "disable_caching": True,
        "progress_bar": "none",
        "log_to_file": False,
        "save_sections": False,
        "preview": False,
        "live_preview": False,
        "show_in_file_browser": False,
    }


def _restore_defaults(kind: type) -> None:
    """Undo `set_default`, which changes classes for the life of the process and would leak into the next job."""
    if isinstance(vars(kind).get("__init__"), partialmethod):
        kind.set_default()  # type: ignore[attr-defined]
    children: list[type] = kind.__subclasses__()
    for child in children:
        _restore_defaults(child)
