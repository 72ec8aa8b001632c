"""The host of the pages: what they ask for, what they are told, and when nobody is there any more."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sessen.catalogue import SceneDescription
from sessen.errors import SessenError
from sessen.job import SceneAddress
from sessen.plan import Chosen, Request
from sessen.preview.crew import Crew
from sessen.preview.desk import plan_of, target_of
from sessen.preview.document import document
from sessen.preview.show import Show
from sessen.preview.studio import Studio
from sessen.preview.view import Unacceptable, View, read_view
from sessen.preview.work import GlanceOrder, Reading, TextOrder, glance, read_text
from sessen.store import open_store

_MOST_STILLS: Final = 96
_PATIENCE: Final = 10.0  # seconds for reading what was typed
_BETWEEN_STILLS: Final = 0.5  # seconds
_LONGEST_TEXT: Final = 400  # letters
_CLIP_PATIENCE: Final = 1800.0

#: What ``clips --for`` takes.
PURPOSES: Final = (
    "powerpoint",
    "keynote",
    "google-slides",
    "editor",
    "moodle",
    "revealjs",
    "web",
    "beamer",
    "jupyter",
    "myst",
    "quarto",
)

Events = queue.Queue[tuple[str, Any]]


class Host:
    """Everything behind the server.

    Parameters
    ----------
    scenes
        Those to choose from.
    editor
        A link with ``{file}`` and ``{line}``.
    """

    def __init__(self, request: Request, crew: Crew, *, editor: str) -> None:
        self.request = request
        self.crew = crew
        self.store = open_store(request.store or request.workshop / "store")
        self.studio = Studio(request, crew, self.store, self._changed, editor=editor)
        self.scenes: list[dict[str, Any]] = []
        self.first = ""
        self.step = ""
        self.acts: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "look": self._look,
            "read": self._read,
            "clip": self._clip,
        }
        self._events: dict[str, list[Events]] = {}
        self._stills: OrderedDict[str, bytes] = OrderedDict()
        self._files: dict[str, SceneDescription | None] = {}
        self._lock = threading.Lock()
        self._alone_since: float | None = None
        self._clips: set[subprocess.Popen[str]] = set()

    def offer(self, chosen: list[Chosen], request: Request) -> None:
        """Say which scenes there are, the first to show first."""
        for each in chosen:
            target = target_of(each.scene, request)
            self._files[target] = each.scene
            title = dict(each.title) or dict(each.scene.title)
            self.scenes.append({"target": target, "name": each.scene.name, "title": title})
        self._tell_all("scenes", self._list())

    def offer_broken(self, targets: Sequence[str]) -> None:
        """Nothing can be told of these files yet: the page shows why, and the scene when it is mended."""
        for target in targets:
            self._files[target] = None
            self.scenes.append({"target": target, "name": target, "title": {}})
        self._tell_all("scenes", self._list())

    def _list(self) -> dict[str, Any]:
        return {"scenes": self.scenes, "first": self.first, "step": self.step, "purposes": PURPOSES}

    def close(self) -> None:
        """End everything that was begun."""
        with self._lock:
            clips = [*self._clips]
        for clip in clips:
            clip.kill()
        self.studio.close()

    # -- pages that come and go ----------------------------------------------------------------------------------

    def arrived(self, viewer: str) -> Events:
        """A page is there; what it is told comes through the queue."""
        events: Events = queue.Queue()
        with self._lock:
            self._events.setdefault(viewer, []).append(events)
            self._alone_since = None
        if self.scenes:
            events.put(("scenes", self._list()))
        return events

    def left(self, viewer: str, events: Events) -> None:
        """A page has closed, or has lost its line and comes again by another."""
        with self._lock:
            lines = self._events.get(viewer, [])
            if events in lines:
                lines.remove(events)
            gone = not lines
            if gone:
                self._events.pop(viewer, None)
            if not self._events:
                self._alone_since = time.monotonic()
        if gone:
            self.studio.gone(viewer)

    def alone_for(self) -> float:
        """Seconds since the last page has closed; 0 while one is open, and before the first has come."""
        with self._lock:
            return time.monotonic() - self._alone_since if self._alone_since is not None else 0.0

    def _tell(self, viewer: str, kind: str, told: Any) -> None:
        with self._lock:
            lines = [*self._events.get(viewer, ())]
        for events in lines:
            events.put((kind, told))

    def _tell_all(self, kind: str, told: Any) -> None:
        for viewer in [*self._events]:
            self._tell(viewer, kind, told)

    def _changed(self, show: Show) -> None:
        told = document(show, self.store, self.studio.times)
        for viewer in self.studio.viewers(show):
            self._tell(viewer, "show", told)

    # -- what pages ask for --------------------------------------------------------------------------------------

    def _look(self, asked: Mapping[str, Any]) -> Any:
        view = read_view(asked, frozenset(self._files))
        focus = str(asked.get("focus", ""))[:200]
        viewer = str(asked.get("viewer", ""))
        if viewer not in self._events:
            raise Unacceptable("listen first", cure="reload the page")
        self.studio.look(viewer, view, focus)
        return {}

    def _read(self, asked: Mapping[str, Any]) -> Any:
        scene = self._files.get(str(asked.get("target")))
        name, text = str(asked.get("name", "")), asked.get("text")
        names = [each.name for each in scene.parameters] if scene else []
        if scene is None or name not in names or not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            raise Unacceptable("there is no such parameter, or the text is too long")
        reading: Reading = self._ask(name, TextOrder(SceneAddress(scene.file, scene.name), name, text))
        return {"what": reading.what, "column": reading.column, "cure": reading.cure}

    def _ask(self, name: str, order: TextOrder) -> Reading:
        errand = self.crew.start(name, read_text, order, patience=_PATIENCE)
        errand.done.wait(_PATIENCE + 60)
        if errand.error is not None:
            return Reading(errand.error.what)
        reading: Reading = errand.result or Reading("it could not be read in time")
        return reading

    def _clip(self, asked: Mapping[str, Any]) -> Any:
        view = read_view(asked, frozenset(self._files))
        step, purpose = str(asked.get("step", "")), str(asked.get("for", ""))
        viewer = str(asked.get("viewer", ""))
        if purpose not in PURPOSES or (step and not step.isidentifier()):
            raise Unacceptable("there is no such target of clips")
        thread = threading.Thread(target=self._make_clip, args=(viewer, view, step, purpose), daemon=True)
        thread.start()
        return {}

    def _make_clip(self, viewer: str, view: View, step: str, purpose: str) -> None:
        words = view.words(step)
        command = [sys.executable, "-m", "sessen", "clips", *words, "--for", purpose]
        if self.request.lecture:
            command += ["--lecture", str(self.request.lecture)]
        if self.request.store:
            command += ["--store", self.request.store]
        clip = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"}
        )
        with self._lock:
            self._clips.add(clip)
        try:
            said, complained = clip.communicate(timeout=_CLIP_PATIENCE)
        except subprocess.TimeoutExpired:
            clip.kill()
            said, complained = "", "it took longer than half an hour"
        with self._lock:
            self._clips.discard(clip)
        text = said.strip() if clip.returncode == 0 else complained.strip() or said.strip()
        self._tell(viewer, "clip", {"made": clip.returncode == 0, "said": text[-1500:]})

    # -- the list of scenes ---------------------------------------------------------------------------------------

    def draw_stills(self) -> None:
        """Find a picture for each scene of the list, one after the other, while nobody waits for anything else."""
        threading.Thread(target=self._draw_stills, daemon=True).start()

    def _draw_stills(self) -> None:
        for scene in self.scenes:
            self._wait_for_quiet()
            with contextlib.suppress(SessenError):
                scene["still"] = self._still_of(View(scene["target"]))
                self._tell_all("scenes", self._list())

    def _wait_for_quiet(self) -> None:
        while any(show.errands for show in [*self.studio.shows.values()]) or not self._events:
            time.sleep(_BETWEEN_STILLS)

    def _still_of(self, view: View) -> str | None:
        """Where the last picture of a scene is: from the store, or from a glance."""
        plan = plan_of(view, self.request, self.crew, lambda errand: None)
        if not plan.steps:
            return None
        step = plan.steps[-1]
        if step.found:
            return f"still/{step.found.entry}.png"
        order = GlanceOrder(SceneAddress(plan.scene.file, plan.scene.name), view.variant, plan.values, step.name)
        errand = self.crew.start(plan.scene.name, glance, order, patience=self.request.time_limit)
        errand.done.wait()
        if not errand.result:
            return None
        self._keep_still(step.key.digest, errand.result)
        return f"still/{step.key.digest}.png"

    # -- pictures ------------------------------------------------------------------------------------------------

    def picture(self, kind: str, name: str) -> bytes | None:
        """A quick picture, the last picture of a finished step, or its video."""
        if kind == "glance":
            with self.studio.lock:
                found = (show.glances.get(name) for show in self.studio.shows.values())
                return next((picture for picture in found if picture), None)
        if kind == "still" and name in self._stills:
            return self._stills[name]
        try:
            entry = self.store.entry(name)
            data = self.store.blob(name, entry.blobs["picture"][0]) if entry else None
        except SessenError:
            return None
        return self._still(name, data) if kind == "still" and data else data

    def _still(self, name: str, video: bytes) -> bytes:
        from sessen.video import last_frame, png

        picture = png(last_frame(video))
        self._keep_still(name, picture)
        return picture

    def _keep_still(self, name: str, picture: bytes) -> None:
        with self._lock:
            self._stills[name] = picture
            while len(self._stills) > _MOST_STILLS:
                self._stills.popitem(last=False)
