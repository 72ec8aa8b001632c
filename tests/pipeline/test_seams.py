"""Steps of one scene that were drawn in different runs fit together, or people are told which do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.lectures import Outcome, run

STARS = """from manim import *
import numpy as np

class Stars(Scene):
    def construct(self):
        rng = np.random.default_rng()
        dots = VGroup(*[Dot(rng.uniform(-3, 3, 3) * [1, 1, 0]) for _ in range(12)])
        self.next_section("one")
        self.play(FadeIn(dots), run_time=0.2)
        self.next_section("two")
        self.add(Square())
        self.play(dots.animate.set_color(GREEN), run_time=0.2)
"""
CLOCK = STARS.replace("import numpy as np", "import numpy as np\nimport time").replace(
    "np.random.default_rng()", "np.random.default_rng(time.perf_counter_ns())"
)


def build(folder: Path, source: str, *words: str) -> Outcome:
    (folder / "stars.py").write_text(source)
    (folder / "pyproject.toml").touch()
    return run(folder, "stars.py", "-q", "draft", *words)


@pytest.mark.parametrize("edit", ["second", "none"])
def test_a_step_that_does_not_fit_the_one_before_it_is_an_error_that_names_both(edit: str, tmp_path: Path) -> None:
    """Of a scene that comes out otherwise in every run, also one whose next section begins with something new."""
    first = build(tmp_path, CLOCK)
    assert first.code == 0, first.err
    again = build(tmp_path, CLOCK.replace("GREEN", "RED"))
    if edit == "none":  # what does not fit is in the store now: it is no more a film than before
        again = build(tmp_path, CLOCK.replace("GREEN", "RED"))
    assert again.code == 1
    assert "two does not begin with the picture that one ends with" in again.err
    assert "Stars::two" in again.err


def test_random_stars_without_a_seed_stay_where_they_are_and_it_is_told_once(tmp_path: Path) -> None:
    first = build(tmp_path, STARS)
    assert first.err.count("random numbers without a seed (stars.py:6)") == 1
    again = build(tmp_path, STARS.replace("GREEN", "RED"))
    assert again.code == 0, again.err
    assert again.rendered == {"Stars": ["two"]}
    whole = build(tmp_path, STARS.replace("GREEN", "RED"), "--store", "fresh")
    assert whole.sha256() == again.sha256()
