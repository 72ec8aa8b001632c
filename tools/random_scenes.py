"""Plain scenes in sections, made at random from a seed, compared with Manim frame by frame.

``python -m tools.random_scenes [FIRST [LAST]]`` compares those of the seeds 0 to 99, or others, drawn whole and step by
step; ``tests/worker/test_random_scenes.py`` compares a few in every run of the tests.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

from sessen.job import SceneRef
from tools.against_manim import compare, tell

_NEW: Final = (
    "Square(color=RED, fill_opacity=0.5)",
    "Circle(color=BLUE)",
    "Triangle(stroke_width=12)",
    "Dot(2 * UP, color=YELLOW)",
    "Line(LEFT, UP + RIGHT)",
    "Text('abc', font_size=60)",
    "VGroup(Square(), Circle().shift(RIGHT))",
    "Star(fill_color=GREEN, fill_opacity=1)",
    "DashedLine(LEFT, RIGHT)",
    "Arrow(LEFT, 2 * RIGHT)",
    "ImageMobject(np.uint8([[0, 99], [180, 255]])).set_height(1.5)",
    "FunctionGraph(lambda x: np.sin(x), x_range=[-3, 3])",
    "Rectangle(height=1, width=3).set_z_index(-1)",
    "Annulus(inner_radius=0.5, outer_radius=1, fill_opacity=0.7).set_z_index(2)",
)
_SHAPES: Final = ("Square()", "Circle(fill_opacity=0.3)", "Triangle(color=PINK)", "RegularPolygon(6)")
_COMING: Final = ("FadeIn({0})", "FadeIn({0}, shift=UP)", "GrowFromCenter({0})", "SpinInFromNothing({0})")
_ACTIONS: Final = (
    "self.play({0}.animate.shift({d}), run_time={t})",
    "self.play({0}.animate.scale(0.6).rotate(1), {1}.animate.shift({d}), run_time={t})",
    "self.play(Rotate({0}, PI / 3), run_time={t}, rate_func=linear)",
    "self.play(LaggedStart(Indicate({0}), Wiggle({1}), lag_ratio=0.4), run_time={t})",
    "self.play(Succession({0}.animate.shift({d}), {0}.animate.set_opacity(0.4)), run_time={t})",
    "self.play(MoveAlongPath({0}, Circle()), run_time={t})",
    "self.play(FadeOut({0}), run_time={t})\n{0}.set_opacity(0.8)",
    "self.play(UpdateFromAlphaFunc({0}, lambda m, a: m.set_opacity(a)), run_time={t})",
    "self.play(tracker.animate.set_value({n}), run_time={t})",
    "self.play(Transform({s}, {k}), run_time={t})",
    "{s} = {k}\nself.play(Create({s}), run_time={t})",
    "self.play(Circumscribe({0}), run_time={t})",
    "self.play(ShowPassingFlash({s}.copy()), run_time={t})",
    "self.wait({t})",
    "self.wait_until(lambda: True, {t})",
    "self.pause({t})",
    "self.add({0}, {1})",
    "self.remove({0})",
    "self.bring_to_back({0})",
    "self.add_foreground_mobject({0})",
    "self.clear()",
    "{0}.set_z_index({n})\nself.wait({t})",
    "self.camera.background_color = {c}\nself.wait({t})",
    "{0}.add_updater(lambda m, dt: m.shift(dt * {d}))\nself.add({0})\nself.wait({t})",
    "{0}.suspend_updating()\nself.wait({t})\n{0}.resume_updating()",
    "{0}.clear_updaters()",
    "self.add(always_redraw(lambda: Square(0.3 + abs(tracker.get_value())).shift({d})))",
    "{0}.save_state()\n{0}.shift({d})\nself.play(Restore({0}), run_time={t})",
    "if random.random() < 0.5:\n    self.play({0}.animate.shift({d} * random.random()), run_time={t})",
    "self.play(ApplyMethod({0}.rotate, np.random.rand()), run_time={t})",
)
_BASES: Final = {
    "Scene": (),
    "MovingCameraScene": (
        "self.play(self.camera.frame.animate.scale(0.8).shift({d}), run_time={t})",
        "self.camera.frame.shift({d})\nself.wait({t})",
        "self.camera.frame.move_to(ORIGIN)",
    ),
    "ThreeDScene": (
        "self.set_camera_orientation(phi={n} * 0.3, theta={n} * 0.5)",
        "self.move_camera(phi=0.4, theta=-{n} * 0.3, run_time={t})",
        "self.add_fixed_in_frame_mobjects({s})\nself.wait({t})",
        "self.begin_ambient_camera_rotation(0.5)\nself.wait({t})\nself.stop_ambient_camera_rotation()",
        "self.play(Create(Cube(0.7)), run_time={t})",
        "self.move_camera(frame_center={d}, zoom=0.8, run_time={t})",
    ),
}
_SECTIONS: Final = ("'a'", "'b'", "'b'", "", "'long name: 接線'", "'c', skip_animations=True")


def source(seed: int) -> str:
    """The code of a scene named ``Random``; the same for the same seed."""
    random = Random(seed)
    base = random.choice(list(_BASES))
    actions = _ACTIONS + 3 * _BASES[base]
    lines = [f"shape_{each} = {random.choice(_NEW)}" for each in range(3)]
    lines += ["figure = Square(0.5)", "tracker = ValueTracker(0)", _action(random, _come(random))]
    for _ in range(random.randint(2, 4)):
        lines += [_action(random, random.choice(actions)) for _ in range(random.randint(1, 4))]
        lines.append(f"self.next_section({random.choice(_SECTIONS)})")
    lines += ["self.play(Create(Line(DOWN, RIGHT)), run_time=0.4)"]
    body = "\n".join(lines).replace("\n", "\n        ")
    imports = "import random\n\nimport numpy as np\nfrom manim import *\n"
    return f"{imports}\n\nclass Random({base}):\n    def construct(self):\n        {body}\n"


def _come(random: Random) -> str:
    return f"self.play({random.choice(_COMING)}, run_time={{t}})\nself.add({{1}})"


def _action(random: Random, template: str) -> str:
    """A template with a pair of shapes, a direction, a time, a number, a kind and a color put into it."""
    return template.format(
        *random.sample(["shape_0", "shape_1", "shape_2"], 2),
        s="figure",
        d=random.choice(("UP", "DOWN", "LEFT", "UR", "0.5 * RIGHT")),
        t=random.choice((0.2, 0.4, 0.5, 0.7, 1)),
        n=random.choice((-1, 1, 2)),
        k=random.choice(_SHAPES),
        c=random.choice(("DARK_BLUE", "WHITE", "'#203040'")),
    )


def write(folder: Path, seeds: Sequence[int]) -> Iterator[SceneRef]:
    """Write a file for each seed below ``folder``, which is made a project."""
    (folder / "pyproject.toml").touch()
    for seed in seeds:
        file = folder / f"seed_{seed}.py"
        file.write_text(source(seed), encoding="utf-8")
        yield SceneRef(file, "Random")


def main(argv: Sequence[str]) -> int:
    """Compare them and tell the counts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("first", nargs="?", type=int, default=0, help="the seed of the first scene")
    parser.add_argument("last", nargs="?", type=int, default=99, help="the seed of the last scene")
    given = parser.parse_args(argv)
    first, last = given.first, given.last
    with tempfile.TemporaryDirectory() as folder:
        addresses = list(write(Path(folder), range(first, last + 1)))
        found = compare(addresses, processes=2, seconds=120)
        return tell(((SceneRef(each.file, each.file.stem), said) for each, said in found), len(addresses))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
