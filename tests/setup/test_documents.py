"""Every block of code in the documents is tried: commands are parsed, scenes checked, lecture files read."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest
from _pytest.mark import ParameterSet

from sessen.catalogue.scene_files import scene_files
from sessen.cli.main import cli, insert_default_command
from tests.cli.lectures import run

PROJECT: Final = Path(__file__).parents[2]
DOCUMENTS: Final = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md"))]
WRITTEN: Final = [file for file in DOCUMENTS if not {"generated", "_build"} & set(file.relative_to(PROJECT).parts)]
#: Commands of other programs that documents name, which nothing here runs.
OTHERS: Final = {
    "make",
    "cd",
    "source",
    "pip",
    "python3",
    "python",
    "eval",
    "pytest",
    "dask",
    "python3.11",
    "pre-commit",
}
#: What has no program to try it: output, folders, configuration of a shell.
UNTRIED: Final = {"", "text", "console"}
BLOCK: Final = re.compile(r"^```([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LECTURE: Final = r"^\[\[scenes\]\]"
NARRATION: Final = r"^en = "
READINGS: Final = r"^\[(?:en|ja)\]"
CLASS: Final = re.compile(r"^class ", re.MULTILINE)


def blocks() -> Iterator[tuple[str, str, str]]:
    """Document, language and text of each block, those of Sphinx's own directives left out."""
    for file in WRITTEN:
        for language, text in BLOCK.findall(file.read_text(encoding="utf-8")):
            if not language.startswith("{"):
                yield file.relative_to(PROJECT).as_posix(), language, text


def of(*languages: str) -> list[ParameterSet]:
    """The blocks in some languages, as parameters of a test."""
    found = [one for one in blocks() if one[1] in languages]
    return [pytest.param(text, id=f"{document}-{index}") for index, (document, _, text) in enumerate(found)]


def commands(text: str) -> Iterator[list[str]]:
    """The words of each line of a block; lines that end with a backslash go on."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in line.split("&&"):
            words = shlex.split(part, comments=True)
            if words:
                yield words


def sessens_own(words: list[str]) -> list[str] | None:
    """What is said to Sessen, or None for another program."""
    program_name = words[0].rsplit("/", 1)[-1]
    if program_name == "sessen":
        return words[1:]
    return words[2:] if program_name == "python" and words[1:2] == ["render.py"] else None


def parse(words: list[str]) -> None:
    """Everything that the command line does before a command begins; raises what a person would be told."""
    name, *rest = insert_default_command(words)
    if name == "--version":
        return
    context, command = click.Context(cli), cli.get_command(click.Context(cli), name)
    if isinstance(command, click.Group):
        name, *rest = rest
        command = command.get_command(context, name)
    assert command is not None, words
    command.make_context(name, rest, parent=context)


def test_every_language_of_a_block_is_known() -> None:
    """A new kind of block needs somebody who tries it."""
    assert {language for _, language, _ in blocks()} <= {"sh", "python", "toml", *UNTRIED}


@pytest.mark.parametrize("text", of("sh"))
def test_commands_are_understood(text: str) -> None:
    for words in commands(text):
        said = sessens_own(words)
        if said is None:
            assert words[0].rsplit("/", 1)[-1] in OTHERS, words
        else:
            parse(said)


def test_steps_that_documents_name_exist() -> None:
    """In scenes of the lecture, or in a scene of the documents themselves."""
    codes = [text for _, language, text in blocks() if language == "python"]
    codes += [file.read_text(encoding="utf-8") for file in scene_files(PROJECT / "scenes")]
    for document, language, text in blocks():
        for scene, name in re.findall(r"\b([A-Z]\w+)::([a-z]\w+)", text) if language == "sh" else ():
            homes = [code for code in codes if re.search(rf"^class {scene}\b", code, re.MULTILINE)]
            assert any(f"    def {name}(" in code for code in homes), f"{document}: {scene}::{name}"


@pytest.mark.parametrize("text", [each for each in of("sh") if "-m sessen.speech" in str(each.values[0])])
def test_readings_are_what_documents_say(text: str) -> None:
    """Lines such as: python -m sessen.speech en "x^2"   # x squared."""
    from click.testing import CliRunner

    from sessen.speech.__main__ import main

    for line in text.splitlines():
        result = CliRunner().invoke(main, shlex.split(line, comments=True)[3:])
        assert result.exit_code == 0, result.output
        assert result.output.strip() == line.partition("# ")[2].strip() or "# " not in line


def toml(*, has: str) -> list[ParameterSet]:
    """The TOML blocks of one kind of file, told by what stands in it."""
    return [each for each in of("toml") if re.search(has, str(each.values[0]), re.MULTILINE)]


def test_every_toml_block_is_of_a_known_kind() -> None:
    assert len(of("toml")) == sum(len(toml(has=each)) for each in (LECTURE, NARRATION, READINGS))


@pytest.mark.parametrize("text", toml(has=NARRATION))
def test_narrations_are_read(text: str, tmp_path: Path) -> None:
    from sessen.speech.narration import read_narration

    (tmp_path / "waves.narration.toml").write_text(text, encoding="utf-8")
    steps = re.findall(r"^\[(\w+)\]", text, re.MULTILINE)
    assert list(read_narration(tmp_path / "waves.py", "Waves", steps).entries) == steps


@pytest.mark.parametrize("text", toml(has=READINGS))
def test_files_of_readings_are_read(text: str, tmp_path: Path) -> None:
    from sessen.speech import read_readings

    (tmp_path / "readings.toml").write_text(text, encoding="utf-8")
    assert read_readings(tmp_path / "readings.toml").tables


@pytest.mark.parametrize("text", toml(has=LECTURE))
def test_lecture_files_are_read(text: str, tmp_path: Path) -> None:
    from sessen.catalogue.lecture import read_lecture

    (tmp_path / "lecture.toml").write_text(text, encoding="utf-8")
    for name in re.findall(r'^file = "(.*)"', text, re.MULTILINE):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert read_lecture(tmp_path / "lecture.toml").scenes


def test_scenes_hold_what_they_claim(tmp_path: Path) -> None:
    """All scenes that a reader may copy, at once, in a lecture's folder; CONTRIBUTING's has tests of its own."""
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    scenes = [text for _, language, text in blocks() if language == "python" and CLASS.search(text)]
    for index, text in enumerate(scenes):
        (tmp_path / f"scene_{index}.py").write_text(text, encoding="utf-8")
    names = [f"scene_{index}.py" for index in range(len(scenes))]
    checked = run(tmp_path, "check", *names)
    assert checked.code == 0, checked.err
    assert {"CubeOfASide", "AreaOfASquare"} <= {claim["scene"] for claim in checked.document["claims"]}


def test_examples_of_the_gallery_can_be_walked(tmp_path: Path) -> None:
    """Its pictures are made from them, by another command than the tests run."""
    examples = PROJECT / "docs/examples"
    shutil.copytree(examples, tmp_path / "examples")
    shutil.copytree(PROJECT / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("voice"))
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    files = [f"examples/{file.name}" for file in sorted(examples.glob("*.py"))]
    assert run(tmp_path, "check", "-q", "draft", *files).document["failed"] == []


@pytest.mark.parametrize("text", of("python"))
def test_python_that_is_no_scene_runs(text: str) -> None:
    if CLASS.search(text):
        compile(text, "document", "exec")
        return
    done = subprocess.run([sys.executable, "-c", text], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
