"""Recordings of one's own by the page: what is to be said, sound as it comes, the take that it becomes."""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import safe_name
from sessen.pipeline import Request
from sessen.pool import ProcessPool, Task
from sessen.preview.planner import SceneNarration, narration_of
from sessen.preview.view import BadRequest, View, parse_view
from sessen.voice.own_take import OwnTake, OwnTakeArgs, TakeThere, keep_take, prepare_take
from sessen.voice.recordings import About, Recording, Recordings
from sessen.voice.script import Script
from sessen.voice.take import Take

_TIMEOUT: Final = 120.0  # seconds for making a take of a recording
Asked = Mapping[str, Any]


class RecordingApi:
    """Does what pages want done with recordings.

    Parameters
    ----------
    targets
        The scenes that pages may look at.
    """

    def __init__(self, request: Request, pool: ProcessPool, targets: Callable[[], Collection[str]]) -> None:
        self._request = request
        self._pool = pool
        self._targets = targets
        self._recordings = Recordings(request.state_dir)
        self._lock = threading.Lock()
        self.acts: Mapping[str, Callable[[Asked], Any]] = {
            "narration": self._narration,
            "record": self._begin,
            "piece": self._append,
            "finish": self._finish,
            "keep": self._keep,
            "drop": self._drop,
        }

    def take(self, name: str) -> bytes | None:
        """The take of a recording, to be listened to."""
        try:
            return self._recordings.get(name).take.read_bytes()
        except (SessenError, OSError):
            return None

    # -- what is to be said --------------------------------------------------------------------------------------

    def _narration(self, asked: Asked) -> Any:
        view = self._view(asked)
        found = narration_of(view, self._request, self._pool)
        language = str(view.variant.language)
        steps = {step: _step(script, found.takes.get(safe_name(step))) for step, script in found.scripts.items()}
        return {"target": view.target, "language": language, "steps": steps}

    def _view(self, asked: Asked) -> View:
        return parse_view(asked, frozenset(self._targets()))

    # -- sound ---------------------------------------------------------------------------------------------------

    def _begin(self, asked: Asked) -> Any:
        view, step, rate = self._view(asked), asked.get("step"), asked.get("rate")
        found = narration_of(view, self._request, self._pool)
        if not isinstance(step, str) or step not in found.scene.step_names or not isinstance(rate, int):
            raise BadRequest("there is no such step, or no rate")
        return {"id": self._recordings.begin(_about(view, found, step, rate)).id}

    def _append(self, asked: Asked) -> Any:
        recording, at = self._recording(asked), asked.get("at")
        try:
            data = base64.b64decode(str(asked.get("sound", "")), validate=True)
        except (binascii.Error, ValueError):
            raise BadRequest("this is no sound") from None
        if not isinstance(at, int) or at < 0:
            raise BadRequest("where does it begin?")
        with self._lock:
            return {"size": recording.append(at, data)}

    def _recording(self, asked: Asked) -> Recording:
        return self._recordings.get(str(asked.get("id", "")))

    # -- takes ---------------------------------------------------------------------------------------------------

    def _finish(self, asked: Asked) -> Any:
        """Make a take of what was recorded, in another process."""
        recording, about = self._recording(asked), self._recording(asked).about
        wave = str(recording.as_wave())
        args = OwnTakeArgs(wave, about.step, about.script, about.language, about.scene_file, str(recording.take))
        name = f"{about.scene}::{about.step}"
        task = self._pool.start(Task(name, prepare_take, args, timeout=_TIMEOUT, runs_scene=False))
        task.done.wait()
        if task.error is not None:
            raise task.error
        if task.result is None:
            raise SessenError("the preview was ended", hint="start it again: the recording is kept")
        made: OwnTake = task.result
        doubts = [{"word": word, "seconds": seconds} for word, seconds in made.doubts]
        return {"seconds": made.seconds, "doubts": doubts, "aligned": made.aligned}

    def _keep(self, asked: Asked) -> Any:
        recording = self._recording(asked)
        if not recording.take.is_file():
            raise BadRequest("this recording was not listened to yet", hint="finish it first")
        try:
            take = keep_take(recording, replacing=asked.get("replace") is True)
        except TakeThere as error:
            return {"there": error.message}
        return {"kept": take.path.name}

    def _drop(self, asked: Asked) -> Any:
        self._recording(asked).drop()
        return {}


def _about(view: View, found: SceneNarration, step: str, rate: int) -> About:
    script = found.scripts.get(step, Script())
    begun = time.strftime("%Y-%m-%d %H:%M:%S")
    file, language = str(found.scene.file), str(view.variant.language)
    return About(view.target, found.scene.name, file, str(found.folder), language, step, script, rate, begun)


def _step(script: Script, take: Take | None) -> dict[str, Any]:
    sentences = [{"text": each.text, "spoken": each.spoken} for each in script.sentences]
    return {"sentences": sentences, "take": _kind(script, take), "by": take.info.voice if take and take.info else ""}


def _kind(script: Script, take: Take | None) -> str:
    """What there is to hear of a step, as the page has words for it."""
    if take is None:
        return "silent" if script.sentences else "wordless"
    whose = "own" if take.is_own else "machine"
    return whose if take.says(script) else f"{whose}Old"


def unfinished(state_dir: Path, target: str, language: str) -> list[dict[str, Any]]:
    """The recordings of a scene in a language that were neither kept nor dropped."""
    own = [each for each in Recordings(state_dir) if each.about.target == target and each.about.language == language]
    return [
        {"id": each.id, "step": each.about.step, "seconds": round(each.seconds, 1), "begun": each.about.begun}
        for each in own
    ]
