"""What processes are asked to do with scenes. The functions run there; what they are given and return is plain values.

Tasks that need what lies above this room stand there: to draw and to verify (`sessen.pipeline`), to describe files
(`sessen.catalogue`), to make products (`sessen.products`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.variant import Variant
from sessen.worker.texts import SceneTexts, SceneTextsArgs, read_texts

if TYPE_CHECKING:
    from sessen.worker import StepRecord

__all__ = [
    "ClaimSummary",
    "LastFrameArgs",
    "ParseParameterArgs",
    "ParsedParameter",
    "SceneTexts",
    "SceneTextsArgs",
    "claim_summaries",
    "draw_last_frame",
    "parse_parameter",
    "read_texts",
]

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """The worst that a claim has come to."""

    claim: str
    error: float
    tolerance: float
    step: str
    seconds: float
    holds: bool


def claim_summaries(record: StepRecord) -> tuple[ClaimSummary, ...]:
    """The worst of each claim from the start of the scene to the end of a step."""
    # Scenes compute with NumPy, whose numbers and truths are none that JSON knows.
    return tuple(
        ClaimSummary(
            each.claim, float(each.error), float(each.tolerance), each.step, float(each.seconds), bool(each.holds)
        )
        for each in record.claims
    )


@dataclass(frozen=True, slots=True)
class LastFrameArgs:
    """A step whose last frame is wanted."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]
    step: str


def draw_last_frame(args: LastFrameArgs, tell: Tell) -> bytes:
    """The picture at the end of a step, as a PNG file.

    Raises
    ------
    SessenError
        What goes wrong in the scene up to there, or that the step does not come up.
    """
    from sessen.worker.quick_look import QuickLook

    picture = QuickLook(args.scene, args.variant, dict(args.values), args.step).look()
    if picture is None:
        raise SessenError(f"{args.step} did not come up", location=str(args.scene))
    return picture


@dataclass(frozen=True, slots=True)
class ParseParameterArgs:
    """Text typed for a parameter of a scene."""

    scene: SceneRef
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedParameter:
    """What typed text comes to: ``message`` says what is wrong, empty if nothing is, and ``column`` from where on."""

    message: str = ""
    column: int | None = None
    hint: str = ""


def parse_parameter(args: ParseParameterArgs, tell: Tell) -> ParsedParameter:
    """Read text as the parameter would: by the safe parser, never by executing it."""
    from sessen.worker.load import isolated_imports, load_scene

    with isolated_imports(args.scene.file):
        parameters = load_scene(args.scene).parameters()  # type: ignore[attr-defined]
        try:
            parameters[args.name].parse(args.text)
        except SessenError as error:
            cause = error.__cause__
            return ParsedParameter(
                getattr(cause, "message", error.message), getattr(cause, "position", None), error.hint
            )
    return ParsedParameter()
