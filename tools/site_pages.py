"""Pages of the documentation that are written from the code: the reference and the gallery. An extension of Sphinx."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from sessen.theme import THEMES, Role
from tools.site_gallery import examples, gallery_page, lecture_scenes, render
from tools.site_rules import rule_pages

ROOT: Final = Path(__file__).resolve().parents[1]
#: What the reference tells: a page, its title, the module whose ``__all__`` is public.
MODULES: Final = {
    "sessen": "What every scene uses",
    "sessen.mobjects": "Mobjects",
    "sessen.mobjects.without_tex": "Manim's mobjects without TeX",
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_config_value("gallery_pictures", True, "env", bool)
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write the generated pages below ``docs/generated/``, before Sphinx looks for pages."""
    folder = Path(app.srcdir) / "generated"
    write_reference(folder)
    for name, text in rule_pages(folder / "rules", pictures=app.config.gallery_pictures):
        _write(folder / "rules" / name, text)
    scenes = {"mobjects": examples(ROOT), "scenes": lecture_scenes(ROOT)}
    titles = {"mobjects": "Gallery of mobjects", "scenes": "Gallery of scenes"}
    pictures = render(ROOT, folder / "pictures", scenes) if app.config.gallery_pictures else {}
    for name, shown in scenes.items():
        _write(folder / f"gallery-{name}.md", gallery_page(titles[name], shown, pictures))


def write_reference(folder: Path) -> None:
    """A page for each public module, from its ``__all__`` and its docstrings."""
    shutil.rmtree(folder / "reference", ignore_errors=True)
    for module, title in MODULES.items():
        _write(folder / "reference" / f"{module}.rst", reference_page(module, title))


def reference_page(module: str, title: str) -> str:
    """The page of a module in reStructuredText, which autodoc fills in."""
    public = importlib.import_module(module)
    heading = f"{title}\n{'=' * len(title)}\n\n.. automodule:: {module}\n   :no-members:\n"
    return "\n".join(
        [heading, *(_entry(module, name, getattr(public, name)) for name in getattr(public, "__all__", ()))]
    )


def _entry(module: str, name: str, thing: object) -> str:
    if isinstance(thing, type):
        return f".. autoclass:: {module}.{name}\n   :members:\n"
    if callable(thing):
        return f".. autofunction:: {module}.{name}\n"
    return f".. py:data:: {name}\n\n   {_colors(thing) if isinstance(thing, Role) else repr(thing)}\n"


def _colors(role: Role) -> str:
    """A role's colour on both papers."""
    return "A role: " + ", ".join(f"``{theme[role]}`` on {name} paper" for name, theme in THEMES.items()) + "."


def _write(file: Path, text: str) -> None:
    """Leaves an unchanged file alone, so that Sphinx does not read it again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
