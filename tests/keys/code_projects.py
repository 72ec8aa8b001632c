"""Kinds of change to code: a project before, what is edited, and nothing else. Whether a picture changes, drawing says.

Every file stands below ``project/`` or, for what is installed, below ``site-packages/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent, indent

#: An edit: what is replaced and by what, the file's new text or bytes, or None for a file that goes away.
Edit = tuple[str, str] | str | bytes | None


@dataclass(frozen=True)
class Kind:
    """One kind of change.

    Parameters
    ----------
    files
        The project before.
    edits
        What is changed, by file.
    """

    name: str
    files: Mapping[str, str | bytes]
    edits: Mapping[str, Edit]


SCENE = "project/scene.py"
HELPER = "project/helper.py"


def plain(body: str, top: str = "", *, more: str = "") -> str:
    """A plain scene; ``put`` shows a number as the size of a square."""
    return (
        f"from manim import *\n{dedent(top)}\n\nclass S(Scene):\n    def put(self, size):\n"
        f"        self.add(Square(size))\n        self.wait(0.1)\n\n{indent(dedent(more), '    ')}\n"
        f"    def construct(self):\n{indent(dedent(body), ' ' * 8)}\n"
    )


def lesson(begin: str, end: str = "self.put(2)", *, top: str = "", bases: str = "Lesson", more: str = "") -> str:
    """A lesson of two steps, the first of which may reach the second."""
    return (
        f"from manim import *\nfrom sessen import Lesson, Number, Words, step\n{dedent(top)}\n\nclass S({bases}):\n"
        f'    """What?"""\n    question = Words(en="What?", ja="何?")\n\n'
        f"    def put(self, size):\n        self.add(Square(size))\n        self.wait(0.1)\n\n"
        f'    @step(en="One.", ja="一。")\n    def begin(self):\n        """It begins."""\n'
        f"{indent(dedent(begin), ' ' * 8)}\n\n"
        f'    @step(en="Two.", ja="二。")\n    def end(self):\n        """It ends."""\n'
        f"{indent(dedent(end), ' ' * 8)}\n\n{indent(dedent(more), '    ')}\n"
    )


#: Code that keeps what it decorates.
REGISTRY = "KEPT = []\ndef keep(what):\n    KEPT.append(what)\n    return what\n"
