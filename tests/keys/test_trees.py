"""Installed packages are inputs by what is in their files, for a version says little of what somebody has edited."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from sessen.keys import trees
from tests.keys.conftest import forget_installed
from tests.keys.project import changed, keys_of, lay_out

ALL = {"begin", "go_on", "end"}
FILES = {
    "odd/__init__.py": "SIZE = 1\n",
    "odd/inner/deep.py": "DEEP = 1\n",
    "odd/data.json": "{}",
    "single.py": "ONE = 1\n",
    "shared/left/__init__.py": "",
    "shared/right/mod.py": "",
    "Odd_Name-1.0.dist-info/METADATA": "Name: Odd-Name\n",
}


@pytest.fixture
def project(tmp_path: Path, site_packages: Path) -> Path:
    """A project whose lesson imports packages of a distribution with another name."""
    for name, text in FILES.items():
        (site_packages / name).parent.mkdir(parents=True, exist_ok=True)
        (site_packages / name).write_text(text)
    folder = lay_out(tmp_path / "project")
    lesson = folder / "scenes/lesson.py"
    lesson.write_text("import odd, single, shared.left\n" + lesson.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "file", ["odd/__init__.py", "odd/inner/deep.py", "odd/data.json", "single.py", "shared/left/__init__.py"]
)
def test_an_installed_file_that_is_edited_is_an_input(project: Path, site_packages: Path, file: str) -> None:
    """At the same version, whatever its distribution is called; size and time of writing may be as they were."""
    before = keys_of(project)
    assert keys_of(project) == before
    path = site_packages / file
    times = os.stat(path)
    path.write_bytes(path.read_bytes().replace(b"1", b"2").replace(b"{}", b"[]") or b" ")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert changed(before, keys_of(project)) == ALL


def test_compiled_forms_metadata_and_strangers_are_no_input(project: Path, site_packages: Path) -> None:
    before = keys_of(project)
    (site_packages / "odd/__pycache__").mkdir()
    (site_packages / "odd/__pycache__/deep.cpython-311.pyc").write_bytes(b"compiled")
    (site_packages / "Odd_Name-1.0.dist-info/REQUESTED").write_text("")
    (site_packages / "stranger.py").write_text("")
    assert changed(before, keys_of(project)) == set()


def test_where_packages_are_is_no_input(project: Path, site_packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys_of(project)
    elsewhere = site_packages.parent.parent / "elsewhere" / "site-packages"
    elsewhere.parent.mkdir()
    site_packages.rename(elsewhere)
    monkeypatch.syspath_prepend(elsewhere)
    forget_installed()
    assert changed(before, keys_of(project)) == set()


def test_what_the_record_of_an_installer_says_is_what_the_files_say() -> None:
    """Unless they were touched since: a build reads no file of a package that is as it was installed."""
    folder = Path(sysconfig.get_path("purelib"))
    record = trees._installed(str(folder)).files
    for name in ("manim/__init__.py", "sympy/__init__.py", "numpy/version.py"):
        assert record[name][0] == trees._hash(str(folder / name))


def test_what_a_machine_has_compiled_for_itself_is_known_by_its_version(site_packages: Path) -> None:
    """Its bytes differ from one machine to the next, and stores are shared."""
    metadata = site_packages / "own-2.0.dist-info"
    metadata.mkdir()
    (metadata / "WHEEL").write_text("Tag: cp311-cp311-linux_x86_64\n")
    (metadata / "RECORD").write_text("own.abi3.so,sha256=a,3\nother.so,sha256=b,3\n")
    installed = trees._installed(str(site_packages))
    assert installed.hash_of("own.abi3.so", 999, 2**62) == "own-2.0.dist-info"
    assert installed.hash_of("stranger.so", 3, 0) == ""


def test_the_packages_that_draw_are_all_known() -> None:
    """Those that a worker has imported before it sees a scene stand in every key; what a scene adds is seen later."""
    code = (
        "import sessen.worker.run, sessen.lesson; from sessen.keys.trees import *; print(*packages_since(frozenset()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    shows_only = {"IPython", "traitlets", "click", "cloup", "rich", "tqdm", "watchdog", "moderngl"}
    helps_python = {"charset_normalizer", "typing_extensions"}
    fonts = {name for name in done.stdout.split() if name.startswith("noto_")}
    found = {name for name in done.stdout.split() if not name.startswith("_")}
    assert found - {*trees.ENGINE_PACKAGES} <= shows_only | helps_python | fonts
