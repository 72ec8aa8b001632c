"""Watches a scene run: shows every frame to the rules, and gathers what they find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from manim import ManimColor
from manim.utils.iterables import list_update

from sessen.allowances import Allowance
from sessen.legibility.allowed import Allowed
from sessen.legibility.drawn import draw_small
from sessen.legibility.finding import LayoutFinding
from sessen.legibility.gathering import SnapshotMaker
from sessen.legibility.glyph_marks import marked_texts
from sessen.legibility.ink import Projector
from sessen.legibility.moment import Anchors, Moment, lights_of
from sessen.legibility.motions import flattened
from sessen.legibility.names import NameBook
from sessen.legibility.rules import RULES
from sessen.legibility.settings import LayoutSettings
from sessen.legibility.sighting_log import SightingLog
from sessen.legibility.snapshot import Snapshot, seeing, view_of
from sessen.legibility.timeline import Timeline
from sessen.worker.result import StepRecord

_LOOKS: Final = 6
"""Pictures a second that all rules look at; jumps and flashes are looked for in every frame."""

_THUMBNAIL: Final = 36  # pixels of height


class LayoutWatcher:
    """Looks at a scene as it is walked through.

    Parameters
    ----------
    name
        What the scene is called.
    file
        Where its code is.
    settings
        Limits and severities that a lecture has set.
    """

    def __init__(self, name: str, file: Path, settings: LayoutSettings | None = None) -> None:
        self._name, self._file = name, file
        self._settings = settings or LayoutSettings()

    @contextmanager
    def running(self) -> Iterator[None]:
        """While the block runs, texts that are made can be told."""
        with marked_texts():
            yield

    def begin(self, scene: Any, renderer: Any) -> None:
        """A scene begins, maybe for the second time."""
        self._scene, self._renderer = scene, renderer
        on = [rule for rule in RULES if self._settings.severity(rule) != "off"]
        self._rules = [rule(self._settings.limits(rule)) for rule in on]
        self._ticking = [rule for rule in self._rules if type(rule).tick is not RULES[0].tick]
        self._anchors = Anchors()
        self._maker, self._names = SnapshotMaker(), NameBook(self._file)
        self._log, self._timeline = SightingLog(self._names), Timeline()
        self._snapshot: Snapshot | None = None
        self._things: dict[int, Any] = {}
        self._areas: list[tuple[Any, float]] = []
        self._home: tuple[Any, ...] | None = None
        self._steps: dict[str, float] = {}
        self._begins, self._until_look = True, 0
        self._seconds = 0.0

    def play(self) -> None:
        """An animation or a wait begins."""
        self._names.note(self._scene)
        self._begins = True

    def hear(self, file: Path, start: float) -> None:
        """A sound begins."""
        import av

        try:
            with av.open(str(file)) as sound:
                length = (sound.duration or 0) / av.time_base
        except (OSError, av.FFmpegError):
            return
        self._timeline.spoken.append((start, start + length))

    def step_ended(self, record: StepRecord) -> None:
        """A step has ended; what a plain scene says beside its snapshot is known now."""
        start = self._steps.get(record.step, 0.0)
        said = [caption for caption in record.captions if not caption.language]
        self._timeline.spoken += [(start + caption.start, start + caption.end) for caption in said]

    def frame(self, seconds: float, count: int, step: str) -> None:
        """A frame is shown that stands ``count`` times."""
        self._seconds = seconds
        camera = self._renderer.camera
        self._steps.setdefault(step, seconds)
        rate = self._renderer.camera.frame_rate
        view = view_of(camera)
        self._home = self._home or view
        if self._begins or self._until_look <= 0 or count > 1:
            self._look(camera, view, count / rate if count > 1 else 0.0, step)
            self._until_look = max(1, round(rate / _LOOKS))
        self._until_look -= 1
        self._tick(camera, view, step)
        self._begins = False
        self._end = seconds + count / rate

    def _tick(self, camera: Any, view: tuple[Any, ...], step: str) -> None:
        moves = self._anchors.moves(every=self._begins) | self._anchors.camera_moves(camera, view)
        snapshot = self._snapshot
        assert snapshot is not None
        wide, high = snapshot.width, snapshot.height
        moment = Moment(
            self._seconds,
            step,
            moves,
            self._things,
            lights_of(self._areas, snapshot.paper),
            snapshot.paper,
            (wide, high),
            lambda: draw_small(self._scene, camera, max(8, _THUMBNAIL * wide // high), _THUMBNAIL),
            self._animations,
        )
        for rule in self._ticking:
            rule.tick(moment)

    @property
    def _animations(self) -> list[Any]:
        return list(flattened(self._scene.animations or ()))

    def _look(self, camera: Any, view: tuple[Any, ...], lasts: float, step: str) -> None:
        snapshot = self._made(camera, view, lasts, step)
        self._log.size = snapshot.width, snapshot.height
        self._log.advance(self._seconds)
        seen = ((rule, sighting) for rule in self._rules for sighting in rule.look(snapshot))
        self._log.see(self._seconds, step, seen)
        if self._snapshot is not None:
            self._snapshot.before = None  # one is enough
        self._snapshot = snapshot
        self._things = {id(thing.root): thing for thing in snapshot.things}
        still = self._still_mobjects()
        self._anchors.hold(
            self._things,
            {key for key, thing in self._things.items() if id((*thing.path, thing.root)[0]) in still},
        )
        self._areas = [area for thing in snapshot.things for area in thing.large]

    def _still_mobjects(self) -> frozenset[int]:
        """The scene's mobjects that Manim draws once for all frames of an animation."""
        moving = set(map(id, self._scene.moving_mobjects or self._scene.mobjects))
        return frozenset(map(id, self._scene.mobjects)) - moving

    def _made(self, camera: Any, view: tuple[Any, ...], lasts: float, step: str) -> Snapshot:
        projector = Projector(seeing(camera))
        still = frozenset() if self._begins else self._still_mobjects()
        mobjects = list_update(self._scene.mobjects, self._scene.foreground_mobjects)
        red, green, blue = ManimColor(camera.background_color).to_rgb()
        wide, high = projector.width, projector.height
        snapshot = Snapshot(
            self._scene,
            step,
            self._seconds,
            lasts,
            self._maker.things(mobjects, projector, view, still),
            (float(red), float(green), float(blue)),
            wide,
            high,
            projector.unit,
            view == self._home,
            self._begins,
            self._snapshot,
        )
        snapshot.draw = lambda mobjects: draw_small(self._scene, camera, wide, high, mobjects)
        return snapshot

    def finish(self) -> list[LayoutFinding]:
        """The scene has ended: what was found and is not allowed, in the order in which it comes up."""
        if self._snapshot is None:
            return []
        self._log.advance(self._end)
        self._timeline.seconds = self._end
        for rule in self._rules:
            for sighting in rule.end(self._timeline):
                self._log.enter(rule, sighting)
        given: list[Allowance] = getattr(self._scene, "allowances", [])
        allowed = Allowed(self._name, self._file, given)
        kept = [each for each in self._log.found.values() if not allowed.passes(each)]
        found = [each.finding(self._name, self._settings.severity(type(each.rule)), self._steps) for each in kept]
        return sorted(found, key=lambda finding: finding.seconds) + allowed.unused()
