"""``sessen.show`` in a notebook that is executed."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest

from sessen.errors import SessenError
from sessen.notebook import show
from sessen.video import probe
from tests.cli.lectures import copy_to, environment, run

REFUSED = 'sessen.show("Tiny::mov_dot", quality="draft")'


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning", "ignore::DeprecationWarning")
def test_a_notebook_renders_and_shows_a_clip(tmp_path: Path) -> None:
    """The cell is the one to paste, the clip is in the notebook itself, a mistyped name is told without a traceback."""
    folder = copy_to(tmp_path)
    made = run(folder, "clips", "Tiny::move_dot", "--for", "jupyter", "--set", "far=1", "--loop", "-q", "draft")
    pasted = made.document["pasted"][0]["text"]
    shutil.rmtree(folder / "build")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (pasted, REFUSED)])
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}, allow_errors=True
    )
    client.execute(env=environment())
    shown, refused = (cell.outputs[-1] for cell in notebook.cells)
    film = re.search(r'src="data:video/mp4;base64,([^"]+)"', shown["data"]["text/html"])
    assert film
    assert probe(base64.b64decode(film[1])).frames == 8
    assert "loop" in shown["data"]["text/html"]
    assert shown["data"]["text/plain"] == "Tiny::move_dot: It goes to 1."
    assert refused["traceback"] == ["Tiny has no step 'mov_dot'\n  did you mean 'move_dot'?"]
    assert not (folder / "build").exists()


def test_the_cell_of_a_plain_file_finds_the_file(tmp_path: Path) -> None:
    """A scene that no lecture has is found by its file: the cell is executed as it is."""
    folder = copy_to(tmp_path)
    made = run(folder, "clips", "scenes/plain.py::Sections::appear", "--for", "jupyter", "-q", "draft")
    pasted = made.document["pasted"][0]["text"]
    assert 'sessen.show("scenes/plain.py::Sections::appear"' in pasted
    shown = subprocess.run(
        [sys.executable, "-c", pasted.replace("sessen.show", "print(sessen.show") + ")"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "appear" in shown.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"quality": "best"}, "quality best: invalid value"),
        ({"lang": "jp"}, "lang jp: invalid value did you mean 'ja'?"),
        ({"theme": "bright"}, "theme bright: invalid value"),
        ({"shape": "talll"}, "shape talll: invalid value did you mean 'tall'?"),
    ],
)
def test_an_option_that_is_none_is_told(options: dict[str, str], told: str) -> None:
    with pytest.raises(SessenError) as raised:
        show("ChainRule::nudge", **options)  # type: ignore[arg-type]
    assert told in " ".join(str(raised.value).split())
