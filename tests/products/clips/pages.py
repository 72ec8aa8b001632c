"""Pages with pasted clips, served and looked at in a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from tests.products.clips.conftest import Levels, clips

ADVANCES = "video => video.currentTime > 0.1 && !video.error"
SEEN = "element => getComputedStyle(element).visibility === 'visible' && getComputedStyle(element).display !== 'none'"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Tests say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder at an address of this machine, for captions need one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pasted(lecture: Path, place: str, *words: str) -> tuple[Path, str]:
    """The folder of the clips, and what is printed; it is what is in the file too."""
    made = clips(lecture, "Tiny", "--for", place, *words).document["pasted"][0]
    file = Path(made["where"])
    file = file if file.is_absolute() else lecture / file
    assert file.read_text(encoding="utf-8") == made["text"]
    return file.parent, made["text"]


def wait_for(page: Page, selector: str, condition: str) -> None:
    page.wait_for_function(f"selector => ({condition})(document.querySelector(selector))", arg=selector, timeout=20_000)


def seen(page: Page) -> Levels:
    """What the whole page shows."""
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(np.int16)


def pixel(page: Page, selector: str, x: int, y: int) -> tuple[int, ...]:
    """What is seen at a place of an element."""
    box = page.locator(selector).first.bounding_box()
    assert box
    shot = page.screenshot(clip={"x": box["x"] + x, "y": box["y"] + y, "width": 2, "height": 2})
    with Image.open(io.BytesIO(shot)) as image:
        return tuple(image.convert("RGB").tobytes()[:3])
