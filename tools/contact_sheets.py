"""Contact sheets: the last frame of every step of a scene on one page, for looking at scenes and for the README.

python tools/contact_sheets.py                        the pictures of the README, into docs/pictures/
python tools/contact_sheets.py --all FOLDER           every scene in both languages, both themes and all shapes
python tools/contact_sheets.py --all FOLDER DotProduct
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

from PIL import Image

from sessen.catalogue.lecture import read_lecture
from sessen.catalogue.scene_files import class_names, scene_files
from sessen.job import Job, SceneRef
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant
from sessen.video import last_frame
from sessen.worker import StepRecord, StepResult, draw, walk

ROOT = Path(__file__).resolve().parents[1]
LECTURE = ROOT / "scenes" / "lecture.toml"
README_VARIANTS = (
    Variant(quality=QUALITIES["draft"]),  # large enough for tiles, and there are many scenes
    Variant(Language.JA, ThemeName.LIGHT, quality=QUALITIES["draft"]),
)
README_TILE = 330  # pixels wide: all sheets together stay below a megabyte
GAP = 8  # pixels between tiles


def stills(address: SceneRef, variant: Variant) -> dict[str, Image.Image]:
    """The last frame of every step, drawn as any video is."""
    names: list[str] = []

    def learn(step: StepRecord) -> None:
        names.append(step.step)

    walk(address, Variant(variant.language, variant.theme, variant.shape, quality=QUALITIES["draft"]), {}, learn)
    pictures: dict[str, Image.Image] = {}

    def keep(_: str, step: StepResult) -> None:
        pictures[step.step] = Image.fromarray(last_frame(step.picture))

    draw(Job(address, (), variant, tuple((name, name) for name in names)), keep)
    return pictures


def sheet(pictures: list[Image.Image], *, columns: int, width: int) -> Image.Image:
    """Pictures side by side, each ``width`` pixels wide."""
    height = width * pictures[0].height // pictures[0].width
    rows = -(-len(pictures) // columns)
    page = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), "#808590")
    for index, picture in enumerate(pictures):
        place = (GAP + index % columns * (width + GAP), GAP + index // columns * (height + GAP))
        page.paste(picture.resize((width, height), Image.Resampling.LANCZOS), place)
    return page


def addresses(names: list[str]) -> list[SceneRef]:
    """The scenes of the lecture, or those of them that are named."""
    files = {name: file for file in scene_files(LECTURE.parent) for name in class_names(file)}
    scenes = [SceneRef(files[scene.name], scene.name) for scene in read_lecture(LECTURE).scenes]
    return [scene for scene in scenes if not names or scene.name in names]


def for_readme() -> None:
    """One sheet a scene, English on dark paper, and the first scene in Japanese on light paper."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    english, japanese = README_VARIANTS
    wanted = [(scene, english) for scene in addresses([])] + [(addresses([])[0], japanese)]
    for scene, variant in wanted:
        pictures = list(stills(scene, variant).values())[1:]  # the first is the title alone
        page = sheet(pictures, columns=3, width=README_TILE)
        page.save(folder / f"{scene.name}-{variant.folder}.webp", quality=80, method=6)


def for_review(folder: Path, names: list[str]) -> None:
    """Every variant of every scene, large."""
    folder.mkdir(parents=True, exist_ok=True)
    for scene, language, theme, shape in product(addresses(names), Language, ThemeName, Shape):
        variant = Variant(language, theme, shape, quality=QUALITIES["medium"])
        columns, width = (3, 640) if shape is Shape.WIDE else (5, 420)
        page = sheet(list(stills(scene, variant).values()), columns=columns, width=width)
        page.save(folder / f"{scene.name}-{variant.folder}.png")
        sys.stderr.write(f"{folder / scene.name}-{variant.folder}.png\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every variant, for a critical look")
    parser.add_argument("scenes", nargs="*")
    options = parser.parse_args()
    if options.all:
        for_review(options.all, options.scenes)
    else:
        for_readme()


if __name__ == "__main__":
    main()
