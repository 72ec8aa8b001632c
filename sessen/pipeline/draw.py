"""Inside a worker: draw a job and put each finished step into the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sessen.errors import SessenError
from sessen.job import Job
from sessen.keys import DependencyTrace, FileHashes
from sessen.keys.file_hashes import MISSING
from sessen.keys.trace import record_trace
from sessen.store import open_store

if TYPE_CHECKING:
    from sessen.worker import StepResult


class SourceChanged(SessenError):
    """A file was edited while a scene made from it was being drawn."""


@dataclass(frozen=True, slots=True)
class DrawArgs:
    """A job, and what its worker has to know to keep the results.

    Parameters
    ----------
    project
        The folder that names of files are told from.
    sources
        The scene's sources with the hashes that went into the keys.
    words
        The words of each step in each language, as they are in the sources.
    store
        The store's address, or "" when results have to travel back.
    beside
        Whether a second processor core has nothing else to do.
    """

    job: Job
    project: Path
    file_hashes: tuple[tuple[Path, str], ...]
    words: Mapping[str, Mapping[str, str]]
    store: str
    spare_core: bool = False


@dataclass(frozen=True, slots=True)
class StepDone:
    """News: a step is done. ``blobs`` and ``facts`` travel along only when the worker could not keep them itself."""

    step: str
    static: str
    trace: DependencyTrace
    seconds: float
    blobs: Mapping[str, bytes]
    metadata: Mapping[str, Any]
    remarks: tuple[str, ...] = ()


def draw(args: DrawArgs, tell: Callable[[Any], None]) -> None:
    """Draw the job's steps, keep each as soon as it is done, and tell so.

    Raises
    ------
    SourceChanged
        A source is not any more what the keys were made from; nothing is kept from then on.
    SessenError
        What went wrong in the scene.
    """
    from sessen.pool.worker_process import end_task
    from sessen.worker import draw as run

    store = open_store(args.store) if args.store else None

    def keep(static: str, result: StepResult) -> None:
        _require_same_sources(args)
        trace = _trace(args, static, result)
        blobs, facts = _blobs(result), _metadata(args, result)
        if store is not None:
            store.put(static, trace, blobs, facts)
            blobs = {}
        tell(StepDone(result.step, static, trace, result.drawing, blobs, facts, _remarks(result)))

    run(args.job, keep, beside=args.spare_core, leave=end_task)


def _require_same_sources(args: DrawArgs) -> None:
    digests = FileHashes()
    for path, digest in args.file_hashes:
        if digests.hash_of(path) != digest:
            raise SourceChanged(
                f"{path.name} was changed while it was being drawn",
                location=str(args.job.scene),
                hint="run the command again when you have stopped editing",
            )


def _trace(args: DrawArgs, static: str, result: StepResult) -> DependencyTrace:
    known = {str(path) for path, _ in args.file_hashes}
    digests = FileHashes()
    files = {str(args.project / name): digest or MISSING for name, digest in result.inputs.files}
    # Modules that were imported by a name that only the run knew are inputs as any file is.
    modules = {str(args.project / name) for name in result.inputs.modules} - known
    files |= {name: digests.hash_of(name) for name in sorted(modules)}
    inputs = result.inputs
    return record_trace(
        static, files, dict(inputs.environment), args.project, facts=dict(inputs.facts), unseen=inputs.unseen
    )


def _remarks(result: StepResult) -> tuple[str, ...]:
    hidden = tuple(
        f"{result.scene}::{result.step}: invisible, as it has the colour of the background: {kind}"
        for kind in result.unseen
    )
    return (*result.remarks, *hidden)


def _blobs(result: StepResult) -> dict[str, bytes]:
    return {"picture": result.picture} | {f"sound {index}": sound.data for index, sound in enumerate(result.sounds)}


def _metadata(args: DrawArgs, result: StepResult) -> dict[str, Any]:
    """What is known of a step. Nothing in it differs from run to run: the store's bytes are the same everywhere."""
    return {
        "scene": result.scene,
        "step": result.step,
        "frames": result.frames,
        "seconds": result.seconds,
        "first": result.first,
        "last": result.last,
        "begins": result.begins,
        "ends": result.ends,
        "sounds": [sound.start for sound in result.sounds],
        "captions": [[caption.start, caption.end, caption.text, caption.language] for caption in result.captions],
        "spoken": {caption.language: caption.spoken for caption in result.captions if caption.spoken},
        "words": dict(args.words.get(result.step, {})),
    }
