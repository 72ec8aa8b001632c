"""How the documentation becomes a site: ``make docs``."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

project = "Sessen"
author = "Sessen contributors"
release = version_of("sessen")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "tools.site_pages"]
exclude_patterns = ["_build", "pictures", "examples", "generated/build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

napoleon_google_docstring = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
default_role = "code"  # `Equal` in a docstring is a name

html_theme = "furo"
html_title = "Sessen"
html_show_sourcelink = False
