"""A build on a cluster comes to the same bytes as one on this machine, or says why it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sessen.job import Job, SceneRef
from sessen.pipeline.draw import DrawArgs
from sessen.pipeline.remote_draw import RemoteDrawArgs, _relocated
from sessen.store import open_store
from sessen.variant import Variant
from tests.cli.lectures import PATIENCE, copy_to
from tests.pool.dask_processes import Machine, machine, scheduler, workers

#: Its second step ends the Dask worker that it runs on, once, when it finds that it should.
DEADLY = """
import os, signal
from pathlib import Path
from manim import Dot, Scene

class Deadly(Scene):
    def construct(self):
        self.next_section("one")
        self.add(Dot())
        self.wait(0.2)
        self.next_section("two")
        if os.path.exists("{armed}"):
            os.remove("{armed}")
            os.kill(os.getppid(), signal.SIGKILL)
        self.wait(0.2)
"""

READER = """
from pathlib import Path
from manim import Scene, Square

class Reader(Scene):
    def construct(self):
        self.add(Square(float(Path("assets/side.csv").read_text())))
        self.wait(0.2)
"""

HOMESICK = """import os
from manim import Scene
class Homesick(Scene):
    def construct(self):
        assert os.getcwd() == "{home}", f"not in {{os.getcwd()}}/assets"
        self.wait(0.2)
"""


@dataclass(frozen=True)
class Cluster:
    """A scheduler with two workers, which have their own copy of Sessen, and a lecture that was built locally."""

    address: str
    home: Machine
    there: Machine
    lecture: Path

    def build(self, *words: str, **more: str) -> tuple[int, Any, str]:
        """Build as a person would: exit code, document, and what was said."""
        command = [sys.executable, "-m", "sessen", *words, "-q", "draft", "--json"]
        done = subprocess.run(
            command,
            cwd=self.lecture,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=self.home.environment() | more,
            check=False,
        )
        return done.returncode, json.loads(done.stdout), done.stderr

    def build_far(self, *words: str, **more: str) -> tuple[int, Any, str]:
        return self.build(*words, "--cluster", self.address, **more)

    def products(self, out: str) -> dict[str, bytes]:
        """Every file of a build by its name, the manifest with its hashes among them."""
        folder = self.lecture / out
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    home, there = (machine(tmp_path_factory.mktemp(name)) for name in ("home", "there"))
    lecture = copy_to(tmp_path_factory.mktemp("lecture"))
    (lecture / "scenes/deadly.py").write_text(DEADLY.format(armed=there.folder / "armed"))
    (lecture / "scenes/reader.py").write_text(READER)
    (lecture / "assets").mkdir()
    (lecture / "assets/side.csv").write_text("2")
    with scheduler(there) as address, workers(address, there, 2):
        cluster = Cluster(address, home, there, lecture)
        code, _, said = cluster.build("scenes/tiny.py", "scenes/deadly.py", "scenes/reader.py", "--jobs", "1")
        assert code == 0, said
        yield cluster


SCENES = ("scenes/tiny.py", "scenes/deadly.py", "scenes/reader.py")


@pytest.mark.parametrize("store", ["far-store", "memory://far"])
def test_the_same_bytes_through_the_store_and_through_the_wire(cluster: Cluster, store: str) -> None:
    """Everything drawn there: once into a store that the workers reach, once into one that only the build has."""
    out = f"by-{store[:3]}"
    code, document, said = cluster.build_far(*SCENES, "--out", out, "--store", store)
    assert code == 0, said
    assert sum(len(built["rendered"]) for built in document["built"]) == 5
    assert cluster.products(out) == cluster.products("build")


CLIPS = {
    # Opaque segments and masters with alpha, in a store that only the build has; then one that the workers reach.
    "memory://clips": ("clips", "scenes/tiny.py", "--for", "web"),
    "far-deck-store": ("deck", "--to", "pptx", "scenes/tiny.py"),
}


@pytest.mark.parametrize("store", CLIPS)
def test_clips_and_decks_come_to_the_same_bytes(cluster: Cluster, store: str) -> None:
    words = CLIPS[store]
    near, far = (f"{words[0]}-{place}" for place in ("near", "far"))
    code, _, said = cluster.build(*words, "--out", near, "--jobs", "1")
    assert code == 0, said
    code, _, said = cluster.build_far(*words, "--out", far, "--store", store)
    assert code == 0, said
    assert "to draw" in said
    assert cluster.products(far) == cluster.products(near)
    endings = {Path(name).suffix for name in cluster.products(far)}
    assert endings >= ({".webm", ".mp4", ".vtt"} if words[0] == "clips" else {".pptx", ".mp4"})


def test_a_worker_killed_in_the_middle_of_a_job_costs_a_retry(cluster: Cluster) -> None:
    armed = cluster.there.folder / "armed"
    armed.touch()
    code, document, said = cluster.build_far("scenes/deadly.py", "--out", "killed", "--store", "killed-store")
    assert not armed.exists()
    assert code == 0, said
    assert document["built"][0]["rendered"] == ["one", "two"]
    near, far = cluster.products("build"), cluster.products("killed")
    assert far.keys() >= {"en/Deadly.mp4", "en/Deadly.png"}
    assert all(far[name] == near[name] for name in far if name.startswith("en/Deadly"))


def test_a_step_drawn_with_another_environment_is_refused(cluster: Cluster) -> None:
    """What a scene asks of its machine has to be the same here, or the picture is not the one asked for."""
    scene = READER.replace('"assets/side.csv"', '__import__("os").environ.get("SIDES", "assets/side.csv")')
    (cluster.lecture / "scenes/asking.py").write_text(scene.replace("Reader", "Asking"))
    (cluster.lecture / "assets/other.csv").write_text("1")
    code, document, _ = cluster.build_far("scenes/asking.py", "--out", "asked", SIDES="assets/other.csv")
    assert code == 1
    assert "environment variable SIDES" in document["failed"][0]["what"]
    assert not (cluster.lecture / "asked/en/Asking.mp4").exists()


def test_errors_of_scenes_name_the_files_of_this_machine(cluster: Cluster) -> None:
    """The scene fails only where it does not find itself in the lecture's own folder."""
    file = cluster.lecture / "scenes/homesick.py"
    file.write_text(HOMESICK.format(home=file.parent))
    code, document, said = cluster.build_far("scenes/homesick.py", "--out", "homesick")
    assert code == 1
    assert "scenes/homesick.py:5" in document["failed"][0]["where"]
    assert f"not in {file.parent}/assets" in document["failed"][0]["what"]
    assert str(cluster.there.folder) not in said


def test_a_worker_with_other_versions_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    """Another Manim as its metadata tell, and a Sessen of the same version whose code is not the same."""
    (tmp_path / "packages/manim-0.21.0.dist-info").mkdir(parents=True)
    other = machine(tmp_path)
    with (other.engine / "job.py").open("a") as file:
        file.write("# another state of the code\n")
    with workers(cluster.address, other, 1, tmp_path / "packages"):
        code, document, said = cluster.build_far("--out", "other", "--store", "other-store")
    assert code == 1
    assert "Manim 0.21.0 there, Manim 0.22.0 here" in document["error"]["what"]
    assert "Sessen 0.1.0 (code " in document["error"]["what"]
    assert "tcp://127.0.0.1" in document["error"]["where"]
    assert "Traceback" not in said
    assert not list(cluster.lecture.glob("other/**/*.mp4"))


def test_paths_are_those_of_the_machine_that_draws(tmp_path: Path) -> None:
    """The project where it was unpacked, the engine where it is installed; the store only when it is the same one."""
    import sessen

    project, engine, folder = Path("/far/lecture"), Path("/far/engine/sessen"), tmp_path / "unpacked"
    job = Job(SceneRef(project / "scenes/a.py", "A"), (), Variant(), (("one", "key"),))
    sources = ((project / "scenes/a.py", "1"), (engine / "lesson.py", "2"), (Path("/elsewhere/b.py"), "3"))
    order = DrawArgs(job, project, sources, {}, str(tmp_path / "store"))
    open_store(tmp_path / "store").backend.write("reach/mine", b"reach/mine")
    moved = _relocated(RemoteDrawArgs(order, engine, "reach/mine", (), {}), folder)
    assert moved.job.scene.file == folder / "scenes/a.py"
    assert moved.project == folder
    assert sessen.__file__
    assert [path for path, _ in moved.file_hashes] == [
        folder / "scenes/a.py",
        Path(sessen.__file__).parent / "lesson.py",
        Path("/elsewhere/b.py"),
    ]
    assert moved.store == order.store
    assert _relocated(RemoteDrawArgs(order, engine, "reach/others", (), {}), folder).store == ""
