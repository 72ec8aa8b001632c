"""Builds make what is asked for, only what has changed, and the same bytes everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import pytest

from sessen.video import frames, probe
from tests.cli.lectures import Outcome, copy_to, environment, run

DRAFT = ("-q", "draft")
BOTH = ("--lang", "en", "--lang", "ja")
FILM = (".mp4", ".png", ".vtt", ".srt", ".txt", ".chapters.txt")
SECTIONS = ("Sections", "Sections: leave")
EDITS_ITSELF = """
from pathlib import Path
from manim import Scene

class Busy(Scene):
    def construct(self):
        source = Path(__file__)
        if not source.read_text().endswith("# edited"):
            source.write_text(source.read_text() + "# edited")
        self.wait(0.2)
"""


@dataclass(frozen=True)
class Built:
    folder: Path
    first: Outcome


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny lecture, built once in both languages."""
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    first = run(folder, *DRAFT, *BOTH, "--jobs", "2")
    assert first.code == 0, first.err
    return Built(folder, first)


def test_every_scene_has_video_poster_and_captions_in_each_language(built: Built) -> None:
    found = {path.relative_to(built.folder / "build").as_posix() for path in (built.folder / "build").rglob("*.*")}
    assert found == {
        "manifest.json",
        *(
            f"{place}/{name}"
            for place in ("en", "ja")
            for name in ("Tiny.mp4", "Tiny.png", "Sections.mp4", "Sections.png")
        ),
        *(f"en/Tiny{ending}" for ending in (".vtt", ".srt", ".ja.vtt", ".ja.srt")),
        *(f"ja/Tiny{ending}" for ending in (".vtt", ".srt", ".en.vtt", ".en.srt")),
        *(f"{place}/lecture{ending}" for place in ("en", "ja") for ending in FILM),
        *(f"en/lecture.ja{ending}" for ending in (".vtt", ".srt")),
        *(f"ja/lecture.en{ending}" for ending in (".vtt", ".srt")),
    }


def test_the_lecture_is_its_scenes_one_after_the_other_with_chapters(built: Built) -> None:
    folder = built.folder / "build/en"
    film = list(frames(folder / "lecture.mp4"))
    parts = [frame for name in ("Tiny", "Sections") for frame in frames(folder / f"{name}.mp4")]
    assert all((one == other).all() for one, other in zip(film, parts, strict=True))
    with av.open(str(folder / "lecture.mp4")) as container:
        chapters = [(chapter["metadata"]["title"], chapter["start"]) for chapter in container.chapters()]
    assert [title for title, _ in chapters] == ["Where does the dot go?", "Where does the dot go?: move dot", *SECTIONS]
    assert (folder / "lecture.chapters.txt").read_text() == "0:00 Where does the dot go? · Sections\n"
    assert (folder / "lecture.txt").read_text().split("\n\n")[:3] == [
        "A tiny lecture",
        "Where does the dot go?",
        "A dot.\nIt goes to 2.",
    ]


def test_an_edit_while_it_is_drawn_is_never_kept_under_the_old_key(built: Built, tmp_path: Path) -> None:
    """The file is saved while its scene runs: the picture of the new text is not taken for that of the old one."""
    folder = copy_to(tmp_path)
    (folder / "scenes/busy.py").write_text(EDITS_ITSELF)
    done = run(folder, "scenes/busy.py", *DRAFT)
    assert "busy.py was changed while it was being drawn" in done.err
    assert done.code == 0
    assert [step["step"] for step in run(folder, "why", "scenes/busy.py", *DRAFT).document["steps"]] == []


def test_captions_say_the_words_with_their_values(built: Built) -> None:
    assert "It goes to 2." in (built.folder / "build/en/Tiny.vtt").read_text(encoding="utf-8")
    assert "2 へ行きます。" in (built.folder / "build/en/Tiny.ja.vtt").read_text(encoding="utf-8")


def test_the_manifest_tells_what_is_there(built: Built) -> None:
    import hashlib

    records = json.loads((built.folder / "build/manifest.json").read_text(encoding="utf-8"))["products"]
    for record in records:
        data = (built.folder / "build" / record["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == record["sha256"]
        assert len(data) == record["size"]
        if record["kind"] == "video":
            assert probe(data).frames == record["frames"]


def test_nothing_changed_is_nothing_rendered_and_imports_no_manim(built: Built) -> None:
    script = (
        "import sys; from sessen.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {'manim', 'sympy', 'numpy', 'av', 'rich', 'typst', 'budoux', 'multiprocessing'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *DRAFT, *BOTH, "--json"],
        cwd=built.folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(not each["rendered"] for each in json.loads(done.stdout)["built"])


def test_for_one_edited_step_one_worker_is_started(built: Built, tmp_path: Path) -> None:
    """What drew the step joins the video too: to start another for that, though there are two, takes seconds."""
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    run(folder, *DRAFT)  # In another folder all files are asked about again.
    tiny = folder / "scenes/tiny.py"
    tiny.write_text(tiny.read_text(encoding="utf-8").replace("run_time=0.4", "run_time=0.6"), encoding="utf-8")
    script = (
        "import sys; from sessen.cli import main; from sessen.pool.processes import ProcessFactory\n"
        "started, start = [], ProcessFactory.worker\n"
        "ProcessFactory.worker = lambda pool, **how: (started.append(pool), start(pool, **how))[1]\n"
        "sys.exit(main(sys.argv[1:]) or f'{len(started)} started')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *DRAFT, "--jobs", "2"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.endswith("1 started\n"), done.stderr


def test_with_nothing_to_do_no_cluster_is_asked(built: Built) -> None:
    """Nobody listens at this address."""
    done = run(built.folder, *DRAFT, *BOTH, "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 0, done.err
    assert done.rendered == {}


def test_what_is_all_there_is_planned_in_few_changes_of_room(built: Built, tmp_path: Path) -> None:
    """Rooms ask each other once for many things: `tools/trace_rooms.py` counts them."""
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    tool = Path(__file__).parents[2] / "tools/trace_rooms.py"
    command = [sys.executable, str(tool), "Tiny", *DRAFT]
    subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=True)
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
    counted = next(line for line in done.stdout.splitlines() if "changes of room" in line)
    assert int(counted.split(", ")[1].split()[0]) <= 120, done.stdout


def test_the_same_bytes_with_other_workers_folder_time_zone_and_locale(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "päth with spaces と日本語"
    folder.mkdir()
    other = run(copy_to(folder), *DRAFT, *BOTH, "--jobs", "1", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    for kind in ("video", "poster", "captions"):
        assert other.sha256(kind) == built.first.sha256(kind)
    manifests = [(place / "build/manifest.json").read_bytes() for place in (folder, built.folder)]
    assert manifests[0] == manifests[1]


def test_a_clip_is_a_step_of_the_video(built: Built) -> None:
    clip = run(built.folder, "Tiny::move_dot", *DRAFT)
    assert clip.rendered == {}
    file = built.folder / "build/en/clips/Tiny/02-move_dot.mp4"
    whole = list(frames(built.folder / "build/en/Tiny.mp4"))
    part = list(frames(file))
    assert all((one == other).all() for one, other in zip(whole[-len(part) :], part, strict=True))


def test_only_what_changed_is_rendered(built: Built, tmp_path: Path) -> None:
    """In a copy, so that the other tests keep theirs: an edit of the last step, of a translation, of a comment."""
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    tiny = folder / "scenes/tiny.py"
    text = tiny.read_text(encoding="utf-8")
    tiny.write_text(text.replace("run_time=0.4", "run_time=0.6").replace("class Tiny", "# a remark\nclass Tiny"))
    why = run(folder, "why", *DRAFT)
    expected = {"scene": "Tiny", "step": "move_dot", "why": ["scenes/tiny.py: body of Tiny.move_dot"]}
    assert why.document["steps"] == [expected]
    assert run(folder, *DRAFT, *BOTH).rendered == {"Tiny": ["move_dot"], "Tiny (ja)": ["move_dot"]}
    tiny.write_text(tiny.read_text(encoding="utf-8").replace("点です。", "これは点です。"), encoding="utf-8")
    assert run(folder, *DRAFT, *BOTH).rendered == {"Tiny (ja)": ["show_dot", "move_dot"]}
    assert "これは点です。" in (folder / "build/en/Tiny.ja.vtt").read_text(encoding="utf-8")


READER = """
import os
from pathlib import Path
from manim import Scene, Square

class Reader(Scene):
    def construct(self):
        self.next_section("before")
        self.wait(0.2)
        self.next_section("reading")
        square = Square(float(Path("assets/side.csv").read_text()))
        square.add_updater(lambda it, dt: it.set_width(float(Path("assets/width.csv").read_text())))
        self.add(square)
        self.wait(0.2)
        self.next_section("asking")
        self.wait(float(os.environ.get("LONG", "0.2")))
        self.next_section("counting")
        self.wait(0.1 * len(list(Path("assets").glob("*.csv"))))
        self.next_section("looking")
        self.wait(0.4 if os.path.exists("assets/notes/long.txt") else 0.2)
"""


def test_files_and_variables_that_a_scene_reads_are_inputs(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "reader.py").write_text(READER)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/side.csv").write_text("1")
    (tmp_path / "assets/width.csv").write_text("1")
    words = ("reader.py", *DRAFT, "--jobs", "1")
    everything = ["before", "reading", "asking", "counting", "looking"]
    assert run(tmp_path, *words).rendered == {"Reader": everything}
    (tmp_path / "assets/width.csv").write_text("2")
    assert [step["why"] for step in run(tmp_path, "why", *words).document["steps"]] == [["assets/width.csv"]] * 4
    assert run(tmp_path, *words).rendered == {"Reader": everything[1:]}
    assert run(tmp_path, *words, LONG="0.4").rendered == {"Reader": everything[2:]}
    assert run(tmp_path, *words).rendered == {}
    (tmp_path / "assets/notes").mkdir()
    assert run(tmp_path, *words).rendered == {"Reader": everything[3:]}
    (tmp_path / "assets/notes/long.txt").write_text("")
    assert run(tmp_path, *words).rendered == {"Reader": everything[4:]}


def test_a_store_in_memory_serves_one_build(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    made = run(folder, "scenes/plain.py::OnePiece", *DRAFT, "--store", "memory://sessen")
    assert made.code == 0, made.err
    assert made.rendered == {"OnePiece": ["scene"]}
    assert not (folder / ".sessen/store").exists()


def test_a_second_folder_serves_as_a_shared_store(built: Built, tmp_path: Path) -> None:
    """Another checkout with the same sources finds everything in the first one's store."""
    folder = copy_to(tmp_path / "elsewhere")
    assert run(folder, *DRAFT, *BOTH, "--store", str(built.folder / ".sessen/store")).rendered == {}


def test_a_build_keeps_the_store_within_its_limit(tmp_path: Path) -> None:
    """Steps unused for longest go, those of the build that has just ended never."""
    folder = copy_to(tmp_path)
    run(folder, "Tiny", *DRAFT)
    small = (*DRAFT, "--theme", "light", "--store-limit", "1kB")
    assert run(folder, "Tiny", *small).rendered == {"Tiny (en-light)": ["show_dot", "move_dot"]}
    assert run(folder, "Tiny", *small).rendered == {}
    assert run(folder, "Tiny", *DRAFT).rendered == {"Tiny": ["show_dot", "move_dot"]}
