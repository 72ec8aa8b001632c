"""What a lecture sets of the rules of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sessen.catalogue import read_lecture
from sessen.files import relative
from sessen.pipeline.request import Request


def layout_of_lecture(request: Request) -> Mapping[str, Any]:
    """The limits and severities that the lecture of a request sets, as written and looked through; empty without one.

    Raises
    ------
    SessenError
        A rule or a limit that there is none of, or a value that is none for it.
    """
    file = request.lecture_file
    written = read_lecture(file).layout if file is not None and file.is_file() else {}
    if written and file is not None:
        from sessen.legibility.settings import layout_settings

        layout_settings(written, relative(file))
    return written
