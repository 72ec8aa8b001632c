"""A job: its steps, their seams, what it was seen to depend on, and what it says when a scene fails."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import wave
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.job import Job, SceneAddress
from sessen.variant import QUALITIES, Language, Quality, Shape, Variant
from sessen.video import probe
from sessen.video.sound import decode
from sessen.worker import SceneFailed, StepMissing, StepRecord, StepResult, draw, walk

SCENES = Path(__file__).parents[1] / "data" / "scenes"
PLAIN = SCENES / "worker_plain.py"
LESSON = SCENES / "worker_lesson.py"
TINY = Variant(quality=Quality("tiny", 128, 72, 10))


def steps_drawn(
    scene: str, steps: list[str], *, file: Path = PLAIN, variant: Variant = TINY, **values: str
) -> dict[str, StepResult]:
    kept: dict[str, StepResult] = {}
    job = Job(SceneAddress(file, scene), tuple(sorted(values.items())), variant, tuple((name, name) for name in steps))
    draw(job, kept.__setitem__)
    return kept


def steps_walked(scene: str, *, file: Path = PLAIN, variant: Variant = TINY) -> list[StepRecord]:
    records: list[StepRecord] = []
    walk(SceneAddress(file, scene), variant, {}, records.append)
    return records


def lengths(records: list[StepRecord]) -> list[tuple[str, int]]:
    return [(record.step, record.frames) for record in records]


def test_walking_learns_steps_and_lengths_of_a_plain_scene() -> None:
    assert lengths(steps_walked("Sections")) == [("appear", 4), ("turn", 6), ("become", 6)]


def test_sections_without_names_are_told_apart_and_empty_ones_dropped() -> None:
    assert lengths(steps_walked("Unnamed")) == [("scene", 2), ("unnamed", 2), ("unnamed-3", 4)]


@pytest.mark.parametrize(
    ("scene", "steps"),
    [
        ("NoSections", [("scene", 4)]),
        ("Still", [("scene", 1)]),
        ("Moving", [("scene", 4)]),
        ("Zoomed", [("move", 4)]),
        ("Solid", [("scene", 4)]),
        ("OwnInit", [("scene", 2)]),
    ],
)
def test_any_plain_scene_renders(scene: str, steps: list[tuple[str, int]]) -> None:
    """Whatever its camera, its __init__ and its sections: the same steps walked and drawn, a packet a frame."""
    assert lengths(steps_walked(scene)) == steps
    for name, result in steps_drawn(scene, [name for name, _ in steps]).items():
        assert (name, probe(result.picture).frames) in steps


def test_a_step_drawn_alone_has_the_bytes_it_has_among_all() -> None:
    """What comes before is walked through frame by frame, so that updaters leave the same state."""
    whole = steps_drawn("Sections", ["appear", "turn", "become"])
    for name in whole:
        alone = steps_drawn("Sections", [name])
        assert list(alone) == [name]
        assert alone[name].picture == whole[name].picture
        assert (alone[name].first, alone[name].last) == (whole[name].first, whole[name].last)


def test_steps_of_a_lesson_meet_without_a_seam() -> None:
    results = steps_drawn("Sliding", ["show_square", "slide"], file=LESSON)
    assert results["show_square"].last == results["slide"].first
    assert results["slide"].first != results["slide"].last


def test_a_lesson_has_captions_in_every_language_with_its_values() -> None:
    captions = steps_drawn("Sliding", ["slide"], file=LESSON, way="3")["slide"].captions
    assert {caption.language: caption.text for caption in captions} == {
        "en": "The dot slides by 3.",
        "ja": "点が 3 動きます。",
    }


def test_a_lesson_is_made_in_the_variant_that_was_asked_for() -> None:
    variant = replace(TINY, language=Language.JA, shape=Shape.TALL)
    seen = probe(steps_drawn("Sliding", ["slide"], file=LESSON, variant=variant)["slide"].picture)
    assert (seen.width, seen.height, seen.frame_rate) == (72, 128, 10)


def test_claims_are_reported_with_the_step() -> None:
    records = steps_walked("Sliding", file=LESSON)
    assert [finding.claim for finding in records[-1].claims] == ["dot_stays_on_the_axis"]
    assert records[-1].claims[0].error == 0


def test_results_travel() -> None:
    result = steps_drawn("Still", ["scene"])["scene"]
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_scene_that_fails_keeps_the_steps_before(capsys: pytest.CaptureFixture[str]) -> None:
    kept: dict[str, StepResult] = {}
    job = Job(SceneAddress(PLAIN, "Fails"), (), TINY, (("good", "1"), ("bad", "2")))
    with pytest.raises(SceneFailed) as failure:
        draw(job, kept.__setitem__)
    assert list(kept) == ["1"]
    line = PLAIN.read_text().splitlines().index('        raise KeyError("no such thing")') + 1
    assert failure.value.where.startswith("Fails::bad, ")
    assert failure.value.where.endswith(f"worker_plain.py:{line}")
    assert "KeyError: 'no such thing'" in failure.value.what
    assert "in _break" in failure.value.traceback
    assert "--traceback" in failure.value.cure
    assert pickle.loads(pickle.dumps(failure.value)).traceback == failure.value.traceback
    assert capsys.readouterr().out == ""


def project(folder: Path, source: str, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(dedent(text))
    (folder / "scene.py").write_text("from manim import *\n" + dedent(source))
    return folder / "scene.py"


def test_what_is_not_python_is_told_with_its_line(tmp_path: Path) -> None:
    file = project(tmp_path, "class A(Scene):\n    def construct(self)\n        pass\n")
    with pytest.raises(SceneFailed, match=r"scene\.py:3: SyntaxError"):
        steps_walked("A", file=file)


def test_a_near_miss_of_a_scene_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(SessenError, match="Did you mean Sections"):
        steps_walked("Section")
    with pytest.raises(SessenError, match="There is no file"):
        steps_walked("A", file=tmp_path / "none.py")


def test_a_step_that_does_not_come_up_is_named_and_the_others_are_listed() -> None:
    with pytest.raises(StepMissing, match=r"(?s)vanish did not come up.*appear, turn, become"):
        steps_drawn("Sections", ["vanish"])


def test_parameters_of_a_plain_scene_are_refused() -> None:
    with pytest.raises(SessenError, match="has no parameters"):
        steps_drawn("Still", ["scene"], side="3")


def test_sys_exit_in_a_scene_is_a_failure_and_no_end(tmp_path: Path) -> None:
    file = project(tmp_path, "class A(Scene):\n    def construct(self):\n        raise SystemExit(3)\n")
    with pytest.raises(SceneFailed, match="SystemExit: 3"):
        steps_walked("A", file=file)


def test_claims_of_steps_on_the_way_are_left_to_the_drawing_of_these(tmp_path: Path) -> None:
    """A step that is only walked through was examined when it was drawn; drawn, or checked, it is examined."""
    file = tmp_path / "lesson.py"
    high = "self.dot.set_y(1)\n        self.play(Create(self.square), run_time=0.4)\n        self.dot.set_y(0)"
    file.write_text(LESSON.read_text().replace("self.play(Create(self.square), run_time=0.4)", high))
    assert list(steps_drawn("Sliding", ["slide"], file=file)) == ["slide"]
    with pytest.raises(ClaimViolated, match="Sliding::show_square"):
        steps_drawn("Sliding", ["show_square", "slide"], file=file)
    with pytest.raises(ClaimViolated, match="Sliding::show_square"):
        walk(SceneAddress(file, "Sliding"), TINY, {}, lambda record: None)


def test_a_violated_claim_is_an_error_of_its_own(tmp_path: Path) -> None:
    source = LESSON.read_text().replace("Equal(self.dot.get_center()[1], 0.0)", "Equal(self.dot.get_center()[0], 0.0)")
    (tmp_path / "lesson.py").write_text(source)
    with pytest.raises(ClaimViolated, match="Sliding::slide"):
        steps_walked("Sliding", file=tmp_path / "lesson.py")
    records: list[StepRecord] = []
    walk(SceneAddress(tmp_path / "lesson.py", "Sliding"), TINY, {}, records.append, strict_claims=False)
    assert records[-1].claims[0].error == pytest.approx(2)


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
    from sessen.job import Job, SceneAddress
    from sessen.variant import Quality, Variant
    from sessen.worker import draw
    variant = Variant(quality=Quality("tiny", 128, 72, 10))
    job = Job(SceneAddress(Path(sys.argv[1]), "Sliding"), (), variant, (("slide", "k"),))
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
