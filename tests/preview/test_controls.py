"""What the page's own controls do, in a real browser: planes, presets, overlays, loops, full screen, copying, sound."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from sessen.layout import EDGE, layout_for
from sessen.variant import Shape
from sessen.video import frames, probe
from tests.cli.lectures import copy_to, environment
from tests.preview.previews import PATIENCE, Preview, opened, preview, ready, soon
from tests.preview.test_page import current, shown, source

expect.set_options(timeout=PATIENCE)

SCENE = '''
from manim import Dot, FadeIn, Line

from sessen.lesson import Lesson
from sessen.parameters import Vector
from sessen.theme import Role
from sessen.steps import step
from sessen.words import Words


class Arrow(Lesson):
    """Where does the arrow end?"""

    question = Words(en="Where does the arrow end?", ja="矢印の先はどこでしょうか?")
    to = Vector("2,1", sizes=(2, 2), presets=("-1,2",), help="where it ends")

    @step(en="It goes to {to}.", ja="{to} へ行きます。")
    def draw_arrow(self) -> None:
        """A line to the end."""
        end = [*map(float, self.to), 0]
        self.add_sound("tone.wav")
        self.play(FadeIn(Line([0, 0, 0], end, color=self.theme[Role.MOVING])), run_time=0.2)

    @step(en="There it is.", ja="そこです。")
    def mark_end(self) -> None:
        """A dot."""
        self.play(FadeIn(Dot([*map(float, self.to), 0], color=self.theme[Role.MOVING])), run_time=0.2)
'''


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "arrow.py").write_text(SCENE)
    _tone(folder / "tone.wav")
    with preview(folder, "arrow.py", "--grace", "600") as running:
        yield running


@pytest.fixture
def page(browser: Browser, running: Preview) -> Iterator[Page]:
    page = opened(browser, running.address, permissions=["clipboard-read", "clipboard-write"])
    ready(page)
    yield page
    page.context.close()


def _tone(file: Path) -> None:
    """A fifth of a second at 440 Hz."""
    samples = (8000 * np.sin(2 * np.pi * 440 * np.arange(9600) / 48000)).astype("<i2")
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(48000)
        sound.writeframes(samples.tobytes())


def tip(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> tuple[float, float]:
    """Where what is drawn in the moving colour ends, seen from the middle: fractions from the left and from the top."""
    height, width = picture.shape[:2]
    above = picture[: int(0.85 * height)].astype(int)  # without the sentence
    red = above[:, :, 0] - above[:, :, 2]
    down, across = np.argwhere(red > 0.7 * red.max()).T
    farthest = np.hypot(across - width / 2, down - height / 2).argmax()
    return float(across[farthest] / width), float(down[farthest] / height)


def test_a_vector_is_dragged_on_the_small_plane(page: Page) -> None:
    """Let go at (-3, 2), the field says so, and the dot of the last step is drawn there."""
    page.keyboard.press("End")
    page.wait_for_selector("#stage[data-source^=motion]")
    box = page.locator("[data-name=to] svg").bounding_box()
    assert box is not None
    unit = box["width"] / 10  # from -5 to 5
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = source(page)
    page.mouse.move(middle[0] + 2 * unit, middle[1] - unit)
    page.mouse.down()
    page.mouse.move(middle[0] - 3 * unit, middle[1] - 2 * unit, steps=4)
    page.mouse.up()
    expect(page.locator("[data-name=to] input[type=text]")).to_have_value("-3,2")
    expect(page.locator("#command")).to_contain_text("--set to=-3,2")
    page.wait_for_selector(f"#stage:not([data-source='{before}'])")
    ready(page)
    page.wait_for_selector("#stage[data-source^=motion]")
    width, height = Shape.WIDE.frame
    assert tip(shown(page)) == pytest.approx((0.5 - 3 / width, 0.5 - 2 / height), abs=0.02)


def test_what_is_dragged_stays_while_its_pictures_come(page: Page) -> None:
    """A picture may come before its plan, which knows the parameters: no field is made anew under the pointer."""
    page.evaluate(
        """() => {
            window.made = 0;
            new MutationObserver((changes) => { window.made += changes.length; })
                .observe(document.querySelector("#parameters .fields"), { childList: true });
        }"""
    )
    box = page.locator("[data-name=to] svg").bounding_box()
    assert box is not None
    unit = box["width"] / 10
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle[0] + 2 * unit, middle[1] - unit)
    page.mouse.down()
    for number in range(1, 15):
        page.mouse.move(middle[0] + (2 - number / 2) * unit, middle[1] - unit)
        page.wait_for_timeout(200)
        assert page.evaluate("window.made") == 0
    page.mouse.up()
    expect(page.locator("[data-name=to] input[type=text]")).to_have_value("-5,1")


def test_the_vector_moves_by_arrow_keys_too(page: Page) -> None:
    page.locator("[data-name=to] svg").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-name=to] input[type=text]")).to_have_value("2,1.5")
    assert current(page) == "draw_arrow", "the keys belong to the plane while it has the focus"
    assert (page.get_attribute("[data-name=to] svg", "aria-label") or "").startswith("to = (2, 1.5).")


def test_presets_of_the_author_are_offered_and_put_in(page: Page) -> None:
    offered = page.locator("[data-name=to] .presets button")
    assert offered.all_inner_texts() == ["2,1", "-1,2"]
    offered.nth(1).click()
    expect(page.locator("#command")).to_contain_text("--set to=-1,2")
    page.click("#reset")
    expect(page.locator("#command")).not_to_contain_text("--set")


def test_the_safe_area_is_that_of_lectures(page: Page) -> None:
    expect(page.locator("#safe")).to_be_hidden()
    page.keyboard.press("s")
    stage, edge, zone = (page.locator(each).bounding_box() for each in ("#stage", "#safe .edge", "#safe .zone"))
    assert stage
    assert edge
    assert zone
    layout = layout_for(Shape.WIDE)
    unit = stage["width"] / layout.frame.width
    assert edge["x"] - stage["x"] == pytest.approx(EDGE * unit, abs=2)
    assert edge["width"] == pytest.approx((layout.frame.width - 2 * EDGE) * unit, abs=3)
    assert stage["y"] + stage["height"] - zone["y"] == pytest.approx((layout.caption.top + 4) * unit, abs=3)
    page.click("[data-act=safe]")
    expect(page.locator("#safe")).to_be_hidden()


def test_captions_lie_over_the_picture_in_the_language_that_is_looked_at(page: Page) -> None:
    page.keyboard.press("c")
    expect(page.locator("#caption")).to_have_text("It goes to (2, 1).")
    page.click("[data-choice=language] [data-value=ja]")
    expect(page.locator("#caption")).to_have_text("(2, 1) へ行きます。")
    page.keyboard.press("c")
    expect(page.locator("#caption")).to_be_hidden()


def test_a_step_that_loops_begins_anew_and_the_next_one_does_not_come(page: Page) -> None:
    page.evaluate(
        """() => { window.begun = 0; for (const each of document.querySelectorAll("video"))
        each.addEventListener("seeked", () => { if (each.currentTime < 0.1) window.begun += 1; }); }"""
    )
    page.keyboard.press("Home")
    page.wait_for_selector("#stage[data-source^=motion]")
    page.keyboard.press("l")
    page.select_option("#speed", "2")
    page.keyboard.press(" ")
    assert soon(lambda: page.evaluate("window.begun") >= 3)
    assert current(page) == "draw_arrow"
    page.keyboard.press(" ")
    page.wait_for_selector("[data-act=play][data-playing=false]")


def test_full_screen_and_back(page: Page) -> None:
    page.keyboard.press("f")
    assert soon(lambda: page.evaluate("document.fullscreenElement?.id") == "stage")
    page.keyboard.press("f")
    assert soon(lambda: page.evaluate("document.fullscreenElement") is None)


def test_every_key_is_listed_and_named_on_its_button(page: Page) -> None:
    """By one table, so nothing can be listed that does nothing."""
    page.keyboard.press("?")
    listed = page.locator("#keys dt").all_inner_texts()
    assert {"←", "→", ",", ".", "L", "F", "?"} <= set(listed)
    page.keyboard.press("Escape")
    for act in ("previous", "loop", "full", "captions"):
        title = page.get_attribute(f"[data-act={act}]", "title") or ""
        assert re.search(r"\((.+)\)$", title)[1] in listed, title  # type: ignore[index]


def test_a_step_with_sound_is_heard_when_asked_for(page: Page, running: Preview) -> None:
    """The video that is played has the tone in it, and the page lets it be heard."""
    import av

    page.keyboard.press("Home")
    page.wait_for_selector("#stage[data-source^=motion]")
    video = page.evaluate("async (name) => [...new Uint8Array(await (await fetch(name)).arrayBuffer())]", source(page))
    file = running.folder / "played.mp4"
    file.write_bytes(bytes(video))
    with av.open(str(file)) as container:
        heard = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    spectrum = np.abs(np.fft.rfft(heard))
    assert np.argmax(spectrum) * 48000 / len(heard) == pytest.approx(440, abs=10)
    assert page.evaluate("[...document.querySelectorAll('video')].every((each) => each.muted)")
    page.keyboard.press("m")
    expect(page.locator("[data-act=sound]")).to_have_attribute("aria-pressed", "true")
    assert not page.evaluate("[...document.querySelectorAll('video')].some((each) => each.muted)")


def test_the_copied_command_makes_this_very_video(page: Page, running: Preview) -> None:
    """The line is run, as a draft; what it makes shows what the page shows, in theme, shape and values."""
    page.click("[data-choice=theme] [data-value=light]")
    page.click("[data-choice=shape] [data-value=square]")
    page.locator("[data-name=to] input[type=text]").fill("-2,-1")
    expect(page.locator("#command")).to_contain_text("--shape square")
    expect(page.locator("#command")).to_contain_text("--set to=-2,-1")
    ready(page)
    page.keyboard.press("End")
    page.wait_for_selector("#stage[data-source^=motion]")
    page.click("#copy")
    line = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    assert line[:3] == ["python", "-m", "sessen"]
    words = [sys.executable, *line[1:], "--quality", "draft", "--jobs", "1"]
    subprocess.run(words, cwd=running.folder, env=environment(), check=True, capture_output=True, timeout=120)
    (video,) = (running.folder / "build").rglob("Arrow*.mp4")
    assert probe(video).frames == 1 + int(page.get_attribute("#scrub", "max") or 0)
    *_, last = frames(video)
    stage = page.locator("#stage").bounding_box()
    assert stage
    assert stage["width"] == pytest.approx(stage["height"], abs=3)
    assert tip(shown(page)) == pytest.approx(tip(last), abs=0.02)
    assert last[5, 5].min() > 240, "its paper is light"
