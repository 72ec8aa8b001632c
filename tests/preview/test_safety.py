"""Who may ask what of a preview, and what becomes of scenes that hang or eat memory."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.lectures import copy_to
from tests.preview.previews import Preview, alive, edit, kill, preview, soon
from tests.preview.viewers import Viewer, answer, post


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview(copy_to(tmp_path_factory.mktemp("lecture")), "Tiny", "--time-limit", "3", "--grace", "600") as running:
        viewer = Viewer(running, "who-waits-for-the-scenes")
        while not all(each["still"] for each in viewer.event("scenes")["scenes"]):
            pass
        viewer.close()
        yield running


def ended(processes: set[int]) -> bool:
    """Whether none of them runs any more."""
    return not alive(processes)


@pytest.fixture
def viewer(running: Preview) -> Iterator[Viewer]:
    viewer = Viewer(running)
    viewer.event("scenes")
    yield viewer
    viewer.close()


def own_addresses() -> set[str]:
    """The machine's addresses, as far as its name leads to any."""
    try:
        return {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except socket.gaierror:
        return set()


def test_it_listens_on_this_machine_only(running: Preview) -> None:
    """Every address of the machine but the loopback one refuses the connection."""
    own = own_addresses()
    listening = Path(f"/proc/{running.process.pid}/net/tcp").read_text().splitlines()[1:]
    addresses = [line.split()[1] for line in listening if line.split()[1].endswith(f":{running.port:04X}")]
    assert "0100007F" in {address.split(":")[0] for address in addresses}
    assert "00000000" not in {address.split(":")[0] for address in addresses}
    for address in own - {"127.0.0.1"}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, running.port), timeout=2)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "", "0.0.0.0"])
def test_a_name_that_is_not_this_machine_is_refused(running: Preview, host: str) -> None:
    """DNS rebinding: a page of another site that has its own name lead here."""
    assert answer(running, f"/{running.token}/", Host=host)[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_a_page_of_another_site_is_refused(running: Preview, origin: str) -> None:
    status, _ = post(running, "read", {"target": "Tiny", "name": "far", "text": "1"}, Origin=origin)
    assert status == 403


def test_its_own_page_is_answered(running: Preview) -> None:
    own = f"http://127.0.0.1:{running.port}"
    assert post(running, "read", {"target": "Tiny", "name": "far", "text": "1"}, Origin=own)[0] == 200
    status, body, headers = answer(running, f"/{running.token}/")
    assert (status, b"<title>" in body) == (200, True)
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_a_form_of_another_site_cannot_ask_for_anything(running: Preview) -> None:
    """Forms cannot send JSON, so nothing else is read."""
    assert post(running, "read", {"target": "Tiny"}, Content_Type="text/plain")[0] == 400


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/page.css", "//", "/{token}", "/{token}x/"])
def test_without_the_token_there_is_nothing(running: Preview, path: str) -> None:
    assert answer(running, path.replace("{token}", running.token))[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "../guard.py",
        "..%2fguard.py",
        "%2e%2e/guard.py",
        "/etc/passwd",
        "page.css/../../guard.py",
        "still/../../../../etc/passwd",
        "motion/..%2f..%2fpyproject.toml",
        f"still/{'0' * 64}.png",
        "link",
    ],
)
def test_only_its_own_files_are_served(running: Preview, path: str) -> None:
    """No way up, no link out: files are known by name, and a link that lies beside them has none."""
    assert answer(running, f"/{running.token}/{path}")[0] == 404


def test_brackets_in_brackets_harm_nothing(running: Preview) -> None:
    status, _, _ = answer(
        running, f"/{running.token}/look", method="POST", body=b"[" * 60_000, Content_Type="application/json"
    )
    assert status == 400


@pytest.mark.parametrize("text", ["1\0", "\ud800", "2\udfff"])
@pytest.mark.parametrize("what", ["look", "clip", "read"])
def test_what_is_no_text_is_answered(viewer: Viewer, what: str, text: str) -> None:
    """A NUL ends what a command is given, and half of a surrogate pair cannot be written anywhere."""
    asked = {"viewer": viewer.name, "target": "Tiny", "for": "jupyter", "values": {"far": text}}
    status, told = post(viewer.running, what, asked | {"name": "far", "text": text})
    assert status == 400
    assert told["what"].startswith("far: ")


def test_the_token_is_only_for_its_owner(running: Preview) -> None:
    memory = running.folder / ".sessen" / "preview.json"
    assert memory.stat().st_mode & 0o077 == 0
    assert json.loads(memory.read_text())["token"] == running.token


def test_formulas_are_read_and_never_executed(running: Preview) -> None:
    witness = running.folder / "executed"
    text = f"__import__('pathlib').Path('{witness}').touch() or 1"
    status, told = post(running, "read", {"target": "Tiny", "name": "far", "text": text})
    assert status == 200
    assert told["what"]
    assert not witness.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"target": "../secret.py"},
        {"target": "scenes/failing.py::Failing"},
        {"shape": "40000x40000"},
        {"theme": ["dark"]},
        {"values": {"far": "9" * 5000}},
        {"values": {f"a{number}": "1" for number in range(100)}},
        {"values": {"pixel-width": "40000"}},
        {"values": [1]},
    ],
)
def test_what_a_page_may_ask_for_is_bounded(viewer: Viewer, asked: dict[str, Any]) -> None:
    status, told = viewer.look(**asked)
    assert status == 400
    assert told["what"]


def test_no_question_makes_a_picture_larger_than_a_draft(viewer: Viewer) -> None:
    viewer.look(quality="4k", size=[40000, 40000])
    assert viewer.event("show")["size"] == [854, 480]


def test_a_video_comes_in_parts(viewer: Viewer, running: Preview) -> None:
    """As browsers need to seek, with the bounds that they ask for."""
    viewer.look()
    told = viewer.until(busy=False)
    video = f"/{running.token}/{told['steps'][0]['motion']}"
    _, whole, _ = answer(running, video)
    status, part, headers = answer(running, video, Range="bytes=10-19")
    assert (status, part, headers["Content-Range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")
    assert answer(running, video, Range="bytes=-7")[1] == whole[-7:]
    assert answer(running, video, Range=f"bytes={len(whole)}-")[0] == 416


def test_a_scene_that_hangs_is_ended_and_named(viewer: Viewer, running: Preview) -> None:
    """The page is told, the process is gone, and the next save is drawn."""
    file = running.folder / "scenes" / "tiny.py"
    viewer.look()
    viewer.until(busy=False)
    edit(file, "self.play(self.place", "while True: pass\n        self.play(self.place")
    trouble = viewer.until(trouble=True)["trouble"]
    assert "no sign of progress" in trouble["what"]
    assert "Tiny::move_dot" in trouble["where"]
    edit(file, "while True: pass\n        ", "")
    viewer.until(trouble=False, busy=False)


def test_a_scene_that_eats_memory_is_ended_and_named(tmp_path: Path) -> None:
    with preview(copy_to(tmp_path), "Tiny", "--memory-limit", "700MB") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        edit(
            running.folder / "scenes" / "tiny.py",
            "self.play(self.place",
            "eaten = []\n        while True: eaten.append(bytes(10**7))\n        self.play(self.place",
        )
        trouble = viewer.until(trouble=True)["trouble"]
        assert "memory" in trouble["what"]
        assert "Tiny::move_dot" in trouble["where"]
        viewer.close()


def test_nothing_is_left_when_the_page_closes(tmp_path: Path) -> None:
    with preview(copy_to(tmp_path), "Tiny", "--grace", "1") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        there = running.processes()
        assert len(there) > 2
        viewer.close()
        assert soon(partial(ended, there)), "processes are left"
        assert running.process.wait(10) == 0


def test_nothing_is_left_after_an_interrupt_or_kill_9(tmp_path: Path) -> None:
    for end in ("interrupt", "kill"):
        with preview(copy_to(tmp_path / end), "Tiny") as running:
            viewer = Viewer(running)
            viewer.open("Tiny")
            viewer.event("show")
            there = running.processes()
            assert len(there) > 2
            if end == "kill":
                kill(running.process.pid)
            else:
                running.process.send_signal(2)
            assert soon(partial(ended, there)), f"processes are left after {end}"
            viewer.close()
