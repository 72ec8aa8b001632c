"""The command line: one group, whose command is ``videos`` when none is named."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from sessen.cli.completion import complete_target
from sessen.cli.console import Console
from sessen.cli.streams import open_standard_streams
from sessen.errors import SessenError
from sessen.installation import program
from sessen.memory import take_remade
from sessen.pipeline.checks import UsageError
from sessen.products.registry import PRODUCTS
from sessen.suggestions import did_you_mean

MADE: Final = 0
FAILED: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130
_COMPLETION: Final = "_SESSEN_COMPLETE"
#: As they are written, by command.
_EPILOGS: Final[dict[str, str]] = {}

#: The module of each command that makes no product; it is imported only when its command is called.
COMMANDS: Final = {
    "list": "sessen.cli.list_scenes",
    "why": "sessen.cli.why",
    "check": "sessen.cli.check",
    "approve": "sessen.cli.approve",
    "doctor": "sessen.cli.doctor",
    "preview": "sessen.cli.preview",
    "voice": "sessen.cli.voice",
    "clean": "sessen.cli.clean",
    "new": "sessen.cli.new",
}


class DefaultCommandGroup(click.Group):
    """Finds the command among what was typed; options may stand before it."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [*PRODUCTS, *COMMANDS]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        command = _command(name)
        if command is None:
            return None
        if command.epilog:
            _EPILOGS.setdefault(name, command.epilog)
            command.epilog = _as_called(_EPILOGS[name])
        return command

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        return super().shell_complete(context, incomplete) or complete_target(context, None, incomplete)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if context.resilient_parsing and not args:
            return super().parse_args(context, args)  # a shell asks for the commands
        return super().parse_args(context, insert_default_command(args))


_HELP: Final = """Make lecture videos from scenes.

python render.py [SCENE ...] makes the videos of these scenes, or of the whole lecture.

Options of a command: python render.py COMMAND --help; of making videos: python render.py videos --help.
"""


def _as_called(text: str) -> str:
    """Help as somebody can type it who has called Sessen by another name."""
    return text.replace("python render.py", program())


@click.group(cls=DefaultCommandGroup, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sessen", message="%(prog)s %(version)s")
def cli() -> None:
    """Lecture videos from scenes."""


def _command(name: str) -> click.Command | None:
    """The command of that name; kinds of product that have none of their own have the usual one."""
    module = COMMANDS.get(name) or (PRODUCTS[name].command if name in PRODUCTS else "")
    if module:
        command: click.Command = importlib.import_module(module).command
        return command
    if name not in PRODUCTS:
        return None
    from sessen.cli.product import product_command

    return product_command(name)


def insert_default_command(args: Sequence[str]) -> list[str]:
    """The arguments with the command in front: the first word that is one, else ``videos``."""
    if list(args) in (["-h"], ["--help"], ["--version"]):
        return list(args)
    skip = False
    for index, word in enumerate(args):
        if skip:
            skip = False
        elif word in COMMANDS or word in PRODUCTS:
            return [word, *args[:index], *args[index + 1 :]]
        elif word.startswith("-"):
            name, equals, _ = word.partition("=")
            takes_value = _options().get(name)
            if takes_value is None:
                break  # A mistyped option: what follows may be its value, and the complaint is about the option.
            skip = takes_value and not equals
        else:
            require_target(word)
    return ["videos", *args]


def main(args: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code says how it went: 0 all made, 1 something failed, 2 it makes no sense."""
    typed = list(sys.argv[1:] if args is None else args)
    console = Console(as_json="--json" in typed, traceback="--traceback" in typed)
    if args is None:
        open_standard_streams()
    code = _run(typed, console)
    for name in take_remade():
        console.log(f"{name} was damaged or written by another version, and has been recreated")
    if console.out.is_full:
        console.log(f"standard output cannot be written: {console.out.lost}")
        return code or FAILED
    return code


def _run(typed: list[str], console: Console) -> int:
    cli.help = _as_called(_HELP)
    # A shell that completes what is typed knows one name only, whatever was called.
    name = "sessen" if _COMPLETION in os.environ else program()
    try:
        answer: Any = cli.main(typed, prog_name=name, complete_var=_COMPLETION, standalone_mode=False, obj=console)
        return answer if isinstance(answer, int) else MADE
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        console.emit_error(UsageError(error.format_message(), hint=f"{_called(error)} --help"))
        return REFUSED
    except (KeyboardInterrupt, click.Abort):
        console.log("Interrupted. Finished steps are kept: run the same command to continue.")
        return INTERRUPTED
    except SessenError as error:
        console.emit_error(error)
        return REFUSED if _is_refusal(error) else FAILED
    except OSError:
        if console.out.is_writable():
            raise
        return FAILED  # help, which click prints itself


def _called(error: click.ClickException) -> str:
    """The command that was called, whose help tells what it takes."""
    context = getattr(error, "ctx", None)
    return context.command_path if context else program()


def _is_refusal(error: SessenError) -> bool:
    from sessen.catalogue.lecture import LectureFileError
    from sessen.products.decks.errors import DeckUnreadable
    from sessen.store import StoreUnknown

    return isinstance(error, UsageError | LectureFileError | StoreUnknown | DeckUnreadable)


def require_target(word: str) -> None:
    """A lower-case word that is no command is a command mistyped: scenes are classes, files end in .py."""
    if word.isidentifier() and word.islower():
        raise UsageError(f"unknown command '{word}'", hint=did_you_mean(word, [*PRODUCTS, *COMMANDS]))


def _options() -> dict[str, bool]:
    """The options that may stand before a command, and whether a value follows."""
    from sessen.cli.options import build_options

    parameters = click.command(build_options(lambda **_: None)).params
    return {name: not each.is_flag for each in parameters if isinstance(each, click.Option) for name in each.opts}
