"""Runs tiny programs as scenes are run, traced, each in a process of its own, and tells what they were seen to read."""

from __future__ import annotations

import os
import pickle
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from sessen.job import SceneRef
from sessen.keys.file_hashes import MISSING
from sessen.keys.trace import DependencyTrace, record_trace
from sessen.project import project_root
from sessen.syscalls.channel import take_channel
from sessen.syscalls.supervisor import Watch
from sessen.worker.dependencies import DependencyTracer
from sessen.worker.load import imported_files, isolated_imports, load_scene
from sessen.worker.result import Inputs


def lay_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A project with these files; gives its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").touch()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return folder


def trace(file: Path, *, kernel: bool, scratch: Path) -> DependencyTrace:
    """What running ``Program().construct()`` of a file depends on.

    Parameters
    ----------
    kernel
        Whether the system is asked to tell of what Python does not see.
    """
    result = scratch / "result"
    watch = Watch() if kernel else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that test processes have threads
        child = os.fork()
    if not child:
        _run_in_child(file, watch, scratch, result)
    if watch is not None:
        watch.until_end_of(child)
    os.waitpid(child, 0)
    outcome = pickle.loads(result.read_bytes())
    assert isinstance(outcome, Inputs), outcome
    return _recipe(outcome, project_root(file))


def _run_in_child(file: Path, watch: Watch | None, scratch: Path, result: Path) -> None:
    outcome: object = "the process ended"
    try:
        if watch is not None:
            watch.begin_in_child()
        outcome = _run(file, scratch)
    except BaseException:  # noqa: BLE001 - it is told by the other process
        outcome = traceback.format_exc()
    finally:
        result.write_bytes(pickle.dumps(outcome))
        os._exit(0)


def _run(file: Path, scratch: Path) -> Inputs:
    warnings.simplefilter("default")  # as in a worker: a warning is shown
    channel = take_channel()
    tracer = DependencyTracer(project_root(file), scratch, channel=channel)
    with tracer.tracing(), isolated_imports(file):
        assert tracer.sees_outside == (channel is not None)
        load_scene(SceneRef(file, "Program"))().construct()
        return tracer.inputs(imported_files())


def _recipe(inputs: Inputs, project: Path) -> DependencyTrace:
    files = {str(project / name): digest or MISSING for name, digest in inputs.files}
    return record_trace("", files, dict(inputs.environment), project, facts=dict(inputs.facts), unseen=inputs.unseen)
