"""The MkDocs hook: what a site in two languages needs and a config file cannot say."""

import json
import logging
import os
import sys
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

import jieba
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext, url_filter

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SITE_URL = "http://127.0.0.1:8000/"

# The packages of Python that were compiled for the reader's browser.
PACKAGES = "build/packages"

# The `mkdocs` command, unlike `python -m`, does not put the checkout on the path.
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from docsite.checks.blocks import include_problems  # noqa: E402
from docsite.execution.node import NodeError  # noqa: E402
from docsite.source.exercises import page_checks  # noqa: E402
from docsite.source.listing import is_leftover, listed  # noqa: E402
from docsite.source.page import Page  # noqa: E402
from docsite.source.problems import ProblemsError  # noqa: E402
from docsite.source.project import Project  # noqa: E402
from docsite.web.delivery.files import hashed_name  # noqa: E402
from docsite.web.delivery.pages import deliver  # noqa: E402
from docsite.web.delivery.tokens import polish  # noqa: E402
from docsite.web.mathematics.mathjax import MathJax  # noqa: E402
from docsite.web.mathematics.typesetting import typeset_languages  # noqa: E402
from docsite.web.player.pages import FOLDER as PLAYER  # noqa: E402
from docsite.web.player.pages import PICTURE, assets, equip  # noqa: E402
from docsite.web.playground.assets import FOLDER as RUN  # noqa: E402
from docsite.web.playground.assets import Runner, find_runner  # noqa: E402
from docsite.web.playground.packages import PackageError, archives  # noqa: E402
from docsite.web.playground.pages import with_buttons  # noqa: E402

# It would tell the author of a page how it loads its dictionary.
jieba.setLogLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill in what depends on where the site lives and where the checkout lies."""
    language = Path(config.docs_dir).name
    if not config.site_url:
        config.site_url = f"{os.environ.get('SITE_URL', DEFAULT_SITE_URL).rstrip('/')}/{language}/"
    root_url = config.site_url.removesuffix(f"{language}/")
    config.extra["root_url"] = root_url
    # One scope for what the reader chose (scheme, language), so that it holds in both languages.
    config.extra["scope"] = quote(urlsplit(root_url).path, safe="/%") or "/"  # as browsers write it
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [str(ROOT / "snippets")]
    config.markdown_extensions.append("docsite.web.mathematics.names")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages into their order; add the assets that both languages share; leave out what editors left."""
    for file in [file for file in files if is_leftover(PurePosixPath(file.src_uri))]:
        files.remove(file)
    docs = Path(config.docs_dir).parent
    config.nav = [page.name for page in Project(ROOT).reading_order(Path(config.docs_dir).name)]
    for path in listed(docs / "assets", "**/*"):
        if path.is_file():
            name = path.relative_to(docs).as_posix()
            files.append(File(name, str(docs), config.site_dir, config.use_directory_urls))
    files.append(File.generated(config, f"{RUN}/{_run_words(config)[0]}", content=_run_words(config)[1]))
    for name, content in assets(ROOT / "snippets").files.items():
        files.append(File.generated(config, f"{PLAYER}/{name}", content=content))
    return files


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001
    """Name the line of an include that finds nothing, or not what its author meant; MkDocs would not."""
    if not page.file.src_uri.endswith(".md"):
        return  # a lab, whose includes Python has made
    if problems := list(include_problems(_source(page, config))):
        raise ProblemsError(problems)


def _source(page: MkDocsPage, config: MkDocsConfig) -> Page:
    language = Path(config.docs_dir).name
    return Page(Project(ROOT), Path("docs", language, page.file.src_uri), language)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Mend what Markdown made of a page, let readers run what can be run, and give it its players."""
    html = polish(html)
    if not page.file.src_uri.endswith(".md"):
        return html  # a lab, which readers take away as a notebook
    words = config.extra["words"]
    try:
        runner = find_runner(ROOT)
        setup = partial(_run_setup, runner, config, files)
        address = _asset_address(f"{RUN}/{runner.script}", page, config)
        html = with_buttons(html, address, setup, page_checks(_source(page, config)))
    except (NodeError, PackageError) as error:
        raise PluginError(str(error)) from None
    if PICTURE in html:
        needed = assets(ROOT / "snippets")
        address = _asset_address(f"{PLAYER}/{needed.script}", page, config)
        html, own = equip(html, _source(page, config), needed, words["player"], address)
        for name, content in own.items():
            files.append(File.generated(config, f"{PLAYER}/{name}", content=content))
    return html


def _run_setup(runner: Runner, config: MkDocsConfig, files: Files, imports: set[str]) -> dict[str, object]:
    """Return what runs a page's blocks, with addresses as from the script's folder; add the packages to the files."""
    packages = archives(imports, runner.source, ROOT / PACKAGES)
    for path in packages:
        name = f"{RUN}/{path.name}"
        if not files.get_file_from_path(name):
            files.append(File.generated(config, name, abs_src_path=str(path)))
    words = f"../{_run_words(config)[0]}"
    setup: dict[str, object] = {"python": runner.python, "sizes": runner.sizes, "words": words}
    if packages:
        setup["packages"] = {path.name: path.stat().st_size for path in packages}
    return setup


def _run_words(config: MkDocsConfig) -> tuple[str, str]:
    """Return the file of the words about running a block, in the language of the pages: its name, and what it holds."""
    content = json.dumps(config.extra["words"]["run"], ensure_ascii=False, separators=(",", ":"))
    return hashed_name(f"words.{Path(config.docs_dir).name}.json", content.encode()), content


def _asset_address(name: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Return the way from a page to a shared asset, which lies one folder up where the build makes one copy of all."""
    up = "../" if config.extra.get("shared_assets") else ""
    return up + get_relative_url(name, page.url)


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Give the home page its articles, each with the further pages of its topic."""
    if page.is_homepage:
        parts = {one.name for one in Project(ROOT).reading_order(Path(config.docs_dir).name) if one.is_part}
        articles: list[tuple[MkDocsPage, list[MkDocsPage]]] = []
        for one in nav.pages:
            if one.file.src_uri in parts and articles:
                articles[-1][1].append(one)
            elif not one.is_homepage:
                articles.append((one, []))
        context["articles"] = articles  # type: ignore[typeddict-unknown-key]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Render the formulas and finish the pages, unless docsite's build will do so for both languages together."""
    if config.extra.get("shared_assets"):
        return
    try:
        find_runner(ROOT).write(Path(config.site_dir, RUN))
        with MathJax() as mathjax:
            typeset_languages(ROOT, [config], Path(config.site_dir, "assets/mathematics"), mathjax)
        deliver([config], Path(config.site_dir, "assets"), release=False)
    except (ProblemsError, NodeError) as error:
        raise PluginError(str(error)) from None


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:  # noqa: ARG001
    """Keep compiled templates from build to build, and lead them to the shared assets where the build makes a copy."""
    env.bytecode_cache = jinja2.FileSystemBytecodeCache()
    if config.extra.get("shared_assets"):
        env.filters["url"] = _shared_url
    return env


@jinja2.pass_context
def _shared_url(context: Any, value: str) -> str:
    """Mkdocs' `url` filter, which looks for assets one folder up: in /assets, not /en/assets."""
    typed: TemplateContext = context
    return url_filter(typed, f"../{value}" if str(value).startswith("assets/") else value)
