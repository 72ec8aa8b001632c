"""Requests to a preview, and a page without a browser."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

from tests.preview.previews import Preview


def answer(
    running: Preview, path: str, *, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of a request whose ``Host`` is right unless said otherwise."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in ({"Host": f"127.0.0.1:{running.port}"} | named).items():
        connection.putheader(name, value)
    if body or method == "POST":
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    told = response.status, response.read(), dict(response.getheaders())
    connection.close()
    return told


def post(running: Preview, what: str, asked: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    """What a page's question comes to."""
    kind = {"Content_Type": "application/json"} | headers
    status, body, _ = answer(
        running, f"/{running.token}/{what}", method="POST", body=json.dumps(asked).encode(), **kind
    )
    return status, json.loads(body) if body.startswith(b"{") else {}


_PATIENCE = 90.0  # seconds, on a machine that is busy with other tests


class Viewer:
    """A page without a browser: it listens to events."""

    def __init__(self, running: Preview, name: str = "viewer-of-a-test") -> None:
        self.running, self.name = running, name
        self._connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        self._connection.request("GET", f"/{running.token}/events/{name}")
        self._lines = self._connection.getresponse()

    def event(self, kind: str) -> dict[str, Any]:
        """The next event of a kind; that none comes is a failure, though the line is kept open by heartbeats."""
        begun = time.monotonic()
        while True:
            assert time.monotonic() - begun < _PATIENCE, f"no {kind} came"
            line = self._lines.readline().decode()
            assert line, "the line was closed"
            if line.strip() == f"event: {kind}":
                found: dict[str, Any] = json.loads(self._lines.readline().decode().removeprefix("data: "))
                return found

    def look(self, **asked: Any) -> tuple[int, dict[str, Any]]:
        return post(self.running, "look", {"viewer": self.name, "target": "Tiny"} | asked)

    def open(self, target: str) -> None:
        """Look at a scene as soon as the list of scenes has it, as the page does."""
        while target not in [each["target"] for each in self.event("scenes")["scenes"]]:
            pass
        status, _ = self.look(target=target)
        assert status == 200

    def until(self, **wanted: Any) -> dict[str, Any]:
        """The first state of the show in which something is as wanted: a name, or whether there is any of it."""
        begun = time.monotonic()
        while True:
            assert time.monotonic() - begun < _PATIENCE, f"it was never {wanted}"
            told = self.event("show")
            if all(value in (told.get(name), bool(told.get(name))) for name, value in wanted.items()):
                return told

    def close(self) -> None:
        self._lines.close()
        self._connection.close()
