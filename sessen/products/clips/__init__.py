"""Clips: one step, some, or a whole scene as files for somebody's slides."""

from sessen.products.clips.make import make_clip
from sessen.products.clips.presets import BudgetTooSmall
from sessen.products.clips.spec import ClipOrder, Format, Look, file_of

__all__ = ["BudgetTooSmall", "ClipOrder", "Format", "Look", "file_of", "make_clip"]
