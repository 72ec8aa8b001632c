"""Processes that a scene starts afresh, and not as copies of its own: they import its file by the name it has here."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sessen.files import temporary_prefix

#: A module of that name which is the file: whatever lies beside it is found.
_ALIAS = """__file__ = {file!r}
with open(__file__, "rb") as source:
    exec(compile(source.read(), __file__, "exec"))
"""


@contextmanager
def importable_as(name: str, file: Path) -> Iterator[None]:
    """Let processes that are started afresh import a file by a name that is not the file's own."""
    with patch.object(spawn, "get_preparation_data", _preparing(spawn.get_preparation_data, name, file)):
        yield


def _preparing(prepare: Callable[[str], dict[str, Any]], name: str, file: Path) -> Callable[[str], dict[str, Any]]:
    def prepared(process: str) -> dict[str, Any]:
        folder = Path(tempfile.mkdtemp(prefix=temporary_prefix()))
        (folder / f"{name}.py").write_text(_ALIAS.format(file=str(file)), encoding="utf-8")
        data = prepare(process)
        return data | {"sys_path": [*data["sys_path"], str(folder)]}

    return prepared
