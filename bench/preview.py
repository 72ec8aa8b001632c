"""How long an author waits: from a command, a save or a slider to the picture in a browser; what 200 saves leave.

python -m bench.preview --rounds 20 --saves 200        also a part of ``make bench``
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Error, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.lecture import Lecture, Scene
from bench.processes import descendants, memory, processor

SCENES = ["SecantToTangent", "ChainRule", "DotProduct", "GradientField"]
_PATIENCE = 120_000  # milliseconds
_MEMORY = 1200 * 2**20
_FIRST = "#stage[data-source]"


@dataclass(frozen=True)
class Running:
    """A preview, and when its command was given."""

    process: subprocess.Popen[str]
    address: str
    began: float


@dataclass(frozen=True)
class Taken:
    """Seconds that passed, and seconds of a processor that the preview's processes had meanwhile."""

    wall: float
    worked: float


class Watch:
    """Measures from when it is made."""

    def __init__(self, running: Running) -> None:
        self._process = running.process.pid
        self._worked = {each: processor(each) for each in descendants(self._process)}
        self._began = time.perf_counter()

    def taken(self) -> Taken:
        """What was taken up to now."""
        wall = time.perf_counter() - self._began
        return Taken(wall, sum(processor(each) - self._worked.get(each, 0) for each in descendants(self._process)))


@contextmanager
def preview(lecture: Lecture, target: str, store: str) -> Iterator[Running]:
    """``render.py preview`` as a person would start it, but for the browser."""
    began = time.perf_counter()
    words = [sys.executable, "render.py", "preview", target, "--no-browser", "--store", str(lecture.folder / store)]
    process = subprocess.Popen(words, cwd=lecture.folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        yield Running(process, process.stderr.readline().split()[-1], began)
    finally:
        process.terminate()
        process.communicate()


class PreviewBench:
    """Measures everything in one browser."""

    def __init__(self, lecture: Lecture, browser: Browser, rounds: int, saves: int) -> None:
        self._lecture = lecture
        self._browser = browser
        self._rounds = rounds
        self._saves = saves
        self._scenes = lecture.scenes(SCENES)
        self._fresh = 0
        self.table = Table("from", "to", "median", "worked", "goal", "met", title=f"preview, medians of {rounds}")

    def run(self) -> None:
        """All rows, each as soon as it is known."""
        self._row("command", "first picture, nothing cached", self._starts("cold"), 2.5)
        for scene in self._scenes:
            self._fill(scene)
        self._row("command", "first picture, store warm", self._starts("warm"), 1.0)
        saved = [times for scene in self._scenes for times in self._edits(scene)]
        self._row("save of an edited step", "new picture of it", [picture for picture, _ in saved], 0.7)
        self._row("save", "its motion", [motion for _, motion in saved], 2.0)
        slides = [taken for scene in self._scenes for taken in self._slides(scene)]
        self._row("slider", "new picture", slides, 0.5)
        self._soak()

    def _in_turn(self) -> Iterator[tuple[int, Scene]]:
        return enumerate(islice(cycle(self._scenes), self._rounds))

    def _row(self, what: str, to: str, taken: list[Taken], goal: float) -> None:
        """A row: seconds on the wall, and those that the preview's processes have worked."""
        found, worked = (median(each) for each in zip(*((one.wall, one.worked) for one in taken), strict=True))
        sys.stderr.write(f"  {what} -> {to}: {found:.2f} s, worked {worked:.2f} s, load {os.getloadavg()[0]:.1f}\n")
        self.table.add_row(
            what, to, f"{found:.2f} s", f"{worked:.2f} s", f"{goal:.1f} s", "yes" if found <= goal else "NO"
        )

    # -- from the command ----------------------------------------------------------------------------------------

    def _starts(self, store: str) -> list[Taken]:
        """From the command to the picture; where nothing is cached all that was learned is gone too."""
        return [self._start(scene, store) for _, scene in self._in_turn()]

    def _start(self, scene: Scene, store: str) -> Taken:
        if store != "warm":
            shutil.rmtree(self._lecture.folder / ".sessen", ignore_errors=True)
            shutil.rmtree(self._lecture.folder / store, ignore_errors=True)
        with preview(self._lecture, scene.name, store) as running, self._page(running) as page:
            _until(page, _FIRST)
            wall = time.perf_counter() - running.began
            return Taken(wall, sum(map(processor, descendants(running.process.pid))))

    def _fill(self, scene: Scene) -> None:
        with preview(self._lecture, scene.name, "warm") as running, self._page(running) as page:
            _ready(page)

    @contextmanager
    def _page(self, running: Running) -> Iterator[Page]:
        page = self._browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(_PATIENCE)
        page.goto(running.address)
        yield page
        page.close()

    # -- from a save, from a slider ------------------------------------------------------------------------------

    def _edits(self, scene: Scene) -> list[tuple[Taken, Taken]]:
        """Picture and motion after saves of steps all over the scene, each after all has come to rest."""
        source, steps = scene.file.read_text(), step_names(scene)
        count = max(1, self._rounds // len(self._scenes))
        with preview(self._lecture, scene.name, "warm") as running, self._page(running) as page:
            _ready(page)
            names = [steps[(2 * number + 1) * len(steps) // (2 * count)] for number in range(count)]
            found = [self._edit(page, running, scene, name) for name in names]
        scene.file.write_text(source)
        return found

    def _edit(self, page: Page, running: Running, scene: Scene, step: str) -> tuple[Taken, Taken]:
        """As an author does: one step is edited again and again, from what it said before, while all is at rest."""
        page.click(f"#steps button[data-step={step}]")
        _rested(page)
        known = page.get_attribute("#stage", "data-source")
        self._fresh += 1
        watch = Watch(running)
        scene.file.write_text(edited(scene.file.read_text(), step, self._fresh))
        here = f"body:has([aria-current=step][data-step={step}]) #stage:not([data-source='{known}'])"
        _until(page, here)
        picture = watch.taken()
        _until(page, f"{here}:is([data-source^=motion], [data-source^=quick])")
        motion = watch.taken()
        _rested(page)
        return picture, motion

    def _slides(self, scene: Scene) -> list[Taken]:
        count = max(1, self._rounds // len(self._scenes))
        with preview(self._lecture, scene.name, "warm") as running, self._page(running) as page:
            _rested(page)
            page.click("#steps li:nth-child(5) button")
            page.wait_for_timeout(500)
            return [self._slide(page, running, number) for number in range(count)]

    def _slide(self, page: Page, running: Running, number: int) -> Taken:
        """A slider where the scene has one, else the first component of its first vector or formula."""
        known = page.get_attribute("#stage", "data-source")
        watch = Watch(running)
        if page.locator("#parameters input[type=range]").count():
            page.locator("#parameters input[type=range]").first.fill(str(1 + 0.05 * (number + 1)))
        else:
            page.locator("#parameters .presets button").nth(number % 2 + 1).click()
        _until(page, f"#stage:not([data-source='{known}'])")
        taken = watch.taken()
        page.wait_for_timeout(500)
        return taken

    # -- many saves ----------------------------------------------------------------------------------------------

    def _soak(self) -> None:
        """Saves one after the other, most of them while something is being drawn."""
        scene = self._scenes[0]
        source, steps = scene.file.read_text(), step_names(scene)
        with preview(self._lecture, scene.name, "warm") as running, self._page(running) as page:
            _ready(page)
            most, processes = 0, 0
            for number in range(self._saves):
                scene.file.write_text(edited(source, steps[number % len(steps)], number))
                page.wait_for_timeout(300)
                family = descendants(running.process.pid)
                most, processes = max(most, sum(map(memory, family))), max(processes, len(family))
            scene.file.write_text(source)
            _ready(page)
            family = descendants(running.process.pid)
            most = max(most, sum(map(memory, family)))
        left = still_there(family)
        what = f"{self._saves} saves"
        met = "yes" if most <= _MEMORY else "NO"
        self.table.add_row(what, "most memory of the whole", f"{most / 2**20:.0f} MB", "", "1200 MB", met)
        found = f"{processes}, {left}"
        self.table.add_row(what, "most processes, left after the end", found, "", "0 left", "NO" if left else "yes")


def still_there(processes: list[int]) -> int:
    """How many of them are left when those that are ended have had a few seconds to go."""
    patience = time.monotonic() + 5
    while (left := [each for each in processes if Path(f"/proc/{each}/exe").exists()]) and time.monotonic() < patience:
        time.sleep(0.1)
    return len(left)


def edited(source: str, step: str, number: int) -> str:
    """The source with one more pause at the end of a step, another with each number."""
    lines = source.splitlines(keepends=True)
    method = next(
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef) and node.name == step
    )
    last = method.end_lineno or 0
    pause = f"        self.wait_frames({number % 9 + 1} + 0 * {number})\n"
    lines[last - 1 : last] = [pause] if "+ 0 *" in lines[last - 1] else [lines[last - 1], pause]
    return "".join(lines)


def step_names(scene: Scene) -> list[str]:
    """The names of a scene's steps in the order of its file."""
    return re.findall(r"@step\((?:.|\n)*?\)\n    def (\w+)", scene.file.read_text())


def _until(page: Page, selector: str) -> None:
    """Until something on the page fits, seen as soon as the browser draws it.

    Playwright's own waiting for a selector looks but twice a second after the first moments.
    """
    page.wait_for_function("selector => document.querySelector(selector)", arg=selector, polling="raf")


def _rested(page: Page) -> None:
    """Until everything is drawn and claims are weighed, as it is while an author thinks."""
    _ready(page)
    page.wait_for_selector("#claims :is(.holds, .broken)")


def _ready(page: Page) -> None:
    page.wait_for_selector("#status[data-state=ready]")
    page.wait_for_selector("#steps li:last-child button[data-state=ready]")


def measure(lecture: Lecture, rounds: int, saves: int) -> Table:
    """The table, also when something breaks in the middle: then of what was measured before."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        bench = PreviewBench(lecture, browser, rounds, saves)
        try:
            bench.run()
        except Error as error:  # of the browser, which has waited too long: the other rows are worth having
            bench.table.caption = str(error).splitlines()[0]
        finally:
            browser.close()
        return bench.table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.preview", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--saves", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sessen-bench-") as folder:
        Console().print(measure(Lecture.copied(Path(folder)), asked.rounds, asked.saves))


if __name__ == "__main__":
    main()
