"""Previews that a test can start, open in Chromium, and see the end of."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.processes import descendants
from tests.cli.lectures import command, environment

PATIENCE = 60_000  # milliseconds, on a machine that is busy with other tests


@dataclass
class Preview:
    """A running preview."""

    process: subprocess.Popen[str]
    address: str
    folder: Path

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    @property
    def token(self) -> str:
        return self.address.split("/")[3]

    def processes(self) -> set[int]:
        """The ids of the preview's process and of all that it has started."""
        return set(descendants(self.process.pid))


@contextmanager
def preview(folder: Path, *words: str) -> Iterator[Preview]:
    """``render.py preview`` in a folder, without a browser of its own; it is ended with the block."""
    process = subprocess.Popen(
        command("preview", "--no-browser", *words),
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Preview: "), line + process.stderr.read()
        yield Preview(process, line.split()[1], folder)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Debian's own where it is installed, else the one that Playwright brought; ``more`` are options of its own."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *more])
        yield browser
        browser.close()


def opened(browser: Browser, address: str, **how: object) -> Page:
    """A page in a context of its own, English unless said otherwise, whose errors fail the test that looks at it."""
    context = browser.new_context(**({"locale": "en", "viewport": {"width": 1280, "height": 800}} | how))  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#stage[data-source]")
    assert errors == []
    return page


def edit(file: Path, before: str, after: str) -> None:
    """Change a file as an editor would."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def alive(processes: set[int]) -> set[int]:
    """Those that still run; one that has ended and is not yet collected does not."""
    return {each for each in processes if _state(each) not in ("", "Z")}


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def soon(holds: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether something comes to hold within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def kill(process: int) -> None:
    """As ``kill -9`` does."""
    os.kill(process, signal.SIGKILL)


def ready(page: Page) -> None:
    """Wait until everything is drawn."""
    page.wait_for_selector("#status[data-state=ready]")
    page.wait_for_selector("#steps li:last-child button[data-state=ready]")
