"""Narration files: what is said where, and what is told of a file that cannot be spoken."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sessen.errors import SessenError
from sessen.notation import Mathematics
from sessen.speech import SpokenMark
from sessen.speech.narration import NarrationError, narration, narration_file, narration_of_sections
from sessen.steps import Step
from sessen.words import Words

SCENE = """\
class Waves:
    pass
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Any:
    """Something with two steps, whose class is written in a file of a project."""
    (tmp_path / "pyproject.toml").touch()
    file = tmp_path / "scenes" / "waves" / "scene.py"
    file.parent.mkdir(parents=True)
    file.write_text(SCENE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("waves_of_a_test", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    kind: Any = module.Waves
    steps = (
        Step("begin", Words(owner="Waves::begin", en="It is {top}.", ja="{top}です。"), ""),
        Step("end", Words(owner="Waves::end", en="The end.", ja="おわり。"), ""),
    )
    kind.steps = classmethod(lambda _: steps)
    kind.step_text = lambda _, step: step
    kind.text_values = {"top": Mathematics("frac(1, 2)"), "name": "Ada"}
    yield kind()
    del sys.modules[spec.name]


def write(lesson: Any, text: str) -> Path:
    file = narration_file(Path(sys.modules["waves_of_a_test"].__file__ or ""))
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_steps_speak_their_sentences(lesson: Any) -> None:
    said = narration(lesson)
    assert said["begin"]["en"].spoken == "It is one half."
    assert said["begin"]["ja"].spoken == "に ぶんの いちです。"
    assert said["end"]["en"].text == "The end."


def test_an_entry_takes_the_place_of_the_sentence_in_its_language(lesson: Any) -> None:
    write(lesson, '[begin]\nen = "Look at $x^2$. It goes up to {top}, says {name}."\n')
    said = narration(lesson)["begin"]
    assert [each.text for each in said["en"].sentences] == ["Look at x².", "It goes up to 1/2, says Ada."]
    assert [each.spoken for each in said["en"].sentences] == [
        "Look at x squared.",
        "It goes up to one half, says Ada.",
    ]
    assert said["ja"].text == "1/2です。"


def test_marks_are_places_in_what_is_said(lesson: Any) -> None:
    write(lesson, '[begin]\nen = "Here is $x^2$, and now [rise] it rises. [top]That is all."\n')
    first, second = narration(lesson, ["en"])["begin"]["en"].sentences
    assert first.spoken == "Here is x squared, and now it rises."
    assert first.marks == (SpokenMark("rise", len("Here is x squared, and now")),)
    assert (second.text, second.marks) == ("That is all.", (SpokenMark("top", 0),))


def test_an_escaped_bracket_is_read_and_no_mark(lesson: Any) -> None:
    write(
        lesson,
        r"""
[begin]
en = 'From \[here\] on.'
""",
    )
    sentence = narration(lesson, ["en"])["begin"]["en"].sentences[0]
    assert (sentence.text, sentence.marks) == ("From [here] on.", ())


def test_other_words_for_special_values_are_spoken_as_they_are(lesson: Any) -> None:
    """A narration was written for the usual words, and might not be true of such values."""
    write(lesson, '[begin]\nen = "It climbs."\nja = "上がります。"\n')
    type(lesson).step_text = lambda _, step: replace(step, words=Words(en="It is flat.", ja="平らです。"))
    said = narration(lesson)
    assert (said["begin"]["en"].text, said["begin"]["ja"].text) == ("It is flat.", "平らです。")


@pytest.mark.parametrize(
    ("written", "message", "location", "hint"),
    [
        ('[begni]\nen = "A."\n', "no step named 'begni'", "narration.toml, line 1, begni", "did you mean 'begin'?"),
        ('[begin]\nfr = "A."\n', "no language 'fr'", "narration.toml, line 2, begin.fr", "available: en, ja"),
        (
            "[begin]\nen = 3\n",
            "what is said in en is not a text",
            "narration.toml, line 2, begin.en",
            'write en = "..."',
        ),
        ('[begin]\nen = " "\n', "nothing is said in en", "narration.toml, line 2, begin.en", "leave the line out"),
        ('en = "A."\n', "'en' stands outside of any step", "narration.toml, line 1", "[show_curve]"),
        ("[begin\n", "is not valid TOML", "narration.toml", "[name]"),
        (
            '[end]\nen = "A."\n\n[begin]\nen = "{tpo}."\n',
            "the words use {tpo}, which is not a value of this scene",
            "narration.toml, line 5, begin.en",
            "",
        ),
        ('[begin]\nen = "A $x."\n', "a $ has no partner", "narration.toml, line 2, begin.en", ""),
        ('[begin]\nen = "A [Rise] b."\n', "[Rise] is no mark", "narration.toml, line 2, begin.en", "small letters"),
        ('[begin]\nen = "[a] b [a]."\n', "the mark [a] comes twice", "narration.toml, line 2, begin.en", "its own"),
        (
            '[begin]\nen = "A. B. C. D. E. F."\n',
            "6 sentences are too many for a step",
            "narration.toml, line 2, begin.en",
            "make two steps of it",
        ),
    ],
)
def test_what_cannot_be_spoken_is_told_with_its_place(
    lesson: Any, written: str, message: str, location: str, hint: str
) -> None:
    write(lesson, written)
    with pytest.raises(SessenError) as caught:
        narration(lesson)
    assert message in caught.value.message
    assert location in caught.value.location
    assert hint in caught.value.hint


def test_bytes_that_are_no_text_are_told(lesson: Any) -> None:
    write(lesson, "").write_bytes(b"[begin]\nen = '\xff'\n")
    with pytest.raises(NarrationError, match="not UTF-8"):
        narration(lesson)


def test_a_file_of_several_scenes_has_a_table_for_each(tmp_path: Path) -> None:
    scene = tmp_path / "waves.py"
    scene.touch()
    (tmp_path / "pyproject.toml").touch()
    file = tmp_path / "waves.narration.toml"
    file.write_text('[Sine."A wave"]\nen = "Up and down."\n\n[Square.flat]\nja = "平ら。"\n', encoding="utf-8")
    assert narration_of_sections(scene, "Sine", ["A wave", "rest"]) == narration_of_sections(scene, "Sine", ["A wave"])
    assert narration_of_sections(scene, "Sine", ["A wave"])["A wave"]["en"].text == "Up and down."
    assert narration_of_sections(scene, "Square", ["flat"])["flat"]["ja"].text == "平ら。"
    assert narration_of_sections(scene, "Other", ["any"]) == {}
    with pytest.raises(NarrationError, match="no step named 'A wave'"):
        narration_of_sections(scene, "Sine", ["waves"])


def test_a_file_of_one_scene_needs_no_name_of_it(tmp_path: Path) -> None:
    scene = tmp_path / "waves.py"
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "waves.narration.toml").write_text('[unnamed]\nen = "A wave."\n', encoding="utf-8")
    assert narration_of_sections(scene, "Sine", ["unnamed"])["unnamed"]["en"].spoken == "A wave."
