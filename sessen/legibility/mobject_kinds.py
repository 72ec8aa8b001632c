"""What sort of mobject it is, asked once a class: for Manim's abstract classes `isinstance` takes its time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from manim import PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject


def _is_subclass(one: Any, *others: Any) -> bool:
    return issubclass(one, others)


#: Whether a class is a subclass of one of others.
is_kind: Callable[..., bool] = cache(_is_subclass)


def is_vector(mobject: Any) -> bool:
    """Whether it has outlines."""
    return is_kind(type(mobject), VMobject)


def is_image(mobject: Any) -> bool:
    """Whether it is an image of pixels."""
    return is_kind(type(mobject), AbstractImageMobject)


def is_picture(mobject: Any) -> bool:
    """Whether it is an image, or a cloud of points."""
    return is_kind(type(mobject), AbstractImageMobject, PMobject)
