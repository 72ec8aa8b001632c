"""Products of scenes that are in the lecture no more."""

from __future__ import annotations

from sessen.catalogue import read_lecture
from sessen.catalogue.scene_files import scene_files
from sessen.errors import SessenError
from sessen.pipeline.manifest import Manifest, Record
from sessen.pipeline.session import Workshop


def left_over(manifest: Manifest, workshop: Workshop) -> list[Record]:
    """The records of scenes that neither the lecture nor a file beside it knows any more.

    Without a lecture that can be read, nothing counts as left over.
    """
    file = workshop.request.lecture_file
    if file is None:
        return []
    try:
        lecture = read_lecture(file)
    except SessenError:
        return []
    folders = {file.absolute().parent, *(scene.file.parent for scene in lecture.scenes if scene.file)}
    known = {scene.name for scene in lecture.scenes}
    for folder in folders:
        for each in scene_files(folder):
            known.update(workshop.catalogue.classes(each))
    return [record for record in manifest if record.scene and record.scene not in known]
