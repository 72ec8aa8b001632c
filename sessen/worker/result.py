"""What running a step leaves: plain values that travel from any worker. It knows no Manim."""

from __future__ import annotations

from dataclasses import dataclass

from sessen.claims import ClaimResult
from sessen.marks import LateMark
from sessen.video.sound import Sound


@dataclass(frozen=True, slots=True)
class Caption:
    """Words with the seconds, counted from the start of the step, between which they stand.

    ``language`` is empty for captions of plain Manim scenes, which do not say. ``spoken`` is the text as it is read
    aloud, where that is another.
    """

    start: float
    end: float
    text: str
    language: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a step was seen to depend on beside its source, from the start of the scene up to the step's end.

    Parameters
    ----------
    files
        Files opened for reading with the sha256 of what was in them, ``""`` where there was no such file. Paths inside
        the project are told from its root (`sessen.project.project_root`), the same on every machine.
    environment
        Environment variables that project code asked for, with their values; None where there was none.
    modules
        Project files that were imported, the scene's own among them, with paths told in the same way.
    facts
        What else was asked of the machine, by the names of `sessen.keys.facts`.
    unseen
        Why something may have been read that nobody has seen.
    """

    files: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str | None], ...] = ()
    modules: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """What walking through a step says of it.

    Parameters
    ----------
    scene, step
        Names.
    frames, seconds
        Length; ``seconds`` is frames divided by the frame rate.
    captions
        Words with their times.
    claims
        The worst that each claim has come to up to the end of the step; empty for plain scenes.
    inputs
        What it depends on.
    remarks
        What people should know of how the scene was run up to there.
    unseen
        Kinds of mobjects that stand in its last picture in the colour of the paper.
    late
        Marks that came before their pictures, from the start of the scene on.
    """

    scene: str
    step: str
    frames: int
    seconds: float
    captions: tuple[Caption, ...]
    claims: tuple[ClaimResult, ...]
    inputs: Inputs
    remarks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    late: tuple[LateMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult(StepRecord):
    """A step that was drawn.

    Parameters
    ----------
    picture
        The segment: an mp4 file with one packet a frame.
    first, last
        The sha256 of the RGBA pixels of the first and last frame, before they were encoded.
    begins, ends
        The same of what the scene showed before and after the step, where there is another; see `sessen.worker.seams`.
    sounds
        What is heard, counted from the start of the step; it may start earlier, and go on after its end.
    drawing
        Wall-clock seconds that it took. It differs from run to run, so it belongs in no product.
    """

    picture: bytes
    first: str
    last: str
    sounds: tuple[Sound, ...]
    drawing: float
    begins: str = ""
    ends: str = ""
