"""Help lists the options of every command in groups, each once and none left out."""

from __future__ import annotations

import importlib
import re

import click
import pytest

from sessen.cli import main
from sessen.cli.help_groups import HelpGroup
from sessen.cli.main import COMMANDS

_BUILDING = ("videos", "list", "why", "check", "clips", "deck")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "new"])
def test_every_option_is_listed_once_under_a_group(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    titles = re.findall(r"^(\w[\w ]*):$", shown, flags=re.MULTILINE)
    assert [title for title in titles if title in list(HelpGroup)] == [
        group for group in map(str, HelpGroup) if group in titles
    ]
    assert "Options" not in titles
    command: click.Command = importlib.import_module(COMMANDS[name]).command
    for option in command.params:
        if isinstance(option, click.Option):
            long = next(name for name in option.opts if name.startswith("--"))
            assert len(re.findall(rf"^  (?:-\w, )?{long}(?![\w-])", shown, re.MULTILINE)) == 1
    assert len(re.findall(r"^  -h, --help\b", shown, re.MULTILINE)) == 1


@pytest.mark.parametrize("name", _BUILDING)
def test_commands_that_draw_group_their_options_alike(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "--help"])
    shown = capsys.readouterr().out
    places = [shown.index(f"\n{title}:\n") for title in ("Scenes", "Picture", "Output and store", "Workers", "General")]
    assert places == sorted(places)
    assert places[1] < shown.index("--quality") < places[2] < shown.index("--store ") < places[3]
