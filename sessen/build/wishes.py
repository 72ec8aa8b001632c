"""What shapes ask for, as requests: those that can be made together, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sessen.background import background_of
from sessen.catalogue.nearest import did_you_mean
from sessen.errors import SessenError
from sessen.plan import Request, Setting
from sessen.products.decks.budget import affordable
from sessen.products.decks.errors import NameUnknown
from sessen.products.decks.grounds import Ground
from sessen.products.decks.package import Package, media
from sessen.products.decks.shapes import Box, NamedShape
from sessen.stage.roles import PAPER, THEMES
from sessen.variant import QUALITIES, Language, Quality, Shape, ThemeName, Variant

_CHOICES: Final[Mapping[str, Any]] = {"theme": ThemeName, "shape": Shape, "lang": Language}
_WORDS: Final = ("on", "off")


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes whose clips are made in one variant, with the same parameters.

    Parameters
    ----------
    base
        The request that everything else comes from: store, workers, lecture.
    background
        ``#RRGGBB``, or None where the theme's own paper is the slide's ground.
    """

    base: Request
    variant: Variant
    background: str | None
    settings: tuple[Setting, ...]
    shapes: tuple[NamedShape, ...]
    remarks: tuple[str, ...] = field(default=())

    def request(self, out: Path) -> Request:
        """The request for the clips: one for each shape, a whole scene as one."""
        targets = tuple(dict.fromkeys(_target(shape.wish.target) for shape in self.shapes))
        settings = (*self.base.settings, *self.settings)
        return replace(self.base, targets=targets, variants=(self.variant,), settings=settings, out=out)


def groups_of(
    package: Package,
    shapes: Sequence[NamedShape],
    grounds: Mapping[str, Ground],
    request: Request,
    theme_given: bool,
    shape_given: bool,
) -> tuple[list[Group], list[SessenError]]:
    """The shapes in groups, and what is wrong with those that are in none."""
    base = request.variants[0]
    quality, remarks = _quality(package, shapes, base)
    base = replace(base, quality=quality)
    found: dict[tuple[Variant, str | None, tuple[Setting, ...]], list[NamedShape]] = {}
    errors: list[SessenError] = []
    for shape in shapes:
        try:
            variant, background = _variant(shape, grounds[shape.part], base, theme_given, shape_given)
        except SessenError as error:
            where = f"{package.file}, {shape.where}"
            errors.append(NameUnknown(error.what, where=where, cure=error.cure))
            continue
        _, scene, _ = address_of(shape.wish.target)
        settings = tuple(Setting(scene, name, value) for name, value in shape.wish.settings)
        found.setdefault((variant, background, settings), []).append(shape)
    groups = [Group(request, *key, tuple(members)) for key, members in found.items()]
    if groups and remarks:
        groups[0] = replace(groups[0], remarks=remarks)
    return groups, errors


def _variant(
    shape: NamedShape, ground: Ground, base: Variant, theme_given: bool, shape_given: bool
) -> tuple[Variant, str | None]:
    """How a shape's clip looks: as it says, else as the command says, else as its slide and place ask for."""
    options = dict(shape.wish.options)
    chosen = {name: _chosen(name, value) for name, value in options.items() if name in _CHOICES}
    background = background_of(options["background"]) if "background" in options else ground.colour
    theme = chosen.get("theme") or (base.theme if theme_given else _theme(ground))
    outline = chosen.get("shape") or (base.shape if shape_given else _outline(shape.box))
    words = options.get("words", "on" if base.words else "off")
    if words not in _WORDS:
        raise NameUnknown(f"words={words}: on or off", cure=did_you_mean(words, _WORDS))
    variant = replace(
        base, theme=theme, shape=outline, words=words == "on", language=chosen.get("lang") or base.language
    )
    return variant, None if background == THEMES[variant.theme][PAPER] else background


def _quality(package: Package, shapes: Sequence[NamedShape], base: Variant) -> tuple[Quality, tuple[str, ...]]:
    ours = {_asked(shape) for shape in shapes}
    there = sum(not name.startswith("ppt/media/sessen-") for name in media(package))
    quality = affordable(base.quality, base.shape, len(ours), there)
    if quality == base.quality:
        return quality, ()
    width, height = QUALITIES[quality.name].pixels(base.shape)
    films = f"{len(ours) + there} films"
    return quality, (
        f"{films} in one deck: PowerPoint plays them to the end at {width} × {height}, so they are made so",
    )


def _asked(shape: NamedShape) -> tuple[object, ...]:
    wish = shape.wish
    return wish.target, wish.options, wish.settings


def _theme(ground: Ground) -> ThemeName:
    return ThemeName.DARK if ground.is_dark else ThemeName.LIGHT


def _outline(box: Box) -> Shape:
    """The frame that comes nearest to a place, by the ratio of its sides."""
    if not box.width or not box.height:
        return Shape.WIDE

    def off(shape: Shape) -> float:
        across, up = shape.frame
        ratio = box.width / box.height / (across / up)
        return max(ratio, 1 / ratio)

    return min(Shape, key=off)


def _chosen(name: str, value: str) -> Any:
    try:
        return _CHOICES[name](value)
    except ValueError:
        known = [str(each) for each in _CHOICES[name]]
        raise NameUnknown(f"{name}={value}: no such {name}", cure=did_you_mean(value, known)) from None


def address_of(target: str) -> tuple[str, str, str]:
    """File, scene and step of what a shape names; file and step may be empty."""
    parts = target.split("::")
    file = parts.pop(0) if parts[0].endswith(".py") else ""
    scene, step = [*parts, "", ""][:2]
    return file, scene, step


def _target(target: str) -> str:
    """A whole scene is one clip in a deck that somebody has: all of its steps."""
    file, scene, step = address_of(target)
    whole = bool(scene) and not step and target.count("::") == bool(file)
    return f"{target}::.." if whole else target
