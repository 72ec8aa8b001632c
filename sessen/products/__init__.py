"""Products: what people get, one file a kind. Each is written whole or not at all."""

from sessen.pipeline.manifest import Manifest, Record
from sessen.pipeline.product import StepInput
from sessen.products.video.make import ChapterMark, NoteRow, VideoSpec, make_video

__all__ = ["ChapterMark", "Manifest", "NoteRow", "Record", "StepInput", "VideoSpec", "make_video"]
