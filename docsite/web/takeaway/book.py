"""All articles of a language as one page to print: composed of the built pages, with their formulas and figures.

Chapters are numbered, and so are their sections; formula (3) of chapter 2 becomes (2.3). Folded solutions are open.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from docsite.source.page import FORMULA_ID

ARTICLE = re.compile(r"<article\b[^>]*>(?P<content>.*)</article>", re.DOTALL)
STYLES = re.compile(r"<link\b[^>]*\brel=\"stylesheet\"[^>]*>|<style\b.*?</style>", re.DOTALL)
# What only a screen needs.
DROPPED = re.compile(
    r"<script\b.*?</script>|<button\b.*?</button>|<a class=\"headerlink\".*?</a>|<p class=\"lab-download\">.*?</p>"
    r"|<section class=\"takeaway\".*?</section>",
    re.DOTALL,
)
HEADING = re.compile(r"<h(?P<level>[12])\b(?P<attributes>[^>]*)>(?P<text>.*?)</h(?P=level)>", re.DOTALL)
ID = re.compile(r'(?<=\sid=")[^"]*(?=")')
NAMING = re.compile(r'(?<=\s)(?P<name>for|aria-labelledby|aria-describedby|aria-controls)="(?P<ids>[^"]*)"')
ANCHOR = re.compile(r'(?P<open><a\b[^>]*\bhref=")(?P<href>[^"]*)(?P<rest>"[^>]*>)(?P<number>\(\d+\)(?=</a>))?')
NUMBER_ALOUD = re.compile(r'aria-label="\((\d+)\)"')
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class BuiltPage:
    """A page as it was built.

    Attributes:
        name: The name of its folder.
        url: Its address.
        text: Its HTML.
    """

    name: str
    url: str
    text: str


@dataclass(frozen=True)
class Cover:
    """What stands before the chapters.

    Attributes:
        language: The language of all of it.
        title: The name of the site.
        description: What it is.
        url: Its address in this language.
        licence: Under which terms it may be used.
        contents: The heading of the table of contents.
        stylesheet: The address of the book's own styles.
        icon: The address of the site's icon.
    """

    language: str
    title: str
    description: str
    url: str
    licence: str
    contents: str
    stylesheet: str
    icon: str


@dataclass
class _Chapter:
    """A page as a chapter; `sections` is filled as its headings are numbered."""

    number: int
    page: BuiltPage
    chapters: dict[str, int]
    title: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)

    def html(self) -> str:
        """Return the content of the chapter."""
        found = ARTICLE.search(self.page.text)
        content = DROPPED.sub("", found["content"] if found else "")
        content = content.replace("<details", "<details open")
        content = HEADING.sub(self._heading, content)
        content = ID.sub(lambda match: self._id(match[0]), content)
        content = NAMING.sub(self._naming, content)
        content = NUMBER_ALOUD.sub(rf'aria-label="({self.number}.\1)"', content)
        return ANCHOR.sub(self._anchor, content)

    def _heading(self, match: re.Match[str]) -> str:
        """Number a heading, and take it into the contents."""
        text, identity = match["text"].strip(), re.search(r'\sid="([^"]*)"', match["attributes"])
        number = f"{self.number}"
        if match["level"] == "1":
            self.title = text
        else:
            self.sections.append((self._id(identity[1] if identity else ""), text))
            number += f".{len(self.sections)}"
        level = match["level"]
        return f'<h{level}{match["attributes"]}><span class="book__number">{number}</span> {text}</h{level}>'

    def _id(self, name: str) -> str:
        """Return what an id is called in the book, where those of two pages may be the same."""
        return f"{self.page.name}--{name}"

    def _naming(self, match: re.Match[str]) -> str:
        return f'{match["name"]}="{" ".join(map(self._id, match["ids"].split()))}"'

    def _anchor(self, match: re.Match[str]) -> str:
        """Lead a link into the book, where its target is a chapter, or else to the site; mend a formula's number."""
        url, _, fragment = urljoin(self.page.url, html.unescape(match["href"])).partition("#")
        chapter = self.chapters.get(url)
        if chapter is None:
            href = html.escape(url + (f"#{fragment}" if fragment else ""))
            return f"{match['open']}{href}{match['rest']}{match['number'] or ''}"
        name = url.rstrip("/").rsplit("/", 1)[1]
        href = f"#{name}--{fragment}" if fragment else f"#{name}"
        number = match["number"] or ""
        if number and fragment.startswith(FORMULA_ID):
            number = f"({chapter}.{number[1:]}"
        return f"{match['open']}{href}{match['rest']}{number}"


def book(cover: Cover, pages: Sequence[BuiltPage]) -> str:
    """Return the book.

    Args:
        cover: What stands before the chapters.
        pages: The chapters, in their order.
    """
    numbers = {page.url: number for number, page in enumerate(pages, start=1)}
    chapters = [_Chapter(numbers[page.url], page, numbers) for page in pages]
    bodies = [f'<section class="book__chapter" id="{c.page.name}">\n{c.html()}\n</section>' for c in chapters]
    styles = dict.fromkeys(style for page in pages for style in STYLES.findall(page.text.partition("</head>")[0]))
    title, description, licence = map(html.escape, (cover.title, cover.description, cover.licence))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{cover.language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f'<meta name="robots" content="noindex">\n<title>{title}</title>',
            f'<meta name="description" content="{description}">',
            f'<link rel="icon" type="image/svg+xml" href="{html.escape(cover.icon)}">',
            *styles,
            f'<link rel="stylesheet" href="{html.escape(cover.stylesheet)}">\n</head>',
            '<body dir="ltr" data-md-color-scheme="default">\n<main class="md-typeset book">',
            f'<header class="book__cover">\n<p class="book__title">{title}</p>\n<p>{description}</p>',
            f'<p><a href="{cover.url}">{cover.url}</a></p>\n<p>{licence}</p>\n</header>',
            f'<nav class="book__contents" aria-labelledby="contents">\n<h1 id="contents">{cover.contents}</h1>\n<ol>',
            *map(_entry, chapters),
            "</ol>\n</nav>",
            *bodies,
            "</main>\n</body>\n</html>\n",
        ]
    )


def _entry(chapter: _Chapter) -> str:
    """Return a chapter's entry in the table of contents."""
    sections = (
        f'<li><a href="#{name}"><span class="book__number">{chapter.number}.{index}</span> {TAG.sub("", text)}</a></li>'
        for index, (name, text) in enumerate(chapter.sections, start=1)
    )
    number = f'<span class="book__number">{chapter.number}</span>'
    link = f'<a href="#{chapter.page.name}">{number} {TAG.sub("", chapter.title)}</a>'
    return f"<li>{link}\n<ol>{''.join(sections)}</ol></li>"
