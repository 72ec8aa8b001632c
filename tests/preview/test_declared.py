"""Errors that name what is written in a scene, and no line of it: the page links to the line all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessen.errors import SessenError
from sessen.preview.declared import declared
from sessen.variant import Language
from sessen.words import Words
from tests.cli.lectures import copy_to
from tests.preview.previews import Preview, edit, preview
from tests.preview.viewers import Viewer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview(copy_to(tmp_path_factory.mktemp("lecture")), "Tiny", "--grace", "600") as running:
        yield running


@pytest.mark.parametrize(
    ("before", "after", "said", "line"),
    [
        (
            "self.place.get_value())\n",
            "self.place.get_value() + 1)\n",
            "dot is at its place",
            "def dot_is_at_its_place",
        ),
        ("It goes to {far}", "It goes to {fra}", "{fra}", '@step(en="It goes'),
        ('Number("2",', 'Number("2 +",', "far = '2 +'", "far = Number"),
    ],
    ids=["claim", "sentence", "parameter"],
)
def test_what_is_wrong_is_linked_to_where_it_is_written(
    running: Preview, before: str, after: str, said: str, line: str
) -> None:
    file = running.folder / "scenes" / "tiny.py"
    whole = file.read_text()
    viewer = Viewer(running)
    viewer.open("Tiny")
    viewer.until(trouble=False, busy=False)
    edit(file, before, after)
    trouble = viewer.until(trouble=True)["trouble"]
    file.write_text(whole)
    viewer.until(trouble=False, busy=False)
    viewer.close()
    assert said in trouble["what"]
    expected = next(number for number, text in enumerate(whole.splitlines(), 1) if text.strip().startswith(line))
    assert (trouble["file"], trouble["line"]) == ("scenes/tiny.py", expected)
    assert trouble["link"] == f"vscode://file{Path(file).resolve()}:{expected}"
    assert trouble["source"].startswith(line)


@pytest.mark.parametrize(
    ("owner", "said", "line"),
    [
        ("Tiny", "It goes $to", 4),
        ("Tiny::move", "Now {it}", 7),
        ("Heir::move", "Now {it}", 7),
        ("Heir", "A {dot} of no scene", 0),
    ],
)
def test_words_are_found_by_what_they_say(tmp_path: Path, owner: str, said: str, line: int) -> None:
    """Of the class or of a step, also of a base class; what is nowhere has no line."""
    file = tmp_path / "words.py"
    file.write_text(
        "class Tiny(Lesson):\n"
        '    topic = Words(en="A dot")\n'
        "    question = Words(\n"
        '        en="It goes $to",\n'
        "    )\n"
        "\n"
        '    @step(en="Now {it}")\n'
        "    def move(self): ...\n"
    )
    with pytest.raises(SessenError) as raised:
        Words(owner=owner, en=said).localized(Language.EN)
    assert declared(raised.value, [file]) == ((file, line) if line else None)
