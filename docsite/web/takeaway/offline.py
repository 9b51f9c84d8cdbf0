"""A copy of the built site that works from a folder, without a server and without a network.

Opened as a file, a page may start no worker and load no module, and an address that ends in a folder shows the folder.
So links name their pages, modules that import nothing become plain scripts, others stay away, fonts go into the
stylesheets, and the search says that it does not work here.
"""

from __future__ import annotations

import base64
import html
import re
import zipfile
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING

from docsite.web.playground.runner import FOLDER as RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "notes-that-run"  # the folder in the archive
TIME = (1980, 1, 1, 0, 0, 0)  # the same bytes each time; a zip knows no earlier day
ADDRESS = re.compile(r"(?P<name>\s(?:href|src)=)(?P<quote>[\"']?)(?P<value>[^\"'\s>]*)(?P=quote)")
SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
MODULE = re.compile(r"\stype=[\"']?module[\"']?")
SOURCE = re.compile(r"\ssrc=[\"']?(?P<value>[^\"'\s>]*)")
# Neither is allowed to a file: a font that is fetched ahead, and a policy that names hosts.
REFUSED = re.compile(
    r"<link\b[^>]*\brel=[\"']?(?:preload|modulepreload)\b[^>]*>|<meta\b[^>]*\bContent-Security-Policy\b[^>]*>"
)
IMPORTS = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(|\bnew\s+Worker\b", re.MULTILINE)
STYLE_URL = re.compile(r"url\([\"']?(?P<value>[^\"')]+\.woff2)[\"']?\)")
SEARCH_FIELD = re.compile(r"(?P<start><input\b[^>]*\bmd-search__input\b[^>]*?)\splaceholder=(?:\"[^\"]*\"|[^\s>]+)")
SEARCH_PARTS = re.compile(
    r"\sdata-md-component=[\"']?search[-\w]*[\"']?|(?<=<form)[^>]*(?=>\s*<input\b[^>]*md-search__input)"
)
# Of use on a host only.
SKIPPED = {".gz", ".xml"}
SKIPPED_FOLDER = PurePosixPath(RUN)
SKIPPED_NAMES = {"404.html", "robots.txt", "search_index.json", "llms.txt", "llms-full.txt", "_headers"}


class _Site:
    """The built site, as a folder."""

    def __init__(self, folder: Path, words: Mapping[str, str]) -> None:
        self.folder = folder
        self.words = words
        self.plain: set[str] = set()  # the modules that have become plain scripts

    def file(self, name: PurePosixPath) -> str:
        """Return the content of one of its files as text."""
        return (self.folder / name).read_text(encoding="utf-8")


def write_offline(folder: Path, archive: Path, words: Mapping[str, str]) -> None:
    """Pack a built site so that it can be unpacked and opened anywhere.

    Args:
        folder: The site.
        archive: The zip to write.
        words: What stands in the search field, by language.
    """
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in offline_files(folder, words):
            packed.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}", TIME), content, zipfile.ZIP_DEFLATED)


def offline_files(folder: Path, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the copy, by their names."""
    site = _Site(folder, words)
    names = [PurePosixPath(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [name for name in names if _is_kept(name)]
    pages = {name: _page(site, name) for name in kept if name.suffix == ".html"}
    for name in kept:
        if name in pages:
            yield name.as_posix(), pages[name].encode()
        elif name.suffix == ".css":
            yield name.as_posix(), _styles(site, name).encode()
        elif name.as_posix() in site.plain:
            yield name.as_posix(), f"(() => {{\n{site.file(name)}\n}})();\n".encode()
        else:
            yield name.as_posix(), (folder / name).read_bytes()


def _is_kept(name: PurePosixPath) -> bool:
    return not (name.suffix in SKIPPED or name.name in SKIPPED_NAMES or SKIPPED_FOLDER in name.parents)


def _page(site: _Site, name: PurePosixPath) -> str:
    """Return a page with links to files, and without what a file may not do."""
    text = REFUSED.sub("", site.file(name))
    if len(name.parts) == 1:  # the root's page, whose script would lead on to a folder: it lists the languages
        text = SCRIPT.sub("", text)
    text = SCRIPT.sub(lambda match: _script(site, name, match[0]), text)
    says = html.escape(site.words.get(name.parts[0], ""))
    text = SEARCH_FIELD.sub(lambda match: f'{match["start"]} disabled placeholder="{says}"', text)
    text = SEARCH_PARTS.sub("", text)
    base = site.file(PurePosixPath("index.html")).partition('rel="canonical" href="')[2].partition('"')[0]
    return ADDRESS.sub(lambda match: _address(site, name, base, match), text)


def _address(site: _Site, name: PurePosixPath, base: str, match: re.Match[str]) -> str:
    """Return an address that names a file, where it leads to one of the site."""
    path, mark, rest = html.unescape(match["value"]).partition("#")
    root = "/" + base.partition("://")[2].partition("/")[2]  # where the site would live on its host
    if path.startswith("/") and path.startswith(root):
        path = relpath(path.removeprefix(root) or ".", name.parent.as_posix())
    if not path or path.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", path):
        return match[0]
    target = PurePosixPath(normpath((name.parent / path).as_posix()))
    if (site.folder / target / "index.html").is_file():
        path = relpath((target / "index.html").as_posix(), name.parent.as_posix())
    return f'{match["name"]}"{html.escape(path + mark + rest)}"'


def _script(site: _Site, name: PurePosixPath, script: str) -> str:
    """Return what stands for a script: the same, or for a module a plain one, if it imports nothing."""
    source = SOURCE.search(script.partition(">")[0])
    if not MODULE.search(script.partition(">")[0]):
        return script
    target = PurePosixPath(normpath((name.parent / source["value"]).as_posix())) if source else None
    if target is None or IMPORTS.search(site.file(target)):
        return ""
    site.plain.add(target.as_posix())
    return MODULE.sub(" defer", script, count=1)


def _styles(site: _Site, name: PurePosixPath) -> str:
    """Return a stylesheet with its fonts in it."""

    def data(match: re.Match[str]) -> str:
        font = (site.folder / name.parent / match["value"]).read_bytes()
        return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"

    return STYLE_URL.sub(data, site.file(name))
