"""What has been chosen, and why some of it is refused before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sessen.catalogue import SceneDescription, did_you_mean
from sessen.catalogue.describe import CheckArgs
from sessen.errors import SessenError
from sessen.job import SECTION
from sessen.pipeline.request import ParameterOverride


class UsageError(SessenError):
    """The request makes no sense: what was typed names nothing, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A scene to make.

    Parameters
    ----------
    title
        In each language; empty where nobody has given one.
    values
        Parameters as typed, sorted by name.
    steps
        The steps that were asked for by name; None for the whole scene.
    card
        Which card of the film it is; empty for a scene of the lecture.
    runs
        The pieces that were asked for by name, each of one step or of some that follow each other.
    places
        Where a lecture file says what the scene, its title and its parameters are; see `LectureScene`.
    """

    scene: SceneDescription
    title: Mapping[str, str]
    values: tuple[tuple[str, str], ...]
    steps: tuple[str, ...] | None = None
    card_kind: str = ""
    ranges: tuple[tuple[str, ...], ...] = ()
    locations: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def error(self) -> SessenError | None:
        """Why not all of its steps are known, where the whole scene is meant."""
        return self.scene.dry_run.error if self.scene.dry_run and self.steps is None else None


def check_overrides(setting: ParameterOverride, scenes: Sequence[Selection], *, failed: bool) -> None:
    """Refuse a value that is set for no scene that has been chosen."""
    names = [name for chosen in scenes for name in (chosen.scene.name, chosen.scene.address.name)]
    if setting.scene and setting.scene not in names and not failed:
        typed = f"--set {setting.scene}.{setting.name}"
        raise UsageError(f"{typed}: no scene '{setting.scene}'", hint=did_you_mean(setting.scene, names))
    known = [parameter.name for chosen in scenes for parameter in chosen.scene.parameters]
    if not setting.scene and setting.name not in known and not failed:
        who = f"{scenes[0].scene.address.name} has no" if len(scenes) == 1 else "none of the scenes has a"
        raise UsageError(f"{who} parameter '{setting.name}'", hint=did_you_mean(setting.name, known))


def check_parameter_names(chosen: Selection) -> None:
    """Refuse values for parameters that the scene does not have."""
    known = [parameter.name for parameter in chosen.scene.parameters]
    known += [SECTION] if chosen.scene.is_lesson and SECTION in chosen.locations else []
    for name, _ in chosen.values:
        if name not in known:
            what = f"{chosen.scene.name} has no parameter '{name}'"
            raise UsageError(what, location=chosen.locations.get(name, ""), hint=did_you_mean(name, known))


def value_error(order: CheckArgs, error: SessenError, scenes: Sequence[Selection]) -> UsageError:
    """A value that its parameter cannot read, with its place in the lecture file if it stands there."""
    asked = (order.scene, order.values)
    chosen = next(each for each in scenes if (each.scene.address, each.values) == asked)
    place = chosen.locations.get(error.message.partition(" = ")[0], "")
    return UsageError(error.message, location=", ".join(filter(None, (place, error.location))), hint=error.hint)
