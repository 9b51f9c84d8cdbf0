"""Builds both languages of the site, and what joins them: the root page, the root's 404 page, the sitemaps' index."""

import gzip
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from pymdownx.snippets import SnippetMissingError

from docsite.execution.node import NodeError
from docsite.source.listing import is_leftover
from docsite.source.problems import SiteError
from docsite.web.delivery.deliver import deliver
from docsite.web.delivery.policy import hashes, policy, with_policy
from docsite.web.mathematics.mathjax import MathJax
from docsite.web.mathematics.typesetting import typeset_languages
from docsite.web.player.players import FOLDER as PLAYER
from docsite.web.playground.runner import FOLDER as RUN
from docsite.web.playground.runner import find_runner
from docsite.web.takeaway.pdf import write_books

LANGUAGES = ("en", "zh")
DEFAULT_SITE_URL = "http://127.0.0.1:8000/"

# Stylesheet, script and fonts of the formulas.
MATHEMATICS = "assets/mathematics"

# What pages ask for only by addresses that the hook leads to the shared copy in /assets.
SHARED_ASSETS = (RUN, PLAYER, "assets/javascripts", "assets/stylesheets")

# What a build makes under names that change with its content; what an earlier one left would stay for ever.
HASHED = (MATHEMATICS, RUN, PLAYER, "assets/bundles", "assets/figures")

# What hosts are asked to send with the files: how long they may be kept, and the policy of the pages.
HEADERS = "_headers"

# Material tells whoever builds about its end of life; design.md has the plan, the author need not read it every time.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def build(root: Path, out: Path, site_url: str) -> None:
    """Build the whole site.

    Args:
        root: The checkout.
        out: The folder to write to; what an earlier build left in the language's folders goes.
        site_url: Where the site will live; a sub-path is fine.

    Raises:
        SiteError: A page or a config is wrong.
        ProblemsError: A formula is wrong.
    """
    for folder in HASHED:
        shutil.rmtree(out / folder, ignore_errors=True)
    configs = build_languages(root, out, site_url, LANGUAGES)
    with MathJax() as mathjax:
        finish(root, out, configs, mathjax, release=True)
    join(root, out, site_url)


def build_languages(root: Path, out: Path, site_url: str, languages: Sequence[str]) -> list[MkDocsConfig]:
    """Build the pages of some languages into their folders, and the shared assets beside them; formulas are still TeX.

    MkDocs keeps one core busy, so each language but the last is built by a process of its own, meanwhile.

    Returns:
        What each language was built with.

    Raises:
        SiteError: A page or a config is wrong.
    """
    *others, last = languages
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        building = [pool.submit(_build_language, root, out, site_url, language) for language in others]
        _build_language(root, out, site_url, last)
        for done in building:
            done.result()
    for language in languages:
        _share_assets(out / language, out)
    return [_load(root, out, site_url, language) for language in languages]


def _build_language(root: Path, out: Path, site_url: str, language: str) -> None:
    with _authors_errors(language):
        config = _load(root, out, site_url, language)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_with_mkdocs(config)
        finally:
            config.plugins.on_shutdown()
    _forget_time(out / language)


def finish(root: Path, out: Path, configs: Sequence[MkDocsConfig], mathjax: MathJax, *, release: bool) -> None:
    """Finish the languages that were built with ``configs``: render formulas, compose books, make pages ready to send.

    Raises:
        ProblemsError: A formula is wrong.
        SiteError: A package for Node is not installed.
    """
    try:
        typeset_languages(root, configs, out / MATHEMATICS, mathjax)
        write_books(root, configs)  # of the pages as they are before they are made small
        deliver(configs, out / "assets", release=release)
    except NodeError as error:
        raise SiteError(str(error)) from None


def join(root: Path, out: Path, site_url: str) -> None:
    """Write what stands above the languages: root page, 404 page, robots.txt, index of sitemaps, headers for hosts."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "docsite/web/root"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    url = site_url.rstrip("/") + "/"
    sites = {language: _load(root, out, url, language) for language in LANGUAGES}
    context = {"sites": sites, "url": url, "path": urlsplit(url).path}
    # A page of any language stands for all of them: their script is the same.
    allowed = hashes((out / LANGUAGES[0] / "index.html").read_text(encoding="utf-8"))
    for name in templates.list_templates(filter_func=_is_written):
        text = templates.get_template(name).render(context)
        if name.endswith(".html"):
            allowed += hashes(text)
            text = with_policy(text)
        (out / name).write_text(text, encoding="utf-8")
    headers = templates.get_template(HEADERS).render(context, policy=policy(dict.fromkeys(allowed)), hashed=HASHED)
    (out / HEADERS).write_text(headers, encoding="utf-8")
    find_runner(root).write(out / RUN)


def _is_written(template: str) -> bool:
    return not template.startswith("_") and not is_leftover(PurePosixPath(template))


def _load(root: Path, out: Path, site_url: str, language: str) -> MkDocsConfig:
    return load_config(
        str(root / "docs" / f"{language}.yml"),
        site_dir=str(out / language),
        site_url=f"{site_url.rstrip('/')}/{language}/",
    )


def _share_assets(site: Path, out: Path) -> None:
    """Keep one copy of what is the same in both languages, so that a reader who switches loads nothing twice."""
    shutil.copytree(site / "assets", out / "assets", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))
    for folder in filter(Path.is_dir, (site / name for name in SHARED_ASSETS)):  # a site may have no players
        shutil.rmtree(folder)


def _forget_time(site: Path) -> None:
    """Pack the sitemap anew without the time of the build, which MkDocs puts in; a commit is always the same bytes."""
    sitemap = (site / "sitemap.xml").read_bytes()
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(sitemap, mtime=0))


@contextmanager
def _authors_errors(language: str) -> Iterator[None]:
    """Turn MkDocs' warnings and exceptions into one SiteError: in strict mode each of them fails the build."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    except (MkDocsException, SnippetMissingError) as error:
        # Strict mode ends with a count of the warnings, which says less than they do.
        said = messages or [str(error)]
        raise SiteError("\n".join(f"docs/{language}: {message}" for message in dict.fromkeys(said))) from None
    finally:
        logger.removeHandler(handler)
