"""What a build tells while it runs; whoever shows it decides how."""

from __future__ import annotations

from typing import Protocol

from sessen.backups import Backup
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.plan import Plan, ScenePlan, StepPlan


class Reporter(Protocol):
    """Listens to a build."""

    def on_start(self, plan: Plan, seconds: float) -> None:
        """Work of so many expected seconds begins; not called when everything is there."""

    def on_step(self, scene: ScenePlan, step: StepPlan, seconds: float) -> None:
        """A step, expected to take so many seconds, is in the store."""

    def on_product(self, built: ProductResult) -> None:
        """A video is where it belongs."""

    def on_backup(self, backup: Backup) -> None:
        """A file that was not Sessen's own work has made room, and there is a copy of it."""

    def on_notice(self, remark: str) -> None:
        """People should know this of a scene that was drawn."""

    def on_failure(self, failure: Failure) -> None:
        """A scene will not be made."""

    def on_end(self) -> None:
        """Nothing more will come."""
