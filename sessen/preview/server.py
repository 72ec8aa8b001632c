"""The server: the page, its pictures and videos with ranges, takes, events to the page, and what the page asks for."""

from __future__ import annotations

import contextlib
import json
import queue
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from sessen.errors import SessenError
from sessen.preview.auth import HEADERS, LOOPBACK, Auth, page_file

if TYPE_CHECKING:
    from sessen.preview.api import Api

_LARGEST_BODY: Final = 64 * 1024
_HEARTBEAT: Final = 2.0  # seconds: a page that has gone is noticed when it cannot be written to
_PICTURE: Final = re.compile(r"(still|glance|motion|quick|spoken)/([0-9a-f]{64})\.(png|mp4)")
_TAKE: Final = re.compile(r"take/([0-9a-f]{16})\.opus")
_RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_LENGTH: Final = re.compile(r"[0-9]{1,9}")
_REST: Final = 0.5  # seconds for the body of a request that was refused
_VIEWER: Final = re.compile(r"events/([A-Za-z0-9-]{8,64})")


class PreviewServer(ThreadingHTTPServer):
    """Listens on this machine only; it answers when it has a host."""

    host: Api
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, token: str) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.guard = Auth(self.server_address[1], token)

    def answer(self, host: Api) -> None:
        """Begin to answer, in threads of its own; whoever has asked already has waited."""
        self.host = host
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that closes in the middle of a picture is no error."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "Sessen"
    sys_version = ""
    timeout = 60
    _is_read = False

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the base class
        """Requests are nobody's news."""

    def do_GET(self) -> None:
        """The page, a picture, a video, or events."""
        name = self._allowed()
        if name is None:
            return
        page = page_file(name)
        viewer = _VIEWER.fullmatch(name)
        picture, take = _PICTURE.fullmatch(name), _TAKE.fullmatch(name)
        if page is not None:
            self._send(HTTPStatus.OK, *page)
        elif viewer is not None:
            self._events(viewer[1])
        elif picture is not None:
            self._picture(picture[1], picture[2])
        elif take is not None:
            self._take(take[1])
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such thing here")

    def do_POST(self) -> None:
        """Something that the page wants done."""
        name = self._allowed()
        if name is None:
            return
        asked = self._body()
        if asked is None:
            self._refuse(HTTPStatus.BAD_REQUEST, "a small JSON object is expected")
            return
        act: Callable[[Mapping[str, Any]], Any] | None = self.server.host.acts.get(name)
        if act is None:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such thing here")
        else:
            self._json(*_done(act, asked))

    def handle_one_request(self) -> None:
        """Answer a request; what is left of its body is never taken for the next one."""
        self.headers, self._is_read = Message(), False
        super().handle_one_request()
        if self._is_body_left():
            self.close_connection = True
            self._pass_over_rest()

    # -- asking --------------------------------------------------------------------------------------------------

    def _allowed(self) -> str | None:
        """What is asked for, if whoever asks may; else None, and the answer is given."""
        if not self.server.guard.is_allowed(self.headers):
            self._refuse(HTTPStatus.FORBIDDEN, "this preview answers to this machine only")
            return None
        name = self.server.guard.strip_token(self.path)
        if name is None:
            self._refuse(HTTPStatus.FORBIDDEN, "open the address that the command has printed")
        return name

    def _body(self) -> dict[str, Any] | None:
        length = self._length()
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if length is None or length > _LARGEST_BODY or kind != "application/json":
            return None
        try:
            body = self.rfile.read(length)
            self._is_read = True
            asked = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return asked if isinstance(asked, dict) else None

    def _length(self) -> int | None:
        """The bytes of the body that follows; None where that is not said in one plain number."""
        said = self.headers.get_all("Content-Length", [])
        plain = len(said) == 1 and _LENGTH.fullmatch(said[0]) and "Transfer-Encoding" not in self.headers
        return int(said[0]) if plain else None

    def _is_body_left(self) -> bool:
        """Whether the request has a body, by what it says of itself, that nobody has read."""
        has_body = self.headers.get_all("Content-Length", []) not in ([], ["0"]) or "Transfer-Encoding" in self.headers
        return has_body and not self._is_read

    def _pass_over_rest(self) -> None:
        """Take what is on its way: a connection that is closed before that may take the answer with it."""
        until = time.monotonic() + _REST
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(_REST)
            while time.monotonic() < until and self.rfile.read1(_LARGEST_BODY):
                pass

    # -- answering -----------------------------------------------------------------------------------------------

    def _picture(self, kind: str, name: str) -> None:
        data = self.server.host.media.get(kind, name)
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND, "it is not there any more")
        elif kind in ("motion", "quick", "spoken"):
            self._ranged(data, "video/mp4")
        else:
            self._send(HTTPStatus.OK, data, "image/png", lasting=True)

    def _take(self, name: str) -> None:
        """What a recording has become, which may be another when it is asked for again."""
        data = self.server.host.recordings.take(name)
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND, "it is not there any more")
        else:
            self._send(HTTPStatus.OK, data, "audio/ogg")

    def _ranged(self, data: bytes, kind: str) -> None:
        """A video, or the part of it that is asked for: without parts a browser cannot seek."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is None or asked[0] == "bytes=-":
            self._send(HTTPStatus.OK, data, kind, {"Accept-Ranges": "bytes"}, lasting=True)
            return
        first, last = _bounds(asked[1], asked[2], len(data))
        if first > last:
            headers = {"Content-Range": f"bytes */{len(data)}"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", "text/plain", headers)
            return
        headers = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{len(data)}"}
        self._send(HTTPStatus.PARTIAL_CONTENT, data[first : last + 1], kind, headers, lasting=True)

    def _events(self, viewer: str) -> None:
        self.send_response(HTTPStatus.OK)
        self._headers({"Content-Type": "text/event-stream; charset=utf-8", "Connection": "close"})
        self.close_connection = True
        events = self.server.host.connect(viewer)
        try:
            while True:
                self.wfile.write(_next(events))
                self.wfile.flush()
        except OSError:
            self.server.host.disconnect(viewer, events)

    def _json(self, status: HTTPStatus, value: Any) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, f"{why}\n".encode(), "text/plain; charset=utf-8")

    def _send(
        self,
        status: HTTPStatus,
        body: bytes,
        kind: str,
        more: Mapping[str, str] | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        self.send_response(status)
        lives = {"Cache-Control": "private, max-age=3600, immutable"} if lasting else {}
        self._headers({"Content-Type": kind, "Content-Length": str(len(body))} | dict(more or {}) | lives)
        self.wfile.write(body)

    def _headers(self, headers: Mapping[str, str]) -> None:
        last = {"Connection": "close"} if self._is_body_left() else {}
        for name, value in (HEADERS | dict(headers) | last).items():
            self.send_header(name, value)
        self.end_headers()


def _done(act: Callable[[Mapping[str, Any]], Any], asked: Mapping[str, Any]) -> tuple[HTTPStatus, Any]:
    """What doing it comes to, also where nobody has thought of what was asked: a page that waits is answered."""
    try:
        return HTTPStatus.OK, act(asked)
    except SessenError as error:
        return HTTPStatus.BAD_REQUEST, {"what": error.message, "cure": error.hint}
    except Exception as error:  # noqa: BLE001 - whatever it is
        return HTTPStatus.INTERNAL_SERVER_ERROR, {"what": f"{type(error).__name__}: {error}", "cure": ""}


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and last byte that a range means; the first behind the last where it means none."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _next(events: queue.Queue[tuple[str, Any]]) -> bytes:
    try:
        kind, told = events.get(timeout=_HEARTBEAT)
    except queue.Empty:
        return b": still here\n\n"
    return f"event: {kind}\ndata: {json.dumps(told)}\n\n".encode()
