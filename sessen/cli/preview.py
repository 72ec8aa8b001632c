"""``python render.py preview``: a page that shows the scene while its author edits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import click
from click.core import ParameterSource

from sessen.cli.help_groups import GroupedCommand, preview_option
from sessen.cli.options import SuggestingChoice, build_request, frame_options, parse_size
from sessen.voice.choice import MACHINE, OFF, OWN
from sessen.voice.engines import VOICES

_TIMEOUT: Final = 30.0  # seconds
_SPARE: Final = 2  # processes that wait for what is looked at next


@click.command(cls=GroupedCommand, name="preview", help="Open a page that keeps showing the scene while you edit it.")
@click.argument("targets", nargs=-1, metavar="[SCENE | SCENE::STEP | FILE.py]")
@preview_option("--port", type=click.IntRange(1, 65535), metavar="N", help="Port of the page (any free one).")
@preview_option("--no-browser", is_flag=True, help="Print the address only.")
@preview_option(
    "--grace",
    type=click.FloatRange(1),
    default=12.0,
    metavar="SECONDS",
    help="End the preview this long after the page was closed (12).",
)
@preview_option("--memory-limit", default="3GB", metavar="SIZE", help="Stop a scene that takes more memory (3GB).")
@preview_option(
    "--editor",
    default="vscode://file{file}:{line}",
    metavar="LINK",
    help="Link that opens a line in an editor (VS Code).",
)
@preview_option(
    "--voice",
    type=SuggestingChoice([OFF, MACHINE, OWN, *VOICES]),
    help="Whose takes are heard: off (default), machine, own, or a voice; the page changes it.",
)
@frame_options
@click.pass_context
def command(context: click.Context, /, **options: Any) -> int:
    """Serve until the page closes, or somebody interrupts."""
    _check(options["editor"])
    try:
        _run(context, options)
    except KeyboardInterrupt:
        context.obj.log("The preview has ended.")
    return 0


def _run(context: click.Context, options: dict[str, Any]) -> None:
    from sessen.pool import ProcessPool
    from sessen.preview.session_file import is_first_run

    request = build_request(options)
    limit = parse_size("--memory-limit", options["memory_limit"])
    pool = ProcessPool(memory_limit=limit, preload="sessen.preview.preload", spare=_SPARE)
    if is_first_run(request.state_dir):
        pool.warm_up()  # before anything else is imported here: it takes longer than all the rest
    from sessen.preview.app import Options, run

    if context.get_parameter_source("time_limit") is ParameterSource.DEFAULT:
        request = replace(request, time_limit=_TIMEOUT)  # an author waits less long than a build does
    how = Options(
        port=options["port"] or 0,
        browser=not options["no_browser"],
        grace=options["grace"],
        editor=options["editor"],
        look=_look(options),
    )
    run(request, how, pool, context.obj.log)


def _look(options: dict[str, Any]) -> dict[str, str | bool]:
    """What was typed of how the page shows scenes; the rest is the page's own choice.

    Raises
    ------
    UsageError
        Several languages: a page shows one.
    """
    from sessen.pipeline import UsageError

    if len(options["lang"]) > 1:
        raise UsageError("--lang: a preview opens in one language", hint="choose the other one on the page")
    typed = {"language": next(iter(options["lang"]), None)}
    typed |= {name: options[name] for name in ("theme", "shape", "voice")}
    words = {"words": options["words"] == "on"} if options["words"] else {}
    return {name: value for name, value in typed.items() if value} | words


def _check(editor: str) -> None:
    """Whether a file and a line can be put into a link.

    Raises
    ------
    UsageError
        There is another name in braces, or a brace too many.
    """
    from sessen.pipeline import UsageError

    try:
        editor.format(file="", line=1)
    except (ValueError, LookupError, AttributeError) as error:
        raise UsageError(
            f"--editor {editor}: {error}", hint="for example --editor vscode://file{file}:{line}"
        ) from error
