"""What the preview's processes do. The functions run there; orders and answers are plain values."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sessen.errors import SessenError
from sessen.job import SceneAddress
from sessen.variant import Variant

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class GlanceOrder:
    """The end of a step to look at."""

    scene: SceneAddress
    variant: Variant
    values: tuple[tuple[str, str], ...]
    step: str


@dataclass(frozen=True, slots=True)
class WalkOrder:
    """A scene to walk through."""

    scene: SceneAddress
    variant: Variant
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextOrder:
    """Text typed for a parameter of a scene."""

    scene: SceneAddress
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed text comes to: ``what`` is wrong with it, empty if nothing is, and from which column on."""

    what: str = ""
    column: int | None = None
    cure: str = ""


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
    from PIL import Image

    from sessen.worker.glance import Glance

    pixels = Glance(order.scene, order.variant, dict(order.values), order.step).look()
    if pixels is None:
        raise SessenError(f"{order.step} did not come up", where=str(order.scene))
    buffer = io.BytesIO()
    Image.fromarray(pixels[:, :, :3]).save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


def read_text(order: TextOrder, tell: Tell) -> Reading:
    """Read text as the parameter would: by the safe parser, never by executing it."""
    from sessen.worker.load import fresh_project, load_scene

    with fresh_project(order.scene.file):
        parameters = load_scene(order.scene).parameters()  # type: ignore[attr-defined]
        try:
            parameters[order.name].parse(order.text)
        except SessenError as error:
            cause = error.__cause__
            return Reading(getattr(cause, "what", error.what), getattr(cause, "position", None), error.cure)
    return Reading()


def weigh(order: WalkOrder, tell: Tell) -> tuple[Verdict, ...]:
    """The worst that each claim comes to on any frame of a scene."""
    from sessen.worker import StepRecord, walk

    worst: dict[str, Verdict] = {}

    def note(record: StepRecord) -> None:
        tell(record.step)
        for each in record.claims:
            worst[each.claim] = Verdict(each.claim, each.error, each.within, each.step, each.seconds, each.holds)

    walk(order.scene, order.variant, dict(order.values), note, strict_claims=False)
    return tuple(worst.values())
