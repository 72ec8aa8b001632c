"""What shapes ask for, as requests: those that can be made together, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sessen.background import TRANSPARENT, parse_background
from sessen.errors import SessenError
from sessen.pipeline import ParameterOverride, Request
from sessen.products.clips import ClipStyle
from sessen.products.clips.spec import parse_speed
from sessen.products.decks.deck_file import OpenedDeck
from sessen.products.decks.errors import NameUnknown
from sessen.products.decks.powerpoint_limits import playable_quality, quality_notice
from sessen.products.decks.pptx.backgrounds import SlideBackground
from sessen.products.decks.pptx.places import ShapeBox
from sessen.products.decks.pptx.shapes import NamedShape
from sessen.suggestions import did_you_mean
from sessen.targets import SEPARATOR, parts_of
from sessen.theme import PAPER, THEMES
from sessen.variant import Language, Shape, ThemeName, Variant

_CHOICES: Final[Mapping[str, Any]] = {"theme": ThemeName, "shape": Shape, "lang": Language}
_SWITCH: Final = ("on", "off")


@dataclass(frozen=True, slots=True)
class DeckDefaults:
    """What holds for all shapes that do not say otherwise.

    Parameters
    ----------
    theme, shape
        Whether the request's own theme and shape were asked for, or are to follow from slide and place.
    look
        What is done with the pictures.
    """

    theme: bool = False
    shape: bool = False
    style: ClipStyle = field(default_factory=ClipStyle)


@dataclass(frozen=True, slots=True)
class ClipBatch:
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
    style: ClipStyle
    settings: tuple[ParameterOverride, ...]
    shapes: tuple[NamedShape, ...]

    def request(self, out: Path) -> Request:
        """The request for the clips: one for each shape, a whole scene as one."""
        targets = tuple(dict.fromkeys(_target(shape.request.target) for shape in self.shapes))
        settings = (*self.base.overrides, *self.settings)
        return replace(self.base, targets=targets, variants=(self.variant,), overrides=settings, out=out)


def limit_quality(deck: OpenedDeck, shapes: Sequence[NamedShape], request: Request) -> tuple[Request, list[str]]:
    """The request in a quality in which PowerPoint plays all films of a deck, and what there is to say of that."""
    [base] = request.variants
    ours = {(shape.request.target, shape.request.options, shape.request.settings) for shape in shapes}
    quality = playable_quality(base.quality, base.shape, len(ours), deck.videos)
    said = quality_notice(base.quality, quality, base.shape, len(ours) + deck.videos)
    return replace(request, variants=(replace(base, quality=quality),)), [said] if said else []


def batches(
    shapes: Sequence[NamedShape],
    grounds: Mapping[NamedShape, SlideBackground],
    request: Request,
    deck: Path,
    given: DeckDefaults,
) -> tuple[list[ClipBatch], list[SessenError]]:
    """The shapes in groups, and what is wrong with those that are in none."""
    [base] = request.variants
    found: dict[tuple[Variant, str | None, ClipStyle, tuple[ParameterOverride, ...]], list[NamedShape]] = {}
    errors: list[SessenError] = []
    for shape in shapes:
        try:
            variant, background = _variant(shape, grounds[shape], base, given)
            look = _look(shape, given.style)
        except SessenError as error:
            errors.append(NameUnknown(error.message, location=f"{deck}, {shape.location}", hint=error.hint))
            continue
        _, scene, _ = address_of(shape.request.target)
        settings = tuple(ParameterOverride(scene, name, value) for name, value in shape.request.settings)
        found.setdefault((variant, background, look, settings), []).append(shape)
    return [ClipBatch(request, *key, tuple(members)) for key, members in found.items()], errors


def _variant(
    shape: NamedShape, ground: SlideBackground, base: Variant, given: DeckDefaults
) -> tuple[Variant, str | None]:
    """How a shape's clip looks: as it says, else as the command says, else as its slide and place ask for."""
    options = dict(shape.request.options)
    chosen = {name: _chosen(name, value) for name, value in options.items() if name in _CHOICES}
    background = _background(options["background"]) if "background" in options else ground.color
    theme = chosen.get("theme") or (base.theme if given.theme else _theme(ground))
    outline = chosen.get("shape") or (base.shape if given.shape else _outline(shape.seen))
    language = chosen.get("lang") or base.language
    words, headline = (_switched(options, name, getattr(base, name)) for name in ("words", "headline"))
    variant = replace(base, theme=theme, shape=outline, words=words, headline=headline, language=language)
    return variant, None if background == THEMES[variant.theme][PAPER] else background


def _switched(options: Mapping[str, str], name: str, usual: bool) -> bool:
    """Whether something is on: as the shape says, else as the command says."""
    value = options.get(name, _SWITCH[not usual])
    if value not in _SWITCH:
        raise NameUnknown(f"{name}={value}: on or off", hint=did_you_mean(value, _SWITCH))
    return value == "on"


def _background(typed: str) -> str | None:
    """The colour that a clip is to stand on; none is transparent where films have no alpha channel."""
    background = parse_background(typed)
    if background is not None and (background == TRANSPARENT or len(background) > len("#RRGGBB")):
        raise NameUnknown(
            f"background={typed}: presentations cannot play transparent videos",
            hint="remove it: the clip then gets the colour of what is under it",
        )
    return background


def _look(shape: NamedShape, given: ClipStyle) -> ClipStyle:
    """What is done with a clip's pictures: as the shape says, else as the command says."""
    speed = dict(shape.request.options).get("speed")
    return replace(
        given,
        crop=given.crop or "crop" in shape.request.flags,
        speed=given.speed if speed is None else parse_speed(speed),
    )


def _theme(ground: SlideBackground) -> ThemeName:
    return ThemeName.DARK if ground.is_dark else ThemeName.LIGHT


def _outline(box: ShapeBox) -> Shape:
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
        raise NameUnknown(f"{name}={value}: invalid value", hint=did_you_mean(value, known)) from None


def address_of(target: str) -> tuple[str, str, str]:
    """File, scene and step of what a shape names; file and step may be empty."""
    parts = parts_of(target)
    return parts.file, parts.scene, parts.step


def _target(target: str) -> str:
    """A whole scene is one clip in a deck that somebody has: all of its steps."""
    file, scene, step = address_of(target)
    whole = bool(scene) and not step and target.count(SEPARATOR) == bool(file)
    return f"{target}::.." if whole else target
