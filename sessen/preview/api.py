"""The host of the pages: what they ask for, what they are told, and when nobody is there any more."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sessen.catalogue import SceneDescription
from sessen.pipeline import Request
from sessen.pool import ProcessPool, Task
from sessen.preview.controller import Controller
from sessen.preview.media import Media
from sessen.preview.recording_api import RecordingApi
from sessen.preview.scene_list import SceneList
from sessen.preview.state import ViewState
from sessen.preview.state_json import state_json
from sessen.preview.view import CHOICES, BadRequest, Opening, View, check_text, parse_view, places
from sessen.store import open_store
from sessen.voice.choice import OFF
from sessen.worker.tasks import ParsedParameter, ParseParameterArgs, parse_parameter

_TIMEOUT: Final = 10.0  # seconds for reading what was typed
_LONGEST_TEXT: Final = 400  # letters
_CLIP_TIMEOUT: Final = 1800.0

Events = queue.Queue[tuple[str, Any]]


class Api:
    """Everything behind the server.

    Parameters
    ----------
    editor
        A link with ``{file}`` and ``{line}``.
    look
        How the page opens, as far as it was asked for.
    """

    def __init__(
        self,
        request: Request,
        pool: ProcessPool,
        *,
        editor: str,
        look: Mapping[str, str | bool] = MappingProxyType({}),
    ) -> None:
        opening = Opening(look, request.overrides)
        # A voice that was named is among those to choose from.
        self._choices = CHOICES | {"voice": [*dict.fromkeys([*CHOICES["voice"], look.get("voice", OFF)])]}
        request = replace(request, overrides=())  # they are what the page begins with, and can be changed there
        self.request = request
        self.pool = pool
        self.store = open_store(request.store or request.state_dir / "store")
        self.controller = Controller(request, pool, self.store, self._changed, editor=editor, saved=self._on_save)
        self.media = Media(self.store, self._states)
        self.scene_list = SceneList(
            request,
            pool,
            self.controller,
            self.media,
            opening,
            changed=lambda: self._send_to_all("scenes", self._list()),
            waits=lambda: not self._events or any(state.tasks for state in self._states()),
        )
        self.recordings = RecordingApi(request, pool, lambda: self.scene_list.targets)
        self.acts: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "look": self._subscribe,
            "read": self._read,
            "clip": self._clip,
            **self.recordings.acts,
        }
        self._events: dict[str, list[Events]] = {}
        self._offers: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._alone_since: float | None = None
        self._clips: set[subprocess.Popen[str]] = set()

    def _states(self) -> list[ViewState]:
        with self.controller.lock:
            return [*self.controller.states.values()]

    def _on_save(self, files: frozenset[Path]) -> None:
        self.scene_list.on_save(files)

    def _list(self) -> dict[str, Any]:
        return self.scene_list.to_json() | {"choices": self._choices} | self._offers

    def prepare(self) -> None:
        """Import what pages need a little later, and tell them."""
        from sessen.preview.safe_areas import safe_areas
        from sessen.products.clips.targets import TARGETS

        self._offers = {"purposes": [*TARGETS], "frames": safe_areas()}
        self._send_to_all("scenes", self._list())

    def close(self) -> None:
        """End everything that was begun."""
        with self._lock:
            clips = [*self._clips]
        for clip in clips:
            clip.kill()
        self.controller.close()

    # -- pages that come and go ----------------------------------------------------------------------------------

    def connect(self, viewer: str) -> Events:
        """A page is there; what it is told comes through the queue."""
        events: Events = queue.Queue()
        with self._lock:
            self._events.setdefault(viewer, []).append(events)
            self._alone_since = None
        if self.scene_list.targets:
            events.put(("scenes", self._list()))
        return events

    def disconnect(self, viewer: str, events: Events) -> None:
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
            self.controller.unsubscribe(viewer)

    def idle_seconds(self) -> float:
        """Seconds since the last page has closed; 0 while one is open, and before the first has come."""
        with self._lock:
            return time.monotonic() - self._alone_since if self._alone_since is not None else 0.0

    def _send(self, viewer: str, kind: str, told: Any) -> None:
        with self._lock:
            lines = [*self._events.get(viewer, ())]
        for events in lines:
            events.put((kind, told))

    def _send_to_all(self, kind: str, told: Any) -> None:
        for viewer in [*self._events]:
            self._send(viewer, kind, told)

    def _changed(self, state: ViewState) -> None:
        told = state_json(state, self.request, self.store, self.controller.times, self.media.spoken)
        for viewer in self.controller.viewers_of(state):
            self._send(viewer, "show", told)

    # -- what pages ask for --------------------------------------------------------------------------------------

    def _subscribe(self, asked: Mapping[str, Any]) -> Any:
        view = parse_view(asked, self.scene_list.targets)
        focus = str(asked.get("focus", ""))[:200]
        viewer = str(asked.get("viewer", ""))
        if viewer not in self._events:
            raise BadRequest("listen first", hint="reload the page")
        self.controller.subscribe(viewer, view, focus)
        return {}

    def _read(self, asked: Mapping[str, Any]) -> Any:
        scene = self._scene(str(asked.get("target")))
        name, text = str(asked.get("name", "")), asked.get("text")
        names = [each.name for each in scene.parameters] if scene else []
        if scene is None or name not in names or not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            raise BadRequest("there is no such parameter, or the text is too long")
        check_text(name, text)
        reading: ParsedParameter = self._ask(name, ParseParameterArgs(scene.address, name, text))
        return {"what": reading.message, "column": reading.column, "cure": reading.hint}

    def _scene(self, target: str) -> SceneDescription | None:
        planned = (state.plan.scene for state in self._states() if state.view.target == target and state.plan)
        return self.scene_list.scene(target) or next(planned, None)

    def _ask(self, name: str, args: ParseParameterArgs) -> ParsedParameter:
        task = self.pool.start(Task(name, parse_parameter, args, timeout=_TIMEOUT, shares_process=True))
        task.done.wait(_TIMEOUT + 60)
        if task.error is not None:
            return ParsedParameter(task.error.message)
        reading: ParsedParameter = task.result or ParsedParameter("it could not be read in time")
        return reading

    def _clip(self, asked: Mapping[str, Any]) -> Any:
        view = parse_view(asked, self.scene_list.targets)
        step, purpose = str(asked.get("step", "")), str(asked.get("for", ""))
        viewer = str(asked.get("viewer", ""))
        if purpose not in self._offers.get("purposes", ()) or (step and not step.isidentifier()):
            raise BadRequest("there is no such target of clips")
        thread = threading.Thread(target=self._make_clip, args=(viewer, view, step, purpose), daemon=True)
        thread.start()
        return {}

    def _make_clip(self, viewer: str, view: View, step: str, purpose: str) -> None:
        words = [*view.words(step), *places(self.request)]
        command = [sys.executable, "-m", "sessen", "clips", *words, "--for", purpose]
        try:
            told = self._run_clip(command)
        except (OSError, ValueError) as error:
            told = {"made": False, "said": f"it could not be started: {error}"}
        self._send(viewer, "clip", told)

    def _run_clip(self, command: list[str]) -> dict[str, Any]:
        clip = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        )
        with self._lock:
            self._clips.add(clip)
        try:
            said, complained = clip.communicate(timeout=_CLIP_TIMEOUT)
        except subprocess.TimeoutExpired:
            clip.kill()
            said, complained = "", "it took longer than half an hour"
        with self._lock:
            self._clips.discard(clip)
        text = said.strip() if clip.returncode == 0 else complained.strip() or said.strip()
        return {"made": clip.returncode == 0, "said": text[-1500:]}
