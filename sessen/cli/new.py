"""``new``: a lecture or a scene to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from sessen.catalogue.scene_files import class_names
from sessen.cli.console import Console
from sessen.files import relative
from sessen.pipeline.checks import UsageError
from sessen.pipeline.request import SHIPPED, Request, bundled_lecture


@click.group("new")
def command() -> None:
    """Create a lecture or a scene from a template."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--from", "source", type=click.Choice([SHIPPED]), help="Copy the lecture that comes with Sessen.")
@click.pass_obj
def lecture(console: Console, folder: Path, source: str | None) -> None:
    """Create a folder with a lecture file, an example scene, assets, a test and a README."""
    from sessen.scaffold import new_lecture

    written = new_lecture(folder, source=bundled_lecture().parent.parent if source else None)
    console.log("\n".join(relative(file) for file in written))
    console.log("Make its videos: sessen" if folder == Path() else f"Make its videos: cd {folder}, then: sessen")


@command.command()
@click.argument("name")
@click.option(
    "--lecture", type=click.Path(path_type=Path), metavar="FILE", help="The lecture file (scenes/lecture.toml)."
)
@click.pass_obj
def scene(console: Console, name: str, lecture: Path | None) -> None:
    """Create a scene called NAME in a folder beside the lecture file, and add it to the lecture."""
    from sessen.scaffold import new_scene

    file = Request(lecture=lecture).lecture_file
    if file is None or (lecture is None and file == bundled_lecture() and not file.is_relative_to(Path.cwd())):
        raise UsageError("there is no lecture here", location=str(Path.cwd()), hint="create one: sessen new lecture")
    written = new_scene(name, file)
    console.log(f"{relative(written)}\nSee it while you change it: sessen preview {class_names(written)[-1]}")
