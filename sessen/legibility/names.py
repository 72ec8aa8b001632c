"""What mobjects are called in the code of a scene, and which lines of it are running."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any, Final

from manim import Mobject

from sessen.legibility.thing import Kind, Thing

_LONGEST: Final = 40
#: What Manim keeps in a scene.
_MANIMS: Final = ("camera", "mobjects", "moving_mobjects", "static_mobjects", "foreground_mobjects", "animations")
#: Modules whose objects are no parts of a scene.
_OTHERS: Final = ("manim", "builtins", "numpy", "sympy", "sessen.layout", "sessen.theme")
_DEEP: Final = 60  # frames of the stack


class NameBook:
    """Names of mobjects, gathered from the variables of a scene as it runs.

    Parameters
    ----------
    files
        Whose code counts as the scene's.
    """

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self._names: dict[int, tuple[Any, str]] = {}
        self.lines: tuple[int, ...] = ()

    def note(self, scene: Any) -> None:
        """Read the variables that there are now, and the lines that are running."""
        parts: list[tuple[str, Any]] = []
        for name, value in list(vars(scene).items()):
            if not name.startswith("_") and name not in _MANIMS:
                self._enter(value, f"self.{name}")
                parts.append((f"self.{name}", value))
        for name, value in parts:
            self._note_members(name, value)
        self.lines = tuple(self._note_frame(frame) for frame in self._own_frames())

    def _note_members(self, name: str, whole: Any) -> None:
        """Read the attributes of a figure, or of another object that a scene is made of."""
        if type(whole).__module__.startswith(_OTHERS) or not hasattr(whole, "__dict__"):
            return
        for member, value in list(vars(whole).items()):
            if not member.startswith("_") and member != "submobjects":
                self._enter(value, f"{name}.{member}")

    def _own_frames(self) -> list[FrameType]:
        frame: FrameType | None = sys._getframe(2)
        own = []
        for _ in range(_DEEP):
            if frame is None:
                break
            if frame.f_code.co_filename == self._file:
                own.append(frame)
            frame = frame.f_back
        return own

    def _note_frame(self, frame: FrameType) -> int:
        for name, value in frame.f_locals.items():
            if name not in ("self", "mob", "m", "_"):
                self._enter(value, name)
        return frame.f_lineno

    def _enter(self, value: Any, name: str) -> None:
        if isinstance(value, Mobject):
            self._names.setdefault(id(value), (value, name))
        elif isinstance(value, list | tuple) and len(value) < 100:
            for place, each in enumerate(value):
                if isinstance(each, Mobject):
                    self._names.setdefault(id(each), (each, f"{name}[{place}]"))

    def variable(self, thing: Thing) -> str:
        """The variable that has a thing, or that has what it is part of; empty where none is known."""
        for mobject in (thing.root, *reversed(thing.path)):
            known = self._names.get(id(mobject))
            if known is not None and known[0] is mobject:
                return known[1]
        return ""

    def told(self, thing: Thing) -> str:
        """A thing as people are told of it: variable or class, and the text."""
        kind = type(thing.root).__name__
        variable = self.variable(thing)
        known = self._names.get(id(thing.root))
        name = variable if known is not None else (f"{kind} in {variable}" if variable else kind)
        if thing.kind is Kind.CROWD and not thing.is_text:
            name = f"parts of {variable or kind}"
        if thing.is_text and thing.text:
            text = thing.text if len(thing.text) <= _LONGEST else thing.text[: _LONGEST - 1] + "…"
            return f"{name} “{text}”"
        return name
