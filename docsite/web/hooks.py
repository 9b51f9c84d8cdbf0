"""The MkDocs hook: what a site in two languages needs and a config file cannot say."""

import json
import logging
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

import jieba
import jinja2
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext, url_filter

from docsite.execution.node import NodeError
from docsite.source.exercises import page_checks
from docsite.source.includes import include_problems
from docsite.source.listing import is_leftover, listed
from docsite.source.needs import check_needs
from docsite.source.page import Page
from docsite.source.problems import ProblemsError
from docsite.source.project import Project
from docsite.source.texts import read_text
from docsite.web.delivery.files import hashed_name
from docsite.web.delivery.tokens import polish
from docsite.web.player.players import FOLDER as PLAYER
from docsite.web.player.players import PICTURE, assets, equip
from docsite.web.playground.buttons import with_buttons
from docsite.web.playground.packages import PackageError, archives
from docsite.web.playground.runner import FOLDER as RUN
from docsite.web.playground.runner import Runner, find_runner
from docsite.web.reading import with_reading

ROOT = Path(__file__).resolve().parents[2]

# The packages of Python that were compiled for the reader's browser.
PACKAGES = "build/packages"

# What the templates show of a page's front matter, and take for HTML.
SHOWN_META = ("title", "description")

# It would tell the author of a page how it loads its dictionary.
jieba.setLogLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill in what depends on where the site lives and where the checkout lies."""
    language = Path(config.docs_dir).name
    root_url = str(config.site_url).removesuffix(f"{language}/")
    config.extra["root_url"] = root_url
    # One scope for what the reader chose (scheme, language), so that it holds in both languages.
    config.extra["scope"] = quote(urlsplit(root_url).path, safe="/%") or "/"  # as browsers write it
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [str(ROOT / "snippets")]
    config.markdown_extensions.append("docsite.web.mathematics.naming")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what editors left; put the pages into their order, once they can be read; add the assets of both."""
    for file in [file for file in files if is_leftover(PurePosixPath(file.src_uri))]:
        files.remove(file)
    for file in files.documentation_pages():
        if file.abs_src_path and file.src_uri.endswith(".md"):
            read_text(Path(file.abs_src_path), Path("docs", Path(config.docs_dir).name, file.src_uri))
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
    """Name the line of an include that finds nothing, or not what its author meant; let titles be text, not HTML."""
    page.meta.update({name: escape(str(page.meta[name])) for name in SHOWN_META if name in page.meta})
    if not page.file.src_uri.endswith(".md"):
        return  # a lab, whose includes Python has made
    source = _source(page, config)
    if problems := [*include_problems(source), *check_needs(source, Project(ROOT))]:
        raise ProblemsError(problems)


def _source(page: MkDocsPage, config: MkDocsConfig) -> Page:
    language = Path(config.docs_dir).name
    return Page(Project(ROOT), Path("docs", language, page.file.src_uri), language)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Mend what Markdown made of a page, let readers run what can be run, and give it its players."""
    words = config.extra["words"]
    if not page.is_homepage:
        html = with_reading(html, words["reading"], _read_before(page, config, files))
    html = polish(html)
    if not page.file.src_uri.endswith(".md"):
        return html  # a lab, which readers take away as a notebook
    try:
        runner = find_runner(ROOT)
        setup = partial(_run_setup, runner, config, files)
        address = _asset_address(f"{RUN}/{runner.script}", page)
        html = with_buttons(html, address, setup, page_checks(_source(page, config)))
    except (NodeError, PackageError) as error:
        raise PluginError(str(error)) from None
    if PICTURE in html:
        needed = assets(ROOT / "snippets")
        address = _asset_address(f"{PLAYER}/{needed.script}", page)
        html, own = equip(html, _source(page, config), needed, words["player"], address)
        for name, content in own.items():
            files.append(File.generated(config, f"{PLAYER}/{name}", content=content))
    return html


def _read_before(page: MkDocsPage, config: MkDocsConfig, files: Files) -> dict[str, str]:
    """Return the addresses of the pages that should be read before, with their titles."""
    project, language = Project(ROOT), Path(config.docs_dir).name
    source = project.page(language, page.file.src_uri)
    found: dict[str, str] = {}
    for name in source.needs if source else ():
        needed, file = project.page(language, f"{name}.md"), files.get_file_from_path(f"{name}.md")
        if needed and file:
            found[get_relative_url(file.url, page.url)] = str(needed.meta["title"])
    return found


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


def _asset_address(name: str, page: MkDocsPage) -> str:
    """Return the way from a page to a shared asset, which lies one folder up: the build makes one copy of all."""
    return f"../{get_relative_url(name, page.url)}"


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


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:  # noqa: ARG001
    """Keep compiled templates from build to build, and lead them to the shared assets."""
    env.bytecode_cache = jinja2.FileSystemBytecodeCache()
    env.filters["url"] = _shared_url
    return env


@jinja2.pass_context
def _shared_url(context: Any, value: str) -> str:
    """Mkdocs' `url` filter, which looks for assets one folder up: in /assets, not /en/assets."""
    typed: TemplateContext = context
    return url_filter(typed, f"../{value}" if str(value).startswith("assets/") else value)
