"""Hints can be typed as they are, however Sessen was called, and shells complete what is typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sessen.cli import main
from sessen.installation import install, program
from tests.cli.lectures import command, copy_to, environment, run

_TALK = """
import subprocess

from manim import *

print("at import")


class Talk(Scene):
    def construct(self):
        print("in the scene")
        subprocess.run(["/bin/sh", "-c", "echo by a program"], check=True)
        self.wait(0.2)
"""


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("lecture"))


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("render.py", "python render.py"),
        ("../render.py", "python ../render.py"),
        ("/usr/bin/sessen", "sessen"),
        ("/venv/sessen/__main__.py", "python -m sessen"),
        ("ipykernel_launcher.py", "sessen"),
    ],
)
def test_help_and_hints_name_the_program_as_it_was_called(
    called: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    assert program() == name
    assert main(["--help"]) == 0
    assert f"{name} COMMAND --help" in " ".join(capsys.readouterr().out.split())
    assert main(["clips", "--help"]) == 0
    assert f"{name} clips ChainRule --for revealjs" in capsys.readouterr().out
    assert main(["clips", "Tiny", "--qualty", "low"]) == 2
    assert f"{name} clips --help" in capsys.readouterr().err


def test_what_installs_a_part_fits_how_sessen_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessen.installation.is_checkout", lambda: True)
    assert install("decks").endswith('-m pip install -e ".[decks]" -c constraints.txt')
    monkeypatch.setattr("sessen.installation.is_checkout", lambda: False)
    assert install("decks") == f'{sys.executable} -m pip install "sessen[decks]"'


def test_clips_without_a_place_are_asked_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clips", "Tiny"]) == 2
    assert "name a target: powerpoint, keynote" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["pre"], "plain,preview"),
        (["Ti"], "plain,Tiny"),
        (["scenes/p"], "file,scenes/p"),
        (["Tiny", "--qual"], "plain,--quality"),
        (["clips", "--fo"], "plain,--force\nplain,--for\nplain,--format"),
    ],
)
def test_a_shell_completes_and_draws_nothing(lecture: Path, typed: list[str], completed: str) -> None:
    words = {"COMP_WORDS": " ".join(["sessen", *typed]), "COMP_CWORD": str(len(typed))}
    asked = environment(_SESSEN_COMPLETE="bash_complete", **words)
    done = subprocess.run(command(), cwd=lecture, env=asked, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, completed, "")
    assert not (lecture / ".sessen").exists()


def test_completion_scripts_come_out(lecture: Path) -> None:
    asked = environment(_SESSEN_COMPLETE="bash_source")
    done = subprocess.run(command(), cwd=lecture, env=asked, capture_output=True, text=True, timeout=60, check=False)
    assert "complete -o nosort -F _sessen_completion sessen" in done.stdout


def test_nobody_is_asked_whether_a_card_was_meant(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cards are scenes of the film's own, and their common base is none at all."""
    monkeypatch.chdir(lecture)
    for typed in ("Crd", "Cardd", "TitleCrd", "ChapterCardd"):
        assert main([typed]) == 2
        assert "Card'?" not in capsys.readouterr().err


def test_what_scenes_print_is_no_part_of_the_answer(tmp_path: Path) -> None:
    """And a scene is drawn where hardly anything is set: no PATH, no HOME."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "talk.py").write_text(_TALK)
    words = [*command("talk.py", "-q", "draft", "--jobs", "1", "--json")]
    bare = {"PYTHONPATH": environment()["PYTHONPATH"]}
    done = subprocess.run(words, cwd=tmp_path, env=bare, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{\n")
    assert all(f"{said}\n" in done.stderr for said in ("at import", "in the scene", "by a program"))


def test_files_that_cannot_be_read_stop_no_other_scene(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "scenes" / "folder.py").mkdir()
    (folder / "scenes" / "nowhere.py").symlink_to("gone.py")
    (folder / "scenes" / "circle.py").symlink_to("circle.py")
    (folder / "scenes" / "nulls.py").write_bytes(b"class Nulls:\0")
    (folder / "scenes" / "lecture.toml").write_text(
        '[[scenes]]\nscene = "Tiny"\n[[scenes]]\nscene = "Nulls"\nfile = "nulls.py"\n[[scenes]]\nscene = "Gone"\n'
    )
    told = run(folder, "list")
    assert told.code == 1
    assert [scene["name"] for scene in told.document["scenes"]] == ["Tiny"]
    location = {failure["where"] for failure in told.document["failed"]}
    assert location >= {f"scenes/{name}.py" for name in ("folder", "nowhere", "circle", "nulls")}
    assert "Traceback" not in told.err


def test_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(["list"]) == 1
    assert "the folder that you are in does not exist any more" in capsys.readouterr().err
