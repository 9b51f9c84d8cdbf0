"""What a page points to and loads: links, anchors, pictures, ids, hosts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docsite.source.page import FORMULA_ID
from docsite.source.tex import without_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Element, Page
    from docsite.source.problems import Problem
    from docsite.source.project import Project

EMPTY_LINK = re.compile(r"(?<!!)\[\s*\]\(([^)]*)\)")
LOADING_ATTRIBUTES = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "input": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
}


def check_ids(page: Page) -> Iterator[Problem]:
    """No id stands twice on a page."""
    counts = Counter(element.attributes["id"] for element in _elements(page) if "id" in element.attributes)
    explicit = Counter(heading.id for heading in page.headings if heading.id)
    for name, count in (counts | explicit).items():
        if count > 1:
            lines = [number for number, text in page.prose if re.search(rf'#{name}\b|id="{name}"', text)]
            line = lines[1] if len(lines) > 1 else page.line_of(name)
            yield page.problem(line, f"the id '{name}' stands {count} times on this page")


def _elements(page: Page) -> tuple[Element, ...]:
    """Return the rendered elements, or none where blocks.py has already told why there are none."""
    try:
        return page.elements
    except Exception:  # noqa: BLE001 - told by blocks.py, whatever it was
        return ()


def check_links(page: Page, project: Project) -> Iterator[Problem]:
    """Every internal link and anchor resolves; every picture exists and says what it shows."""
    for element in _elements(page):
        if element.tag == "a" and "href" in element.attributes:
            yield from _link_problems(page, project, element.attributes["href"])
        elif element.tag == "img":
            yield from _image_problems(page, element)
    yield from _figure_problems(page)
    for number, text in page.prose:
        for target in EMPTY_LINK.findall(without_inline(text)):
            if not urlsplit(target).fragment.startswith(FORMULA_ID):
                message = f"the link to {target} has no words; only one to a formula gets a number for them"
                yield page.problem(number, message)


def _link_problems(page: Page, project: Project, href: str) -> Iterator[Problem]:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return
    target: Page | None = page
    if parts.path:
        if parts.path.startswith("/"):
            yield page.problem(page.line_of(href), f"the link {href} is absolute; it breaks under a sub-path")
            return
        path = _normalized(page.folder.joinpath(parts.path).as_posix())
        target = project.pages.get(Path(path))
        if target is None:
            if not (page.layout.root / path).is_file():
                yield page.problem(page.line_of(href), f"the link {href} leads nowhere: there is no {path}")
            return
    if parts.fragment and target and _elements(target) and parts.fragment not in target.anchors:
        message = f"the link {href} leads nowhere: {target.path.as_posix()} has no anchor '{parts.fragment}'"
        yield page.problem(page.line_of(href), message)


def _normalized(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _image_problems(page: Page, element: Element) -> Iterator[Problem]:
    src = element.attributes.get("src", "")
    line = page.line_of(src)
    if not element.attributes.get("alt", "").strip():
        yield page.problem(line, f"the image {src} has no alt text", "say what is seen: ![…](…)")
    if urlsplit(src).netloc or src.startswith("data:"):
        return
    path = _normalized(page.folder.joinpath(urlsplit(src).path).as_posix())
    if not (page.layout.root / path).is_file():
        yield page.problem(line, f"there is no image {path}")


def _figure_problems(page: Page) -> Iterator[Problem]:
    """An included drawing has its alt text on the element around it, in the page's language, and a caption."""
    lines = dict(page.prose)
    for include in page.prose_includes:
        if not include.file.endswith(".svg"):
            continue
        above = lines.get(include.line - 1, "")
        if 'role="img"' not in above or not re.search(r'aria-label="[^"]+"', above):
            mend = 'put `<div role="img" aria-label="what is seen">` on the line above'
            yield page.problem(include.line, f"the figure {include.file} has no alt text", mend)
        below = "".join(lines.get(include.line + step, "") for step in (1, 2, 3))
        if "<figcaption>" not in below:
            yield page.problem(include.line, f"the figure {include.file} has no <figcaption> below it")


def check_foreign_hosts(page: Page) -> Iterator[Problem]:
    """Reading a page asks no host but ours."""
    for element in _elements(page):
        attribute = LOADING_ATTRIBUTES.get(element.tag, "")
        address = element.attributes.get(attribute, "")
        if urlsplit(address).netloc:
            message = f"<{element.tag}> loads {address} from another host"
            yield page.problem(page.line_of(address), message, "keep a copy under docs/assets")
