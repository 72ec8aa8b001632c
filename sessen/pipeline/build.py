"""Run a plan: each scene's missing steps to the pool, each finished scene to its products.

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
from sessen.pipeline.draw import DrawArgs, StepDone, draw
from sessen.pipeline.guarded import GuardedSpec, make_guarded
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
        self._session = session
        self._report = report
        self._store = session.store
        self._timings = Timings(session.folder / "times.json")
        self._manifest = Manifest(plan.request.out)
        self._traces: dict[str, DependencyTrace] = {}
        self._scenes = [self._begin(scene) for scene in plan.scenes]
        self._films = [self._begin_film(film) for film in self._products.of_plan(plan)]
        self._of_task: dict[Task, tuple[_Scene, PlannedJob | PlannedProduct]] = {}
        self._queue = JobQueue(self._store.backend, self._is_cached)
        self._failures: list[Failure] = []
        self._remarked: set[str] = set()
        self._built: dict[Path, ProductResult] = {}

    def run(self) -> tuple[list[ProductResult], list[Failure]]:
        """Make everything that is missing; what came out and what failed, in the order of the plan."""
        try:
            self._run()
        finally:
            self._queue.close()
            self._timings.save()
            self._report.on_end()
        self._evict()
        self._save_manifest()
        order = [video.target for scene in [*self._scenes, *self._films] for video in scene.videos]
        return [self._built[target] for target in order if target in self._built], self._failures

    def _evict(self) -> None:
        """Note which steps are wanted; when new ones came, take out those unused for longest above the limit."""
        wanted = {trace.entry for trace in self._traces.values()}
        self._store.touch(sorted(wanted))
        limit = self._plan.request.store_limit
        if any(scene.rendered for scene in self._scenes) and exceeds(self._store, limit):
            prune(self._store, limit, spare=wanted)

    # -- getting going -------------------------------------------------------------------------------------------

    def _begin(self, plan: ScenePlan) -> _Scene:
        self._traces |= {step.key.digest: step.cached for step in plan.steps if step.cached}
        waiting = {step.key.digest: step for step in plan.missing}
        return _Scene(plan.name, plan, self._products.of_scene(self._plan, plan), waiting)

    def _begin_film(self, film: MultiSceneProduct) -> _Scene:
        of = [scene for scene in self._scenes if scene.plan in film.scenes]
        return _Scene(film.name, None, [film], parts=of, counts_parts=film.counts_drawing)

    def _run(self) -> None:
        self._notice(overridden((scene.scene, scene.variant) for scene in self._plan.scenes))
        missing = any(scene.missing for scene in self._plan.scenes)
        jobs = split_jobs(self._plan.scenes, self._session.pool.workers, self._timings.estimate) if missing else []
        for scene in self._scenes:
            self._fail_if_unfinishable(scene)
        tasks = self._ready_tasks()
        if not jobs and not tasks:
            return
        self._report.on_start(self._plan, sum(job.seconds for job in jobs))
        self._queue.extend(jobs)
        for result in self._session.pool.run(tasks, self._on_message, self._next_tasks):
            self._queue.done(result.task)
            self._on_result(result)

    def _next_tasks(self) -> Iterable[Task] | None:
        """Jobs for workers that have nothing to do; None while another build is making what this one waits for."""
        room = self._session.pool.workers - self._queue.running
        given = self._queue.next(room)
        # Where there are fewer jobs than workers, as after an edit, each may take the core of one that has none.
        spare_core = self._queue.running + len(given) < self._session.pool.workers
        tasks = [self._draw_task(job, spare_core=spare_core) for job in given]
        for job in self._queue.made_elsewhere():
            self._mark_cached(job)
        for scene in self._scenes:
            self._fail_if_unfinishable(scene)
        tasks += self._ready_tasks()
        return tasks if tasks or not self._queue.is_waiting else None

    def _ready_tasks(self) -> list[Task]:
        ready = [scene for scene in self._scenes if self._is_drawn(scene)]
        tasks = [task for scene in ready for task in self._product_tasks(scene)]
        films = [film for film in self._films if not film.failed and all(map(self._is_built, film.parts))]
        return tasks + [task for film in films for task in self._product_tasks(film)]

    def _is_drawn(self, scene: _Scene) -> bool:
        # A worker that has told of its last step is free in a moment; to start another for what follows takes seconds.
        at_it = scene.plan is not None and self._queue.is_drawing(scene.plan)
        return not scene.waiting and not scene.failed and not at_it

    def _is_built(self, scene: _Scene) -> bool:
        is_ready = not scene.waiting and not scene.failed
        return is_ready and all(video.target in self._built for video in scene.videos)

    # -- jobs ----------------------------------------------------------------------------------------------------

    def _draw_task(self, planned: PlannedJob, *, spare_core: bool) -> Task:
        scene = self._scene_of(planned)
        store = self._store.backend
        plan = planned.scene
        words = {step.name: step.words for step in plan.scene.steps}
        address = store.address if store.shared else ""
        order = DrawArgs(planned.job, plan.project, plan.closure.file_hashes, words, address, spare_core)
        task = Task(planned.scene.name, draw, order, planned.seconds, self._plan.request.time_limit)
        self._of_task[task] = (scene, planned)
        self._queue.started(task, planned)
        return task

    def _scene_of(self, planned: PlannedJob) -> _Scene:
        return next(scene for scene in self._scenes if scene.plan is planned.scene)

    def _is_cached(self, planned: PlannedJob) -> bool:
        """Whether another build has made the job's steps meanwhile."""
        if self._plan.request.force:
            return False
        found = [
            self._session.planner.find(planned.scene, step, self._plan.request.languages) for step in planned.steps
        ]
        self._traces |= {step.key.digest: trace for step, trace in zip(planned.steps, found, strict=True) if trace}
        return all(found)

    def _mark_cached(self, planned: PlannedJob) -> None:
        scene = self._scene_of(planned)
        for step in planned.steps:
            scene.waiting.pop(step.key.digest, None)
            self._report.on_step(planned.scene, step, self._timings.estimate(planned.scene, step))

    def _on_message(self, task: Task, news: Any) -> None:
        if isinstance(news, Backup):
            self._report.on_backup(news)
        if not isinstance(news, StepDone):
            return
        self._notice(news.remarks)
        scene, planned = self._of_task[task]
        if news.blobs:
            self._store.put(news.static, news.trace, news.blobs, news.metadata)
        self._traces[news.static] = news.trace
        step = scene.waiting.pop(news.static, None)
        if step is None or not isinstance(planned, PlannedJob):
            return
        self._report.on_step(planned.scene, step, self._timings.estimate(planned.scene, step))
        self._timings.record(step, news.seconds)
        self._store.put_inputs(step.history_key, step.key.parts)
        scene.rendered[step.name] = news.seconds

    def _notice(self, remarks: Iterable[str]) -> None:
        """Tell people once, however many steps and languages of a scene say it."""
        for remark in remarks:
            if remark not in self._remarked:
                self._remarked.add(remark)
                self._report.on_notice(remark)

    # -- products ------------------------------------------------------------------------------------------------

    def _product_tasks(self, scene: _Scene) -> list[Task]:
        """The tasks that make a finished scene's products, those that are not there already."""
        tasks: list[Task] = []
        for video in scene.videos:
            if video.target in self._built or any(planned is video for _, planned in self._of_task.values()):
                continue
            spec = video.spec(self._plan, self._store, self._traces)
            made_from = input_hash(spec, code_hash(video.make, self._session.sources))
            there = self._manifest.of(video.target, made_from, self._session.digests)
            if there and not self._plan.request.force:
                self._finish(scene, video, there)
                continue
            if error := seam_error(self._store, [part.plan for part in (scene, *scene.parts)], self._traces):
                self._fail(scene, error)
                return tasks
            guarded = GuardedSpec(video.make, spec, self._session.folder, self._manifest.hashes)
            limit = self._plan.request.time_limit
            task = Task(video.name, make_guarded, guarded, _SHORT, limit, runs_scene=False)
            self._of_task[task] = (scene, video)
            if self._store.backend.shared:
                tasks.append(task)
            else:
                self._on_result(self._make_here(task))
        return tasks

    def _make_here(self, task: Task) -> TaskResult:
        """Other processes do not see a store in memory, so its products are made in this one."""
        try:
            return TaskResult(task, make_guarded(task.args, lambda news: self._on_message(task, news), self._store))
        except SessenError as error:
            return TaskResult(task, error=error)

    def _on_result(self, result: TaskResult) -> None:
        scene, planned = self._of_task.pop(result.task)
        if isinstance(result.error, DamagedEntry) and not scene.repaired:
            self._repair(scene)
        elif result.error is not None:
            self._fail(scene, result.error)
        elif not isinstance(planned, PlannedJob):
            self._finish(scene, planned, self._recorded(planned, result))

    def _recorded(self, video: PlannedProduct, result: TaskResult) -> list[Record]:
        inputs = input_hash(result.task.args.spec, code_hash(video.make, self._session.sources))
        files: tuple[MadeFile, ...] = result.result
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
        seconds = sum(rendered.values())
        built = ProductResult(video.name, video.target, tuple(first), tuple(rendered), seconds, steps=steps)
        self._built[video.target] = built
        self._report.on_product(built)

    # -- what goes wrong -----------------------------------------------------------------------------------------

    def _repair(self, scene: _Scene) -> None:
        """Make damaged steps again: look at every one, forget those that are not sound, draw them."""
        scene.repaired = True
        for part in scene.parts:
            self._repair(part)
        bad = [step for step in scene.plan.steps if not self._is_intact(step)] if scene.plan else []
        for step in bad:
            trace = self._traces.pop(step.key.digest, None)
            if trace is not None:
                self._store.delete(trace.entry)
            scene.waiting[step.key.digest] = step
        if bad and scene.plan:
            self._queue.extend([make_job(scene.plan, bad, self._timings.estimate)])

    def _is_intact(self, step: StepPlan) -> bool:
        trace = self._traces.get(step.key.digest)
        return trace is not None and self._store.is_intact(trace.entry)

    def _fail_if_unfinishable(self, scene: _Scene) -> None:
        """A plain scene that could not be walked to its end has no video, however many of its steps are there."""
        plan = scene.plan
        walk = plan.scene.dry_run if plan and plan.is_whole else None
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
        self._report.on_failure(failure)

    def _save_manifest(self) -> None:
        try:
            if backup := self._manifest.save():
                self._report.on_backup(backup)
        except OSError as error:
            why = f"its manifest cannot be written: {error.strerror or error}"
            hint = "make room, or choose another --out"
            failure = Failure("manifest", SessenError(why, location=str(self._plan.request.out), hint=hint))
            self._failures.append(failure)
            self._report.on_failure(failure)
