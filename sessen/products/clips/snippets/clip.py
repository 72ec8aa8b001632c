"""A finished clip as snippets see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from sessen.products.video.captions import read_spoken, read_vtt

_VIDEOS: Final = ("webm", "mp4", "mov")
_IMAGES: Final = ("avif", "webp", "gif")


@dataclass(frozen=True, slots=True)
class SnippetClip:
    """The files of a clip, by their endings, and what is said in it.

    Parameters
    ----------
    name
        ``SCENE::STEP``.
    title
        The scene's.
    words
        The sentences, for those who do not see the clip.
    language
        ``en`` or ``ja``.
    files
        Names by endings: ``mp4``, ``png``, ``first.png``, ``vtt``, ...
    size
        Pixels across and up.
    loop
        Whether it begins anew at its end.
    settings
        Parameters as typed, and options of `sessen.show` that are not its defaults.
    sound
        Whether something is heard in its films.
    spoken
        The words as they are read aloud; empty where that is what they are.
    """

    name: str
    title: str
    words: str
    language: str
    files: dict[str, str]
    size: tuple[int, int]
    loop: bool
    settings: tuple[tuple[str, object], ...] = ()
    sound: bool = False
    spoken: str = ""

    @property
    def alt_text(self) -> str:
        """What a screen reader says in its place."""
        return self.spoken or self.words

    @property
    def videos(self) -> list[tuple[str, str]]:
        """Endings and names of what players play, the best first."""
        return [(ending, self.files[ending]) for ending in _VIDEOS if ending in self.files]

    @property
    def images(self) -> list[tuple[str, str]]:
        """Endings and names of what shows itself, the best first."""
        return [(ending, self.files[ending]) for ending in _IMAGES if ending in self.files]

    @property
    def poster(self) -> str:
        """The last picture, which shows the most."""
        return self._still("png")

    @property
    def first(self) -> str:
        """The first picture, which a player shows before it begins: nothing jumps then."""
        return self._still("first.png")

    def _still(self, ending: str) -> str:
        kinds = [f"alpha.{ending}", ending, f"image.{ending}"]
        return next((self.files[kind] for kind in kinds if kind in self.files), "")


def clip_of(
    name: str,
    title: str,
    language: str,
    files: Iterable[Path],
    stem: str,
    *,
    loop: bool,
    settings: Iterable[tuple[str, object]] = (),
    sound: bool = False,
) -> SnippetClip:
    """The clip whose files begin with ``stem``; size and words are read from them."""
    paths = {path.name.removeprefix(f"{stem}."): path for path in files}
    captions = paths["vtt"].read_text(encoding="utf-8") if "vtt" in paths else ""
    words = words_in(captions) if captions else title
    picture = next(path for ending, path in paths.items() if ending.endswith(("png", *_IMAGES)))
    with Image.open(picture) as image:
        size = image.size
    named = {ending: path.name for ending, path in paths.items()}
    return SnippetClip(name, title, words, language, named, size, loop, tuple(settings), sound, read_spoken(captions))


def words_in(captions: str) -> str:
    """The words of a WebVTT file in one line."""
    return " ".join(" ".join(cue.text for cue in read_vtt(captions)).split())
