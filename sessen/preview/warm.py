"""Imported once in the process that all others are forked from: what each of them would otherwise wait for."""

import sessen.build.draw
import sessen.catalogue.describe
import sessen.lesson
import sessen.preview.work
import sessen.worker.glance
import sessen.worker.run  # noqa: F401
from sessen.stage.typesetting import set_svg

set_svg("$x$")  # fonts are read, and the boxes known that stand for missing glyphs: 0.15 s that each would need
