"""Speed, size and memory of a build beside Manim's own, in one run: ``make bench``.

Everything is measured on a copy of the lecture, with empty caches, one thing after another. At 1080p60 it takes about
half an hour on two cores; ``make bench ARGS="--quality low ChainRule"`` is quicker and says less. Let nothing else run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.chart import growth
from bench.lecture import Lecture, Scene, edit_last_step
from bench.measure import Measured, measured
from bench.pictures import encoding_floor, equal_frames, similarities
from bench.preview import measure as measure_preview
from bench.voice import measure as measure_voice
from sessen.variant import QUALITIES, Variant
from sessen.video import probe

_MEGABYTE: Final = 2**20
_REPEATS: Final = 7
#: The scenes that goals are set for; more of them would only take longer.
_SCENES: Final = ("SecantToTangent", "ChainRule", "DotProduct", "GradientField")
_MANIMS_NAMES: Final = {
    "low": "854,480",
    "medium": "1280,720",
    "high": "1920,1080",
    "4k": "3840,2160",
    "draft": "854,480",
}


class Bench:
    """One run over some scenes in one quality, its findings gathered in a table."""

    def __init__(self, lecture: Lecture, scenes: list[Scene], variant: Variant) -> None:
        self._lecture = lecture
        self._scenes = scenes
        self._variant = variant
        self.table = Table("what", "measured", "goal", "met", title=f"{len(scenes)} scenes, {variant.quality.name}")

    def run(self, *, cold_only: bool = False) -> None:
        """Measure everything, or only how long a cold build takes beside Manim's own command."""
        manim = [self._manim(scene) for scene in self._scenes]
        self._say("a cold build with all cores")
        cold = self._build("cold")
        self._cold(manim, cold)
        if cold_only:
            return
        self._warm(cold)
        self._workers()
        self._say("memory at 4k")
        self._memory(cold)
        self._pictures()

    def _say(self, what: str) -> None:
        sys.stderr.write(f"  {what} ...\n")

    def _row(self, what: str, found: str, goal: str = "", met: bool | None = None) -> None:
        self.table.add_row(what, found, goal, "" if met is None else "yes" if met else "NO")

    # -- runs ----------------------------------------------------------------------------------------------------

    def _manim(self, scene: Scene) -> Measured:
        self._say(f"manim render {scene.name}")
        quality = self._variant.quality
        size = ("-r", _MANIMS_NAMES[quality.name], "--frame_rate", str(quality.frame_rate))
        quiet = ("--progress_bar", "none", "-v", "ERROR", "--media_dir", self._lecture.folder / "manim")
        command: list[str | Path] = [sys.executable, "-m", "manim", "render", *size, *quiet, scene.file, scene.name]
        return measured(command, folder=self._lecture.folder)

    def _build(
        self, store: str, *options: str, quality: str = "", names: tuple[str, ...] = (), watched: bool = False
    ) -> Measured:
        """A build with its store and its products in folders of their own; watched, it tells what it imports."""
        chosen = names or tuple(scene.name for scene in self._scenes)
        places = ("--store", self._lecture.folder / store, "--out", self._lecture.folder / f"build-{store}")
        quality = quality or self._variant.quality.name
        watching = ("-X", "importtime") if watched else ()
        command: list[str | Path] = [sys.executable, *watching, "render.py", "-q", quality, "--voice", "off"]
        command += [*places, *options, *chosen]
        return measured(command, folder=self._lecture.folder)

    def _videos(self, store: str) -> list[Path]:
        return [self._lecture.folder / f"build-{store}" / "en" / f"{scene.name}.mp4" for scene in self._scenes]

    def _manims_video(self, scene: Scene) -> Path:
        (video,) = (self._lecture.folder / "manim" / "videos").glob(f"{scene.file.stem}/*/{scene.name}.mp4")
        return video

    # -- findings ------------------------------------------------------------------------------------------------

    def _cold(self, manim: list[Measured], cold: Measured) -> None:
        theirs = sum(run.wall for run in manim)
        frames = sum(probe(video).frames for video in self._videos("cold"))
        self._row("frames", f"{frames}")
        self._row("manim render, one scene after another", f"{theirs:.1f} s")
        self._row("cold build", f"{cold.wall:.1f} s")
        self._row("manim / cold build", f"{theirs / cold.wall:.2f}", ">= 3", theirs / cold.wall >= 3)
        ours = sum(video.stat().st_size for video in self._videos("cold"))
        manims = sum(self._manims_video(scene).stat().st_size for scene in self._scenes)
        self._row("size of the videos / manim's", f"{ours / manims:.2f}", "<= 1", ours <= manims)

    def _warm(self, cold: Measured) -> None:
        self._build("cold")  # compiles what was never imported yet, as the first build anywhere does
        again = median(self._build("cold").wall for _ in range(_REPEATS))
        told = self._build("cold", watched=True).errors
        imported = sorted({"manim", "sympy"} & {line.rpartition("|")[2].strip() for line in told.splitlines()})
        self._row(f"nothing changed (median of {_REPEATS})", f"{again:.2f} s", "<= 0.5 s", again <= 0.5)
        self._row("... and imports", ", ".join(imported) or "neither Manim nor SymPy", "neither", not imported)
        step = edit_last_step(self._scenes[-1])
        edited = self._build("cold")
        share = edited.wall / cold.wall
        what = f"last step edited ({self._scenes[-1].name}::{step}) / cold"
        self._row(what, f"{share:.1%}", "<= 10 %", share <= 0.1)

    def _workers(self) -> None:
        """One worker, between two builds with all of them and two floors: machines get slower and faster meanwhile.

        The first build of all is none of the two: it compiles the modules, whatever the number of workers.
        """
        self._say("a cold build with all cores, twice more")
        both = [self._build("before")]
        floors = [self._floor()]
        self._say("a cold build with one worker")
        one = self._build("one", "--jobs", "1")
        floors.append(self._floor())
        both.append(self._build("after"))
        ratio = one.wall / mean(build.wall for build in both)
        self._row("1 worker / all cores", f"{ratio:.2f}", ">= 1.8 on 2 cores", ratio >= 1.8)
        floor = mean(floors)
        told = f"{one.processor:.1f} s, {floor:.1f} s ({' and '.join(f'{each:.1f}' for each in floors)})"
        self._row("processor time, and the encoder's alone", told)
        self._row("processor time / floor", f"{one.processor / floor:.2f}", "<= 1.5", one.processor <= 1.5 * floor)

    def _floor(self) -> float:
        self._say("the encoder's floor")
        return sum(map(encoding_floor, self._videos("cold")))

    def _memory(self, cold: Measured) -> None:
        self._row(
            "peak memory of a process", f"{cold.peak / _MEGABYTE:.0f} MB", "<= 700 MB", cold.peak <= 700 * _MEGABYTE
        )
        large = self._build("4k", "--jobs", "1", quality="4k", names=(self._scenes[0].name,))
        self._row("... at 4k", f"{large.peak / _MEGABYTE:.0f} MB", "<= 1500 MB", large.peak <= 1500 * _MEGABYTE)

    def _pictures(self) -> None:
        draft = replace(self._variant, quality=QUALITIES["draft"])
        for scene, video in zip(self._scenes, self._videos("one"), strict=True):
            self._say(f"the pictures of {scene.name}")
            equal, frames = equal_frames(scene, draft)
            self._row(f"{scene.name}: frames equal to Manim's (draft)", f"{equal} of {frames}", "all", equal == frames)
            if scene is not self._scenes[-1]:  # that one was edited, and Manim's video is of what it was before
                ours, manims = similarities(scene, self._variant, video, self._manims_video(scene))
                found = f"{mean(ours):.5f}, manim {mean(manims):.5f}"
                self._row(f"{scene.name}: SSIM after encoding", found, "no lower", mean(ours) >= mean(manims))


def main() -> None:
    """Measure what the command line names and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Speed, size and memory beside Manim's own.")
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"{', '.join(_SCENES)} when none is named")
    parser.add_argument("--quality", choices=sorted(QUALITIES), default="high")
    parser.add_argument("--whole", action="store_true", help="all scenes of the lecture, and only the cold build")
    asked = parser.parse_args()
    names = [] if asked.whole else asked.scenes or list(_SCENES)
    with tempfile.TemporaryDirectory(prefix="sessen-bench-") as folder:
        lecture = Lecture.copied(Path(folder))
        bench = Bench(lecture, lecture.scenes(names), Variant(quality=QUALITIES[asked.quality]))
        try:
            bench.run(cold_only=asked.whole)
        finally:  # half a table is worth having when half an hour has gone into it
            Console().print(bench.table)
    if asked.whole:
        return
    with tempfile.TemporaryDirectory(prefix="sessen-bench-") as folder:
        lecture = Lecture.copied(Path(folder))
        Console().print(growth(lecture))
        Console().print(measure_preview(lecture, rounds=20, saves=200))
        Console().print(measure_voice(lecture, asked.quality))


if __name__ == "__main__":
    main()
