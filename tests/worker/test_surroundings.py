"""What a job was seen to depend on, and what it leaves behind: nothing but its steps."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from sessen.variant import QUALITIES, Variant
from sessen.video import probe
from sessen.video.sound import decode
from tests.worker.support import LESSON, lengths, project, steps_drawn, steps_walked


def test_files_modules_and_environment_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of each step and of those before, also those that are not there; not what libraries read for themselves."""
    monkeypatch.setenv("SIDE", "1.5")
    monkeypatch.setenv("UNREAD", "1")
    (tmp_path / "a.csv").write_text("1")
    (tmp_path / "b.csv").write_text("2")
    file = project(
        tmp_path,
        """
        import os
        from pathlib import Path
        from helper import length
        class A(Scene):
            def construct(self):
                self.next_section("one")
                self.add(Square(float(os.environ["SIDE"]) * length()))
                self.wait(0.2)
                self.next_section("two")
                Path("b.csv").read_text()
                os.environ.get("ABSENT")
                try:
                    open("missing.csv")
                except OSError:
                    pass
                self.wait(0.2)
        """,
        helper='from pathlib import Path\ndef length():\n    return float(Path("a.csv").read_text())\n',
    )
    one, two = (record.inputs for record in steps_walked("A", file=file))
    assert one.modules == ("helper.py", "scene.py")
    assert [name for name, _ in one.files] == ["a.csv", "manim.cfg"]
    assert dict(two.files)["b.csv"] == "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35"
    assert dict(two.files)["missing.csv"] == ""
    assert one.environment == (("SIDE", "1.5"),)
    assert two.environment == (("ABSENT", None), ("SIDE", "1.5"))


def test_an_edit_within_a_second_is_seen(tmp_path: Path) -> None:
    """Compiled files are trusted by second and size; here neither changes, in the scene nor in what it imports."""
    source = "from helper import N\nclass A(Scene):\n    def construct(self):\n        self.wait(0.1 * N * 1)\n"
    file = project(tmp_path, source, helper="N = 3\n")
    assert lengths(steps_walked("A", file=file)) == [("scene", 3)]
    (tmp_path / "helper.py").write_text("N = 4\n")
    assert lengths(steps_walked("A", file=file)) == [("scene", 4)]
    project(tmp_path, source.replace("* 1", "* 2"))
    assert lengths(steps_walked("A", file=file)) == [("scene", 8)]
    assert not (tmp_path / "__pycache__").exists()


def test_nothing_leaks_from_one_job_into_the_next(tmp_path: Path) -> None:
    """Defaults of classes, the configuration, the working directory, the search path, modules, random numbers."""
    before = steps_drawn("Sections", ["appear"])["appear"].picture
    file = project(
        tmp_path,
        """
        import random
        config.background_color = RED
        config.frame_width = 20
        Square.set_default(color=GREEN, side_length=1)
        Create.set_default(run_time=3)
        class A(Scene):
            def construct(self):
                random.random()
                self.wait(0.1)
        """,
    )
    state = (Path.cwd(), list(sys.path), list(sys.meta_path))
    steps_drawn("A", ["scene"], file=file)
    assert (Path.cwd(), sys.path, sys.meta_path) == state
    assert "scene_scene" not in sys.modules
    assert steps_drawn("Sections", ["appear"])["appear"].picture == before


def test_the_same_bytes_from_another_folder_and_process(tmp_path: Path) -> None:
    """A copy elsewhere, drawn by a fresh process with another hash seed, time zone and working directory."""
    here = steps_drawn("Sliding", ["slide"], file=LESSON)["slide"]
    (tmp_path / "別の folder").mkdir()
    copy = tmp_path / "別の folder" / LESSON.name
    copy.write_bytes(LESSON.read_bytes())
    program = """
    import json, sys, hashlib
    from pathlib import Path
    from sessen.job import Job, SceneRef
    from sessen.variant import Quality, Variant
    from sessen.worker import draw
    variant = Variant(quality=Quality("tiny", 128, 72, 10))
    job = Job(SceneRef(Path(sys.argv[1]), "Sliding"), (), variant, (("slide", "k"),))
    made = []
    draw(job, lambda key, result: made.append([hashlib.sha256(result.picture).hexdigest(), result.first, result.last]))
    print(json.dumps(made))
    """
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", dedent(program), str(copy)]
    made = json.loads(subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True).stdout)
    assert made == [[hashlib.sha256(here.picture).hexdigest(), here.first, here.last]]


def test_sounds_and_subcaptions_belong_to_their_step(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "beep.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes((np.full(24_000, 8_000, np.int16)).tobytes())
    scene = project(
        tmp_path,
        """
        class A(Scene):
            def construct(self):
                self.next_section("one")
                self.wait(0.4)
                self.next_section("two")
                self.wait(0.2)
                self.add_sound("beep.wav", gain=-6)
                self.add_subcaption("beep", duration=0.3)
                self.wait(0.2)
        """,
    )
    results = steps_drawn("A", ["one", "two"], file=scene)
    assert results["one"].sounds == ()
    (sound,) = results["two"].sounds
    assert sound.start == pytest.approx(0.2, abs=1 / 48_000)
    samples = decode(sound.data)
    assert samples.shape == (2, 24_000)  # half a second, though the step ends after 0.2 s
    assert samples.mean() == pytest.approx(8_000 / 32_768 * 10 ** (-6 / 20), rel=1e-3)
    (caption,) = results["two"].captions
    assert caption.text == "beep"
    assert (caption.start, caption.end) == pytest.approx((0.2, 0.5))
    assert "beep.wav" in dict(results["two"].inputs.files)


def test_what_a_scene_prints_does_not_reach_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project(
        tmp_path, "class A(Scene):\n    def construct(self):\n        print('hello')\n        self.wait(0.1)\n"
    )
    steps_walked("A", file=file)
    assert capsys.readouterr().out == ""


def test_reading_results_imports_no_manim() -> None:
    program = "import sys, sessen.worker; sys.exit('manim' in sys.modules)"
    root = str(Path(__file__).parents[2])
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_the_size_that_was_asked_for_wins_over_the_file(tmp_path: Path) -> None:
    file = project(
        tmp_path,
        "config.pixel_width, config.pixel_height = 100, 300\nconfig.frame_rate = 7\n"
        "class A(Scene):\n    def construct(self):\n        self.wait(0.4)\n",
    )
    seen = probe(steps_drawn("A", ["scene"], file=file)["scene"].picture)
    assert (seen.width, seen.height, seen.frames) == (128, 72, 4)


def test_qualities_reach_the_encoder() -> None:
    seen = probe(steps_drawn("Still", ["scene"], variant=Variant(quality=QUALITIES["low"]))["scene"].picture)
    assert (seen.width, seen.height, seen.frame_rate) == (854, 480, 30)
