"""What a shell completes: commands, options, the scenes of the lecture, and files."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem


def complete_target(context: click.Context, parameter: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """The scenes of the lecture that begin like this, and else files."""
    names = [name for name in _scenes() if name.startswith(incomplete)]
    return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


def _scenes() -> list[str]:
    from sessen.catalogue import read_lecture
    from sessen.errors import SessenError
    from sessen.pipeline import Request

    try:
        file: Path | None = Request().lecture_file
        return [scene.name for scene in read_lecture(file).scenes] if file else []
    except SessenError:
        return []
