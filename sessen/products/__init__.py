"""Products: what people get, one file a kind. Each is written whole or not at all."""

from sessen.products.manifest import Manifest, Record
from sessen.products.video import VideoOrder, make_video

__all__ = ["Manifest", "Record", "VideoOrder", "make_video"]
