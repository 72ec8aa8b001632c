"""Clips: one step, some, or a whole scene as files for somebody's slides."""

from sessen.products.clips.make import make_clip
from sessen.products.clips.presets import BudgetTooSmall
from sessen.products.clips.spec import ClipSpec, ClipStyle, Format

__all__ = ["BudgetTooSmall", "ClipSpec", "ClipStyle", "Format", "make_clip"]
