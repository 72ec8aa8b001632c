"""What goes wrong in a scene's own code, told with the place in the teacher's file."""

from __future__ import annotations

import os
import traceback
from collections.abc import Collection

from sessen.errors import SessenError
from sessen.project import is_installed
from sessen.worker.dependencies.beside import places


class SceneFailed(SessenError):
    """A scene's own code raised an error; ``traceback`` has all of it, for ``--traceback``."""

    traceback: str = ""


class StepMissing(SessenError):
    """A step that was asked for did not come up when the scene ran."""


def to_scene_error(error: BaseException, scene: str, step: str, typed: Collection[str] = ()) -> SessenError:
    """The error for people that ``error``, raised in ``step`` of ``scene``, comes to.

    Where values are to blame, the place is the parameters that were ``typed``, not the line that noticed.
    """
    if isinstance(error, SessenError) and error.blames_values and typed:
        error.location = error.location or ", ".join(f"{scene}.{name}" for name in typed)
    place = f"{scene}::{step}" if step else scene
    line = _line_in_project(error)
    location = f"{place}, {line}" if line else place
    if isinstance(error, SessenError):
        failure: SessenError = error
        failure.location = failure.location or location
    else:
        hint = f"correct {line.rpartition(':')[0]} there, or add --traceback to see every call." if line else ""
        what = ": ".join(filter(None, [type(error).__name__, str(error), *getattr(error, "__notes__", ())]))
        failure = SceneFailed(what, location=location, hint=hint)
    failure.__dict__["traceback"] = "".join(traceback.format_exception(error))
    return failure


def _line_in_project(error: BaseException) -> str:
    """File and line of the deepest call in the project's own files, or of the text that is not Python."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{shortened(error.filename)}:{error.lineno}"
    own = [call for call in traceback.extract_tb(error.__traceback__) if is_own(call.filename)]
    return f"{shortened(own[-1].filename)}:{own[-1].lineno}" if own else ""


def is_own(filename: str) -> bool:
    """Whether code is the project's own."""
    return not filename.startswith("<") and not is_installed(os.path.abspath(filename))


def shortened(filename: str) -> str:
    """A file's name as people would type it."""
    relative = os.path.relpath(filename, places()[-1])
    return filename if relative.startswith("..") else relative
