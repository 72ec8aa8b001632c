"""Keys: the hash of all that can change a step's picture, sound or words, each input by a name that people know."""

from sessen.keys.closure import Closure, Sources
from sessen.keys.digests import Digests
from sessen.keys.dynamic import Recipe, still_holds
from sessen.keys.reach import SceneShape
from sessen.keys.static import StaticKey, static_keys
from sessen.keys.surroundings import Surroundings

__all__ = [
    "Closure",
    "Digests",
    "Recipe",
    "SceneShape",
    "Sources",
    "StaticKey",
    "Surroundings",
    "static_keys",
    "still_holds",
]
