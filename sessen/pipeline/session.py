"""The folder ``.sessen`` and what is kept in it, opened for one command."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sessen.catalogue import Catalogue
from sessen.catalogue.catalogue import CatalogueResult, CatalogueTask
from sessen.errors import SessenError
from sessen.files import relative
from sessen.keys import FileHashes, SourceGraph, Toolchain
from sessen.pipeline.checks import Selection
from sessen.pipeline.plan import Plan, Planner
from sessen.pipeline.request import Request
from sessen.pipeline.select import select
from sessen.pipeline.voice import SILENCE, Narrations, voice_of
from sessen.pool import Pool, Task, TaskResult, memory_limit, worker_count
from sessen.store import Store, StoreUnusable, open_store
from sessen.targets import is_file_name
from sessen.voice.choice import OFF

if TYPE_CHECKING:
    from sessen.pipeline.narration import Narrator
    from sessen.pipeline.remote_draw import RemoteDrawing
    from sessen.pool import ProcessPool


class Session:
    """All that a command works with: pool, store, catalogue, memories. Used as a block, which ends the pool."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.folder = request.state_dir
        if request.store is None:
            _ensure_folder(self.folder)
        self.digests = FileHashes(self.folder / "digests.json")
        self.sources = SourceGraph(self.folder / "sources.json")
        self.store: Store = open_store(request.store or self.folder / "store")
        self._prepare = import_manim if _are_plain(request.targets) else import_lessons
        self._travel: RemoteDrawing | None = None
        toolchain = Toolchain(self.digests)
        self.catalogue = Catalogue(
            self.folder / "catalogue.json", self.sources, self.digests, self._run_tasks, toolchain
        )
        self._pool_in_use: Pool | None = None
        self.planner = Planner(self.store, self.digests, toolchain)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool_in_use or "_local" in vars(self):
            (self._pool_in_use or self._local).close()
        if self._travel:
            self._travel.close()
        self.save()

    @property
    def pool(self) -> Pool:
        """What does tasks; a cluster is only spoken to when there is something to do."""
        if self._pool_in_use is None:
            self._pool_in_use = self._remote_pool(self.request.cluster) if self.request.cluster else self._local
        return self._pool_in_use

    @cached_property
    def _local(self) -> ProcessPool:
        """The processes of this machine; what starts them is only imported when there is something to do."""
        from sessen.pool.local import ProcessPool

        workers = worker_count(_most_pixels(self.request), wanted=self.request.workers)
        return ProcessPool(workers, memory_limit=memory_limit(workers), prepare=self._prepare)

    def select(self, *, cards: bool = False) -> tuple[list[Selection], list[SessenError]]:
        """The scenes that the request means, with the cards of the film if wanted; and files that cannot be read."""
        return select(self.request, self.catalogue, cards=cards)

    def narrate(self, chosen: Sequence[Selection], *, speak: bool = True) -> Narrations:
        """What is heard in them; silence where nobody is to speak.

        Parameters
        ----------
        speak
            Whether the machine speaks what has no take.
        """
        voice = voice_of(self.request)
        return SILENCE if voice == OFF else self.narrator.narrate(chosen, voice, speak=speak)

    @property
    def narrator(self) -> Narrator:
        """Finds what is heard."""
        from sessen.pipeline.narration import Narrator

        return Narrator(self.request, self.folder, self.sources, self.digests, self.run_locally)

    def plan(self, chosen: Sequence[Selection], narration: Narrations = SILENCE) -> Plan:
        """The plan for them, with what is heard in them."""
        closures = {each.scene.file: self.catalogue.closure(each.scene.file) for each in chosen}
        return self.planner.plan(self.request, chosen, closures, narration.steps)

    def run_locally(
        self, tasks: Iterable[Task], on_message: Callable[[Task, Any], None] = lambda task, message: None
    ) -> Iterable[TaskResult]:
        """Do tasks with the processes of this machine, also where a cluster draws."""
        return self._local.run(tasks, on_message)

    def save(self) -> None:
        """Write the memories."""
        self.digests.save()
        self.sources.save()
        self.catalogue.save()

    def _remote_pool(self, address: str) -> Pool:
        """The cluster at an address; what talks to it is only imported here."""
        from sessen.pipeline.remote_draw import RemoteDrawing
        from sessen.pool.dask import DaskPool

        self._travel = RemoteDrawing(self.store.backend, self.request.out, self.catalogue.closure)
        return DaskPool(address, self._local, self._travel.pack, prepare=self._prepare)

    def _run_tasks(self, questions: Sequence[CatalogueTask]) -> Iterable[CatalogueResult]:
        asked = {Task(each.name, each.function, each.args, timeout=self.request.time_limit): each for each in questions}
        for outcome in self._local.run(asked):
            yield CatalogueResult(asked[outcome.task], outcome.result, outcome.error)


def _ensure_folder(place: Path) -> None:
    """Refuse to go on where a file has the name of the folder that finished steps are kept in."""
    if place.exists() and not place.is_dir():
        what = f"{relative(place)} is a file, but finished steps are kept in a folder of that name"
        raise StoreUnusable(what, hint="move it away, or name another folder with --store DIR")


def import_manim() -> None:
    """What every worker needs, once, before its first task: the time limit is for scenes, not for imports."""
    gc.disable()  # Nothing that is imported is garbage, and to look for some takes a seventh of the time.
    try:
        import sessen.worker.plain_manim  # isort: skip
        import sessen.worker.run  # noqa: F401
    finally:
        gc.enable()


def import_lessons() -> None:
    """The same, and what lessons are."""
    import_manim()
    gc.disable()
    try:
        import sessen.lesson  # noqa: F401
    finally:
        gc.enable()


def _are_plain(targets: Sequence[str]) -> bool:
    """Whether only files are meant that do not speak of Sessen; a wrong answer costs time and nothing else."""
    files = [Path(target.partition("::")[0]) for target in targets]
    try:
        return bool(files) and all(is_file_name(str(file)) and b"sessen" not in file.read_bytes() for file in files)
    except OSError:
        return False


def _most_pixels(request: Request) -> int:
    return max(width * height for width, height in (variant.pixels for variant in request.variants))
