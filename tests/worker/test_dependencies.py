"""Manim's own caches, voices that are paid for, and projects in unusual places."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessen.worker import Inputs
from tests.worker.support import project, steps_drawn, steps_walked

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect fill="red" width="{}" height="9"/></svg>'

LOGO = """
class Logo(Scene):
    def construct(self):
        self.add(SVGMobject("logo.svg"))
        self.wait(0.1)
"""

VOICE = """
import wave
from pathlib import Path
from spoken_voiceover import speak

class Talk(Scene):
    def construct(self):
        for words in ("one", "two"):
            self.add_sound(str(speak(words)))
            self.wait(0.2)
"""

SERVICE = """
# As manim-voiceover does it: what was spoken once is kept in Manim's media folder.
import wave
from pathlib import Path
from manim import config

def speak(words):
    folder = Path(config.media_dir) / "voiceovers"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{words}.wav"
    if not file.exists():
        with open("{bill}", "a") as bill:
            bill.write(words + " ")
        with wave.open(str(file), "wb") as sound:
            sound.setparams((1, 2, 48000, 0, "NONE", ""))
            sound.writeframes(bytes(9600))
    return file
"""


def _inputs(scene: str, file: Path) -> Inputs:
    return steps_walked(scene, file=file)[-1].inputs


def test_an_edited_svg_is_drawn_anew_in_the_same_process(tmp_path: Path) -> None:
    """Manim knows the drawings of SVG files by their names."""
    file = project(tmp_path, LOGO)
    drawn = []
    for width in (3, 9):
        (tmp_path / "logo.svg").write_text(SVG.format(width))
        drawn.append(steps_drawn("Logo", ["scene"], file=file)["scene"].first)
    assert drawn[0] != drawn[1]


def test_another_projects_svg_of_the_same_name_is_another(tmp_path: Path) -> None:
    drawn = []
    for width in (3, 9):
        folder = tmp_path / str(width)
        folder.mkdir()
        (folder / "logo.svg").write_text(SVG.format(width))
        drawn.append(steps_drawn("Logo", ["scene"], file=project(folder, LOGO))["scene"].first)
    assert drawn[0] != drawn[1]


def test_digits_are_set_anew_for_each_scene(tmp_path: Path) -> None:
    """Manim keeps the digits of decimal numbers by their text, in whatever way they were set first."""
    source = """
    class {name}(Scene):
        def construct(self):
            self.add(DecimalNumber(1.5, mob_class={kind}))
            self.wait(0.1)
    """
    drawn = {}
    for kind in ("Text", "Other"):
        text = "class Other(Text):\n    def __init__(self, *a, **k):\n        super().__init__(*a, **k, slant=ITALIC)\n"
        (tmp_path / kind).mkdir()
        file = project(tmp_path / kind, source.format(name="Number", kind=kind))
        file.write_text(file.read_text().replace("class Number", text + "class Number"))
        drawn[kind] = steps_drawn("Number", ["scene"], file=file)["scene"].first
    assert drawn["Text"] != drawn["Other"]


@pytest.fixture
def console(tmp_path: Path) -> Path:
    bill = tmp_path / "elsewhere" / "bill"
    bill.parent.mkdir()
    folder = tmp_path / "project"
    folder.mkdir()
    return project(folder, VOICE, spoken_voiceover=SERVICE.replace("{bill}", str(bill)))


def test_a_service_for_voices_is_paid_once(console: Path) -> None:
    before = _inputs("Talk", console)
    assert _inputs("Talk", console) == before
    steps_drawn("Talk", ["scene"], file=console)
    assert (console.parents[1] / "elsewhere/bill").read_text().split() == ["one", "two"]
    assert not [name for name, _ in before.files if "voice" in name or name.endswith(".wav")]
    assert not [name for name, _ in before.facts if "voice" in name or name.endswith(".wav")]


def test_voices_are_kept_below_the_folder_of_sessen(console: Path) -> None:
    _inputs("Talk", console)
    kept = console.parent / ".sessen" / "voiceovers"
    assert sorted(file.name for file in kept.iterdir()) == ["one.wav", "two.wav"]
    assert not kept.is_symlink()


def test_the_same_bytes_written_again_are_no_change(tmp_path: Path) -> None:
    """A scene that writes a table and reads it depends on nothing but itself."""
    file = project(
        tmp_path,
        """
        from pathlib import Path
        class Writes(Scene):
            def construct(self):
                table = Path("table.csv")
                table.write_text("a,b")
                self.wait(0.1 * len(table.read_text()))
        """,
    )
    first = _inputs("Writes", file)
    assert _inputs("Writes", file) == first
    assert "table.csv" not in dict(first.files)


@pytest.fixture
def in_memory() -> Iterator[Path]:
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="sessen-test-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


def test_a_project_in_memory_is_a_project(in_memory: Path) -> None:
    (in_memory / "data.txt").write_text("1")
    file = project(
        in_memory,
        """
        from pathlib import Path
        class A(Scene):
            def construct(self):
                self.wait(0.1 * len(Path("data.txt").read_text()))
        """,
    )
    assert "data.txt" in dict(_inputs("A", file).files)
