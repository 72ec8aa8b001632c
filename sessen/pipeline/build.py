"""Run a plan: each scene's missing steps to the farm, each finished scene to its products.

Scenes are independent: one that fails leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sessen.backups import Backup
from sessen.errors import SessenError
from sessen.keys import DependencyTrace
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.draw import DrawArgs, Finished, draw
from sessen.pipeline.guarded import GuardedOrder, make_guarded
from sessen.pipeline.in_progress import SceneInProgress as _Scene
from sessen.pipeline.job_queue import JobQueue
from sessen.pipeline.jobs import PlannedJob, make_job, split_jobs
from sessen.pipeline.manifest import MadeFile, Manifest, Record
from sessen.pipeline.overridden import overridden
from sessen.pipeline.plan import Plan, ScenePlan, StepPlan
from sessen.pipeline.product import MultiSceneProduct, PlannedProduct, Products, code_hash, input_hash, record_of
from sessen.pipeline.report import Reporter
from sessen.pipeline.seams import seam_error
from sessen.pipeline.session import Session
from sessen.pipeline.timings import Timings
from sessen.pool import MemoryLimitExceeded, Task, TaskResult, TaskTimeout, WorkerDied
from sessen.store import DamagedEntry
from sessen.store.eviction import exceeds, prune

_SHORT = 0.5  # seconds that joining is expected to take: enough to order it behind what is drawn


class Build:
    """One run of a plan, with the products that it is to have."""

    def __init__(self, plan: Plan, session: Session, report: Reporter, products: Products) -> None:
        self._products = products
        self._plan = plan
        self._shop = session
        self._report = report
        self._store = session.store
        self._times = Timings(session.folder / "times.json")
        self._manifest = Manifest(plan.request.out)
        self._found: dict[str, DependencyTrace] = {}
        self._scenes = [self._begin(scene) for scene in plan.scenes]
        self._films = [self._begin_film(film) for film in self._products.of_plan(plan)]
        self._of_task: dict[Task, tuple[_Scene, PlannedJob | PlannedProduct]] = {}
        self._queue = JobQueue(self._store.place, self._is_there)
        self._failures: list[Failure] = []
        self._remarked: set[str] = set()
        self._built: dict[Path, ProductResult] = {}

    def run(self) -> tuple[list[ProductResult], list[Failure]]:
        """Make everything that is missing; what came out and what failed, in the order of the plan."""
        try:
            self._run()
        finally:
            self._queue.close()
            self._times.save()
            self._report.ended()
        self._tidy()
        self._save_manifest()
        order = [video.target for scene in [*self._scenes, *self._films] for video in scene.videos]
        return [self._built[target] for target in order if target in self._built], self._failures

    def _tidy(self) -> None:
        """Note which steps are wanted; when new ones came, take out those unused for longest above the limit."""
        wanted = {trace.entry for trace in self._found.values()}
        self._store.used(sorted(wanted))
        limit = self._plan.request.store_limit
        if any(scene.rendered for scene in self._scenes) and exceeds(self._store, limit):
            prune(self._store, limit, spare=wanted)

    # -- getting going -------------------------------------------------------------------------------------------

    def _begin(self, plan: ScenePlan) -> _Scene:
        self._found |= {step.key.digest: step.found for step in plan.steps if step.found}
        waiting = {step.key.digest: step for step in plan.missing}
        return _Scene(plan.name, plan, self._products.of_scene(self._plan, plan), waiting)

    def _begin_film(self, film: MultiSceneProduct) -> _Scene:
        of = [scene for scene in self._scenes if scene.plan in film.scenes]
        return _Scene(film.name, None, [film], parts=of, counts_parts=film.counts_drawing)

    def _run(self) -> None:
        self._remark(overridden((scene.scene, scene.variant) for scene in self._plan.scenes))
        missing = any(scene.missing for scene in self._plan.scenes)
        jobs = split_jobs(self._plan.scenes, self._shop.farm.workers, self._times.expected) if missing else []
        for scene in self._scenes:
            self._fail_where_nothing_is_left(scene)
        tasks = self._joinable()
        if not jobs and not tasks:
            return
        self._report.begun(self._plan, sum(job.seconds for job in jobs))
        self._queue.extend(jobs)
        for outcome in self._shop.farm.run(tasks, self._heard, self._more):
            self._queue.done(outcome.task)
            self._take(outcome)

    def _more(self) -> Iterable[Task] | None:
        """Jobs for workers that have nothing to do; None while another build is making what this one waits for."""
        room = self._shop.farm.workers - self._queue.running
        given = self._queue.next(room)
        # Where there are fewer jobs than workers, as after an edit, each may take the core of one that has none.
        beside = self._queue.running + len(given) < self._shop.farm.workers
        tasks = [self._drawing(job, beside=beside) for job in given]
        for job in self._queue.made_elsewhere():
            self._note_there(job)
        for scene in self._scenes:
            self._fail_where_nothing_is_left(scene)
        tasks += self._joinable()
        return tasks if tasks or not self._queue.waits else None

    def _joinable(self) -> list[Task]:
        ready = [scene for scene in self._scenes if self._is_drawn(scene)]
        tasks = [task for scene in ready for task in self._joining(scene)]
        films = [film for film in self._films if not film.failed and all(map(self._is_built, film.parts))]
        return tasks + [task for film in films for task in self._joining(film)]

    def _is_drawn(self, scene: _Scene) -> bool:
        # A worker that has told of its last step is free in a moment; to start another for what follows takes seconds.
        at_it = scene.plan is not None and self._queue.draws(scene.plan)
        return not scene.waiting and not scene.failed and not at_it

    def _is_built(self, scene: _Scene) -> bool:
        is_ready = not scene.waiting and not scene.failed
        return is_ready and all(video.target in self._built for video in scene.videos)

    # -- jobs ----------------------------------------------------------------------------------------------------

    def _drawing(self, planned: PlannedJob, *, beside: bool) -> Task:
        scene = self._scene_of(planned)
        store = self._store.place
        plan = planned.scene
        words = {step.name: step.words for step in plan.scene.steps}
        address = store.address if store.shared else ""
        order = DrawArgs(planned.job, plan.project, plan.closure.stamps, words, address, beside)
        task = Task(planned.scene.name, draw, order, planned.seconds, self._plan.request.time_limit)
        self._of_task[task] = (scene, planned)
        self._queue.began(task, planned)
        return task

    def _scene_of(self, planned: PlannedJob) -> _Scene:
        return next(scene for scene in self._scenes if scene.plan is planned.scene)

    def _is_there(self, planned: PlannedJob) -> bool:
        """Whether another build has made the job's steps meanwhile."""
        if self._plan.request.force:
            return False
        found = [self._shop.planner.find(planned.scene, step, self._plan.request.languages) for step in planned.steps]
        self._found |= {step.key.digest: trace for step, trace in zip(planned.steps, found, strict=True) if trace}
        return all(found)

    def _note_there(self, planned: PlannedJob) -> None:
        scene = self._scene_of(planned)
        for step in planned.steps:
            scene.waiting.pop(step.key.digest, None)
            self._report.drawn(planned.scene, step, self._times.expected(planned.scene, step))

    def _heard(self, task: Task, news: Any) -> None:
        if isinstance(news, Backup):
            self._report.kept(news)
        if not isinstance(news, Finished):
            return
        self._remark(news.remarks)
        scene, planned = self._of_task[task]
        if news.blobs:
            self._store.keep(news.static, news.trace, news.blobs, news.facts)
        self._found[news.static] = news.trace
        step = scene.waiting.pop(news.static, None)
        if step is None or not isinstance(planned, PlannedJob):
            return
        self._report.drawn(planned.scene, step, self._times.expected(planned.scene, step))
        self._times.note(step, news.seconds)
        self._store.remember_inputs(step.slot, step.key.parts)
        scene.rendered[step.name] = news.seconds

    def _remark(self, remarks: Iterable[str]) -> None:
        """Tell people once, however many steps and languages of a scene say it."""
        for remark in remarks:
            if remark not in self._remarked:
                self._remarked.add(remark)
                self._report.remarked(remark)

    # -- products ------------------------------------------------------------------------------------------------

    def _joining(self, scene: _Scene) -> list[Task]:
        """The tasks that make a finished scene's products, those that are not there already."""
        tasks: list[Task] = []
        for video in scene.videos:
            if video.target in self._built or any(planned is video for _, planned in self._of_task.values()):
                continue
            order = video.order(self._plan, self._store, self._found)
            there = self._manifest.of(
                video.target, input_hash(order, code_hash(video.make, self._shop.sources)), self._shop.digests
            )
            if there and not self._plan.request.force:
                self._finish(scene, video, there)
                continue
            if error := seam_error(self._store, [part.plan for part in (scene, *scene.parts)], self._found):
                self._fail(scene, error)
                return tasks
            guarded = GuardedOrder(video.make, order, self._shop.folder, self._manifest.hashes)
            limit = self._plan.request.time_limit
            task = Task(video.name, make_guarded, guarded, _SHORT, limit, runs_scene=False)
            self._of_task[task] = (scene, video)
            if self._store.place.shared:
                tasks.append(task)
            else:
                self._take(self._made_here(task))
        return tasks

    def _made_here(self, task: Task) -> TaskResult:
        """Other processes do not see a store in memory, so its products are made in this one."""
        try:
            return TaskResult(task, make_guarded(task.order, lambda news: self._heard(task, news), self._store))
        except SessenError as error:
            return TaskResult(task, error=error)

    def _take(self, outcome: TaskResult) -> None:
        scene, planned = self._of_task.pop(outcome.task)
        if isinstance(outcome.error, DamagedEntry) and not scene.mended:
            self._mend(scene)
        elif outcome.error is not None:
            self._fail(scene, outcome.error)
        elif not isinstance(planned, PlannedJob):
            self._finish(scene, planned, self._recorded(planned, outcome))

    def _recorded(self, video: PlannedProduct, outcome: TaskResult) -> list[Record]:
        inputs = input_hash(outcome.task.order.order, code_hash(video.make, self._shop.sources))
        files: tuple[MadeFile, ...] = outcome.result
        records = [record_of(each, video, self._plan.request.out, inputs) for each in files]
        for left in self._manifest.replace(video.target, records):
            left.unlink(missing_ok=True)
        return records

    def _finish(self, scene: _Scene, video: PlannedProduct, records: list[Record]) -> None:
        # The file that stands for all, then those that can be played, then what goes with them.
        own = self._plan.request.out
        first = sorted(records, key=lambda each: (own / each.file != video.target, each.kind not in ("video", "clip")))
        names = {step.name for step in video.steps}
        parts = scene.parts if scene.counts_parts else [scene]
        rendered = {name: seconds for part in parts for name, seconds in part.rendered.items() if name in names}
        steps = tuple(step.name for step in video.steps)
        built = ProductResult(
            video.name, video.target, tuple(first), tuple(rendered), sum(rendered.values()), steps=steps
        )
        self._built[video.target] = built
        self._report.made(built)

    # -- what goes wrong -----------------------------------------------------------------------------------------

    def _mend(self, scene: _Scene) -> None:
        """Make damaged steps again: look at every one, forget those that are not sound, draw them."""
        scene.mended = True
        for part in scene.parts:
            self._mend(part)
        bad = [step for step in scene.plan.steps if not self._is_there_whole(step)] if scene.plan else []
        for step in bad:
            trace = self._found.pop(step.key.digest, None)
            if trace is not None:
                self._store.forget(trace.entry)
            scene.waiting[step.key.digest] = step
        if bad and scene.plan:
            self._queue.extend([make_job(scene.plan, bad, self._times.expected)])

    def _is_there_whole(self, step: StepPlan) -> bool:
        trace = self._found.get(step.key.digest)
        return trace is not None and self._store.is_whole(trace.entry)

    def _fail_where_nothing_is_left(self, scene: _Scene) -> None:
        """A plain scene that could not be walked to its end has no video, however many of its steps are there."""
        plan = scene.plan
        walk = plan.scene.walk if plan and plan.whole else None
        if walk is not None and walk.error is not None and not scene.waiting:
            self._fail(scene, walk.error)

    def _fail(self, scene: _Scene, error: SessenError) -> None:
        if isinstance(error, WorkerDied | TaskTimeout | MemoryLimitExceeded):
            error.location = "::".join([scene.name, *[step.name for step in scene.waiting.values()][:1]])
        if scene.failed:
            return  # Two parts of one scene run into the same mistake; it is told once.
        scene.failed = True
        failure = Failure(scene.name, error)
        self._failures.append(failure)
        self._report.failed(failure)

    def _save_manifest(self) -> None:
        try:
            if backup := self._manifest.save():
                self._report.kept(backup)
        except OSError as error:
            why = f"its manifest cannot be written: {error.strerror or error}"
            hint = "make room, or choose another --out"
            failure = Failure("manifest", SessenError(why, location=str(self._plan.request.out), hint=hint))
            self._failures.append(failure)
            self._report.failed(failure)
