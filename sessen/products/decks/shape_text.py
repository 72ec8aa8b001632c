"""What a shape asks for by its name or alt text: ``sessen:ChainRule::nudge loop theme=light``."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Final

from sessen.products.decks.errors import NameUnknown
from sessen.suggestions import did_you_mean

MARK: Final = "sessen:"
FLAGS: Final = ("loop", "click", "last", "crop")
CHOICES: Final = ("theme", "shape", "lang", "words", "headline", "background", "speed")
EXAMPLE: Final = "a name looks like sessen:ChainRule::nudge loop theme=light f='sin(u)'"
_QUOTES: Final = str.maketrans("“”„‟’‘　\xa0", '""""\'\'  ')  # what Office makes of quotation marks and spaces
# However it is typed: with a capital letter, a space, the wide colon of Japanese keyboards, without the colon.
_START: Final = re.compile(r"sessen\s*[:：]\s*[:：]?\s*|sessen\s+(?=\S+::)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShapeRequest:
    """What a shape asks for.

    Parameters
    ----------
    target
        ``SCENE``, ``SCENE::STEP`` or ``SCENE::STEP..STEP``.
    flags
        ``loop``: it repeats itself; ``click``: it waits for a click; ``last``: its poster is its last picture;
        ``crop``: what nothing is drawn on is cut off.
    options
        Theme, shape, language, speed and the like, by name.
    settings
        Parameters of the scene, name and value as typed.
    """

    target: str
    flags: frozenset[str]
    options: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]


def name_for(target: str, number: int) -> str:
    """The name of a shape that asks for a step, in quotation marks where it needs them.

    Parameters
    ----------
    number
        Of the step, for one whose name is no more the same once it has been read.
    """
    text = MARK + (target if target.replace("::", "").isidentifier() else shlex.quote(target))
    try:
        if parse_request(request_in(text), "").target == target:
            return text
    except NameUnknown:
        pass
    return f"{MARK}{target.partition('::')[0]}::#{number}"


def request_in(text: str) -> str:
    """What a name or an alt text asks for, as it is typed; empty where it asks for nothing."""
    text = " ".join(text.split())
    return text if _START.match(text) else ""


def parse_request(text: str, location: str) -> ShapeRequest:
    """What a name asks for.

    Raises
    ------
    NameUnknown
        It is no name of a step or scene with options.
    """
    try:
        words = [word.strip(",;") for word in shlex.split(_START.sub("", text.translate(_QUOTES).strip(), count=1))]
    except ValueError as error:
        raise NameUnknown(f"'{text}' cannot be read: {error}", location=location, hint=EXAMPLE) from error
    if not words or not words[0]:
        raise NameUnknown(f"'{text}' does not name a scene", location=location, hint=EXAMPLE)
    flags, options, settings = set(), {}, {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not equals and name in FLAGS:
            flags.add(name)
        elif not equals and name:
            raise NameUnknown(
                f"unknown option '{name}'", location=location, hint=did_you_mean(name, [*FLAGS, *CHOICES])
            )
        elif name in CHOICES:
            options[name] = value
        elif name:
            settings[name] = value
    return ShapeRequest(words[0], frozenset(flags), tuple(sorted(options.items())), tuple(sorted(settings.items())))
