"""Which pieces of a project can change a step's picture: all but those that provably nobody reaches before its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sessen.keys.mentions import (
    BOUND,
    COMPUTED,
    COMPUTED_OWN,
    ESCAPES,
    GIVEN,
    LANGUAGES,
    OTHER_TEXT,
    SET,
    SOURCE,
    WATCHED,
    plain,
)
from sessen.keys.outline import Unit
from sessen.keys.source_graph import Source, SourceClosure

#: Packages that take what they are given for data, and call no method of a scene but Manim's own.
_KNOWN_PACKAGES: Final = frozenset(
    "manim numpy scipy sympy mpmath PIL typst av cairo pathops pandas matplotlib networkx requests colour yaml"
    " shapely skimage cv2 sklearn manim_voiceover manim_slides".split()
)


@dataclass(frozen=True, slots=True)
class SceneOutline:
    """What keys need to know of a scene: its name, its steps in order, its classes, and the other scenes of its file.

    Parameters
    ----------
    classes
        The names of the scene's class and its base classes.
    others
        The names of other scene classes in the same file, of which nobody can get hold but by their names.
    name
        The name that the scene has in its file; that of its class if left out.
    hooks
        Steps that have the name of something that Manim or another package calls by itself.
    foreign
        Whether it is derived from a class, or made by one, of a package that may do anything with it.
    """

    steps: tuple[str, ...]
    classes: tuple[str, ...]
    siblings: tuple[str, ...] = ()
    name: str = ""
    hooks: tuple[str, ...] = ()
    is_foreign: bool = False


def own_sources(closure: SourceClosure) -> list[Source]:
    """The sources of a lecture itself."""
    return [source for source in closure.sources if not source.is_engine]


def mentioned(closure: SourceClosure) -> frozenset[str]:
    """Every name that the lecture's own sources mention, with the signs."""
    return plain(_mentions([unit for source in own_sources(closure) for unit in source.outline.units]))


def _mentions(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset().union(*(unit.mentions for unit in units))


def reads_other_languages(closure: SourceClosure, scene: SceneOutline) -> bool:
    """Whether a sentence may be shown in another language than that of the film, so that all of them are inputs."""
    mentions = mentioned(closure)
    units = [unit for source in own_sources(closure) for unit in source.outline.units]
    defined = any(unit.name.rpartition(".")[2] == "text" for unit in units)
    own = _mentions([unit for unit in units if unit.name.partition(".")[0] in scene.classes])
    return scene.is_foreign or defined or not {LANGUAGES, COMPUTED}.isdisjoint(mentions) or OTHER_TEXT in own


class Reachability:
    """Tells of a scene what each of its steps depends on.

    Parameters
    ----------
    closure
        The sources of the scene.
    """

    def __init__(self, closure: SourceClosure, scene: SceneOutline) -> None:
        sources = own_sources(closure)
        self._scene = scene
        self._units = [unit for source in sources for unit in source.outline.units]
        self._in_file = sources[0].outline.units
        imported = {name.partition(".")[0] for source in sources for _, name, _ in source.outline.imports}
        self._unknown = not _KNOWN_PACKAGES.issuperset(imported.intersection(closure.packages))
        self._bases = {unit.name: unit.bases for unit in self._units if unit.bases}
        self._watched = frozenset(_watched(self._units))
        self._may_be_anybodys = self._gives_its_methods_away()

    def left_out(self, index: int) -> frozenset[int]:
        """The identities of the units that cannot change the picture of the step at an index."""
        if len(set(self._scene.steps)) < len(self._scene.steps):
            return frozenset()
        later = frozenset(self._scene.steps[index + 1 :]) - {*self._scene.hooks}
        candidates = {id(unit): unit for unit in self._units if self._is_later(unit, later)}
        candidates |= {id(unit): unit for unit in self._in_file if self._is_of_other_scene(unit)}
        while called := self._called(candidates):
            for key in called:
                del candidates[key]
        return frozenset(candidates)

    def _called(self, candidates: dict[int, Unit]) -> list[int]:
        """Those of some units that the others reach."""
        mentions = self._reached([unit for unit in self._units if id(unit) not in candidates])
        if SOURCE in mentions:
            return [*candidates]
        free = COMPUTED in mentions or self._is_in_other_hands() or (self._unknown and self._is_handed_out(mentions))
        mentions |= self._bases_of(mentions)
        return [
            key
            for key, unit in candidates.items()
            if (free and not unit.section) or not self._handles(unit).isdisjoint(mentions)
        ]

    def _reached(self, units: Sequence[Unit]) -> frozenset[str]:
        """What some units mention, members of the scene itself as members of anything."""
        found = set(_mentions(units))
        for unit in units:
            if self._may_be_anybodys or unit.name.partition(".")[0] in self._scene.classes:
                found |= {f".{each[1:]}" for each in unit.mentions if each[0] == "@"}
                found |= {COMPUTED} if COMPUTED_OWN in unit.mentions else set()
        return frozenset(found)

    def _gives_its_methods_away(self) -> bool:
        """Whether a method of another class may be called with the scene as the object that it belongs to."""
        mentions = _mentions(self._units)
        classes = {unit.name.partition(".")[0] for unit in self._units if "." in unit.name} - {*self._scene.classes}
        given = {f"{GIVEN}{name}" for name in classes} | {f"{SET}{name}" for name in (*self._scene.classes, "cls")}
        return BOUND in mentions or not mentions.isdisjoint(given)

    def _is_in_other_hands(self) -> bool:
        """Whether code was given the scene's class while that was made."""
        return self._scene.is_foreign or not self._watched.isdisjoint(self._scene.classes)

    def _is_handed_out(self, mentions: frozenset[str]) -> bool:
        """Whether code that nobody knows may have been given the scene."""
        return ESCAPES in mentions or not mentions.isdisjoint(self._scene.classes[:1])

    def _is_later(self, unit: Unit, later: frozenset[str]) -> bool:
        owner, _, method = unit.name.rpartition(".")
        if owner not in self._scene.classes or unit.held:
            return False
        return unit.section in later if unit.section is not None else method in later

    def _is_of_other_scene(self, unit: Unit) -> bool:
        owner, _, method = unit.name.rpartition(".")
        is_implicit = method.startswith("__") and method != "__init__"  # Python calls it by itself
        is_free = owner in self._scene.siblings and owner not in self._scene.classes and owner not in self._watched
        return is_free and not is_implicit and not unit.held and self._watched.isdisjoint(self._bases_of({owner}))

    def _bases_of(self, names: frozenset[str] | set[str]) -> frozenset[str]:
        """Every name that the classes of these names are derived from, and those in turn."""
        found: set[str] = set()
        waiting = [name for name in names if name in self._bases]
        while waiting:
            new = self._bases[waiting.pop()] - found
            found |= new
            waiting.extend(name for name in new if name in self._bases)
        return frozenset(found)

    def _handles(self, unit: Unit) -> frozenset[str]:
        """The names by which other code would reach it; a section of ``construct`` is reached by nobody."""
        owner, _, method = unit.name.rpartition(".")
        if owner not in self._scene.classes:
            return frozenset({owner})
        return frozenset() if unit.section else frozenset({f".{method}"})


def _watched(units: Sequence[Unit]) -> set[str]:
    """The classes that code is told of when they, or classes derived from them, are made."""
    return {unit.name.partition(".")[0] for unit in units if WATCHED in unit.mentions and unit.name}
