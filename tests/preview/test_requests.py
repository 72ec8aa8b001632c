"""Requests that are malformed or not a page's own: answered, refused, and never taken for something else."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser

from sessen.errors import SessenError
from sessen.pipeline import Request
from sessen.preview.api import Api
from sessen.preview.auth import HEADERS
from sessen.preview.recording_api import RecordingApi
from sessen.preview.server import PreviewServer
from sessen.preview.view import BadRequest, Opening, View, parse_view
from sessen.voice.recordings import About, Recordings
from sessen.voice.script import Script


@pytest.fixture(scope="module")
def server() -> Iterator[PreviewServer]:
    """A server whose pages can ask for one thing: to have what they send back."""
    with PreviewServer(0, "token-of-a-test") as server:
        server.answer(SimpleNamespace(acts={"echo": dict, "fail": lambda asked: 1 / 0}))  # type: ignore[arg-type]
        yield server
        server.shutdown()


def answers(server: PreviewServer, method: str, what: str, head: str, body: str = "") -> list[str]:
    """The status of each answer to bytes that are sent as they are."""
    first = f"{method} /{server.guard.token}/{what} HTTP/1.1\r\nHost: 127.0.0.1:{server.guard.port}\r\n"
    with socket.create_connection(("127.0.0.1", server.guard.port), timeout=20) as line:
        line.sendall(f"{first}{head}\r\n{body}".encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        told = b"".join(iter(partial(line.recv, 65536), b""))
    return re.findall(r"HTTP/1\.1 (\d+) ", told.decode("latin-1"))


@pytest.mark.parametrize("length", ["²", "-1", "+5", "5, 5", "9" * 5000, "", "1e1"])
def test_a_length_that_is_none_is_refused(server: PreviewServer, length: str) -> None:
    head = f"Content-Type: application/json\r\nContent-Length: {length}\r\n"
    assert answers(server, "POST", "echo", head, "{}") == ["400"]


@pytest.mark.parametrize("more", ["Host: evil.example\r\n", "Origin: {own}\r\nOrigin: http://evil.example\r\n"])
def test_a_request_that_names_two_hosts_or_origins_is_refused(server: PreviewServer, more: str) -> None:
    own = f"http://127.0.0.1:{server.guard.port}"
    assert answers(server, "GET", "page.css", more.format(own=own)) == ["403"]


@pytest.mark.parametrize(
    ("method", "what", "head"),
    [
        ("POST", "echo", "Content-Type: text/plain\r\nContent-Length: {length}\r\n"),
        ("POST", "echo", "Origin: http://evil.example\r\nContent-Length: {length}\r\n"),
        ("POST", "echo", "Content-Type: application/json\r\nContent-Length: {length}\r\nContent-Length: 0\r\n"),
        ("POST", "echo", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
        ("GET", "page.css", "Content-Length: {length}\r\n"),
        ("PUT", "page.css", "Content-Length: {length}\r\n"),
    ],
)
def test_a_body_is_never_taken_for_the_next_request(server: PreviewServer, method: str, what: str, head: str) -> None:
    """Whoever may send a body only could write a whole request into it, with any headers."""
    body = f"GET /{server.guard.token}/page.css HTTP/1.1\r\nHost: 127.0.0.1:{server.guard.port}\r\n\r\n"
    expected = {"POST": "403" if "Origin" in head else "400", "GET": "200", "PUT": "501"}[method]
    assert answers(server, method, what, head.format(length=len(body)), body) == [expected]


def test_a_body_that_was_read_lets_the_next_request_be_answered(server: PreviewServer) -> None:
    """Pages send many by one connection."""
    again = f"GET /{server.guard.token}/page.css HTTP/1.1\r\nHost: localhost:{server.guard.port}\r\n\r\n"
    head = "Content-Type: application/json\r\nContent-Length: 2\r\n"
    assert answers(server, "POST", "echo", head, "{}" + again) == ["200", "200"]


def test_whatever_goes_wrong_is_answered(server: PreviewServer) -> None:
    head = "Content-Type: application/json\r\nContent-Length: 2\r\n"
    assert answers(server, "POST", "fail", head, "{}") == ["500"]


def test_no_other_page_shows_it_in_a_frame(browser: Browser, server: PreviewServer) -> None:
    """One of the same machine, by its other name: the browser leaves the frame empty."""
    page = browser.new_page()
    inner = f"http://127.0.0.1:{server.guard.port}/{server.guard.token}/"
    outer = f"http://localhost:{server.guard.port}/"
    page.route(outer, lambda route: route.fulfill(body=f"<iframe src={inner}></iframe>", content_type="text/html"))
    page.goto(outer)
    page.wait_for_load_state("networkidle")
    assert [frame.query_selector("#stage") for frame in page.frames[1:]] == [None]
    allowed = HEADERS["Content-Security-Policy"].partition("frame-ancestors ")[2]
    assert allowed == "vscode-webview: vscode-file:", "the Simple Browser of VS Code is a frame"
    page.close()


def test_a_clip_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has asked for it waits for an answer."""
    host = Api.__new__(Api)
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(host, "request", Request(), raising=False)
    monkeypatch.setattr(host, "_send", lambda viewer, kind, told: said.append(told))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    host._make_clip("viewer", View("Tiny"), "", "jupyter")
    assert [each["made"] for each in said] == [False]
    assert "/nowhere/python" in said[0]["said"]


def test_a_view_with_a_voice_is_that_of_a_command_with_one() -> None:
    """What was typed with the preview is what the page opens with, and names in the command that it gives."""
    opened = Opening({"voice": "af_heart"}, ()).view("Tiny")
    assert opened.command(Request()).endswith("Tiny --voice af_heart")
    assert opened.request(Request(voice="own")).voice == "af_heart"
    assert parse_view({"target": "Tiny"}, frozenset(["Tiny"])).request(Request()).voice == "off"
    with pytest.raises(BadRequest, match="no voice 'af_hart'"):
        parse_view({"target": "Tiny", "voice": "af_hart"}, frozenset(["Tiny"]))


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("narration", {"target": "Other"}),
        ("record", {"target": "../Tiny", "step": "show_dot", "rate": 48000}),
        ("piece", {"id": "0" * 16, "at": 0, "sound": ""}),
        ("piece", {"id": "{id}", "at": 0, "sound": "no base64"}),
        ("piece", {"id": "{id}", "at": -1, "sound": ""}),
        ("piece", {"id": "{id}", "at": "0", "sound": ""}),
        ("piece", {"id": "{id}", "at": 2, "sound": "AAAA"}),
        ("finish", {"id": "../../etc"}),
        ("keep", {"id": "{id}", "replace": True}),
        ("drop", {}),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_written(
    tmp_path: Path, what: str, asked: dict[str, Any]
) -> None:
    about = About("Tiny", "Tiny", "tiny.py", str(tmp_path / "takes"), "en", "show_dot", Script(), 48_000, "")
    request = Request(store=str(tmp_path), lecture=tmp_path / "scenes" / "lecture.toml", folder=tmp_path)
    begun = Recordings(request.state_dir).begin(about)
    acts = RecordingApi(request, None, lambda: ["Tiny"]).acts  # type: ignore[arg-type]
    with pytest.raises(SessenError):
        acts[what]({name: begun.id if value == "{id}" else value for name, value in asked.items()})
    assert begun.size == 0
    assert not (tmp_path / "takes").exists()
