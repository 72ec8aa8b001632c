"""Steps: the named, ordered parts of a lesson, each one sentence on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sessen.errors import SessenError
from sessen.words import Words

Method = TypeVar("Method", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Step:
    """A method of a lesson that shows one thing and says one sentence.

    Attributes
    ----------
    name
        The method's name: also the section's, the clip's, the chapter's and the caption's key.
    words
        The sentence in each language.
    summary
        What the viewer sees: the first line of the method's docstring.
    """

    name: str
    words: Words
    summary: str


def step(**sentences: str) -> Callable[[Method], Method]:
    """Make a method a step: ``@step(en="Two points fix a line.", ja="2点で直線が決まります。")``."""

    def mark(method: Method) -> Method:
        method.__dict__["step_words"] = Words(owner=method.__qualname__.replace(".", "::"), **sentences)
        return method

    return mark


def steps_of(owner: type[Any]) -> tuple[Step, ...]:
    """The steps of a class in the order they are written, those of its base classes first.

    A step that a subclass writes again keeps the place it had.
    """
    order = {name: None for base in reversed(owner.__mro__) for name, member in vars(base).items() if _words_of(member)}
    return tuple(step_of(owner, name) for name in order)


def _words_of(member: object) -> Words | None:
    return getattr(member, "__dict__", {}).get("step_words") if callable(member) else None


def step_of(owner: type[Any], name: str) -> Step:
    """The step of that name as it is now.

    Raises
    ------
    SessenError
        It is one of a base class only.
    """
    method = getattr(owner, name)
    words = _words_of(method)
    if words is None:
        raise SessenError(
            f"{name} is a step of a base class, but not of {owner.__name__}",
            location=f"{owner.__name__}::{name}",
            hint='mark it with @step(en="...", ja="...") again',
        )
    summary = (method.__doc__ or "").strip().split("\n")[0]
    return Step(name, words.with_owner(f"{owner.__name__}::{name}"), summary)
