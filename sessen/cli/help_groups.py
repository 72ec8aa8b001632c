"""Options listed in groups in ``--help``.

Cloup, which Manim requires, would do the same, but importing it takes a third as long as a build with nothing to do.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Any, Final

import click


class HelpGroup(StrEnum):
    """The groups, in the order in which they are listed."""

    DECK = "Deck"
    CLIPS = "Clips"
    PREVIEW = "Preview"
    VOICE = "Voice"
    CLEAN = "What to remove"
    SCENES = "Scenes"
    PICTURE = "Picture"
    OUTPUT = "Output and store"
    WORKERS = "Workers"
    GENERAL = "General"


class GroupedOption(click.Option):
    """An option that knows its group."""

    def __init__(self, *args: Any, group: HelpGroup, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.group: Final = group


class GroupedCommand(click.Command):
    """A command whose help lists its options group by group; ``--help`` itself is general."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        # Click keeps the help option that it makes first, also where no group has been entered.
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        for group in HelpGroup:
            records = [each.get_help_record(ctx) for each in options if _group(each) is group]
            rows = [record for record in records if record is not None]
            if rows:
                with formatter.section(group):
                    formatter.write_dl(rows)


def _group(option: click.Option) -> HelpGroup:
    return option.group if isinstance(option, GroupedOption) else HelpGroup.GENERAL


deck_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.DECK)
clip_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.CLIPS)
preview_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.PREVIEW)
clean_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.CLEAN)
voice_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.VOICE)
scene_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.SCENES)
picture_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.PICTURE)
output_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.OUTPUT)
worker_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.WORKERS)
general_option: Final = partial(click.option, cls=GroupedOption, group=HelpGroup.GENERAL)
