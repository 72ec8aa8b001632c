"""The clips that shapes ask for, made group by group, within the bytes that all of them may have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sessen.keys.file_hashes import sha256
from sessen.pipeline import Request, Selection
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.report import Reporter
from sessen.products.clips.planned import ClipRequest, build_clips
from sessen.products.decks.deck_clips import (
    clip_of,
    reencode_within,
    report_unreported,
    scene_texts,
    size_of,
    steps_of,
    wanted_of,
)
from sessen.products.decks.powerpoint_limits import limit_for
from sessen.products.decks.pptx.fill import DeckClip
from sessen.products.decks.pptx.shapes import NamedShape
from sessen.products.decks.shape_requests import ClipBatch, address_of
from sessen.speech import spoken
from sessen.targets import DOTS, parse_range
from sessen.words import plain_text
from sessen.worker.tasks import SceneTexts


@dataclass(slots=True)
class _Made:
    """A group, and what it came to."""

    batch: ClipBatch
    request: Request
    batch_request: ClipRequest
    chosen: Sequence[Selection]
    notices: Mapping[str, SceneTexts]
    clips: list[ProductResult]


class ClipBatches:
    """The clips of some groups; where something fails, only what failed.

    Parameters
    ----------
    budget
        Bytes that all clips may have together; None for any number.
    """

    def __init__(self, groups: Sequence[ClipBatch], report: Reporter, budget: int | None) -> None:
        self._report = report
        self.failures: list[Failure] = []
        self.limit: int | None = None
        self._made = [self._begun(group) for group in groups]
        if budget is not None and not self.failures:
            self._keep_within(budget)

    def of_shapes(self, *, last: bool) -> list[tuple[NamedShape, DeckClip]]:
        """Each shape with its clip.

        Parameters
        ----------
        last
            Whether the last picture stands until a clip plays, where a shape says nothing else.
        """
        return [pair for made in self._made for pair in _pairs(made, last=last)]

    def _begun(self, group: ClipBatch) -> _Made:
        request, wanted = group.request(folder_of(group)), wanted_of(group.style, group.background)
        chosen, told, unasked = scene_texts(request)
        clips, failed = build_clips(request, wanted, self._report)
        report_unreported(self._report, unasked, failed)
        self.failures += [*unasked, *failed]
        return _Made(group, request, wanted, chosen, told, clips)

    def _keep_within(self, budget: int) -> None:
        self.limit = limit_for([size_of(clip) for made in self._made for clip in made.clips], budget)
        if self.limit is None:
            return
        for made in self._made:
            made.clips, failed = reencode_within(
                made.clips, self.limit, made.request, made.chosen, self._report, made.batch_request
            )
            self.failures += failed


def _pairs(made: _Made, *, last: bool) -> list[tuple[NamedShape, DeckClip]]:
    by_name = {(clip.records[0].scene, clip.records[0].step): clip for clip in made.clips}
    steps = {each.scene.name: each.scene.step_names for each in made.chosen}
    pairs = []
    for shape in made.batch.shapes:
        clip = by_name[_name(shape, steps)]
        sentence = " ".join(steps_of(clip, made.notices[clip.records[0].scene]))
        said = spoken(sentence, made.batch.variant.language)
        words = plain_text(sentence) or clip.records[0].step
        pairs.append((shape, clip_of(clip, words, spoken=said, last=last or "last" in shape.request.flags)))
    return pairs


def _name(shape: NamedShape, steps: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Scene and step as clips are called: a range by both ends, a whole scene too."""
    _, scene, step = address_of(shape.request.target)
    names = steps[scene]
    run = parse_range(step or DOTS, names) or names
    return scene, run[0] if len(run) == 1 else f"{run[0]}{DOTS}{run[-1]}"


def folder_of(group: ClipBatch) -> Path:
    """Where the clips of a group lie: those of other values or another ground have the same names."""
    settings = [[setting.scene, setting.name, setting.value] for setting in group.settings]
    digest = sha256(json.dumps([group.variant.folder, group.background, settings]).encode())[:16]
    return group.base.state_dir / "decks" / digest
