"""The documentation becomes a site without a warning, and tells every public name."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from sphinx.util.inventory import InventoryFile

from tools.site_gallery import Shown, examples, gallery_page, lecture_scenes, render
from tools.site_pages import MODULES

PROJECT: Final = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, but for the pictures of the gallery, which take minutes."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-D", "gallery_pictures=0", "-d", str(folder / "doctrees")]
    done = subprocess.run([*command, "docs", str(folder)], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    found = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    told = {name for kind in ("py:class", "py:function", "py:data") for name in found.data.get(kind, {})}
    public = {
        f"{module}.{name}" for module in MODULES for name in getattr(importlib.import_module(module), "__all__", ())
    }
    assert {"sessen.Lesson", "sessen.step", "sessen.MOVING"} <= public
    assert public - told == set()


def test_every_page_can_be_reached_and_nothing_is_fetched(site: Path) -> None:
    """Without a network the site is whole: styles and scripts are its own."""
    pages = list(site.rglob("*.html"))
    assert {"tutorial.html", "architecture.html", "glossary.html", "gallery-scenes.html"} <= {
        page.name for page in pages
    }
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert 'src="http' not in text, page
        assert 'rel="stylesheet" type="text/css" href="http' not in text, page


def test_the_gallery_has_every_scene_of_the_lecture_and_every_example() -> None:
    assert {"SecantToTangent", "GradientField"} <= {scene.name for scene in lecture_scenes(PROJECT)}
    files = {file.stem for file in (PROJECT / "docs" / "examples").glob("*.py") if not file.name.startswith("_")}
    assert {Path(scene.target.split("::")[0]).stem for scene in examples(PROJECT)} == files


def test_a_section_of_the_gallery_shows_both_papers_and_the_code() -> None:
    scene = Shown("Tiny", "tiny.py::Tiny", "What is tiny?", "class Tiny(Scene): ...")
    page = gallery_page("Scenes", [scene], {("Tiny", "dark"): "pictures/d.webp", ("Tiny", "light"): "pictures/l.webp"})
    assert ":class: only-dark" in page
    assert ":class: only-light" in page
    assert "```python\nclass Tiny(Scene): ...\n```" in page


def test_the_build_draws_the_gallery_on_both_papers(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    code = "from manim import *\n\nclass Tiny(Scene):\n    def construct(self):\n        self.wait(0.1)\n"
    (tmp_path / "tiny.py").write_text(code, encoding="utf-8")
    scenes = [Shown("Tiny", str(tmp_path / "tiny.py"), "What is tiny?")]
    pictures = render(PROJECT, tmp_path / "generated" / "pictures", {"mobjects": scenes})
    assert pictures == {("Tiny", theme): f"pictures/Tiny-{theme}.webp" for theme in ("dark", "light")}
    for (_, theme), name in pictures.items():
        with Image.open(tmp_path / "generated" / name) as picture:
            assert (picture.convert("L").tobytes()[0] > 200) == (theme == "light")


def test_the_readme_begins_with_a_moving_picture() -> None:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    first = text.split("](", 1)[1].split(")", 1)[0]
    assert text.startswith("# Sessen\n\n![")
    with Image.open(PROJECT / first) as picture:
        assert getattr(picture, "n_frames", 1) > 30
