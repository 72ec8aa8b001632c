"""Keys: the hash of all that can change a step's picture, sound or words, each input by a name that people know."""

from sessen.keys.file_hashes import Digests
from sessen.keys.reach import SceneShape
from sessen.keys.source_graph import Closure, Sources
from sessen.keys.static import StaticKey, static_keys
from sessen.keys.toolchain import Surroundings
from sessen.keys.trace import Recipe, still_holds

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
