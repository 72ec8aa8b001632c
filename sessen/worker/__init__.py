"""One job: run a scene and draw its steps. The only room that touches Manim's global config.

Importing it imports no Manim, so that results can be read without; running a scene does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sessen.job import Job, SceneRef
from sessen.marks import NO_MARKS, Marks
from sessen.variant import Variant
from sessen.worker.failure import SceneFailed, StepMissing
from sessen.worker.result import Caption, Inputs, StepRecord, StepResult
from sessen.worker.watching import FrameWatcher

__all__ = ["Caption", "Inputs", "SceneFailed", "StepMissing", "StepRecord", "StepResult", "draw", "walk"]


def draw(
    job: Job,
    keep: Callable[[str, StepResult], None],
    *,
    beside: bool = False,
    leave: Callable[[], None] = lambda: None,
) -> None:
    """Run the scene of ``job`` in this process and draw the steps that it wants.

    Parameters
    ----------
    keep
        Called with the key and the result of each step as soon as that has ended, so that finished steps outlive a
        later failure.
    beside
        Whether there is a second processor core, to encode on while the next frame is drawn. The bytes are the same.
    leave
        Called when all wanted steps were kept, in the middle of the scene's code. It may end the process, and should
        where that has nothing else to do: whatever is raised to end a scene, the scene may catch.

    Raises
    ------
    SceneFailed
        The scene's own code raised an error; ``traceback`` has all of it.
    StepMissing
        A wanted step did not come up.
    SessenError
        Whatever else is for people to mend: a violated claim, a bad parameter, no such file or class.
    """
    from sessen.worker.run import Run

    keys = dict(job.steps)

    def kept(record: StepRecord) -> None:
        if isinstance(record, StepResult):
            keep(keys[record.step], record)

    run = Run(
        job.scene,
        job.variant,
        dict(job.values),
        wanted=frozenset(keys),
        beside=beside,
        leave=leave,
        marks=job.marks,
    )
    run.run(kept)


def walk(
    address: SceneRef,
    variant: Variant,
    values: Mapping[str, str],
    on_step: Callable[[StepRecord], None],
    *,
    strict_claims: bool = True,
    marks: Marks = NO_MARKS,
    watch: FrameWatcher | None = None,
) -> None:
    """Run the scene through, updated on every frame and drawn on none; for checks, and to learn a plain scene's steps.

    Parameters
    ----------
    on_step
        Called with each step that has ended; ``claims`` are the worst up to then.
    strict_claims
        Whether a violated claim ends the scene at once.
    marks
        What narration it waits for.
    watch
        Looks at every frame.

    Raises
    ------
    SessenError
        As for `draw`.
    """
    from sessen.worker.run import Run

    run = Run(address, variant, values, wanted=None, strict_claims=strict_claims, marks=marks)
    run.watch = watch
    run.run(on_step)
