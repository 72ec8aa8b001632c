"""What the preview's processes do. The functions run there; orders and answers are plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.variant import Variant

if TYPE_CHECKING:
    from sessen.worker import StepRecord

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class GlanceOrder:
    """The end of a step to look at."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]
    step: str


@dataclass(frozen=True, slots=True)
class WalkOrder:
    """A scene to walk through."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextOrder:
    """Text typed for a parameter of a scene."""

    scene: SceneRef
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed text comes to: ``what`` is wrong with it, empty if nothing is, and from which column on."""

    message: str = ""
    column: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst that a claim has come to."""

    claim: str
    error: float
    allowed: float
    step: str
    seconds: float
    holds: bool


def glance(order: GlanceOrder, tell: Tell) -> bytes:
    """The picture at the end of a step, as a PNG file.

    Raises
    ------
    SessenError
        What goes wrong in the scene up to there, or that the step does not come up.
    """
    from sessen.worker.quick_look import QuickLook

    picture = QuickLook(order.scene, order.variant, dict(order.values), order.step).look()
    if picture is None:
        raise SessenError(f"{order.step} did not come up", location=str(order.scene))
    return picture


def read_text(order: TextOrder, tell: Tell) -> Reading:
    """Read text as the parameter would: by the safe parser, never by executing it."""
    from sessen.worker.load import isolated_imports, load_scene

    with isolated_imports(order.scene.file):
        parameters = load_scene(order.scene).parameters()  # type: ignore[attr-defined]
        try:
            parameters[order.name].parse(order.text)
        except SessenError as error:
            cause = error.__cause__
            return Reading(getattr(cause, "what", error.message), getattr(cause, "position", None), error.hint)
    return Reading()


def weigh(order: WalkOrder, tell: Tell) -> tuple[Verdict, ...]:
    """The worst that each claim comes to on any frame of a scene."""
    from sessen.worker import walk

    worst: tuple[Verdict, ...] = ()

    def note(record: StepRecord) -> None:
        nonlocal worst
        tell(record.step)
        worst = verdicts(record)

    walk(order.scene, order.variant, dict(order.values), note, strict_claims=False)
    return worst


def verdicts(record: StepRecord) -> tuple[Verdict, ...]:
    """The worst of each claim from the start of the scene to the end of a step."""
    # Scenes compute with NumPy, whose numbers and truths are none that a page could be told.
    return tuple(
        Verdict(each.claim, float(each.error), float(each.tolerance), each.step, float(each.seconds), bool(each.holds))
        for each in record.claims
    )
