"""Drawing on another machine: what goes along, how its paths are found there, and what is accepted when it comes back.

The project's files travel with the job and are unpacked there in a temporary folder; the engine is the one that is
installed there, which has to be the same. Results go straight into the store where the worker reaches it, else they
come back with the news.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sessen.errors import SessenError
from sessen.keys import FileHashes, SourceClosure
from sessen.keys.modules import engine_folder
from sessen.keys.trace import mismatches as input_differences
from sessen.pipeline.draw import DrawArgs, StepDone, draw
from sessen.pool import Task
from sessen.pool.bundle import SourceBundle, pack
from sessen.pool.dask import RemoteTask
from sessen.pool.dask_worker import RemoteArgs
from sessen.pool.versions import VersionMismatch, mismatches, versions_here
from sessen.project import project_root
from sessen.store import Backend, open_store


class RemoteInputMismatch(SessenError):
    """A step was drawn from something that is otherwise on the worker's machine."""


@dataclass(frozen=True, slots=True)
class RemoteDrawArgs:
    """An order to draw, and what another machine has to know.

    Parameters
    ----------
    engine
        The folder of Sessen on the machine that sends it.
    token
        The name of a file in the store: whoever can read it there has the same store.
    packages
        What the scene imports besides Sessen.
    versions
        The versions that it has to be drawn with.
    """

    args: DrawArgs
    engine: Path
    token: str
    packages: tuple[str, ...]
    versions: Mapping[str, str]


class RemoteDrawing:
    """Makes orders to draw ready for a journey.

    Parameters
    ----------
    place
        The store's.
    out
        The folder of products, which does not go along.
    closure
        Tells the sources of a scene's file.
    """

    def __init__(self, place: Backend, out: Path, closure: Callable[[Path], SourceClosure]) -> None:
        self._place = place
        self._out = out.absolute()
        self._closure = closure
        self._token = ""
        self._baggage: dict[Path, SourceBundle] = {}

    def pack(self, task: Task) -> RemoteTask | None:
        """The journey of a task; None for one that has to be done here."""
        args = task.args
        if not isinstance(args, DrawArgs):
            return None
        file = args.job.scene.file.resolve()
        packages = self._closure(args.job.scene.file).packages
        scene = replace(args.job.scene, file=file)
        sent = replace(args, job=replace(args.job, scene=scene), project=project_root(file))
        far = RemoteDrawArgs(sent, engine_folder(), self._reach(args.store), packages, versions_here(packages))
        return RemoteTask(draw_remote, far, self._files(sent.project), lambda news: _require_same_inputs(args, news))

    def close(self) -> None:
        """Take the token out of the store."""
        if self._token:
            with contextlib.suppress(OSError):
                self._place.remove(self._token)
            self._token = ""

    def _files(self, project: Path) -> SourceBundle:
        if project not in self._baggage:
            self._baggage[project] = pack(project, (self._out, engine_folder()))
        return self._baggage[project]

    def _reach(self, store: str) -> str:
        """The name of the token; "" when there is no store that others could reach, or it takes no more files."""
        if store and not self._token:
            name = f"reach/{uuid4().hex}"
            with contextlib.suppress(OSError):
                self._place.write(name, name.encode())
                self._token = name
        return self._token if store else ""


def draw_remote(arrived: RemoteArgs, tell: Callable[[Any], None]) -> None:
    """Draw an order that has come from another machine; see `sessen.pipeline.draw.draw`.

    Raises
    ------
    VersionMismatch
        The picture would not be that of the machine that asked for it.
    """
    far: RemoteDrawArgs = arrived.args
    if found := mismatches(far.versions, versions_here(far.packages)):
        raise VersionMismatch(socket.gethostname(), found)
    with _local_paths_in_errors(arrived.folder, far.args.project):
        draw(_relocated(far, arrived.folder), tell)


def _relocated(far: RemoteDrawArgs, folder: Path) -> DrawArgs:
    """The order with all paths as they are on this machine."""
    args = far.args

    def here(path: Path) -> Path:
        if path.is_relative_to(far.engine):
            return engine_folder() / path.relative_to(far.engine)
        return folder / path.relative_to(args.project) if path.is_relative_to(args.project) else path

    return replace(
        args,
        job=replace(args.job, scene=replace(args.job.scene, file=here(args.job.scene.file))),
        project=folder,
        file_hashes=tuple((here(path), digest) for path, digest in args.file_hashes),
        store=args.store if far.token and _can_reach(args.store, far.token) else "",
    )


def _can_reach(store: str, token: str) -> bool:
    try:
        return open_store(store).backend.read(token) == token.encode()
    except (OSError, SessenError):
        return False


@contextmanager
def _local_paths_in_errors(folder: Path, project: Path) -> Iterator[None]:
    """Let errors name files as the person who reads them knows them."""
    try:
        yield
    except SessenError as error:
        for name, said in error.__dict__.items():
            if isinstance(said, str):
                error.__dict__[name] = said.replace(str(folder), str(project))
        raise


def _require_same_inputs(args: DrawArgs, news: Any) -> None:
    """Refuse a step that was drawn from a file or an environment variable that is otherwise here."""
    if not isinstance(news, StepDone):
        return
    if changed := input_differences(news.trace, args.project, FileHashes()):
        raise RemoteInputMismatch(
            f"was drawn on another machine, where these inputs differ: {', '.join(changed)}",
            location=f"{args.job.scene}::{news.step}",
            hint="keep the files that scenes read in the project's folder, and set the same environment variables for "
            "the workers",
        )
