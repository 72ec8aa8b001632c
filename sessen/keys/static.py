"""The part of a key that is known before anything is rendered: sources, values, variant, versions, fonts.

A later step cannot change an earlier frame. So the bodies of later steps are left out of a step's key, unless code that
runs earlier could call them: by their name, or by a name that it computes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sessen.keys.file_hashes import sha256
from sessen.keys.mentions import COMPUTED, SOURCE
from sessen.keys.outline import Unit
from sessen.keys.reach import Reachability, SceneOutline, mentioned, own_sources, reads_other_languages
from sessen.keys.source_graph import Source, SourceClosure
from sessen.marks import NO_MARKS, Marks
from sessen.variant import Variant

#: Changes when the same inputs would give another picture for a reason that no input shows.
FORM: Final = 2
_DOCSTRING_READERS: Final = frozenset({"__doc__", "getdoc", "help"})
#: What draws with whatever fonts the machine has.
SYSTEM_FONT_USERS: Final = frozenset(
    "Text MarkupText Paragraph Code BulletedList Title Table MathTable Integer Variable".split()
)


@dataclass(frozen=True)
class StaticKey:
    """Every input by the name that people know it by, with its text or its hash; and one hash of all of them."""

    parts: Mapping[str, str]
    digest: str


def static_keys(
    scene: SceneOutline,
    closure: SourceClosure,
    variant: Variant,
    values: Sequence[tuple[str, str]],
    toolchain: Mapping[str, str],
    marks: Marks = NO_MARKS,
) -> dict[str, StaticKey]:
    """The static key of each step.

    Parameters
    ----------
    surroundings
        Versions, fonts and settings by name, the same for all steps.
    marks
        When narration has been spoken that pictures wait for: an input of its step and of all after it.
    """
    language = str(variant.language)
    common = dict(toolchain) | _variant_parts(variant) | _engine_parts(closure, language)
    common |= {f"parameter {name}": text for name, text in values}
    common["scene"] = f"{closure.sources[0].label}::{scene.name or scene.classes[0]}"
    own = _own_parts(closure, scene, language)
    timed = (_mark_parts(scene.steps[: number + 1], marks) for number in range(len(scene.steps)))
    return {step: _key(common | parts | spoken) for step, parts, spoken in zip(scene.steps, own, timed, strict=True)}


def _mark_parts(steps: Sequence[str], marks: Marks) -> dict[str, str]:
    return {f"mark {mark} of {step}": f"frame {frame}" for step, own in marks if step in steps for mark, frame in own}


def _key(parts: Mapping[str, str]) -> StaticKey:
    return StaticKey(parts, sha256(json.dumps([FORM, sorted(parts.items())]).encode()))


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
        # Only where it is off, so that what was finished before there was a choice is still found.
        **({} if variant.headline else {"headline": "off"}),
    }


def _engine_parts(closure: SourceClosure, language: str) -> dict[str, str]:
    return {source.label: source.outline.units[0].digest(language) for source in closure.sources if source.is_engine}


def _own_parts(closure: SourceClosure, scene: SceneOutline, language: str) -> Iterator[dict[str, str]]:
    """The parts of each step that are the lecture's own sources."""
    reach, sources = Reachability(closure, scene), own_sources(closure)
    mentions = mentioned(closure)
    spoken = "" if reads_other_languages(closure, scene) else language
    common = dict(_texts(sources, mentions))
    for index in range(len(scene.steps)):
        left_out = reach.left_out(index)
        gathered: dict[str, list[str]] = {"steps": [*scene.steps[: index + 1]]}
        for source in sources:
            for unit in source.outline.units:
                if id(unit) not in left_out:
                    gathered.setdefault(_name(source, unit), []).append(unit.digest(spoken))
        yield common | {name: " ".join(texts) for name, texts in gathered.items()}


def _texts(sources: Sequence[Source], mentions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is read of the sources besides what they do."""
    for source in sources:
        if SOURCE in mentions:
            yield f"{source.label}: every letter", source.digest
        elif COMPUTED in mentions or not _DOCSTRING_READERS.isdisjoint(mentions):
            yield f"{source.label}: docstrings", source.outline.docstrings


def _name(source: Source, unit: Unit) -> str:
    if unit.section:
        return f"{source.label}: section {unit.section}"
    owner, _, method = unit.name.rpartition(".")
    if method == "construct" and unit.section == "":
        return f"{source.label}: beginning of {unit.name}"
    if owner:
        return f"{source.label}: body of {unit.name}" if method else f"{source.label}: {owner}"
    return f"{source.label}: {unit.name or 'module level'}"
