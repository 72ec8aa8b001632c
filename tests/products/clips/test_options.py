"""Every option that the README offers for clips, typed for every place that clips can go to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence
from pptx import Presentation
from pptx.dml.color import RGBColor

import sessen.pipeline.session
import sessen.pool.local
from sessen.cli.main import main
from sessen.keys import SourceGraph
from sessen.products.clips.targets import TARGETS
from sessen.video import frames, probe
from tests.cli.lectures import copy_to
from tests.inline_pool import InlinePool
from tests.products.clips.conftest import Levels

README = Path(__file__).parents[3] / "README.md"
SLIDE = (0x1F, 0x49, 0x7D)  # the background of the deck
FILMS = ("mp4", "mov", "webm")
CREAM, CORNSILK = (0xFF, 0xF8, 0xE7), (0xFF, 0xF8, 0xDC)
BACKGROUNDS: dict[str, tuple[int, int, int] | None] = {
    "'#FFF8E7'": CREAM,
    "cornsilk": CORNSILK,
    "transparent": None,
    "'#FFF8E700'": None,
}
# What each option of the README is tried with; all of a row at once.
TOGETHER = """
    --background-from deck.pptx --loop --speed 2 --crop --margin 20 --size 96 --max-size 2MB --set far=1 --lang ja
    --theme light --shape square --words on --quality draft --lecture scenes/lecture.toml --store here --jobs 1 \
    --store-limit 1GB --size 96 --headline off
""".strip().split("\n")
# A cluster has tests of its own, clips have no `--verify` and `--version`; the others are in every run here, or below.
ELSEWHERE = {"--for", "--version", "--cluster", "--json", "--out", "--verify", "--background", "--format"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tiny lecture and a deck with a blue background, where builds start no processes."""
    made = copy_to(tmp_path_factory.mktemp("options"))
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(*SLIDE)
    deck.save(str(made / "deck.pptx"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
        # No source changes here, so what imports what is found out once.
        patch.setattr(sessen.pipeline.session, "SourceGraph", cache(SourceGraph))
        yield made


def clip(capsys: pytest.CaptureFixture[str], place: str, *words: str, step: str = "move_dot") -> dict[str, Path]:
    """The files of the clip of a step by their endings."""
    out = f"made/{abs(hash(words))}"
    code = main(["clips", f"Tiny::{step}", "--for", place, "-q", "draft", "--json", "--out", out, *words])
    said = capsys.readouterr()
    assert code == 0, said.err
    [built] = json.loads(said.out)["built"]
    files = [Path(out) / each["file"] for each in built["files"] if each["kind"] == "clip"]
    return {file.suffix[1:]: file for file in files}


def offered() -> set[str]:
    """The options in the README's tables of the command line and of clips."""
    parts = re.split(r"^## ", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    tables = [part for part in parts if part.startswith(("The command line", "Clips"))]
    rows = re.findall(r"^\| (`--[^|]*|`-q`[^|]*)\|", "".join(tables), re.MULTILINE)
    return {option for row in rows for option in re.findall(r"`(--[a-z-]+)", row)}


def test_the_readme_offers_nothing_that_is_not_tried() -> None:
    tried = {word for row in TOGETHER for word in row.split() if word.startswith("--")}
    assert offered() == tried | ELSEWHERE


@pytest.mark.parametrize("place", TARGETS)
def test_a_place_shows_clips_with_every_option(place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fast, worded = (row.split() for row in TOGETHER)
    every = [word for kind in TARGETS[place].accepts for word in ("--format", str(kind))]
    made = clip(capsys, place, *fast, *every)
    assert set(made) == set(map(str, TARGETS[place].accepts))
    assert {probe(file).frames for ending, file in made.items() if ending in FILMS} <= {4}
    for ending in ("gif", "mp4"):
        if ending in made:
            assert np.abs(_corner(ending, made[ending])[:3] - np.array(SLIDE)).max() <= 3
    slow = clip(capsys, place, *worded)
    assert {probe(file).width for ending, file in slow.items() if ending in FILMS} <= {96}


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("place", TARGETS)
def test_a_place_shows_clips_on_every_background(
    place: str, background: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "--margin", "8", "--background", background.strip("'")
    colour = BACKGROUNDS[background]
    if colour is None and not TARGETS[place].transparent:
        assert main(["clips", "Tiny::move_dot", "--for", place, *words]) == 2
        hint = "'#FFFFFF'" if background == "transparent" else "'#FFF8E7'"
        assert (
            f"does not show transparent clips\n  give the colour of the slides: --background {hint}"
            in capsys.readouterr().err
        )
        return
    made = clip(capsys, place, *words)
    if colour is None:
        assert set(made) & {"webm", "mov", "gif"}, "something that shows what lies behind it"
    made.pop("pdf", None)
    for ending, file in made.items():
        corner = _corner(ending, file)
        if ending in ("webm", "mov") or (ending == "gif" and colour is None):
            assert corner[3] <= 1
        else:
            seen = colour or (CREAM if "FFF8E700" in background else (0x0F, 0x12, 0x18))
            assert np.abs(corner[:3] - np.array(seen)).max() <= (0 if ending == "gif" else 3)


@pytest.mark.parametrize(("transparent", "opaque"), [("transparent", "paper"), ("#FFF8E700", "#FFF8E7")])
def test_a_transparent_gif_shows_what_is_half_transparent(
    transparent: str, opaque: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dot fades in. Over the colour that it was made for, the transparent GIF is the opaque one."""
    made = [
        clip(capsys, "moodle", "--margin", "8", "--background", background, step="show_dot")["gif"]
        for background in (transparent, opaque)
    ]
    one, other = (_pictures(file) for file in made)
    assert len(one) == len(other)
    for clear, solid in zip(one, other, strict=True):
        ground = solid[0, 0, :3]
        laid = np.where(clear[..., 3:] == 0, ground, clear[..., :3])
        assert np.abs(laid - solid[..., :3]).max() <= 12, "as near as two palettes are"
    assert {int(picture[0, 0, 3]) for picture in one} == {0}


def _pictures(file: Path) -> list[Levels]:
    with Image.open(file) as image:
        return [np.asarray(frame.convert("RGBA")).astype(np.int16) for frame in ImageSequence.Iterator(image)]


def _corner(ending: str, file: Path) -> Levels:
    """A pixel that nothing is drawn on."""
    if ending == "mp4":
        pixel: Levels = next(frames(file))[2, 2].astype(np.int16)
        return pixel
    if ending in ("mov", "webm"):
        return _corner_with_alpha(file)
    with Image.open(file) as image:
        picture = np.asarray(image.convert("RGBA")).astype(np.int16)
        corner: Levels = picture[2, 2]
        return corner


def _corner_with_alpha(file: Path) -> Levels:
    """FFmpeg's own VP9 decoder drops alpha, the library's keeps it."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        decoder = av.CodecContext.create("libvpx-vp9", "r") if file.suffix == ".webm" else stream.codec_context
        shown = (frame for packet in container.demux(stream) for frame in decoder.decode(packet))
        pixel: Levels = next(shown).to_ndarray(format="rgba")[2, 2].astype(np.int16)
        return pixel
