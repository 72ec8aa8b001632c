"""Run one scene: draw the steps that are wanted, walk through the others."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from manim import ManimColor, Scene

from sessen.errors import SessenError
from sessen.files import temporary_prefix
from sessen.job import SceneRef
from sessen.keys import FileHashes
from sessen.keys.trees import FILES_OF, files_of, imported_tops, packages_since
from sessen.marks import NO_MARKS, Marks, Waiting
from sessen.project import project_root
from sessen.syscalls.channel import take_channel
from sessen.variant import Variant
from sessen.video.master import MasterEncoder
from sessen.video.segment import SegmentEncoder
from sessen.worker.backdrop import background_override, with_encodable_background
from sessen.worker.cameras import PicturesNeeded
from sessen.worker.captions import captions_of
from sessen.worker.chance import Chance
from sessen.worker.configuration import manim_config, reapply_variant
from sessen.worker.dependencies import DependencyTracer
from sessen.worker.failure import StepMissing, to_scene_error
from sessen.worker.lessons import is_lesson
from sessen.worker.load import imported_files, isolated_imports, load_scene
from sessen.worker.manim_patches.all import manim_patches
from sessen.worker.manim_patches.garbage import collecting_rarely
from sessen.worker.plain_theme import plain_theme
from sessen.worker.recorder import RunEnded, StepEncoder, StepRecorder, StepRecording
from sessen.worker.renderer import StepRenderer
from sessen.worker.result import Inputs, StepRecord, StepResult
from sessen.worker.tex import readable_tex
from sessen.worker.visibility import unseen
from sessen.worker.voices import Voices
from sessen.worker.watching import FrameWatcher


class Run:
    """One run of a scene.

    Parameters
    ----------
    address, variant, values
        The scene, how it is made, and its parameters as typed.
    wanted
        Names of the steps to draw; None walks through all.
    strict_claims
        Whether a violated claim ends the scene.
    beside
        Whether there is a second processor core, to encode on while the next frame is drawn.
    leave
        Called when all wanted steps were kept, in the middle of the scene's code; it may end the process.
    marks
        What narration a lesson waits for.
    """

    #: Looks at every frame that the run is for.
    watch: FrameWatcher | None = None

    def __init__(
        self,
        address: SceneRef,
        variant: Variant,
        values: Mapping[str, str],
        *,
        wanted: frozenset[str] | None,
        strict_claims: bool = True,
        beside: bool = False,
        leave: Callable[[], None] = lambda: None,
        marks: Marks = NO_MARKS,
    ) -> None:
        self._address = address
        self._marks = marks
        self._variant = variant
        self._values = values
        self._wanted = wanted
        self._strict_claims = strict_claims
        self._beside = beside
        self._leave = leave
        self._scene: Any = None
        self._draws_all = False
        self._handed_over: set[str] = set()
        self._error: Exception | None = None

    def run(self, keep: Callable[[Any], None]) -> None:
        """Run the scene and hand each step to ``keep`` as soon as it has ended.

        Raises
        ------
        SessenError
            What went wrong in the scene, or that it lacks a step that is wanted. Steps before were kept.
        """
        try:
            self._attempt(keep)
        except PicturesNeeded:
            self._draws_all = True
            self._attempt(keep)
        self._require_wanted()

    def _attempt(self, keep: Callable[[Any], None]) -> None:
        with tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True) as folder:

            def leave() -> None:
                shutil.rmtree(folder, ignore_errors=True)
                self._leave()

            self._recorder = StepRecorder(self._wanted, self._encoder, lambda take: self._hand_over(keep, take), leave)
            self._run_in(Path(folder))

    def _run_in(self, scratch: Path) -> None:
        root = project_root(self._address.file)
        self._packages = imported_tops()
        self._voices = Voices(root, scratch)
        self._tracer = DependencyTracer(root, scratch, root / ".sessen", channel=take_channel())
        self._chance = Chance()
        with (
            self._voices.kept(),
            self._tracer.tracing(),
            isolated_imports(self._address.file, self._tracer.add),
            manim_config(self._variant, root, scratch, self._chance),
            manim_patches(),
            readable_tex(root),
            collecting_rarely(),
            background_override(self._variant),
            self._readable_errors(),
            self.watch.running() if self.watch is not None else nullcontext(),
        ):
            self._play()

    def _hand_over(self, keep: Callable[[Any], None], take: StepRecording) -> None:
        """Give a step away. What goes wrong in that is no business of the scene, which may catch what it can."""
        self._require_pictures()
        try:
            self._require_claims()
            result = self._result(take)
            if take.name in self._handed_over:
                return
            self._handed_over.add(take.name)
            with self._tracer.paused():
                keep(result)
        except Exception as error:
            self._error, self._recorder.over = error, True
            raise RunEnded from error

    def _require_claims(self) -> None:
        ledger = getattr(self._scene, "claim_log", None)
        if ledger is not None and ledger.violated is not None:
            raise ledger.violated

    def _play(self) -> None:
        scene_class = load_scene(self._address)
        self._voices.expect()
        self._renderer = StepRenderer(self._recorder, self._tracer.add, draws_all=self._draws_all)
        with plain_theme(scene_class, self._variant):
            self._scene = self._make_scene(scene_class, self._renderer)
            if self.watch is not None:
                self._renderer.begin_watch(self._scene, self.watch)
            self._render()
        self._require_pictures()
        if self._error is not None:
            raise self._error

    def _require_pictures(self) -> None:
        # Whatever a scene has made of it: what it has read are not its pictures.
        if self._renderer.pictures_needed:
            raise PicturesNeeded

    def _render(self) -> None:
        """Let the scene run; what it does when nothing more is wanted of it is not looked at."""
        try:
            self._scene.render()
        except RunEnded:
            pass
        except Exception:
            if not self._recorder.over:
                raise

    def _make_scene(self, scene_class: type[Any], renderer: StepRenderer) -> Scene:
        if is_lesson(scene_class):
            reapply_variant(self._variant)  # whose layouts know the frame of each shape
            lesson: Scene = scene_class(
                renderer=renderer,
                variant=with_encodable_background(self._variant),
                values=self._values,
                strict_claims=self._strict_claims,
            )
            vars(lesson)["waiting"] = Waiting(self._marks)
            return lesson
        if not issubclass(scene_class, Scene):
            location = str(self._address.file)
            raise SessenError(
                f"{self._address} is not a scene", location=location, hint="name a class derived from Scene"
            )
        # Manim reads the renderer before it makes one.
        reapply_variant(self._variant, frame=False)
        if self._values:
            raise SessenError(
                f"{self._address} is a plain Manim scene, which has no parameters.",
                hint=f"Leave out --set {next(iter(self._values))}=..., or make it a Lesson.",
            )
        # Whatever arguments its __init__ takes, a plain scene gets its renderer by the name that Scene itself uses.
        with patch("manim.scene.scene.CairoRenderer", lambda **_: self._settled(renderer)):
            scene: Scene = scene_class()
        if hasattr(scene, "_save_slides"):  # manim-slides puts together the files that Manim would have written
            scene._save_slides = lambda *_, **__: None
        return scene

    def _settled(self, renderer: StepRenderer) -> StepRenderer:
        """The renderer; from here on its camera is made, and the scene's file and ``__init__`` have had their say."""
        reapply_variant(self._variant, frame=False)
        return renderer

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        try:
            yield
        except (Exception, SystemExit) as error:
            self._recorder.discard()
            step = self._recorder.step.name if self._scene is not None else ""
            raise to_scene_error(error, str(self._address), step, self._values) from error
        except BaseException:
            self._recorder.discard()
            raise

    def _require_wanted(self) -> None:
        if self._wanted and self._recorder.unfinished:
            raise StepMissing(
                f"{', '.join(sorted(self._recorder.unfinished))} did not come up when {self._address} ran.",
                location=str(self._address),
                hint=f"Its steps are {', '.join(self._recorder.seen) or 'none'}.",
            )

    def _encoder(self) -> StepEncoder:
        size = self._variant.pixels
        rate = self._variant.quality.frame_rate
        if self._variant.is_transparent:
            return MasterEncoder(*size, rate)
        return SegmentEncoder(*size, rate, beside=self._beside)

    def _inputs(self) -> Inputs:
        """What was seen up to now, with the packages that the scene has loaded besides those that draw."""
        with self._tracer.paused():
            new = {f"{FILES_OF} {name}": files_of(name, FileHashes()) for name in packages_since(self._packages)}
        self._packages = imported_tops()
        for name, known in new.items():
            self._tracer.note_fact(name, known)
        return self._tracer.inputs(imported_files())

    def _result(self, take: StepRecording) -> StepRecord:
        seconds = take.frames / self._variant.quality.frame_rate
        ledger = getattr(self._scene, "claim_log", None)
        common: dict[str, Any] = {
            "scene": str(self._address),
            "step": take.name,
            "frames": take.frames,
            "seconds": seconds,
            "captions": captions_of(self._scene, take, seconds),
            "claims": tuple(ledger.results.values()) if ledger else (),
            "inputs": self._inputs(),
            "remarks": tuple(f"{self._address}: {remark}" for remark in self._chance.remarks()),
            "unseen": unseen(self._scene.mobjects, self._paper),
            "late": tuple(waiting.late) if (waiting := getattr(self._scene, "waiting", None)) else (),
        }
        if take.encoder is None:
            return StepRecord(**common)
        return StepResult(
            **common,
            picture=take.encoder.finish(),
            first=take.first,
            last=take.last,
            begins=take.begins,
            ends=take.ends,
            sounds=take.soundtrack.sounds(),
            drawing=time.perf_counter() - take.began,
        )

    @property
    def _paper(self) -> str:
        """The colour behind the picture."""
        return self._variant.paper or ManimColor(self._scene.camera.background_color).to_hex()[:7]
