"""The rules, one a module. A new one is a class in a module here and a row below."""

from __future__ import annotations

from typing import Final

from sessen.legibility.rule import Rule
from sessen.legibility.rules.alike import Alike
from sessen.legibility.rules.contrast import Contrast
from sessen.legibility.rules.crossed import Crossed
from sessen.legibility.rules.flash import Flash
from sessen.legibility.rules.ghost import Ghost
from sessen.legibility.rules.hollow import Hollow
from sessen.legibility.rules.idle import Idle
from sessen.legibility.rules.jump import Jump
from sessen.legibility.rules.lopsided import Lopsided
from sessen.legibility.rules.outside import Outside
from sessen.legibility.rules.overlap import Overlap
from sessen.legibility.rules.reading import Reading
from sessen.legibility.rules.small import Small

RULES: Final[tuple[type[Rule], ...]] = (
    Outside,
    Overlap,
    Crossed,
    Small,
    Contrast,
    Alike,
    Reading,
    Idle,
    Jump,
    Ghost,
    Flash,
    Hollow,
    Lopsided,
)
