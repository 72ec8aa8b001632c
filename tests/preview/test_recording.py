"""A step is recorded in the page, in a real browser whose microphone plays a file."""

from __future__ import annotations

import math
import urllib.request
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from sessen.video.read import probe
from sessen.video.sound import Samples, decode
from sessen.voice.recordings import FOLDER, Recordings
from sessen.voice.script import LEAD, TAIL
from sessen.voice.take import read_take
from tests.cli.lectures import copy_to
from tests.preview.previews import PATIENCE, Preview, chromium, kill, opened, preview, ready, soon

expect.set_options(timeout=PATIENCE)
TAKES: Final = Path(__file__).parents[2] / "assets" / "voice" / "en"
BEFORE: Final = 7.0  # seconds of a soft hiss before the microphone speaks


@pytest.fixture(scope="module")
def said() -> tuple[str, Samples]:
    """A sentence of the lecture, and how it is said."""
    takes = (read_take(file) for file in sorted(TAKES.glob("*/*.opus")))
    take = next(each for each in takes if each.info and len(each.info.spoken) == 1 and each.info.seconds < 3.5)
    assert take.info
    return take.info.spoken[0], decode(take.path)


@pytest.fixture(scope="module")
def browser(said: tuple[str, Samples], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    file = tmp_path_factory.mktemp("microphone") / "said.wav"
    samples = np.random.default_rng(5).normal(0, 0.002, round(48_000 * (BEFORE + 30)))
    at = round(48_000 * BEFORE)
    samples[at : at + said[1].shape[1]] += 0.5 * said[1][0]
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    played = f"--use-file-for-fake-audio-capture={file}%noloop"
    with chromium("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", played) as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(said: tuple[str, Samples], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "scenes" / "tiny.narration.toml").write_text(f'[show_dot]\nen = "{said[0]}"\n')
    return folder


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Preview]:
    with preview(folder, "Tiny", "--grace", "600") as running:
        yield running


def panel(page: Page) -> None:
    """Open the panel at the first step, with its microphone."""
    page.keyboard.press("Home")
    page.click("#narration summary")
    page.click("[data-do=setUp]")
    expect(page.locator("[data-do=record]")).to_be_enabled()


def record(page: Page, seconds: float) -> None:
    """Begin, and wait until so much is recorded."""
    page.click("[data-do=record]")
    expect(page.locator("#count")).to_have_text("3")
    expect(page.locator("[data-do=stop]")).to_be_visible()
    assert soon(lambda: recorded(page) >= seconds, 60)


def recorded(page: Page) -> float:
    """The seconds of the recording as the page tells them; 0 before it begins."""
    text = page.locator("#count").text_content() or ""
    return float(text.strip("● s")) if text.startswith("●") else 0.0


def stop(page: Page) -> None:
    page.click("[data-do=stop]")
    page.wait_for_selector("#narration[data-mode=made], #narration[data-mode=bad]")


def likeness(heard: Samples, spoken: Samples) -> float:
    """How well the loudness of one sound follows that of another, wherever in it that begins."""
    one, other = (
        np.abs(each[0][: each.shape[1] // 480 * 480]).reshape(-1, 480).mean(axis=1) for each in (heard, spoken)
    )
    one = np.pad(one, 50)
    shifts = range(one.size - other.size + 1)
    return max(float(np.corrcoef(one[shift : shift + other.size], other)[0, 1]) for shift in shifts)


def test_a_step_is_recorded_listened_to_kept_and_heard_with_its_picture(
    browser: Browser, running: Preview, said: tuple[str, Samples], folder: Path
) -> None:
    """What is kept says what the microphone has heard, trimmed, with its words; it goes only when somebody says so."""
    page = opened(browser, running.address)
    ready(page)
    panel(page)
    expect(page.locator("#narration .prompter")).to_have_text(said[0])
    expect(page.locator("#narration .kind")).to_have_text("no take yet")
    expect(page.locator("#microphone option")).not_to_have_count(0)
    assert soon(lambda: float(page.get_attribute("#level", "aria-valuenow") or "0") > 5)
    record(page, BEFORE + said[1].shape[1] / 48_000)
    stop(page)
    expect(page.locator("#narration .line")).to_have_text("Every word was heard.")
    with page.expect_request("**/take/*.opus"):
        page.click("[data-do=listen]")
    expect(page.locator("[data-act=play]")).to_have_attribute("data-playing", "true")
    assert not (folder / "assets").exists(), "nothing is there before somebody keeps it"
    page.click("[data-do=keep]")
    expect(page.locator("#narration .line")).to_have_text("Kept as show_dot.opus.")
    expect(page.locator("#narration .kind")).to_have_text("your recording")
    file = folder / "assets" / "voice" / "en" / "Tiny" / "show_dot.opus"
    take = read_take(file)
    assert take.is_own
    assert take.info
    assert " ".join(word.text for word in take.info.words) in said[0].replace(",", "").replace(":", "")
    assert take.info.seconds == pytest.approx(said[1].shape[1] / 48_000 + 0.37, abs=0.3)
    assert likeness(decode(file), said[1]) > 0.9
    assert [*Recordings(folder / ".sessen")] == []

    page.click("[data-choice=voice] [data-value=own]")
    page.wait_for_selector("#stage[data-source^=spoken]")
    expect(page.locator("#command")).to_contain_text("--voice own")
    assert not page.evaluate("[...document.querySelectorAll('video')].some((each) => each.muted)")
    video = urllib.request.urlopen(running.address + (page.get_attribute("#stage", "data-source") or "")).read()
    (folder / "heard.mp4").write_bytes(video)
    assert probe(folder / "heard.mp4").frames == math.ceil((LEAD + take.info.seconds + TAIL) * 15 - 1e-6)
    assert likeness(decode(video), said[1]) > 0.9

    before = file.read_bytes()
    record(page, 0.4)
    stop(page)
    expect(page.locator("#narration .line")).to_contain_text("Not heard as written")
    page.click("[data-do=keep]")
    expect(page.locator("#narration .line")).to_have_text("There is a recording of this step already.")
    assert file.read_bytes() == before
    page.click("[data-do=replace]")
    expect(page.locator("#narration .line")).to_have_text("Kept as show_dot.opus.")
    assert read_take(file).is_own
    assert file.read_bytes() != before
    assert file.with_name("show_dot.backup.opus").read_bytes() == before
    page.context.close()


def test_a_recording_survives_the_page(browser: Browser, running: Preview, folder: Path) -> None:
    """Whoever comes again is offered what there is of it, and may let it go."""
    page = opened(browser, running.address)
    ready(page)
    panel(page)
    record(page, 1.0)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.click("[data-left]")
    page.wait_for_selector("#narration[data-mode=made], #narration[data-mode=bad]")
    [left] = Recordings(folder / ".sessen")
    assert left.about.step == "show_dot"
    assert left.seconds >= 0.8
    page.click("[data-do=drop]")
    assert soon(lambda: not [*(folder / ".sessen" / FOLDER).iterdir()])
    expect(page.locator("[data-left]")).to_have_count(0)
    page.context.close()


def test_a_recording_survives_the_server(browser: Browser, folder: Path) -> None:
    """It goes on while there is none, and comes to the next one whole."""
    with preview(folder, "Tiny", "--grace", "600") as first:
        page = opened(browser, first.address)
        ready(page)
        panel(page)
        record(page, 0.5)
        kill(first.process.pid)
        expect(page.locator("#narration .line")).to_contain_text("No connection to the preview")
        with preview(folder, "Tiny", "--grace", "600") as second:
            assert second.address == first.address
            expect(page.locator("#narration .line")).to_have_text("")
            so_far = recorded(page)
            stop(page)
            [left] = Recordings(folder / ".sessen")
            assert left.seconds >= so_far
            page.click("[data-do=drop]")
            expect(page.locator("#narration")).to_have_attribute("data-mode", "open")
            page.context.close()
