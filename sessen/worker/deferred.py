"""What Manim imports and few scenes use, loaded when it is first used: half of the time that importing Manim takes.

Manim asks SciPy for one matrix, networkx for graphs, and Beautiful Soup for listings of code.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from types import ModuleType
from typing import Any, Final

import numpy as np

_SMALL: Final = 1e-3  # radians, below which SciPy takes the first terms of a series


@contextmanager
def deferred_imports() -> Iterator[None]:
    """Let modules that are imported meanwhile have stand-ins for those that are not there yet."""
    modules: dict[str, Any] = sys.modules
    made = {name: stand_in for name, stand_in in _stand_ins().items() if name not in modules}
    modules |= made
    try:
        yield
    finally:
        for name in made:
            del modules[name]


def _stand_ins() -> dict[str, ModuleType | None]:
    return {
        "networkx": DeferredModule("networkx"),
        "bs4": DeferredModule("bs4"),
        "scipy.spatial.transform": _module_with("scipy.spatial.transform", Rotation=QuickRotation()),
        "IPython": None,  # Manim goes without its magic for notebooks; a scene may import IPython
    }


def _module_with(name: str, **members: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


class DeferredModule(ModuleType):
    """Stands in for a module; what is asked of it stands in for what is there."""

    def __getattr__(self, name: str) -> Deferred:
        if name.startswith("__"):
            raise AttributeError(name)
        return Deferred(self.__name__, name)


class Deferred:
    """Stands in for a function or a class of a module, which is imported when it is called or asked about.

    Parameters
    ----------
    path
        Its name in the module, with dots.
    """

    def __init__(self, module: str, path: str) -> None:
        self._module = module
        self._path = path

    def __getattr__(self, name: str) -> Deferred:
        if name.startswith("__"):
            raise AttributeError(name)
        return Deferred(self._module, f"{self._path}.{name}")

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._found()(*args, **options)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._found())

    def _found(self) -> Any:
        return attrgetter(self._path)(import_module(self._module))


class QuickRotation:
    """As much of SciPy's ``Rotation`` as Manim asks for, to the last bit; SciPy has the rest."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_scipys(), name)

    def from_rotvec(self, vector: Any) -> Any:
        """The rotation about a vector by as many radians as it is long."""
        if not isinstance(vector, np.ndarray) or vector.shape != (3,) or vector.dtype != np.float64:
            return _scipys().from_rotvec(vector)
        x, y, z = vector.tolist()
        angle = math.sqrt(x * x + y * y + z * z)
        if not math.isfinite(angle):
            return _scipys().from_rotvec(vector)
        scale = _scale(angle)
        return _Quaternion(scale * x, scale * y, scale * z, math.cos(angle / 2))


def _scale(angle: float) -> float:
    if angle > _SMALL:
        return math.sin(angle / 2) / angle
    square = angle * angle
    return 0.5 - square / 48 + square * square / 3840


class _Quaternion:
    def __init__(self, x: float, y: float, z: float, w: float) -> None:
        self._parts = x, y, z, w

    def as_matrix(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The matrix of the rotation, each entry computed in the order in which SciPy does."""
        x, y, z, w = self._parts
        xx, yy, zz, ww = x * x, y * y, z * z, w * w
        xy, zw, xz, yw, yz, xw = x * y, z * w, x * z, y * w, y * z, x * w
        return np.array(
            [
                [xx - yy - zz + ww, 2 * (xy - zw), 2 * (xz + yw)],
                [2 * (xy + zw), -xx + yy - zz + ww, 2 * (yz - xw)],
                [2 * (xz - yw), 2 * (yz + xw), -xx - yy + zz + ww],
            ]
        )


def _scipys() -> Any:
    return import_module("scipy.spatial.transform").Rotation
