"""Products of scenes that are no more: their file is gone, or has no such class."""

from __future__ import annotations

import re

from sessen.pipeline.manifest import Manifest, Record


def orphaned_records(manifest: Manifest) -> list[Record]:
    """The records of products whose scene nobody could make again, as long as they are as they were made.

    A scene that is in a file is nobody's waste, whether a lecture has it or not. Where a file cannot be read, nothing
    of it counts as left over, and neither do products of which the manifest does not say where they come from.
    """
    return [record for record in manifest if _is_gone(manifest, record) and manifest.is_as_written(record)]


def _is_gone(manifest: Manifest, record: Record) -> bool:
    file, _, name = record.source.partition("::")
    if not name:
        return False
    try:
        text = (manifest.folder / file).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    # Scenes may also be made by calls: what nothing in the file names is gone.
    return re.search(rf"\b{re.escape(name)}\b", text) is None
