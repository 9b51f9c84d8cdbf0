"""One stylesheet and one script for all pages, in place of the several that they are written as.

A page waits for its stylesheets before it shows anything, and each file costs a round trip.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.node import run_node
from docsite.web.delivery.files import small_css, small_js, write_hashed
from docsite.web.delivery.tables import by_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PURGE = Path(__file__).with_name("purge.mjs")
FOLDER = "bundles"

# What a page has that runs the scripts of all pages.
AFTER = "javascripts/after.js"

# As the templates write them; a script that is no part of a bundle keeps its own tag.
LINK = re.compile(r'<link rel="stylesheet" href="(?P<base>[^"]*?)assets/(?P<name>[^"]+)">\s*')
SCRIPT = re.compile(r'<script (?P<defer>defer )?src="(?P<base>[^"]*?)assets/(?P<name>[^"]+)"(?P<rest>[^>]*)></script>')

# A script that runs once the page is read, as `docsite` and authors write it; and what it is laid by in.
LATE = re.compile(r'<script (?:defer |type="module" )[^>]*></script>')
LAID_BY = '<template class="late">{}</template>'


@dataclass(frozen=True)
class Bundles:
    """Files of a site that go into one, in this order, by their paths below ``assets``.

    Attributes:
        styles: The stylesheets that all pages share: two of Material's, then ours.
        early: The script that runs while a page is read, once its styles are there.
        scripts: The scripts that run once a page is read: Material's between two of ours.
    """

    styles: tuple[str, ...]
    early: str
    scripts: tuple[str, str, str]


def bundles_of(assets: Path, extra_css: Iterable[str]) -> Bundles:
    """Return what the theme has laid in ``assets``, with the stylesheets that mkdocs.yml adds.

    Raises:
        ValueError: The theme has not what it is known to have.
    """

    def only(pattern: str) -> str:
        found = [path.relative_to(assets).as_posix() for path in assets.glob(pattern)]
        if len(found) != 1:
            raise ValueError(f"{assets}: one file {pattern} was expected, not {found}")
        return found[0]

    styles = (only("stylesheets/main.*.css"), only("stylesheets/palette.*.css"))
    own = tuple(path.removeprefix("assets/") for path in extra_css)
    folder = "javascripts"
    scripts = (f"{folder}/before.js", only(f"{folder}/bundle.*.js"), AFTER)
    return Bundles(styles + own, f"{folder}/early.js", scripts)


def write_bundles(
    assets: Path, bundles: Bundles, purge_by: Sequence[Path], more: str, settings: Mapping[str, object]
) -> dict[str, str]:
    """Write the bundles.

    Args:
        assets: The folder of the files.
        bundles: What goes into which.
        purge_by: The pages by which rules that match nothing are dropped; with none, all rules stay.
        more: Styles that follow the others.
        settings: What Material's script finds in no page, by the page's language.

    Returns:
        The path of its bundle for each file, both below ``assets``.

    Raises:
        NodeError: PurgeCSS, which drops the rules, is not installed.
    """
    theirs, own = bundles.styles[:2], bundles.styles[2:]
    styles = "\n".join([_read(assets / name) for name in theirs] + [small_css(_read(assets / name)) for name in own])
    styles = by_class(styles)
    if purge_by:
        styles = purge(styles, [*purge_by, *sorted(assets.rglob("*.js"))])
    # A semicolon keeps one file from being read as the arguments of the one before it.
    before, material, after = (_read(assets / name) for name in bundles.scripts)
    before = before.replace("SETTINGS", json.dumps(settings, ensure_ascii=False, separators=(",", ":")))
    script = ";\n".join([small_js(before), material, small_js(after)])
    written = {
        bundles.styles: write_hashed(assets / FOLDER, "site.css", _without_map(styles + more)),
        (bundles.early,): write_hashed(assets / FOLDER, "early.js", small_js(_read(assets / bundles.early)).encode()),
        bundles.scripts: write_hashed(assets / FOLDER, "site.js", _without_map(script)),
    }
    return {name: path.relative_to(assets).as_posix() for names, path in written.items() for name in names}


def link_bundles(html: str, bundle_of: dict[str, str]) -> str:
    """Return a page with each bundle linked once, where the first of its files was."""
    seen: set[str] = set()

    def first(name: str) -> str | None:
        bundle = bundle_of[name]
        if bundle in seen:
            return None
        seen.add(bundle)
        return bundle

    def link(match: re.Match[str]) -> str:
        if match["name"] not in bundle_of:
            return match[0]
        bundle = first(match["name"])
        return f'<link rel="stylesheet" href="{match["base"]}assets/{bundle}">\n' if bundle else ""

    def script(match: re.Match[str]) -> str:
        if match["name"] not in bundle_of:
            return match[0]
        bundle = first(match["name"])
        if not bundle:
            return ""
        return f'<script {match["defer"] or ""}src="{match["base"]}assets/{bundle}"{match["rest"]}></script>'

    return SCRIPT.sub(script, LINK.sub(link, html))


def with_late_scripts(html: str) -> str:
    """Return a page whose late scripts, which run once it is read, are asked for when it stands on the screen.

    Until early.js brings them, a browser takes no notice of them. Else they would share a slow line with the styles and
    the fonts of formulas, which decide when the text appears; and from a cache they would run before it.
    """
    return LATE.sub(lambda script: LAID_BY.format(script[0]), html)


def purge(styles: str, content: Sequence[Path]) -> str:
    """Return the styles without the rules that no word in ``content`` can match.

    Raises:
        NodeError: PurgeCSS is not installed.
    """
    request = {"css": styles, "content": [str(path) for path in content]}
    return run_node(PURGE, json.dumps(request))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _without_map(text: str) -> bytes:
    """Drop the references to source maps, which are not published."""
    return re.sub(r"(?m)^//# sourceMappingURL=.*$|/\*# sourceMappingURL=.*?\*/", "", text).encode()
