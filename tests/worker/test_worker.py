"""A job: its steps, their seams, and what it says when a scene fails."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.job import Job, SceneRef
from sessen.variant import Language, Shape
from sessen.video import probe
from sessen.worker import SceneFailed, StepMissing, StepRecord, StepResult, draw, walk
from tests.worker.support import LESSON, PLAIN, TINY, lengths, project, steps_drawn, steps_walked


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
    job = Job(SceneRef(PLAIN, "Fails"), (), TINY, (("good", "1"), ("bad", "2")))
    with pytest.raises(SceneFailed) as failure:
        draw(job, kept.__setitem__)
    assert list(kept) == ["1"]
    line = PLAIN.read_text().splitlines().index('        raise KeyError("no such thing")') + 1
    assert failure.value.location.startswith("Fails::bad, ")
    assert failure.value.location.endswith(f"worker_plain.py:{line}")
    assert "KeyError: 'no such thing'" in failure.value.message
    assert "in _break" in failure.value.traceback
    assert "--traceback" in failure.value.hint
    assert pickle.loads(pickle.dumps(failure.value)).traceback == failure.value.traceback
    assert capsys.readouterr().out == ""


def test_what_is_not_python_is_told_with_its_line(tmp_path: Path) -> None:
    file = project(tmp_path, "class A(Scene):\n    def construct(self)\n        pass\n")
    with pytest.raises(SceneFailed, match=r"scene\.py:3: SyntaxError"):
        steps_walked("A", file=file)


def test_a_near_miss_of_a_scene_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(SessenError, match="did you mean 'Sections'"):
        steps_walked("Section")
    with pytest.raises(SessenError, match="there is no file"):
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
        walk(SceneRef(file, "Sliding"), TINY, {}, lambda record: None)


def test_a_violated_claim_is_an_error_of_its_own(tmp_path: Path) -> None:
    source = LESSON.read_text().replace("Equal(self.dot.get_center()[1], 0.0)", "Equal(self.dot.get_center()[0], 0.0)")
    (tmp_path / "lesson.py").write_text(source)
    with pytest.raises(ClaimViolated, match="Sliding::slide"):
        steps_walked("Sliding", file=tmp_path / "lesson.py")
    records: list[StepRecord] = []
    walk(SceneRef(tmp_path / "lesson.py", "Sliding"), TINY, {}, records.append, strict_claims=False)
    assert records[-1].claims[0].error == pytest.approx(2)
