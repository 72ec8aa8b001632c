"""Draw the examples in the docstrings of the installed Manim, and compare every frame with those of Manim's renderer.

``python -m tools.manim_examples [WORD ...] [--jobs N] [--seconds S] [--minutes M]`` takes about a quarter of an hour
for all, less for those with one of the words in their names. Examples that need TeX, OpenGL or the network are left
out. It ends with 1 if a frame differs, or if Manim can draw one that Sessen cannot.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sessen.job import SceneRef
from tools.against_manim import compare, tell

_DIRECTIVE: Final = re.compile(r"^( *)\.\. manim:: *(\w+)[^\n]*\n((?:\1 +[^\n]*\n|\s*\n)+)", re.MULTILINE)
_TYPED: Final = re.compile(r"^(?:>>>|\.\.\.) ?(.*\n)", re.MULTILINE)
_OPTION: Final = re.compile(r"^ *:\w+:.*\n", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"opengl|urllib|requests\.|https?://|interactive_embed", re.IGNORECASE)


def examples() -> Iterator[tuple[str, str]]:
    """Name and code of every example in the docstrings of the installed Manim."""
    spec = find_spec("manim")
    assert spec is not None
    assert spec.origin is not None
    for file in sorted(Path(spec.origin).parent.rglob("*.py")):
        for docstring in _docstrings(file):
            for found in _DIRECTIVE.finditer(docstring + "\n"):
                code = textwrap.dedent(_OPTION.sub("", found[3]))
                yield found[2], "".join(_TYPED.findall(code)) or code


def _docstrings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield inspect.cleandoc(node.value.value)


def write(folder: Path, words: Sequence[str]) -> Iterator[SceneRef]:
    """Write each example into a file of its own below ``folder``, which is made a project."""
    (folder / "pyproject.toml").touch()
    for number, (name, code) in enumerate(examples()):
        if _ELSEWHERE.search(code) or (words and not any(word.lower() in name.lower() for word in words)):
            continue
        file = folder / f"example_{number}.py"
        file.write_text(f"from manim import *\n\n{code}", encoding="utf-8")
        yield SceneRef(file, name)


def main(argv: Sequence[str]) -> int:
    """Compare them and tell the counts."""
    parser = argparse.ArgumentParser(prog="manim_examples")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=120, help="how long one drawing of an example may take")
    parser.add_argument("--minutes", type=float, default=60, help="after which no more are drawn")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        addresses = list(write(Path(folder), options.words))
        found = compare(addresses, processes=options.jobs, seconds=options.seconds)
        return tell(found, len(addresses), options.minutes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
