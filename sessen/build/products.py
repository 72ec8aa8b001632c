"""Which products a planned scene has, where they go, and what each is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sessen.keys import Recipe, Sources
from sessen.keys.digests import sha256
from sessen.plan import Plan, ScenePlan, StepPlan
from sessen.products import VideoOrder
from sessen.store import Store
from sessen.words import plain


@dataclass(frozen=True, slots=True)
class PlannedVideo:
    """A video to have: the scene, the steps in it, and its file. ``step`` is empty for a whole scene."""

    scene: ScenePlan
    steps: tuple[StepPlan, ...]
    step: str
    target: Path

    def order(self, plan: Plan, store: Store, found: Mapping[str, Recipe]) -> VideoOrder:
        """What a worker needs in order to make it, once every step is in the store."""
        scene = self.scene
        return VideoOrder(
            target=self.target,
            title=_title(scene, self.step),
            language=str(scene.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            steps=tuple((step.name, found[step.key.digest].entry) for step in self.steps),
            words=_words(scene),
            store=store.place.address,
        )


def videos_of(plan: Plan, scene: ScenePlan) -> list[PlannedVideo]:
    """The videos of a planned scene: its own, or a clip for each step that was asked for."""
    folder = plan.request.out / scene.variant.folder
    if scene.whole:
        return [PlannedVideo(scene, scene.steps, "", folder / f"{scene.scene.name}.mp4")]
    clips = folder / "clips" / scene.scene.name
    return [
        PlannedVideo(scene, (step,), step.name, clips / f"{step.number:02}-{_file_name(step.name)}.mp4")
        for step in scene.steps
    ]


def made_from(order: VideoOrder, maker: str) -> str:
    """The hash of all that a video is made from.

    Parameters
    ----------
    maker
        The hash of the code that makes it.
    """
    parts = [order.title, order.language, order.languages, order.steps, sorted(order.words.items()), maker]
    return sha256(json.dumps(parts).encode())


def maker_of_videos(sources: Sources) -> str:
    """The hash of the code that makes videos of finished steps."""
    import sessen.products.video as maker

    return sources.closure(Path(maker.__file__)).digest


def _title(scene: ScenePlan, step: str) -> str:
    title = scene.title.get(scene.variant.language, "")
    # A title that names values would need a run of the scene; the scene's name serves as well there.
    shown = scene.scene.name if not title or "{" in title else plain(title)
    return f"{shown}: {step}" if step else shown


def _words(scene: ScenePlan) -> dict[str, dict[str, str]]:
    """Today's words as captions show them, those that need no values."""
    return {
        step.name: {language: plain(words) for language, words in step.words.items() if "{" not in words}
        for step in scene.scene.steps
    }


def _file_name(step: str) -> str:
    """A step's name as a file may be called on every system; names of methods stay as they are."""
    return re.sub(r"[^\w\-.]+", "_", step).strip(".") or "step"
