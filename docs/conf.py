"""The site: pages written by hand, pages made from the tables, the commands and the docstrings. Nothing in it is fetched.

Build it with ``python -m sphinx -W -n -b html docs build/site`` and open ``build/site/index.html``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import graphmodel

project = "graphmodel"
author = "The graphmodel developers"
version = release = graphmodel.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc", "generate"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
highlight_language = "text"
nitpicky = True
# A name that is public must be found. Classes of rows, and types of other packages, have no entry of their own; inventories
# of other sites would have to be fetched.
public = "|".join(re.escape(f"{home}.{name}") for name, home in graphmodel._HOMES.items())
nitpick_ignore_regex = [(r"py:.*", rf"(?!(?:{public}|graphmodel\.\w+)$).*")]

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autosummary_generate = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
numpydoc_show_class_members = False
python_maximum_signature_line_length = 88

html_theme = "pydata_sphinx_theme"
html_title = "graphmodel"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_search_summary = False  # a page opened from disk may not fetch another one
html_context = {"default_mode": "auto"}
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": False,
    "header_links_before_dropdown": 6,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"index": [], "start": [], "contributing": []}
project_copyright = "The graphmodel developers. Code MIT, data CC BY 4.0"
