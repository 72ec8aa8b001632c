"""What somebody has asked for, as typed and checked for form only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import sessen
from sessen.errors import SessenError
from sessen.files import from_here
from sessen.targets import is_file_name
from sessen.variant import Language, Variant

#: What ``--lecture`` calls the lecture that comes with Sessen.
SHIPPED: Final = "shipped"
_LECTURE_NAMES: Final = ("scenes/lecture.toml", "lecture.toml")


@dataclass(frozen=True, slots=True)
class ParameterOverride:
    """A value for a parameter: of one scene, or of every chosen scene that has it when ``scene`` is empty."""

    scene: str
    name: str
    value: str

    @classmethod
    def read(cls, typed: str) -> Self:
        """From ``NAME=VALUE`` or ``SCENE.NAME=VALUE``.

        Raises
        ------
        SessenError
            It is neither.
        """
        left, equals, value = typed.partition("=")
        scene, _, name = left.strip().rpartition(".")
        if not equals or not name.isidentifier() or (scene and not scene.isidentifier()):
            raise SessenError(f"--set {typed}: not NAME=VALUE", hint="for example --set at=1 or --set ChainRule.at=1")
        return cls(scene, name, value.strip())


@dataclass(frozen=True, slots=True)
class Request:
    """What to make.

    Parameters
    ----------
    targets
        ``SCENE``, ``SCENE::STEP``, ``FILE.py``, ``FILE.py::SCENE`` or ``FILE.py::SCENE::STEP``; none for the lecture.
    variants
        Each chosen scene is made in all of them.
    lecture
        The lecture's file; None looks for it.
    out
        The folder that products go to.
    store
        The store's address; None for the folder next to the lecture.
    workers
        How many processes; None for as many as the machine takes.
    cluster
        The address of a Dask cluster that draws; None draws here.
    force
        Make everything again.
    time_limit
        Seconds that a step may take.
    store_limit
        Bytes that the store may hold after a build.
    voice
        Who speaks: ``off``, ``machine``, ``own`` or a voice; None for what the lecture says.
    name_by_values
        Whether products with values that were typed are called by them, so that they write over no others.
    folder
        Where it was asked, which paths are told from; the working directory if left out. It may be gone later.
    """

    targets: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = (Variant(),)
    overrides: tuple[ParameterOverride, ...] = ()
    lecture: Path | None = None
    out: Path = field(default=Path("build"))
    store: str | None = None
    workers: int | None = None
    cluster: str | None = None
    force: bool = False
    time_limit: float = 900.0
    store_limit: int = 10 * 10**9
    name_by_values: bool = False
    voice: str | None = None
    folder: Path = field(default=Path(), compare=False)

    def __post_init__(self) -> None:
        # Read once, here: later the working directory may be that of a scene's project.
        object.__setattr__(self, "folder", from_here(self.folder))
        object.__setattr__(self, "out", from_here(self.out))
        if self.lecture is not None:
            object.__setattr__(self, "lecture", _named_lecture(self.lecture))
        if self.store is not None and "://" not in self.store:
            object.__setattr__(self, "store", str(from_here(Path(self.store).expanduser())))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages asked for: every video carries captions in all of them."""
        return tuple(dict.fromkeys(variant.language for variant in self.variants))

    @property
    def lecture_file(self) -> Path | None:
        """The lecture that is meant: the one named, the one here, or else Sessen's own."""
        if self.lecture is not None:
            return self.lecture
        here = (self.folder / name for name in _LECTURE_NAMES)
        return next((file for file in (*here, bundled_lecture()) if file.is_file()), None)

    @property
    def state_dir(self) -> Path:
        """The folder ``.sessen`` next to the lecture: the store and everything else that is only memory."""
        lecture = self.lecture_file
        if lecture is None or is_packaged(lecture) or (lecture == bundled_lecture() and self.names_files_only):
            return self.folder / ".sessen"
        folder = lecture.parent
        return (folder.parent if folder.name == "scenes" else folder) / ".sessen"

    @property
    def names_files_only(self) -> bool:
        """Whether nothing of a lecture is meant."""
        return bool(self.targets) and all(map(is_file_name, self.targets))


def _named_lecture(typed: Path) -> Path:
    """The file that ``--lecture`` means: a path, or ``shipped`` for the lecture that comes with Sessen."""
    file = from_here(typed)
    return bundled_lecture() if str(typed) == SHIPPED and not file.exists() else file


def bundled_lecture() -> Path:
    """The lecture that comes with Sessen: beside the package in its repository, inside it where it is installed."""
    beside = _engine_folder().parent / "scenes" / "lecture.toml"
    return beside if beside.is_file() else _engine_folder() / "shipped" / "scenes" / "lecture.toml"


def scene_folders(lecture: Path) -> list[Path]:
    """Where the scenes are that a lecture names without a file: beside it, then beside the bundled lecture."""
    return list(dict.fromkeys((lecture.absolute().parent, bundled_lecture().parent)))


def is_packaged(lecture: Path | None) -> bool:
    """Whether a lecture is part of an installed package, so that nothing may be written beside it."""
    return lecture is not None and lecture.is_relative_to(_engine_folder())


def _engine_folder() -> Path:
    assert sessen.__file__
    return Path(sessen.__file__).resolve().parent
