"""What an author sees in a real browser: pictures, steps, edits, errors, parameters, variants, several pages."""

from __future__ import annotations

import io
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from sessen.products.clips.targets import TARGETS
from tests.cli.lectures import copy_to
from tests.preview.previews import PATIENCE, Preview, edit, opened, preview, ready

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview(copy_to(tmp_path_factory.mktemp("lecture")), "Tiny", "--grace", "600") as running:
        yield running


def source(page: Page) -> str:
    """Where the picture on the stage comes from."""
    return page.get_attribute("#stage", "data-source") or ""


def shown(page: Page) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The pixels of the stage as the browser shows them."""
    return np.asarray(Image.open(io.BytesIO(page.locator("#stage").screenshot())).convert("RGB"))


def current(page: Page) -> str:
    """The step that is looked at."""
    return page.get_attribute("#steps button[aria-current=step]", "data-step") or ""


def test_the_picture_is_the_last_frame_of_the_step_that_the_video_has(page: Page, running: Preview) -> None:
    """The page shows nothing else than what the worker has drawn: compared with the video, decoded by other means."""
    import av

    page.keyboard.press("End")
    page.wait_for_selector("#stage[data-source^=motion]")
    video = urllib.request.urlopen(running.address + source(page)).read()
    with av.open(io.BytesIO(video), "r") as container:
        last = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)][-1]
    page.evaluate("document.querySelectorAll('#stage video').forEach(video => video.pause())")
    seen = Image.fromarray(shown(page)[2:-2, 2:-2]).resize((213, 120))
    drawn = Image.fromarray(last).resize((213, 120))
    assert np.abs(np.asarray(seen, int) - np.asarray(drawn, int)).mean() < 6


def test_arrow_keys_go_from_step_to_step_and_frames_one_by_one(page: Page) -> None:
    page.keyboard.press("Home")
    assert current(page) == "show_dot"
    page.keyboard.press("ArrowRight")
    assert current(page) == "move_dot"
    page.keyboard.press("ArrowLeft")
    frame = int(re.findall(r"\d+", page.inner_text("#clock"))[-1])
    page.keyboard.press(",")
    expect(page.locator("#clock")).to_contain_text(f"frame {frame - 1}")
    page.keyboard.press(".")
    expect(page.locator("#clock")).to_contain_text(f"frame {frame}")


def test_space_plays_on_to_the_end_of_the_scene(page: Page) -> None:
    page.keyboard.press("Home")
    page.select_option("#speed", "2")
    page.keyboard.press(" ")
    page.wait_for_selector("[aria-current=step][data-step=move_dot]")
    page.wait_for_selector("[data-act=play][data-playing=false]")
    assert current(page) == "move_dot"


def test_scrubbing_goes_to_any_frame_of_any_step(page: Page) -> None:
    page.locator("#scrub").fill("3")
    assert current(page) == "show_dot"
    expect(page.locator("#clock")).to_contain_text("frame 4")
    most = page.get_attribute("#scrub", "max") or ""
    page.locator("#scrub").fill(most)
    assert current(page) == "move_dot"


def test_an_edit_brings_a_new_picture_of_that_step_and_keeps_the_others(page: Page, running: Preview) -> None:
    """The step before the edited one keeps its video; the page jumps to the edited one."""
    page.keyboard.press("Home")
    page.wait_for_selector("#stage[data-source^=motion]")
    kept, before = source(page), shown(page)
    edit(running.folder / "scenes" / "tiny.py", "set_value(float(self.far))", "set_value(-float(self.far))")
    page.wait_for_selector("[aria-current=step][data-step=move_dot]")
    ready(page)
    page.wait_for_selector("[data-act=play][data-playing=false]")
    halves = np.array_split(shown(page).astype(int).max(axis=2)[100:-200, 40:-40], 2, axis=1)
    assert halves[0].max() > 150 > halves[1].max(), "the dot went to the right"
    page.keyboard.press("Home")
    page.wait_for_selector(f"#stage[data-source='{kept}']")
    assert np.abs(shown(page).astype(int) - before).mean() < 2
    edit(running.folder / "scenes" / "tiny.py", "set_value(-float(self.far))", "set_value(float(self.far))")


def test_the_place_is_kept_when_jumping_is_off(page: Page, running: Preview) -> None:
    page.keyboard.press("Home")
    page.keyboard.press("j")
    page.locator("#scrub").fill("2")
    edit(running.folder / "scenes" / "tiny.py", "run_time=0.4", "run_time=0.6")
    page.wait_for_selector("#steps button[data-step=move_dot][data-edited=true]")
    ready(page)
    assert current(page) == "show_dot"
    expect(page.locator("#clock")).to_contain_text("frame 3")
    edit(running.folder / "scenes" / "tiny.py", "run_time=0.6", "run_time=0.4")


def test_a_broken_file_dims_the_last_good_picture_until_it_is_mended(page: Page, running: Preview) -> None:
    """What, file, line, the line itself, and a link that opens the editor there."""
    file = running.folder / "scenes" / "tiny.py"
    good = source(page)
    edit(file, "self.play(FadeIn(self.dot), run_time=0.2)", "self.play(FadeIn(self.dto), run_time=0.2)")
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#trouble h2")).to_contain_text("dto")
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "dto" in text)
    expect(page.locator("#trouble .place")).to_have_text(f"scenes/tiny.py:{line}")
    expect(page.locator("#trouble .source")).to_have_text("self.play(FadeIn(self.dto), run_time=0.2)")
    link = page.get_attribute("#trouble .editor", "href") or ""
    assert link.startswith("vscode://file/")
    assert link.endswith(f"tiny.py:{line}")
    assert float(page.evaluate("getComputedStyle(document.querySelector('#stage > img')).opacity")) < 0.5
    page.click("#trouble summary")
    expect(page.locator("#trouble .calls pre")).to_contain_text("in show_dot")
    expect(page.locator("#trouble .cure")).not_to_contain_text("--traceback")
    assert good, "there was a good picture"
    edit(file, "self.dto", "self.dot")
    expect(page.locator("#trouble")).to_be_hidden()
    ready(page)


def test_a_file_that_is_not_python_says_so_and_recovers(page: Page, running: Preview) -> None:
    file = running.folder / "scenes" / "tiny.py"
    edit(file, "def show_dot(self) -> None:", "def show_dot(self -> None:")
    expect(page.locator("#trouble h2")).to_contain_text("not valid Python")
    edit(file, "def show_dot(self -> None:", "def show_dot(self) -> None:")
    expect(page.locator("#trouble")).to_be_hidden()
    ready(page)


def test_a_wrong_value_is_told_where_it_is_typed_and_a_right_one_is_drawn(page: Page) -> None:
    field = page.locator("[data-name=far]")
    field.locator("input[type=text]").fill("2 +")
    expect(field.locator(".wrong")).to_be_visible()
    expect(field.locator("input[type=text]")).to_have_attribute("aria-invalid", "true")
    before = source(page)
    field.locator("input[type=text]").fill("3")
    expect(field.locator(".wrong")).to_be_hidden()
    page.wait_for_selector(f"#stage:not([data-source='{before}'])")
    expect(page.locator("#command")).to_contain_text("--set far=3")
    ready(page)


def test_a_slider_draws_what_it_says(page: Page) -> None:
    page.locator("[data-name=far] input[type=range]").fill("-3")
    expect(page.locator("[data-name=far] input[type=text]")).to_have_value("-3")
    expect(page.locator("#command")).to_have_text(re.compile(r"sessen Tiny --set far=-3$"))
    page.keyboard.press("End")
    ready(page)


def test_language_theme_and_shape_are_drawn_and_named_in_the_command(page: Page) -> None:
    dark = shown(page).mean()
    page.click("[data-choice=theme] [data-value=light]")
    page.click("[data-choice=language] [data-value=ja]")
    page.click("[data-choice=shape] [data-value=tall]")
    expect(page.locator("#command")).to_have_text(re.compile(r"sessen Tiny --lang ja --theme light --shape tall$"))
    ready(page)
    assert shown(page).mean() > dark + 100
    expect(page.locator("#sentence")).to_contain_text("点です")
    box = page.locator("#stage").bounding_box()
    assert box is not None
    assert box["height"] > box["width"] * 1.5


def test_claims_and_times_are_told(page: Page) -> None:
    expect(page.locator("#claims")).to_contain_text("dot is at its place")
    expect(page.locator("#claims .holds").first).to_be_visible()
    expect(page.locator("#times")).to_contain_text("move_dot")


def test_the_page_speaks_japanese_and_is_dark_or_light(browser: Browser, running: Preview) -> None:
    page = opened(browser, running.address, locale="ja", color_scheme="light")
    expect(page.locator("[data-say=parameters]")).to_have_text("パラメーター")
    for code in ("#command", "#keys dt", "#trouble pre"):
        assert "Words" in page.evaluate(f"getComputedStyle(document.querySelector('{code}')).fontFamily")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#page-theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.click("#page-language")
    expect(page.locator("[data-say=parameters]")).to_have_text("Parameters")
    page.context.close()


def test_the_picture_stays_in_sight_while_panels_are_scrolled(browser: Browser, running: Preview) -> None:
    """On a phone, and beside panels that are longer than the page is high."""
    for size in ({"width": 390, "height": 500}, {"width": 1280, "height": 420}):
        page = opened(browser, running.address, viewport=size)
        ready(page)
        page.locator("#times").scroll_into_view_if_needed()
        box = page.locator("#stage").bounding_box()
        assert page.evaluate("scrollY") > 0
        assert box
        assert box["y"] >= -1
        page.context.close()


def test_steps_are_named_and_have_lengths_in_the_timeline(page: Page) -> None:
    told = [each.inner_text().split() for each in page.locator("#steps button").all()]
    assert [(number, name) for number, _, _, name in told] == [("1", "show_dot"), ("2", "move_dot")]
    frames = int(page.get_attribute("#scrub", "max") or 0) + 1
    assert sum(float(seconds) for _, seconds, _, _ in told) == pytest.approx(frames / 15, abs=0.1)


def test_the_list_of_scenes_is_there_with_the_first_picture(browser: Browser, tmp_path: Path) -> None:
    """So that nothing moves when their pictures come; whoever is at one by the keyboard stays there."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        page = opened(browser, running.address)
        wide = page.locator("#stage").bounding_box()
        expect(page.locator("#scenes button")).to_have_count(2)
        page.locator("#scenes button").nth(1).focus()
        page.set_viewport_size({"width": 1280, "height": 260})
        scrolled = page.evaluate("document.querySelector('#scenes').scrollTo(0, 20), 20")
        expect(page.locator("#scenes img.picture")).to_have_count(2)
        assert page.evaluate("document.activeElement.dataset.target") == "Sections"
        assert page.evaluate("document.querySelector('#scenes').scrollTop") == scrolled
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.locator("#stage").bounding_box() == wide
        page.context.close()


def test_nothing_hangs_over_the_side_of_a_phone(browser: Browser, running: Preview) -> None:
    page = opened(browser, running.address, viewport={"width": 360, "height": 740})
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_two_pages_look_at_two_scenes_and_each_gets_its_own(browser: Browser, running: Preview) -> None:
    """One opens another scene, a plain one: the first keeps its own, and its sections are steps."""
    one, other = (opened(browser, running.address) for _ in range(2))
    other.click("#scenes button:nth-child(2)")
    other.wait_for_selector("#steps button[data-step=appear]")
    ready(other)
    ready(one)
    assert current(one) == "show_dot"
    assert other.locator("#steps button").count() == 2
    for page in (one, other):
        page.context.close()


def test_the_list_of_scenes_has_stills(page: Page) -> None:
    expect(page.locator("#scenes img.picture")).to_have_count(2)


def test_a_plain_manim_file_has_its_sections_as_steps(browser: Browser, tmp_path: Path) -> None:
    with preview(copy_to(tmp_path), "scenes/plain.py") as running:
        page = opened(browser, running.address)
        ready(page)
        assert [each.get_attribute("data-step") for each in page.locator("#steps button").all()] == ["appear", "leave"]
        expect(page.locator("#command")).to_have_text(re.compile(r"sessen scenes/plain\.py::Sections$"))
        page.context.close()


def test_a_clip_is_made_by_the_clips_command(page: Page, running: Preview) -> None:
    page.select_option("#purpose", "jupyter")
    page.click("#clip")
    expect(page.locator("#clip-said")).to_contain_text(".mp4")
    assert [file.suffix for file in (running.folder / "build").rglob("*show_dot*.mp4")] == [".mp4"]


def test_clips_are_offered_for_every_place_that_there_is(page: Page) -> None:
    expect(page.locator("#purpose option")).to_have_count(len(TARGETS))
    assert {each.get_attribute("value") for each in page.locator("#purpose option").all()} == set(TARGETS)
