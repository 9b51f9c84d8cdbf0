"""The book that is composed of built pages: numbers, ids and links are those of one page."""

from __future__ import annotations

import re

from docsite.web.takeaway.book import BuiltPage, Cover, book

COVER = Cover(
    "en", "A & B", "What it is.", "https://e.org/en/", "Free.", "Contents", "../../assets/book.css", "../../icon.svg"
)
PAGE = """<html><head><link rel="stylesheet" href="../../assets/site.css"><script>1</script></head><body>
<article class="x"><h1 id="{name}">{title}<a class="headerlink" href="#{name}">#</a></h1>
{content}<section class="takeaway"><h2 id="t">T</h2></section><script src="x.js"></script></article></body></html>"""


def page(name: str, content: str, title: str = "Title") -> BuiltPage:
    text = PAGE.format(name=name, title=title, content=content)
    return BuiltPage(name, f"https://e.org/en/{name}/", text)


def test_ids_of_two_pages_do_not_clash_and_links_follow_them() -> None:
    made = book(
        COVER, [page("a", '<h2 id="s">S</h2><a href="#s">here</a>'), page("b", '<h2 id="s">S</h2><a href="../a/#s">')]
    )
    ids = re.findall(r'\sid="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert '<a href="#a--s">here</a>' in made
    assert made.count('<a href="#a--s">') == 3  # in the contents, too
    assert {href[1:] for href in re.findall(r'href="(#[^"]+)"', made)} <= set(ids)


def test_links_to_other_pages_and_files_lead_to_the_site() -> None:
    made = book(
        COVER,
        [page("a", '<a href="a.py" download>a</a><a href="../">home</a><a href="https://x.org/?a=1&amp;b=2">x</a>')],
    )
    assert '<a href="https://e.org/en/a/a.py" download>' in made
    assert '<a href="https://e.org/en/">home' in made
    assert '<a href="https://x.org/?a=1&amp;b=2">' in made


def test_a_link_to_a_page_leads_to_its_chapter() -> None:
    assert '<a href="#b">see</a>' in book(COVER, [page("a", '<a href="../b/">see</a>'), page("b", "")])


def test_chapters_sections_and_formulas_are_numbered() -> None:
    number = '<a class="formula__number" href="#formula-x">(3)</a>'
    box = f'<div id="formula-x"><div role="group" aria-label="(3)"></div>{number}</div>'
    made = book(COVER, [page("a", '<a href="../b/#formula-x">(3)</a>'), page("b", f'<h2 id="s">S</h2>{box}')])
    assert made.count(">(2.3)</a>") == 2
    assert 'aria-label="(2.3)"' in made
    text = re.sub(r"<[^>]+>", "", made)
    assert "2 Title" in text
    assert "2.1 S" in text


def test_a_number_in_brackets_that_is_no_formula_stays() -> None:
    assert '">(1975)</a>' in book(COVER, [page("a", '<a href="https://x.org/">(1975)</a>')])


def test_what_only_a_screen_needs_is_left_out_and_what_is_folded_is_open() -> None:
    made = book(COVER, [page("a", '<details class="success"><summary>S</summary><p>x</p></details><button>B</button>')])
    assert '<details open class="success">' in made
    for gone in ("<script", "<button", "headerlink", "takeaway"):
        assert gone not in made


def test_styles_are_those_of_the_pages_each_once_and_the_cover_is_text() -> None:
    made = book(COVER, [page("a", ""), page("b", "")])
    assert made.count("assets/site.css") == made.count("assets/book.css") == 1
    assert '<p class="book__title">A &amp; B</p>' in made
