"""The part of a key that is known before anything is rendered: sources, values, variant, versions, fonts.

A later step cannot change an earlier frame. So the bodies of later steps are left out of a step's key, unless code that
runs earlier could call them: by their name, or by a name that it computes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sessen.keys.closure import Closure, Source
from sessen.keys.digests import sha256
from sessen.keys.outline import COMPUTED, Unit
from sessen.variant import Variant

#: Changes when the same inputs would give another picture for a reason that no input shows.
FORM: Final = 1
_DOCSTRING_READERS: Final = frozenset({"__doc__", "getdoc"})
#: What draws with whatever fonts the machine has.
SYSTEM_FONT_USERS: Final = frozenset(
    "Text MarkupText Paragraph Code BulletedList Title Table MathTable Integer Variable".split()
)


@dataclass(frozen=True)
class StaticKey:
    """Every input by the name that people know it by, with its text or its hash."""

    parts: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """One hash of all of them."""
        return sha256(json.dumps([FORM, sorted(self.parts.items())]).encode())


@dataclass(frozen=True, slots=True)
class SceneShape:
    """What keys need to know of a scene: its name, its steps in order, its classes, and the other scenes of its file.

    Parameters
    ----------
    classes
        The names of the scene's class and its base classes.
    others
        The names of other scene classes in the same file.
    name
        The name that the scene has in its file; that of its class if left out.
    """

    steps: tuple[str, ...]
    classes: tuple[str, ...]
    others: tuple[str, ...] = ()
    name: str = ""


def static_keys(
    scene: SceneShape,
    closure: Closure,
    variant: Variant,
    values: Sequence[tuple[str, str]],
    surroundings: Mapping[str, str],
) -> dict[str, StaticKey]:
    """The static key of each step.

    Parameters
    ----------
    surroundings
        Versions, fonts and settings by name, the same for all steps.
    """
    language = str(variant.language)
    common = dict(surroundings) | _variant_parts(variant) | _engine_parts(closure, language)
    common |= {f"parameter {name}": text for name, text in values}
    common["scene"] = f"{closure.sources[0].label}::{scene.name or scene.classes[0]}"
    own = [source for source in closure.sources if not source.is_engine]
    return {step: StaticKey(common | _own_parts(own, scene, index, language)) for index, step in enumerate(scene.steps)}


def mentioned(closure: Closure) -> frozenset[str]:
    """Every name that the lecture's own sources mention."""
    units = (unit for source in closure.sources if not source.is_engine for unit in source.outline.units)
    return frozenset().union(*(unit.mentions for unit in units))


def _variant_parts(variant: Variant) -> dict[str, str]:
    quality = variant.quality
    width, height = variant.pixels
    return {
        "language": str(variant.language),
        "theme": str(variant.theme),
        "shape": str(variant.shape),
        "words": "on" if variant.words else "off",
        "background": variant.background or "paper",
        "quality": f"{width}x{height} at {quality.frame_rate} frames a second",
    }


def _engine_parts(closure: Closure, language: str) -> dict[str, str]:
    return {
        source.label: sha256("\n".join(unit.name + unit.digest(language) for unit in source.outline.units).encode())
        for source in closure.sources
        if source.is_engine
    }


def _own_parts(sources: Sequence[Source], scene: SceneShape, index: int, language: str) -> dict[str, str]:
    left_out = _left_out(sources, scene, index)
    gathered: dict[str, list[str]] = {"steps": [*scene.steps[: index + 1]]}
    for source in sources:
        for unit in source.outline.units:
            if id(unit) not in left_out:
                gathered.setdefault(_name(source, unit), []).append(unit.digest(language))
        if any(not _DOCSTRING_READERS.isdisjoint(unit.mentions) for unit in source.outline.units):
            for each in sources:
                gathered[f"{each.label}: docstrings"] = [each.outline.docstrings]
    return {name: " ".join(texts) for name, texts in gathered.items()}


def _name(source: Source, unit: Unit) -> str:
    if unit.section:
        return f"{source.label}: section {unit.section}"
    owner, _, method = unit.name.rpartition(".")
    if method == "construct" and unit.section == "":
        return f"{source.label}: beginning of {unit.name}"
    if owner:
        return f"{source.label}: body of {unit.name}" if method else f"{source.label}: {owner}"
    return f"{source.label}: {unit.name or 'module level'}"


def _left_out(sources: Sequence[Source], scene: SceneShape, index: int) -> set[int]:
    """The identities of the units that cannot change the step's picture."""
    if len(set(scene.steps)) < len(scene.steps):
        return set()
    later = frozenset(scene.steps[index + 1 :])
    units = [unit for source in sources for unit in source.outline.units]
    candidates = {id(unit): unit for unit in units if _is_later(unit, scene, later)}
    candidates |= {id(unit): unit for unit in sources[0].outline.units if _is_of_other_scene(unit, scene)}
    while True:
        mentions = frozenset().union(*(unit.mentions for unit in units if id(unit) not in candidates))
        if COMPUTED in mentions:
            return set()
        mentions |= _bases_of(mentions, units)
        called = [key for key, unit in candidates.items() if not _handles(unit, scene).isdisjoint(mentions)]
        if not called:
            return set(candidates)
        for key in called:
            del candidates[key]


def _is_later(unit: Unit, scene: SceneShape, later: frozenset[str]) -> bool:
    owner, _, method = unit.name.rpartition(".")
    if owner not in scene.classes:
        return False
    return unit.section in later if unit.section is not None else method in later


def _is_of_other_scene(unit: Unit, scene: SceneShape) -> bool:
    owner, _, method = unit.name.rpartition(".")
    is_implicit = (
        method.startswith("__") and method != "__init__"
    )  # Python itself calls it, for a subclass among others
    return owner in scene.others and owner not in scene.classes and not is_implicit


def _bases_of(names: frozenset[str], units: Sequence[Unit]) -> frozenset[str]:
    """Every name that the classes of these names are derived from, and those in turn."""
    bases = {unit.name: unit.bases for unit in units if unit.bases}
    found: set[str] = set()
    waiting = [name for name in names if name in bases]
    while waiting:
        new = bases[waiting.pop()] - found
        found |= new
        waiting.extend(name for name in new if name in bases)
    return frozenset(found)


def _handles(unit: Unit, scene: SceneShape) -> frozenset[str]:
    """The names by which other code would reach it; a section of ``construct`` is reached by nobody."""
    owner, _, method = unit.name.rpartition(".")
    if owner not in scene.classes:
        return frozenset({owner})
    return frozenset() if unit.section else frozenset({method})
