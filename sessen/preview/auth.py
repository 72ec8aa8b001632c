"""Who may ask what: this machine's own browser, with the token, for the preview's own files."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from email.message import Message
from importlib.resources import files
from pathlib import Path
from typing import Final

LOOPBACK: Final = "127.0.0.1"
_HOSTS: Final = (LOOPBACK, "localhost")
#: The page's files by the name they are asked for. Nothing else of the file system has a name here.
PAGE: Final = {
    "": ("index.html", "text/html; charset=utf-8"),
    **{
        f"{name}.css": (f"{name}.css", "text/css; charset=utf-8")
        for name in ("page", "controls", "layout", "narration")
    },
    **{
        f"{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in (
            *("main", "server", "player", "timeline", "panels", "plane", "words", "keys", "claims", "layout"),
            *("narration", "microphone", "capture"),
        )
    },
}
#: The page loads nothing from anywhere else and runs nothing that does not come as a file of its own. Of all that could
#: show it in a frame only VS Code may, whose Simple Browser is one: a page of the web could have its buttons pressed.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors vscode-webview: vscode-file:"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Auth:
    """Knows the port and the token of a server."""

    port: int
    token: str

    @property
    def address(self) -> str:
        """What is opened in the browser."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    def is_allowed(self, headers: Message) -> bool:
        """Whether a request was made to this machine by its name, and by no page of another site.

        One that names two hosts, or two origins, is refused: whoever stands between may have gone by the other.
        """
        own = [f"{host}:{self.port}" for host in _HOSTS]
        hosts, origins = headers.get_all("Host", []), headers.get_all("Origin", [])
        is_own_page = not origins or origins in [[f"http://{host}"] for host in own]
        return hosts in [[host] for host in own] and is_own_page

    def strip_token(self, path: str) -> str | None:
        """The part of a request's path behind the token; None without the right one."""
        token, slash, rest = path.partition("?")[0].removeprefix("/").partition("/")
        same = secrets.compare_digest(token.encode(), self.token.encode())
        return rest if same and slash else None


def page_file(name: str) -> tuple[bytes, str] | None:
    """A file of the page with its type; None where there is none of that name."""
    if name == "words.otf":
        return _font(), "font/otf"
    if name not in PAGE:
        return None
    file, kind = PAGE[name]
    return (files("sessen.preview") / "page" / file).read_bytes(), kind


def _font() -> bytes:
    """The lecture's own family of words, for machines that have no Japanese one."""
    import noto_cjk_sans_jp_regular

    return Path(noto_cjk_sans_jp_regular.FONT_PATH).read_bytes()
