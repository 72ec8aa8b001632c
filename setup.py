"""Put the lecture into the wheel: ``sessen/shipped`` holds the scenes and assets that stand beside the package here."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
SHIPPED = ("scenes", "assets")


class BuildWithLecture(build_py):
    """Build the package, with the lecture as a project of its own in it."""

    def run(self) -> None:
        """Copy the lecture after the package; an editable install finds it where it is."""
        super().run()
        if self.editable_mode:
            return
        shipped = Path(self.build_lib) / "sessen" / "shipped"
        shutil.rmtree(shipped, ignore_errors=True)
        for name in SHIPPED:
            ignored = shutil.ignore_patterns("__pycache__", ".sessen", "build")
            shutil.copytree(ROOT / name, shipped / name, ignore=ignored)
        (shipped / "pyproject.toml").write_text("# Marks the folder that the lecture's imports and files start from.\n")


setup(cmdclass={"build_py": BuildWithLecture})
