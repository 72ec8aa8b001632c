"""Keys: the hash of all that can change a step's picture, sound or words, each input by a name that people know."""

from sessen.keys.file_hashes import FileHashes
from sessen.keys.reach import SceneOutline
from sessen.keys.source_graph import SourceClosure, SourceGraph
from sessen.keys.static import StaticKey, static_keys
from sessen.keys.toolchain import Toolchain
from sessen.keys.trace import DependencyTrace, is_up_to_date

__all__ = [
    "DependencyTrace",
    "FileHashes",
    "SceneOutline",
    "SourceClosure",
    "SourceGraph",
    "StaticKey",
    "Toolchain",
    "is_up_to_date",
    "static_keys",
]
