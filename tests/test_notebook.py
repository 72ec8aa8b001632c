"""``sessen.show`` in a notebook that is executed."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import nbclient
import nbformat
import pytest

from sessen.video import probe
from tests.cli.lectures import copy_to, environment

CELLS = (
    'import sessen\nsessen.show("Tiny::move_dot", far=1, quality="draft", loop=True)',
    'sessen.show("Tiny::mov_dot", quality="draft")',
)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning", "ignore::DeprecationWarning")
def test_a_notebook_renders_and_shows_a_clip(tmp_path: Path) -> None:
    """The clip is in the notebook itself; a mistyped name is told without a traceback."""
    folder = copy_to(tmp_path)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
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
