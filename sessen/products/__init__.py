"""Products: what people get, one file a kind. Each is written whole or not at all."""

from sessen.pipeline.manifest import Manifest, Record
from sessen.pipeline.product import OrderedStep
from sessen.products.video.make import OrderedChapter, OrderedNote, VideoOrder, make_video

__all__ = ["Manifest", "OrderedChapter", "OrderedNote", "OrderedStep", "Record", "VideoOrder", "make_video"]
