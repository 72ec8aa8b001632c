"""``python render.py voice import RECORDING --scene SCENE``: a recording of one's own, cut into steps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sessen.cli.console import Console
from sessen.files import before_replacing, from_here, relative, safe_name
from sessen.pipeline import Request, Selection, UsageError
from sessen.pipeline.narration import Scripts
from sessen.pipeline.session import Session
from sessen.voice.importing import ImportArgs, ImportedTake, import_recording, scripts_in_order
from sessen.voice.take import copy_of_own, takes_folder, takes_in

Options = Mapping[str, Any]


def import_into(console: Console, recording: Path, request: Request, options: Options) -> int:
    """Bring it in; 1 when it could not be.

    Raises
    ------
    UsageError
        Not exactly one scene and one language are named, or takes of one's own are there already.
    """
    if len(request.targets) != 1 or len(request.languages) != 1:
        hint = f"for example: voice import {recording.name} --scene ChainRule --lang en"
        raise UsageError("a recording is of one scene in one language", hint=hint)
    [language] = request.languages
    with Session(request) as session:
        chosen, failures = session.select()
        scripts, unspoken = session.narrator.scripts(chosen)
        if failures or unspoken:
            raise [*failures, *unspoken][0]
        [each] = chosen
        folder = takes_folder(session.folder.parent, language, each.scene.name)
        own = scripts[each.scene.name, language]
        _ensure_free(folder, own, replace=options["replace"])
        args = _args(from_here(recording), each, language, own, folder, options)
        copies = []
        with before_replacing(lambda target, part: copies.append(copy_of_own(target, part))):
            takes = import_recording(args, lambda message: None)
    for copy in filter(None, copies):
        console.log(f"the recording that was there is kept as {relative(copy)}")
    _tell(console, takes, own)
    return 0


def _args(
    recording: Path, chosen: Selection, language: str, scripts: Scripts, folder: Path, options: Options
) -> ImportArgs:
    return ImportArgs(
        str(recording),
        scripts_in_order(scripts),
        str(language),
        str(chosen.scene.file),
        str(folder),
        denoise=options["denoise"],
        anyway=options["anyway"],
    )


def _ensure_free(folder: Path, scripts: Scripts, *, replace: bool) -> None:
    """Refuse to write over recordings."""
    there = [take.path for take in takes_in(folder).values() if take.is_own]
    others = [path for path in there if path.suffix != ".opus"]
    steps = {safe_name(step) for step in scripts}
    if others:
        what = f"{others[0].name} is a recording of this step"
        raise UsageError(what, location=relative(folder), hint="move it away, then import again")
    if not replace and any(path.stem in steps for path in there):
        what = f"there are recordings of {len(there)} steps already"
        raise UsageError(what, location=relative(folder), hint="--replace keeps copies of them and takes the new ones")


def _tell(console: Console, takes: tuple[ImportedTake, ...], scripts: Scripts) -> None:
    rows = [
        [take.step, f"{take.begins:.1f}", f"{take.seconds:.1f}", ", ".join(take.missing), relative(Path(take.file))]
        for take in takes
    ]
    console.table(["step", "from", "seconds", "not heard", "where"], rows, right=(1, 2))
    heard = {take.step for take in takes}
    silent = [step for step, script in scripts.items() if script.sentences and step not in heard]
    if silent:
        console.log(f"not in the recording: {', '.join(silent)}")
    console.emit_json(
        {
            "takes": [
                {"step": take.step, "where": take.file, "seconds": take.seconds, "missing": list(take.missing)}
                for take in takes
            ]
        }
    )
