"""Builds both languages of the site, and what joins them: the root page, the root's 404 page, the sitemaps' index."""

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from pymdownx.snippets import SnippetMissingError

from docsite.mathematics.mathjax import MathJax
from docsite.node import NodeError
from docsite.takeaway.printing import write_books
from docsite.typesetting import typeset_languages

LANGUAGES = ("en", "zh")

# What the theme alone asks for, by addresses that the hook leads to the shared copy in /assets.
SHARED_ASSETS = ("assets/javascripts", "assets/stylesheets")

# Stylesheet, script and fonts of the formulas.
MATHEMATICS = "assets/mathematics"

# Material tells whoever builds about its end of life; design.md has the plan, the author need not read it every time.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class SiteError(Exception):
    """The author's fault, not the program's: its text says what and where, and no traceback helps."""


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
    shutil.rmtree(out / MATHEMATICS, ignore_errors=True)
    configs = [build_language(root, out, site_url, language) for language in LANGUAGES]
    with MathJax() as mathjax:
        typeset(root, out, configs, mathjax)
    join(root, out, site_url)


def build_language(root: Path, out: Path, site_url: str, language: str) -> MkDocsConfig:
    """Build the pages of one language into its folder, and the shared assets beside it; formulas are still TeX.

    Returns:
        What the language was built with.

    Raises:
        SiteError: A page or a config is wrong.
    """
    with _authors_errors(language):
        config = _load(root, out, site_url, language)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_with_mkdocs(config)
        finally:
            config.plugins.on_shutdown()
    _share_assets(out / language, out)
    return config


def typeset(root: Path, out: Path, configs: Sequence[MkDocsConfig], mathjax: MathJax) -> None:
    """Render the formulas in the languages that were built with ``configs``, and compose their books.

    Raises:
        ProblemsError: A formula is wrong.
        SiteError: MathJax is not installed.
    """
    try:
        typeset_languages(root, configs, out / MATHEMATICS, mathjax)
    except NodeError as error:
        raise SiteError(str(error)) from None
    write_books(root, configs)


def join(root: Path, out: Path, site_url: str) -> None:
    """Write what stands above the languages: root page, 404 page, robots.txt, index of sitemaps, shared assets."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "docsite/root"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    url = site_url.rstrip("/") + "/"
    sites = {language: _load(root, out, url, language) for language in LANGUAGES}
    for name in templates.list_templates(filter_func=lambda name: not name.startswith("_")):
        text = templates.get_template(name).render(sites=sites, url=url, path=urlsplit(url).path)
        (out / name).write_text(text, encoding="utf-8")


def _load(root: Path, out: Path, site_url: str, language: str) -> MkDocsConfig:
    config = load_config(
        str(root / "docs" / f"{language}.yml"),
        site_dir=str(out / language),
        site_url=f"{site_url.rstrip('/')}/{language}/",
    )
    config.extra["shared_assets"] = True
    return config


def _share_assets(site: Path, out: Path) -> None:
    """Keep one copy of what is the same in both languages, so that a reader who switches loads nothing twice."""
    shutil.copytree(site / "assets", out / "assets", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))
    for folder in SHARED_ASSETS:
        shutil.rmtree(site / folder)


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
