"""Makes built pages ready to be sent."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

import minify_html

from docsite.web.delivery.bundles import bundles_of, link_bundles, with_late_scripts, write_bundles
from docsite.web.delivery.figures import colours, detach_figures, slim_drawings
from docsite.web.delivery.icons import icon_styles, without_icons
from docsite.web.delivery.policy import with_policy
from docsite.web.delivery.search import mend_search
from docsite.web.delivery.settings import shared_settings, without_settings
from docsite.web.delivery.tables import with_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig


def deliver(configs: Sequence[MkDocsConfig], assets: Path, *, release: bool) -> None:
    """Make the pages of some languages ready to be sent.

    Args:
        configs: What the languages were built with.
        assets: The folder of the assets.
        release: Whether they are to be published. A preview may see one language only: it keeps all styles, and its
            pages their settings. It keeps all tags and states no policy: a script that reloads it is put at the end.

    Raises:
        NodeError: Node is not installed, or a package for it.
    """
    files = [file for config in configs for file in sorted(Path(config.site_dir).rglob("*.html"))]
    extra_css = [str(path) for path in configs[0].extra_css]
    shades = colours("".join((assets.parent / path).read_text(encoding="utf-8") for path in extra_css))
    pages = {file: file.read_text(encoding="utf-8") for file in files}
    icons = icon_styles(pages.values()) if release else ""
    settings = shared_settings(pages.values()) if release else {}
    bundles = write_bundles(assets, bundles_of(assets, extra_css), files if release else [], icons, settings)
    mend_search(assets)
    slim = slim_drawings(pages.values()) if release else {}
    for file, html in pages.items():
        base = relpath(assets.as_posix(), file.parent.as_posix()) + "/"
        linked = with_class(with_late_scripts(link_bundles(html, bundles)))
        linked = without_icons(linked) if icons else linked
        linked = without_settings(linked, settings) if settings else linked
        ready = minified(detach_figures(linked, assets, base, shades, slim), closed=not release)
        file.write_text(with_policy(ready) if release else ready, encoding="utf-8")


def minified(html: str, *, closed: bool) -> str:
    """Return the same page in fewer letters; `closed` keeps the end tags that HTML lets authors omit."""
    return minify_html.minify(
        html,
        keep_closing_tags=closed,
        keep_html_and_head_opening_tags=True,
        keep_input_type_text_attr=True,
        keep_ssi_comments=False,
        minify_css=True,
        minify_js=True,
    )
