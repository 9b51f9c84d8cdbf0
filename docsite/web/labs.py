"""The MkDocs hook of the labs: lets mkdocs-jupyter make a page of each, in the language of the site.

mkdocs-jupyter's filter by tags alone would publish every lab under its title in the first language, and its template
would bring other hosts' scripts. So it is given a notebook in one language, and a template of ours.
"""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs_jupyter.config import settings  # type: ignore[import-untyped]

from docsite.source.labs import LabPage, lab_pages
from docsite.source.notebooks import download_link, dump, notebook_for, page_markdown
from docsite.source.project import Project

ROOT = Path(__file__).resolve().parents[2]

# Before mkdocs-jupyter, which has to find the notebooks, and before whatever works on the HTML of a page.
FIRST = 50

settings.templates_dir = str(Path(__file__).with_name("jupyter"))

# It tells of each template that it looks for.
logging.getLogger("traitlets").setLevel(logging.WARNING)


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Write each lab's notebook to where readers find it, and add it to the pages."""
    for name, lab in _labs(config).items():
        folder = Path(config.site_dir, lab.lab.name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dump(notebook_for(lab, str(config.site_url))), encoding="utf-8")
        files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
    return files


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Give a lab what front matter gives to other pages."""
    if lab := _labs(config).get(page.file.src_uri):
        page.meta.update(lab.meta)
    return markdown


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Render what the template made of a lab as the Markdown that it is: with the site's own blocks and contents."""
    name = page.file.src_uri
    if name not in _labs(config):
        return html
    download = download_link(name, config.extra["words"]["notebook"])
    page.markdown = page_markdown(html, str(config.site_url), download)
    Page.render(page, config, files)
    return str(page.content)


def _labs(config: MkDocsConfig) -> dict[str, LabPage]:
    pages = lab_pages(Project(ROOT), Path(config.docs_dir).name)
    return {page.name: page for _, page in pages}
