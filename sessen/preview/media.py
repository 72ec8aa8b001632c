"""Media and videos by name, as pages ask for them: quick ones, and those of finished steps in the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from sessen.errors import SessenError
from sessen.keys.file_hashes import sha256
from sessen.preview.spoken import SpokenSteps, joined, sounds_of
from sessen.preview.state import Motion, ViewState
from sessen.store import Store

if TYPE_CHECKING:
    from sessen.video.sound import Sound

_MOST_STILLS: Final = 96
_MOST_HEARD: Final = 24


class Media:
    """Finds what has a name.

    Parameters
    ----------
    shows
        Those whose quick pictures can be asked for.

    Attributes
    ----------
    begun
        Set when somebody has asked for the first.
    spoken
        Steps with their narration.
    """

    def __init__(self, store: Store, states: Callable[[], Iterable[ViewState]]) -> None:
        self._store = store
        self._states = states
        self._stills = _Latest(_MOST_STILLS)
        self._heard = _Latest(_MOST_HEARD)
        self.spoken = SpokenSteps(store)
        self.begun = threading.Event()

    def get(self, kind: str, name: str) -> bytes | None:
        """The bytes of a ``glance``, ``still``, ``motion``, ``quick`` or ``spoken`` motion; else None."""
        self.begun.set()
        if kind == "glance":
            return next(
                (state.quick_looks[name] for state in self._states() if name in state.quick_looks),
                self._quick_look(name),
            )
        if kind == "quick":
            motions = (motion for state in self._states() for motion in state.motions.values())
            return next(
                (self._with_sound(name, each.picture, each.sounds) for each in motions if each.name == name), None
            )
        try:
            if kind == "spoken":
                return self._with_sound_cache(name, lambda: self.spoken.motion(name))
            return self._still(name) if kind == "still" else self._motion(name)
        except SessenError:
            return None

    def put_still(self, name: str, picture: bytes) -> None:
        """Have a picture at hand as the still of that name."""
        self._stills.put(name, picture)

    def _quick_look(self, name: str) -> bytes | None:
        return next(
            (state.provisional for state in self._states() if state.provisional and sha256(state.provisional) == name),
            None,
        )

    def _still(self, name: str) -> bytes | None:
        known = self._stills.get(name)
        if known is not None:
            return known
        video = self._picture(name)
        if video is None:
            return None
        from sessen.video import last_frame, png

        picture = png(last_frame(video))
        self.put_still(name, picture)
        return picture

    def _picture(self, name: str) -> bytes | None:
        entry = self._store.entry(name)
        return self._store.blob(name, entry.blobs["picture"][0]) if entry else None

    def _motion(self, name: str) -> bytes | None:
        entry, picture = self._store.entry(name), self._picture(name)
        if entry is None or picture is None:
            return None
        return self._with_sound(name, picture, sounds_of(name, entry, self._store))

    def _with_sound(self, name: str, picture: bytes, sounds: Sequence[Sound]) -> bytes | None:
        """What is heard in a step goes into its video, as it does in the scene's; a step without sound is as it is."""
        if not sounds:
            return picture
        from sessen.video import Extras

        return self._with_sound_cache(name, lambda: joined(picture, Extras(sounds=sounds)))

    def _with_sound_cache(self, name: str, make: Callable[[], bytes | None]) -> bytes | None:
        known = self._heard.get(name)
        if known is None and (known := make()) is not None:
            self._heard.put(name, known)
        return known


def is_same(motion: Motion, store: Store, entry: str) -> bool:
    """Whether what a step was drawn as in the end is, byte for byte, what was shown meanwhile."""
    found = store.entry(entry)
    return found is not None and found.blobs["picture"][0] == motion.name


class _Latest:
    """Keeps what was put in last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        with self._lock:
            return self._known.get(name)

    def put(self, name: str, data: bytes) -> None:
        with self._lock:
            self._known[name] = data
            while len(self._known) > self._most:
                self._known.popitem(last=False)
