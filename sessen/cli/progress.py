"""How a build shows what it does: one bar for the whole on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import Any

from sessen.backups import Backup
from sessen.cli.console import Console
from sessen.pipeline import Plan, ScenePlan, StepPlan
from sessen.pipeline.built import Failure, ProductResult


class PlainReporter:
    """A line a scene, for files and pipes."""

    def __init__(self, console: Console) -> None:
        self._talk = console
        self._remarks: set[str] = set()

    def on_start(self, plan: Plan, seconds: float) -> None:
        scenes = [scene for scene in plan.scenes if scene.missing and not scene.card_kind]
        cards = sum(len(scene.missing) for scene in plan.scenes if scene.card_kind)
        steps = sum(len(scene.missing) for scene in scenes)
        parts = [f"{_counted(steps, 'step')} of {_counted(len(scenes), 'scene')}"] if steps else []
        parts += [_counted(cards, "card")] if cards else []
        if parts:
            self._print(f"{' and '.join(parts)} to draw")

    def on_step(self, scene: ScenePlan, step: StepPlan, seconds: float) -> None:
        """Single steps are too many lines for a file."""

    def on_product(self, built: ProductResult) -> None:
        if built.rendered:
            self._print(f"{built.name}: {_counted(len(built.rendered), 'step')} drawn in {built.seconds:.1f} s")

    def on_backup(self, backup: Backup) -> None:
        self._print(str(backup))

    def on_notice(self, remark: str) -> None:
        if remark not in self._remarks:  # a deck takes several builds
            self._remarks.add(remark)
            self._print(remark)

    def on_failure(self, failure: Failure) -> None:
        self._talk.print_error(failure.error, failure.name)

    def on_end(self) -> None:
        """Nothing to take away."""

    def _print(self, text: str) -> None:
        self._talk.log(text)


class BarReporter(PlainReporter):
    """A bar for the whole with the time left, and the lines above it."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._progress: Any = None
        self._task: Any = None

    def on_start(self, plan: Plan, seconds: float) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        if not seconds:
            return
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
        )
        self._task = self._progress.add_task("drawing", total=seconds)
        self._progress.start()
        super().on_start(plan, seconds)

    def on_step(self, scene: ScenePlan, step: StepPlan, seconds: float) -> None:
        if self._progress:
            self._progress.update(self._task, advance=seconds, description=f"{scene.scene.name}::{step.name}")

    def on_failure(self, failure: Failure) -> None:
        if self._progress:
            self._progress.console.print("")
        super().on_failure(failure)

    def on_end(self) -> None:
        progress, self._progress = self._progress, None
        if progress:
            try:
                progress.stop()
            except (RuntimeError, IndexError):
                # Ctrl-C came while it was starting: it cannot be stopped, and may have hidden the cursor.
                progress.console.show_cursor(True)

    def _print(self, text: str) -> None:
        if self._progress:
            self._progress.console.print(text, markup=False)
        else:
            super()._print(text)


def make_reporter(console: Console) -> PlainReporter:
    """A bar where there is a terminal to draw it on."""
    return BarReporter(console) if sys.stderr is not None and sys.stderr.isatty() else PlainReporter(console)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
