"""Colour is meaning: one role a colour, and a dark and a light theme that fill the roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sessen.background import contrast
from sessen.errors import SessenError
from sessen.shared import NotCopied
from sessen.suggestions import did_you_mean
from sessen.variant import ThemeName


class Role(StrEnum):
    """What a colour says. Scenes name roles, never hues."""

    PAPER = "PAPER"
    PANEL = "PANEL"
    GRID = "GRID"
    INK = "INK"
    MUTED = "MUTED"
    FUNCTION = "FUNCTION"
    FIXED = "FIXED"
    MOVING = "MOVING"
    RESULT = "RESULT"
    GIVEN_A = "GIVEN_A"
    GIVEN_B = "GIVEN_B"
    GRADIENT = "GRADIENT"


PAPER: Final = Role.PAPER
PANEL: Final = Role.PANEL
GRID: Final = Role.GRID
INK: Final = Role.INK
MUTED: Final = Role.MUTED
FUNCTION: Final = Role.FUNCTION
FIXED: Final = Role.FIXED
MOVING: Final = Role.MOVING
RESULT: Final = Role.RESULT
GIVEN_A: Final = Role.GIVEN_A
GIVEN_B: Final = Role.GIVEN_B
GRADIENT: Final = Role.GRADIENT

SURFACES: Final = (PAPER, PANEL, GRID)


@dataclass(frozen=True, slots=True)
class Theme(NotCopied):
    """One colour for each role, as ``#RRGGBB``: ``theme[FUNCTION]``."""

    name: ThemeName
    colors: Mapping[Role, str]

    def __getitem__(self, role: Role) -> str:
        try:
            return self.colors[role]
        except KeyError:
            raise SessenError(f"no role '{role}': colours are named by what they say", hint=_hint(role)) from None

    def on(self, paper: str | None) -> Theme:
        """The theme on paper of another colour, ``#RRGGBB``; itself where that is None."""
        return self if paper is None else Theme(self.name, MappingProxyType({**self.colors, PAPER: paper}))


def _hint(role: str) -> str:
    return did_you_mean(str(role), map(str, Role), f"there are {', '.join(Role)}", cutoff=0.6)


def _theme(name: ThemeName, **colors: str) -> Theme:
    return Theme(name, MappingProxyType({Role(role): color for role, color in colors.items()}))


# Contrast and distance under the common kinds of colour blindness are measured by tests/test_theme.py.
THEMES: Final[Mapping[ThemeName, Theme]] = MappingProxyType(
    {
        ThemeName.DARK: _theme(
            ThemeName.DARK,
            PAPER="#0F1218",
            PANEL="#171C26",
            GRID="#232A37",
            INK="#F3F1EA",
            MUTED="#8C93A3",
            FUNCTION="#479BFF",
            FIXED="#FBDB3A",
            MOVING="#FF7A45",
            RESULT="#42E49D",
            GIVEN_A="#FBDB3A",
            GIVEN_B="#FEA0E7",
            GRADIENT="#FA321E",
        ),
        ThemeName.LIGHT: _theme(
            ThemeName.LIGHT,
            PAPER="#FFFFFF",
            PANEL="#F7F8FA",
            GRID="#E6E8EE",
            INK="#1A1D24",
            MUTED="#6B7280",
            FUNCTION="#0561E1",
            FIXED="#5F7809",
            MOVING="#E11D00",
            RESULT="#046F56",
            GIVEN_A="#5F7809",
            GIVEN_B="#8E24AA",
            GRADIENT="#A0001E",
        ),
    }
)
_READABLE: Final = 4.5  # contrast of words on their background (WCAG 2, AA)


def theme_for(background: str) -> ThemeName:
    """The theme whose words are told best from ``#RRGGBB``."""
    return max(ThemeName, key=lambda name: contrast(THEMES[name][INK], background))


def is_readable(theme: ThemeName, background: str) -> bool:
    """Whether the words of a theme can be read on ``#RRGGBB``."""
    return contrast(THEMES[theme][INK], background) >= _READABLE
