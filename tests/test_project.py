"""Whose a file is: one answer for keys and for workers, wherever a lecture lies."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from pathlib import Path

import numpy
import pytest

import sessen
from sessen.project import is_installed

PACKAGES = sysconfig.get_path("purelib")


@pytest.mark.parametrize(
    "path",
    [
        json.__file__,
        numpy.__file__,
        sessen.__file__,
        os.path.join(sysconfig.get_path("platstdlib"), "lib-dynload", "some.so"),
        os.path.join(PACKAGES, "a.py"),
    ],
)
def test_python_packages_and_sessen_are_installed(path: str) -> None:
    assert is_installed(path)
    assert is_installed(path, "/somewhere/else", str(Path(sessen.__file__).parent.parent))


@pytest.mark.parametrize("prefix", [sys.prefix, sys.base_prefix, sys.exec_prefix, "/dev/shm"])
def test_a_lecture_below_a_prefix_or_in_memory_is_no_installed_file(prefix: str) -> None:
    """In the folder of its own virtual environment, or beside Python in a home folder."""
    assert not is_installed(os.path.join(prefix, "lecture", "scene.py"))


def test_the_innermost_folder_decides() -> None:
    installed = os.path.join(PACKAGES, "lecture", "scene.py")
    assert is_installed(installed)
    assert not is_installed(installed, os.path.dirname(installed))
    assert is_installed(os.path.join(PACKAGES, "other.py"), os.path.dirname(installed))
    assert is_installed(installed, "/", sys.prefix), "an environment inside of the project's folder"


def test_a_folder_that_only_begins_like_an_installed_one_is_not_installed() -> None:
    engine = os.path.dirname(sessen.__file__)
    assert is_installed(engine)
    assert not is_installed(engine + "-of-mine/a.py")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "lecture").symlink_to(PACKAGES, target_is_directory=True)
    assert not is_installed(str(tmp_path / "lecture" / "a.py"), str(tmp_path / "lecture"))
