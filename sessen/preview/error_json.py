"""An error as the page shows it: what, file, line, the line itself, and a link that opens the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sessen.errors import SessenError
from sessen.keys.trace import relative_name
from sessen.preview.declared import declared

_PLACE: Final = re.compile(r"([^\s,:][^,:]*\.(?:py|toml))(?::|, line )(\d+)")

_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")  # as Python's reader of TOML says it
_CALL: Final = re.compile(r'^  File "([^"<]+)", line', re.MULTILINE)
_NO_MODULE: Final = re.compile(r"No module named '([\w.]+)'")
_NO_FILE: Final = re.compile(r"No such file or directory: '([^']+)'")
_INSTALLED: Final = "site-packages"
_FOR_TERMINALS: Final = re.compile(r", or add --traceback to see every call")
_MOST_CALLS: Final = 6000  # letters


def to_json(error: SessenError, project: Path, editor: str, sources: Sequence[Path] = ()) -> dict[str, Any]:
    """What the page needs of an error.

    Parameters
    ----------
    project
        The folder that file names are told from.
    editor
        A link with ``{file}`` and ``{line}`` in it.
    sources
        The files of the scene, its own first.
    """
    calls = str(error.__dict__.get("traceback", ""))[-_MOST_CALLS:]
    hint = _FOR_TERMINALS.sub("", error.hint) if calls else error.hint
    document: dict[str, Any] = {"what": error.message, "where": error.location, "cure": hint, "calls": calls}
    name, line = _place(error)
    file = next((each for each in (project / name, Path(name)) if name and each.is_file()), None)
    if file is None:
        found = declared(error, sources)
        if found is None:
            return document
        file, line = found
        name = relative_name(project.resolve(), str(file.resolve()))
    link = editor.format(file=quote(str(file.resolve())), line=line)
    return document | {"file": name, "line": line, "source": _line_of(file, line), "link": link}


def files_to_watch(error: SessenError, folders: Iterable[Path]) -> set[Path]:
    """Files whose next save may mend an error: where it came up, every call that led there, and what is missing.

    Parameters
    ----------
    folders
        Where names that are not absolute may begin.
    """
    names = [_place(error)[0], *_CALL.findall(str(error.__dict__.get("traceback", "")))]
    modules = [module.replace(".", "/") for module in _NO_MODULE.findall(error.message)]
    names += [f"{module}{ending}" for module in modules for ending in (".py", "/__init__.py")]
    names += _NO_FILE.findall(error.message)
    return {folder / name for folder in folders for name in names if name and _INSTALLED not in name}


def _place(error: SessenError) -> tuple[str, int]:
    """The file and the line that an error tells of; none where it tells of none."""
    found = _PLACE.search(error.location) or _PLACE.search(error.message)
    if found is not None:
        return found[1], int(found[2])
    line = _LINE.search(error.message)
    return (error.location, int(line[1])) if line and error.location else ("", 0)


def _line_of(file: Path, line: int) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1].strip()
    except (OSError, IndexError):
        return ""
