"""What is pasted works where it is pasted: in a page, in reveal.js, in LaTeX."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files as resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.products.clips.conftest import apart, chromium, clips
from tests.products.clips.pages import ADVANCES, SEEN, pasted, pixel, seen, served, wait_for

GRAPHICS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


def test_a_page_plays_clips_by_itself_on_its_own_background_with_captions(lecture: Path, browser: Browser) -> None:
    folder, text = pasted(lecture, "web", "--loop")
    (folder / "page.html").write_text(f"<!doctype html><body style='background:#FFF8E7'>{text}", encoding="utf-8")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/page.html")
        wait_for(page, "video", ADVANCES)
        assert page.eval_on_selector("video", "video => video.currentSrc").endswith(".webm")
        assert page.eval_on_selector("video", "video => video.loop")
        assert page.get_attribute("video", "aria-label") == "A dot."
        assert "A dot." in captions(page)
        corner = pixel(page, "video", 5, 5)
        assert max(abs(one - other) for one, other in zip(corner, (0xFF, 0xF8, 0xE7), strict=True)) <= 2
        page.close()


def test_who_does_not_see_a_clip_is_told_its_formulas_in_words(lecture: Path) -> None:
    """And who reads captions sees the signs."""
    folder, page = pasted(lecture, "web", "--loop")
    assert 'aria-label="It goes to two."' in page
    assert 'alt="It goes to two."' in page
    captions = (folder / "02-move_dot.vtt").read_text(encoding="utf-8")
    assert "NOTE read aloud: It goes to two.\n" in captions
    assert captions.endswith("It goes to 2.\n")
    assert "NOTE" not in (folder / "01-show_dot.vtt").read_text(encoding="utf-8")
    assert "alt text: It goes to two." in pasted(lecture, "powerpoint")[1]


def test_a_browser_shows_the_background_of_an_mp4_as_asked(lecture: Path, browser: Browser) -> None:
    """Within 1 of 255, decoded and converted by others than FFmpeg: as graphics cards do it, here in software."""
    clips(lecture, "Tiny::show_dot", "--for", "powerpoint", "--background", "#1F497D")
    [film] = (lecture / "build").glob("*-1F497D/clips/Tiny/01-show_dot.mp4")
    (film.parent / "page.html").write_text(f"<!doctype html><body><video muted autoplay src={film.name}></video>")
    other = browser.browser_type.launch(executable_path=chromium(), args=["--no-sandbox", *GRAPHICS])
    page = other.new_page()
    page.goto(f"file://{film.parent}/page.html")
    wait_for(page, "video", ADVANCES)
    shown = pixel(page, "video", 5, 5)
    other.close()
    assert max(abs(one - other) for one, other in zip(shown, (0x1F, 0x49, 0x7D), strict=True)) <= 1


def captions(page: Page) -> str:
    page.eval_on_selector("video", "video => { video.textTracks[0].mode = 'showing' }")
    page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length > 0")
    text: str = page.eval_on_selector("video", "v => [...v.textTracks[0].cues].map(cue => cue.text).join(' ')")
    return text


def test_who_wants_less_motion_sees_the_last_picture(lecture: Path, browser: Browser) -> None:
    folder, text = pasted(lecture, "web")
    (folder / "still.html").write_text(f"<!doctype html>{text}", encoding="utf-8")
    with served(folder) as address:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{address}/still.html")
        assert not page.eval_on_selector("video", SEEN)
        assert page.eval_on_selector("img.still", SEEN)
        assert page.eval_on_selector("img.still", "image => image.complete && image.naturalWidth") == 854
        page.close()


def test_reveal_plays_a_clip_a_click_in_the_same_place(lecture: Path, browser: Browser) -> None:
    folder, text = pasted(lecture, "revealjs")
    shutil.copytree(str(resources("pyreveal") / "revealjs" / "dist"), folder / "dist", dirs_exist_ok=True)
    (folder / "slides.html").write_text(
        '<!doctype html><link rel="stylesheet" href="dist/reveal.css">'
        f'<div class="reveal"><div class="slides">{text}</div></div>'
        '<script src="dist/reveal.js"></script><script>Reveal.initialize({ controls: false })</script>',
        encoding="utf-8",
    )
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/slides.html")
        first, second = ".sessen-steps > :nth-child(1)", ".sessen-steps > :nth-child(2)"
        wait_for(page, f"{first} video", ADVANCES)
        assert page.eval_on_selector(second, SEEN) is False
        assert page.eval_on_selector(f"{second} video", "video => video.currentTime") == 0
        places = [page.locator(f"{each} video").bounding_box() for each in (first, second)]
        assert places[0] == places[1]
        page.keyboard.press("ArrowRight")
        wait_for(page, f"{second} video", ADVANCES)
        assert page.eval_on_selector(second, SEEN) is True
        assert page.eval_on_selector(first, SEEN) is False
        page.close()


def test_nothing_flashes_between_two_steps(lecture: Path, browser: Browser) -> None:
    """Where the dot rests at the end of one clip and the beginning of the next, it is seen in every sample."""
    folder, text = pasted(lecture, "revealjs")
    shutil.copytree(str(resources("pyreveal") / "revealjs" / "dist"), folder / "dist", dirs_exist_ok=True)
    (folder / "flash.html").write_text(
        '<!doctype html><link rel="stylesheet" href="dist/reveal.css"><body style="background:#0F1218">'
        f'<div class="reveal"><div class="slides">{text}</div></div>'
        '<script src="dist/reveal.js"></script>'
        "<script>Reveal.initialize({ controls: false, progress: false, width: 854, height: 480, margin: 0 })</script>",
        encoding="utf-8",
    )
    with served(folder) as address:
        page = browser.new_page(viewport={"width": 854, "height": 480})
        page.goto(f"{address}/flash.html")
        wait_for(page, ".sessen-steps > :nth-child(1) video", "video => video.ended")
        wait_for(page, ".sessen-steps > :nth-child(2) video", "video => video.readyState >= 2")
        # Held on its first picture, the next clip must look as the one before it has ended.
        page.eval_on_selector(
            ".sessen-steps > :nth-child(2) video", "video => { video.play = () => Promise.resolve() }"
        )
        before = seen(page)
        page.keyboard.press("ArrowRight")
        after = [seen(page) for _ in range(4)]
        page.eval_on_selector(
            ".sessen-steps > :nth-child(2) video", "video => { HTMLMediaElement.prototype.play.call(video) }"
        )
        wait_for(page, ".sessen-steps > :nth-child(2) video", "video => video.ended")
        assert apart(before, seen(page)) > 40, "pictures that differ count as such"
        assert max(apart(before, each) for each in after) < 5
        page.close()


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX here; on Debian and Ubuntu set-up installs it")
def test_latex_compiles_what_is_pasted(lecture: Path) -> None:
    """Into a page a step, of the stills' size, each with a film in it."""
    folder, text = pasted(lecture, "beamer", "--loop")
    plain = "\\pdfcompresslevel=0 \\pdfobjcompresslevel=0"  # so that names can be looked for in the bytes
    document = [
        plain,
        "\\documentclass{beamer}",
        "\\usepackage{multimedia}",
        "\\begin{document}",
        text,
        "\\end{document}",
    ]
    (folder / "slides.tex").write_text("\n".join(document), encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "slides.tex"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "(2 pages" in (folder / "slides.log").read_text(errors="replace")
    pdf = (folder / "slides.pdf").read_bytes()
    for film in ("01-show_dot-cropped.mp4", "02-move_dot-cropped.mp4"):
        assert film.encode() in pdf
