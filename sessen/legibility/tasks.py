"""What a process is asked to do: walk through a scene, examine its claims, and look at every picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sessen.job import SceneRef
from sessen.legibility.finding import LayoutFinding
from sessen.marks import NO_MARKS, LateMark, Marks
from sessen.variant import Variant
from sessen.worker.tasks import ClaimSummary, claim_summaries

if TYPE_CHECKING:
    from sessen.worker import StepRecord


@dataclass(frozen=True, slots=True)
class CheckSceneArgs:
    """A scene to walk through.

    Parameters
    ----------
    name
        What it is called in findings.
    marks
        What narration it waits for.
    layout
        What the lecture sets of the rules' limits, as written.
    stills
        Whether each finding is to come with a picture of its frame.
    """

    name: str
    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]
    marks: Marks = NO_MARKS
    layout: Mapping[str, Any] = field(default_factory=dict)
    stills: bool = False


@dataclass(frozen=True, slots=True)
class SceneCheck:
    """What a walk has found.

    Parameters
    ----------
    claims
        How true each claim is.
    unseen
        Mobjects that cannot be seen, by step.
    layout
        What cannot be read well.
    late
        Marks that are spoken before their pictures are there.
    """

    claims: tuple[ClaimSummary, ...]
    unseen: tuple[tuple[str, tuple[str, ...]], ...]
    layout: tuple[LayoutFinding, ...]
    late: tuple[LateMark, ...] = ()


def check_scene(args: CheckSceneArgs, tell: Callable[[Any], None]) -> SceneCheck:
    """Walk through a scene; the name of each step is told when it has ended."""
    from sessen.legibility.settings import LayoutSettings
    from sessen.legibility.watch import LayoutWatcher
    from sessen.worker import walk

    watcher = LayoutWatcher(args.name, args.scene.file, LayoutSettings(args.layout))
    claims: tuple[ClaimSummary, ...] = ()
    late: tuple[LateMark, ...] = ()
    unseen: list[tuple[str, tuple[str, ...]]] = []

    def note(record: StepRecord) -> None:
        nonlocal claims, late
        tell(record.step)
        claims, late = claim_summaries(record), record.late
        watcher.step_ended(record)
        if record.unseen:
            unseen.append((record.step, record.unseen))

    walk(args.scene, args.variant, dict(args.values), note, strict_claims=False, marks=args.marks, watch=watcher)
    found = watcher.finish()
    if args.stills:
        found = _with_stills(args, found)
    return SceneCheck(claims, tuple(unseen), tuple(found), late)


def _with_stills(args: CheckSceneArgs, found: list[LayoutFinding]) -> list[LayoutFinding]:
    """The findings, each with its frame: a second walk draws these frames."""
    from sessen.legibility.stills import StillsWatcher
    from sessen.worker import walk

    watcher = StillsWatcher([finding.seconds for finding in found if finding.step])
    walk(
        args.scene,
        args.variant,
        dict(args.values),
        lambda _: None,
        strict_claims=False,
        marks=args.marks,
        watch=watcher,
    )
    return [replace(finding, still=watcher.pictures.get(finding.seconds, b"")) for finding in found]
