"""The folder ``.sessen`` and what is kept in it, opened for one command."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sessen.catalogue import Catalogue
from sessen.catalogue.catalogue import Answer, Question
from sessen.errors import SessenError
from sessen.files import relative
from sessen.keys import Digests, Sources, Surroundings
from sessen.pipeline import Chosen, Plan, Planner, Request, choose
from sessen.pool import Farm, LocalFarm, Outcome, Task, memory_limit, worker_count
from sessen.store import Store, StoreUnusable, open_store

if TYPE_CHECKING:
    from sessen.pipeline.remote_draw import Travel


class Workshop:
    """All that a command works with: farm, store, catalogue, memories. Used as a block, which ends the farm."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.folder = request.workshop
        if request.store is None:
            _insist_on_folder(self.folder)
        self.digests = Digests(self.folder / "digests.json")
        self.sources = Sources(self.folder / "sources.json")
        self.store: Store = open_store(request.store or self.folder / "store")
        workers = worker_count(_most_pixels(request), wanted=request.workers)
        self._local = LocalFarm(workers, memory_limit=memory_limit(workers), prepare=import_manim)
        self._travel: Travel | None = None
        self.catalogue = Catalogue(self.folder / "catalogue.json", self.sources, self.digests, self._ask)
        self._farm: Farm | None = None if request.cluster else self._local
        self.planner = Planner(self.store, self.digests, Surroundings(self.digests))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        (self._farm or self._local).close()
        if self._travel:
            self._travel.close()
        self.save()

    @property
    def farm(self) -> Farm:
        """What does tasks; a cluster is only spoken to when there is something to do."""
        if self._farm is None:
            self._farm = self._far(self.request.cluster or "")
        return self._farm

    def choose(self, *, cards: bool = False) -> tuple[list[Chosen], list[SessenError]]:
        """The scenes that the request means, with the cards of the film if wanted; and files that cannot be read."""
        return choose(self.request, self.catalogue, cards=cards)

    def plan(self, chosen: Sequence[Chosen]) -> Plan:
        """The plan for them."""
        closures = {each.scene.file: self.catalogue.closure(each.scene.file) for each in chosen}
        return self.planner.plan(self.request, chosen, closures)

    def run_here(self, tasks: Iterable[Task]) -> Iterable[Outcome]:
        """Do tasks with the processes of this machine, also where a cluster draws."""
        return self._local.run(tasks)

    def save(self) -> None:
        """Write the memories."""
        self.digests.save()
        self.sources.save()
        self.catalogue.save()

    def _far(self, address: str) -> Farm:
        """The cluster at an address; what talks to it is only imported here."""
        from sessen.pipeline.remote_draw import Travel
        from sessen.pool.dask import ClusterFarm

        self._travel = Travel(self.store.place, self.request.out, self.catalogue.closure)
        return ClusterFarm(address, self._local, self._travel.pack, prepare=import_manim)

    def _ask(self, questions: Sequence[Question]) -> Iterable[Answer]:
        asked = {Task(each.name, each.ask, each.order, patience=self.request.time_limit): each for each in questions}
        for outcome in self._local.run(asked):
            yield Answer(asked[outcome.task], outcome.result, outcome.error)


def _insist_on_folder(place: Path) -> None:
    """Refuse to go on where a file has the name of the folder that finished steps are kept in."""
    if place.exists() and not place.is_dir():
        what = f"{relative(place)} is a file, and finished steps are kept in a folder of that name"
        raise StoreUnusable(what, cure="move it away, or name another folder with --store DIR")


def import_manim() -> None:
    """What every worker needs, once, before its first task: the time limit is for scenes, not for imports."""
    gc.disable()  # Nothing that is imported is garbage, and to look for some takes a seventh of the time.
    try:
        import sessen.worker.plain_manim  # isort: skip
        import sessen.lesson
        import sessen.worker.run  # noqa: F401
    finally:
        gc.enable()


def _most_pixels(request: Request) -> int:
    return max(width * height for width, height in (variant.pixels for variant in request.variants))
