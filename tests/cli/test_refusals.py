"""What makes no sense is refused with exit code 2, says what is wrong, and what to type instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessen.cli import main
from tests.cli.lectures import copy_to


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "scenes" / "broken.py").write_text("def (:\n")
    (folder / "scenes" / "empty.py").write_text("x = 1\n")
    (folder / "scenes" / "double.py").write_text((folder / "scenes" / "plain.py").read_text())
    (folder / "scenes" / "wrong.toml").write_text('[[scenes]]\nscene = "Tinny"\n')
    for name, parameters in (("parameter", "fur = 3"), ("value", 'far = "3+"')):
        text = f'[[scenes]]\nscene = "Tiny"\nparameters = {{ {parameters} }}\n'
        (folder / "scenes" / f"{name}.toml").write_text(text)
    (folder / "scenes" / "title.toml").write_text(f'cards = true\ntitle = "{"x" * 81}"\n[[scenes]]\nscene = "Tiny"\n')
    return folder


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Tinny", "no scene 'Tinny' did you mean 'Tiny'?"),
        ("Tiny::show_dott", "Tiny has no step 'show_dott' did you mean 'show_dot'?"),
        ("Tiny::a::b", "Tiny has no step 'a::b'"),
        ("::show_dot", "'::show_dot' is not a target"),
        ("lst", "unknown command 'lst' did you mean 'list'?"),
        ("Tiny -q dratf", "--quality dratf: invalid value did you mean 'draft'?"),
        ("Tiny --lang jp", "--lang jp: invalid value did you mean 'ja'?"),
        ("Tiny --theme bright", "--theme bright: invalid value did you mean 'light'?"),
        ("Tiny --shape talll", "--shape talll: invalid value did you mean 'tall'?"),
        ("Tiny --words of", "--words of: invalid value did you mean 'off'?"),
        ("--qualty low", "No such option '--qualty'. (Did you mean one of: '--out', '--quality'?)"),
        ("Tiny --jobs 0", "0 is not in the range x>=1"),
        ("Tiny --set far", "--set far: not NAME=VALUE"),
        ("Tiny --set fur=3", "Tiny has no parameter 'fur' did you mean 'far'?"),
        ("--set fur=3", "none of the scenes has a parameter 'fur'"),
        ("Tiny --set Tinny.far=3", "--set Tinny.far: no scene 'Tinny' did you mean 'Tiny'?"),
        ("Tiny --set far=3+", "far = '3+' is not a valid number"),
        ("Tiny --set far=__import__('os')", "is not a valid number"),
        ("scenes/plan.py", "there is no file scenes/plan.py did you mean 'plain.py'?"),
        ("scenes/plain.py::Section", "no scene 'Section' in scenes/plain.py did you mean 'Sections'?"),
        ("scenes/empty.py", "no scene in scenes/empty.py"),
        ("scenes/plain.py scenes/double.py", "two scenes are called Sections"),
        (
            "--lecture scenes/wrong.toml",
            "scenes/wrong.toml, line 2: scenes[1].scene: no scene 'Tinny' did you mean 'Tiny'?",
        ),
        (
            "--lecture scenes/parameter.toml",
            "scenes/parameter.toml, line 3: scenes[1].parameters.fur: Tiny has no parameter 'fur' did you mean 'far'?",
        ),
        ("--lecture scenes/value.toml", "scenes/value.toml, line 3: scenes[1].parameters.far, "),
        ("--lecture scenes/value.toml --set far=4+", "far = '4+' is not a valid number"),
        ("--lecture scenes/title.toml", "scenes/title.toml, line 2: title: en = 'xxx"),
        ("--lecture nowhere.toml", "nowhere.toml: cannot be read"),
        ("--cluster here", "--cluster here: invalid address for example --cluster tcp://127.0.0.1:8786"),
        ("--store nonsense://x", "nonsense"),
        ("clean --keep much", "--keep much: invalid size"),
        ("Tiny --store-limit -1GB", "--store-limit -1GB: invalid size"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    lecture: Path, typed: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(typed.split()) == 2
    told = capsys.readouterr()
    assert said in " ".join(told.err.split())
    assert "Traceback" not in told.err
    assert told.out == ""
    assert not (lecture / "build").exists()


def test_a_file_that_is_not_python_fails_with_its_line(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(["scenes/broken.py"]) == 1
    assert "scenes/broken.py, line 1: not valid Python" in capsys.readouterr().err


def test_json_has_the_error_and_nothing_else(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(["Tinny", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert document["error"] == {"what": "no scene 'Tinny'", "where": "", "cure": "did you mean 'Tiny'?"}


def test_a_traceback_comes_only_when_asked_for(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(["Tinny", "--traceback"]) == 2
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("order", ["list -q draft", "-q draft list", "--lang=ja list", "Tiny list"])
def test_options_may_stand_before_the_command(
    lecture: Path, order: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(order.split()) == 0
    assert "Tiny::show_dot" in capsys.readouterr().out


def test_list_tells_scenes_steps_and_parameters(
    lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    assert main(["list", "--json"]) == 0
    tiny, sections = json.loads(capsys.readouterr().out)["scenes"]
    assert tiny["name"] == "Tiny"
    assert [step["name"] for step in tiny["steps"]] == ["show_dot", "move_dot"]
    assert tiny["steps"][0]["words"] == {"en": "A dot.", "ja": "点です。"}
    assert tiny["parameters"] == [{"name": "far", "kind": "number", "default": "2", "help": "how far the dot goes"}]
    assert [step["name"] for step in sections["steps"]] == ["appear", "leave"]


def test_without_a_lecture_and_without_a_file_there_is_nothing_to_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sessen.pipeline import request

    monkeypatch.setattr(request, "bundled_lecture", lambda: tmp_path / "none.toml")
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2
    assert "there is no lecture here" in capsys.readouterr().err
