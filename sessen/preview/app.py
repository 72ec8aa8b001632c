"""Run a preview: open the server, warm the pool up, open the page, and end when nobody is there any more."""

from __future__ import annotations

import signal
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sessen.errors import SessenError
from sessen.pipeline import Request, UsageError
from sessen.pool import ProcessPool
from sessen.preview.first_target import first_target
from sessen.preview.server import PreviewServer
from sessen.preview.session_file import load, save

if TYPE_CHECKING:
    from sessen.preview.api import Api

_POLL_INTERVAL: Final = 0.25


@dataclass(frozen=True, slots=True)
class Options:
    """How a preview is run.

    Parameters
    ----------
    port
        0 for the one of last time, or any that is free.
    browser
        Whether to open the page.
    grace
        Seconds after the last page has closed until the preview ends.
    editor
        A link with ``{file}`` and ``{line}``.
    look
        The language, theme, shape and words with which the page opens, as far as they were asked for.
    """

    port: int
    browser: bool
    grace: float
    editor: str
    look: Mapping[str, str | bool] = field(default_factory=dict)


def run(request: Request, options: Options, pool: ProcessPool, say: Callable[[str], None]) -> None:
    """Preview until the page closes or somebody interrupts; the pool ends with it.

    Raises
    ------
    SessenError
        The request names nothing, or the port is taken.
    """
    memory = request.state_dir / "preview.json"
    server = _opened(options.port, *load(memory))
    save(memory, server.guard)
    # Whether values that were typed make sense is only known when the scene was imported.
    is_named = first_target(request) is not None and not request.overrides
    if is_named:
        _announce(server.guard.address, options, say)
    # Only now, while the browser starts: it takes longer than the address.
    from sessen.preview.api import Api

    host = Api(request, pool, editor=options.editor, look=options.look)
    try:
        _serve(
            host,
            server,
            lambda: None if is_named else _announce(server.guard.address, options, say),
            options.grace,
            say,
        )
    finally:
        server.server_close()
        host.close()
        _shrink(host, request)


def _announce(address: str, options: Options, say: Callable[[str], None]) -> None:
    say(f"Preview: {address}")
    if options.browser and not _open_browser(address):
        say("No browser could be opened: open this address, also in VS Code with 'Simple Browser: Show'.")


def _serve(
    host: Api, server: PreviewServer, found: Callable[[], None], grace: float, say: Callable[[str], None]
) -> None:
    """``found`` is called when it is known that there is something to show."""
    server.answer(host)
    threading.Thread(target=_import_decoder, daemon=True).start()
    try:
        host.scene_list.open()
        found()
        for remark in host.scene_list.remarks():
            say(remark)
        host.pool.warm_up()
        host.scene_list.complete()
        host.prepare()
        _wait(host, grace)
    finally:
        server.shutdown()


def _import_decoder() -> None:
    """What decodes pictures, imported while the page loads: it needs a quarter of a second."""
    import sessen.video  # noqa: F401


def _shrink(host: Api, request: Request) -> None:
    from sessen.store.eviction import exceeds, prune

    if exceeds(host.store, request.store_limit):
        prune(host.store, request.store_limit, spare=set())


def _opened(wanted: int, last: int, token: str) -> PreviewServer:
    for port in [wanted] if wanted else dict.fromkeys([last, 0]):
        try:
            return PreviewServer(port, token)
        except OSError as error:
            if wanted:
                raise UsageError(
                    f"--port {wanted}: {error.strerror}", hint="choose another, or leave it out"
                ) from error
    raise SessenError("no port is free")


def _open_browser(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def _wait(host: Api, grace: float) -> None:
    """Until the last page has been closed for a while, or the process is asked to end."""
    asked = threading.Event()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: asked.set())
    while not asked.is_set() and host.idle_seconds() < grace:
        time.sleep(_POLL_INTERVAL)
