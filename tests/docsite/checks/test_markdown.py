"""What Markdown would take otherwise than its author meant is told with file and line, and what is meant is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from nbconvert.filters import markdown2html

from tests.docsite.checks.test_faults import assert_fails

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

pytestmark = pytest.mark.spread

PAGE = "docs/en/index.md"
BELOW = 9  # lines of the page above what a test writes
DATA = '--8<-- "sums/data.json"'
SQUARE = '--8<-- "sums/formulas.py:square"'


def told(site: Site, text: str) -> str:
    """Return what is told of a text at the end of a page, but that the other language lacks it."""
    site.append(PAGE, f"\n{text}\n")
    found = [problem for problem in site.problems().split("\ndocs/") if "out of step" not in problem]
    return "\n".join(problem for problem in found if "edited alone" not in problem and problem).removeprefix("docs/")


def block(indent: int, body: str = DATA, mark: str = "```") -> str:
    return "\n".join(" " * indent + line for line in (f"{mark}json", body, mark))


@pytest.mark.parametrize("indent", [1, 2, 3, 6])
@pytest.mark.parametrize("above", ["1. First:", "- First:", '??? success "Solution"', "- a\n    - b"])
def test_block_indented_by_too_little(site: Site, above: str, indent: int) -> None:
    line = BELOW + above.count("\n") + 3
    assert f"en/index.md:{line}: indented by {indent}: Markdown, which counts by 4" in told(
        site, f"{above}\n\n{block(indent)}\n\nText."
    )


@pytest.mark.parametrize(
    "text",
    [
        f"1. First:\n\n{block(4)}\n\n2. Then",
        f"- a\n\n    - b\n\n{block(8)}\n\n- c",
        f"- First:\n{block(4)}\n- Then",
        "1. One\n   goes on.\n1. Two\n1. Three",
        '!!! note "N"\n    Text.\n\n    - a\n\n        b',
        f"{block(0, mark='~~~')}",
        f"{block(0, mark='````')}",
        "- a\n\n- b\n\nText.\n\n1. c\n2. d",
        "Use `` ``` `` and ```` ``` ````.",
    ],
)
def test_block_that_stands_right(site: Site, text: str) -> None:
    assert told(site, text) == ""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"1. First:\n\n  $$\n  {SQUARE}\n  $$", 3, "indented by 2"),
        ("- First:\n\n  Text.", 3, "indented by 2"),
        ("1. First\n   - nested", 2, "indented by 3"),
        ("!!! note\nText.", 1, "this admonition is empty"),
        ("1. One\n\nText.\n\n2. Two", 5, "the item 2. has the number 1 on the page, since Markdown begins a new list"),
        ("1. One\n2. Two\n4. Three", 3, "the item 4. has the number 3 on the page"),
        ("- a\n\n1. b", 3, "a numbered item behind a bullet"),
        ("\tText.", 1, "indented by 4, but no list item or admonition above holds it"),
        ("> Text\n>\n> ```json\n> x\n> ```", 3, "a block in a quotation"),
        ("- ```json\n  x\n  ```", 1, "a block on the line of its list item"),
        (f"1. ```json\n    {DATA}\n    ```", 1, "a block on the line of its list item"),
        (f"Text ```json\n{DATA}\n```", 1, "``` within a line opens no block"),
        (f"```json\n{DATA}\n````", 3, "```` does not close the block on line 10, which ``` opens"),
        (f"~~~json\n{DATA}\n```", 3, "``` does not close the block on line 10, which ~~~ opens"),
        (
            f"```json\n{DATA}\n  ```",
            3,
            "this does not close the block on line 10: the two lines are not indented alike",
        ),
        (f"- a\n\n    ```json\n{DATA}\n    ```", 4, "this line is indented by less than the block on line 12"),
        (f"```json\n{DATA}\n\n{block(0)}", 1, "this block is never closed: line 13 opens the next one"),
    ],
)
def test_block_that_markdown_sees_otherwise(site: Site, text: str, line: int, message: str) -> None:
    said = told(site, text)
    assert said.startswith(f"en/index.md:{BELOW + line}: {message}")


def test_page_that_cannot_be_read_is_told_once_by_the_tests(site: Site) -> None:
    site.append(PAGE, f"\n```json\n{DATA}\n````\n")
    run = site.tests(PAGE)
    assert_fails(run, "docs/en/index.md:12: ```` does not close the block on line 10", "mend: write ```")
    assert (
        len(re.findall(r"^docs/en/index.md:12: .* does not close the block on line 10", run.stdout, re.MULTILINE)) == 1
    )
    assert "1 failed" in run.stdout


@pytest.mark.parametrize(
    "text", ["$5-$10", "US$5/US$10", "($5)/($10)", "$1,000–$2,000", "花了$5，又花$6", "$HOME/x:$PATH"]
)
def test_price_that_would_be_a_formula(site: Site, text: str) -> None:
    said = told(site, f"It costs {text} a day.")
    assert f"en/index.md:10: '${text.partition('$')[2].partition('$')[0]}$' is typeset as a formula" in said
    assert r"mend: write a dollar that is no formula's as `\$`: \$5" in said


@pytest.mark.parametrize(
    "text",
    [r"\$5-\$10", "$5 or $10", "`$5-$10`", "$n$th and 2 $n$", r"$\alpha + m/\beta$, $+$, $-\pi$", r"$1/\text{words}$"],
)
def test_dollars_that_are_meant(site: Site, text: str) -> None:
    assert told(site, f"It costs {text} a day.") == ""


def test_formula_over_two_lines_is_named_with_its_line(site: Site) -> None:
    said = told(site, "Let $n$ be, or $5 and\nup to 6$ more.")
    assert "en/index.md:10: the rendered page has 2 inline formulas, but its source has 1" in said
    assert r"a dollar that is no formula's is written \$" in said


@pytest.mark.parametrize("formula", ["$|x|$", r"$\|x\|$", "$P(A|B)$"])
def test_bar_of_a_formula_in_a_table(site: Site, formula: str) -> None:
    said = told(site, f"| a | b |\n|---|---|\n| {formula} | 1 |")
    assert said.startswith(f"en/index.md:12: a bar in a formula ends the cell of the table: `{formula}`\n")
    assert r"mend: write \lvert x \rvert" in said
    assert "en/index.md" not in said.partition("\n")[2]


@pytest.mark.parametrize(("row", "cells"), [("| x | 1 | 2 |", 3), ("| x |", 1)])
def test_row_of_a_table_with_other_cells_than_its_head(site: Site, row: str, cells: int) -> None:
    said = told(site, f"| a | b |\n|---|---|\n{row}")
    assert said.startswith(
        f"en/index.md:12: this row has another number of cells than the head of its table: {cells}, "
    )


@pytest.mark.parametrize(
    ("text", "what", "word"),
    [
        ("Text[^1].", "a footnote", "[^1]"),
        ("[^1]: A note.", "a footnote", "[^1]:"),
        ("- [ ] x", "a task list", "- [ ]"),
        ("1. [x] x", "a task list", "1. [x]"),
        (": Definition", "a definition list", ": Definition"),
        ("A ==x y== b", "a highlight", "==x y=="),
        ("A ~~x~~ b", "a deletion", "~~x~~"),
        ("A ^^x^^ b", "an insertion", "^^x^^"),
        ("x^2^", "a raised text", "^2^"),
        ("H~2~O", "a lowered text", "~2~"),
        ("++ctrl+c++", "a key", "++ctrl+c++"),
        ("{--x--}", "an editor's mark", "{--x--}"),
        ("*[HTML]: x", "an abbreviation", "*[HTML]:"),
        ("Good :smile: day", "an emoji", ":smile:"),
        (":material-home:", "an emoji", ":material-home:"),
        ('=== "Tab"', "a tab", '=== "'),
        ("::: note", "a container", "::: note"),
        ("/// note", "a container", "/// note"),
        ("> [!NOTE]\n> Text", "an alert", "[!NOTE]"),
        ("[[wiki]]", "a wiki link", "[[wiki]]"),
        ("[@knuth]", "a citation", "[@knuth]"),
        ("{{ x }}", "a template", "{{ x }}"),
        ("{% raw %}", "a template", "{% raw %}"),
        ("2*3*4", "emphasis within a word", "*3*"),
        ("The __init__ method", "bold text by underscores", "__init__"),
        ("[TOC]", "a table of contents", "[TOC]"),
        ("See [a][t].\n\n[t]: sums.md", "a link by reference", "[t]: sums.md"),
    ],
)
def test_mark_that_pages_do_not_have(site: Site, text: str, what: str, word: str) -> None:
    line = BELOW + 1 + (2 if "\n\n" in text else 0)
    assert f"en/index.md:{line}: {what} is no part of this site's Markdown: '{word}'\n    mend: " in told(site, text)


@pytest.mark.parametrize(
    ("text", "line", "word", "what"),
    [
        ("Text:\n- item", 2, "- item", "a list"),
        ("Text:\n1. item", 2, "1. item", "a list"),
        ("1) one", 1, "1) one", "a list"),
        ("!!! note: Title\n    Text", 1, "!!! note: Title", "an admonition"),
        ("| a | b |\n| 1 | 2 |", 1, "| a | b |", "a table"),
        ("Text {.wide}", 1, "{.wide}", "attributes"),
        ("Text {#id}", 1, "{#id}", "attributes"),
        ("[words][nowhere]", 1, "[words][nowhere]", "a link"),
        ("[words](http://x.y", 1, "[words](http://x.y", "a link"),
        ("An **open end", 1, "**open", "bold text"),
        ("An *open end", 1, "*open", "emphasis"),
        ("An `open end", 1, "`open end", "code"),
        ("Text\\\nmore", 1, "\\", "a line break"),
        (r"Let $ x_1 $ be", 1, "$ x_1 $", "an inline formula"),
    ],
)
def test_mark_that_is_seen_on_the_page(site: Site, text: str, line: int, word: str, what: str) -> None:
    expected = f"en/index.md:{BELOW + line}: the page shows '{word}' as it stands: to Markdown this is not {what}"
    assert expected in told(site, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**先说结论。**下面解释", "先说结论。"),
        ("**真的吗？**是", "真的吗？"),
        ("它是**“词”**", "“词”"),
        ("**`x`**是", "…"),
        ("**First.**Second", "First."),
    ],
)
def test_bold_text_that_only_we_see(site: Site, text: str, words: str) -> None:
    """As nbconvert has it, which like Jupyter and GitHub reads what CommonMark has written down."""
    assert "**" in markdown2html(text)
    message = f"en/index.md:{BELOW + 1}: bold here, but in a notebook two stars beside '{words}'\n    mend: let words "
    assert message in told(site, text)


@pytest.mark.parametrize(
    "text",
    [
        "**先说结论**。下面解释",
        "它是 **“词”**，不是",
        "**`x`** 是",
        "**真的吗？**",
        "**甲**和**乙。**",
        "**First.** Second",
    ],
)
def test_bold_text_that_all_see(site: Site, text: str) -> None:
    assert "**" not in markdown2html(text)
    assert "notebook" not in told(site, text)


@pytest.mark.parametrize(
    "text",
    [
        r"\==x\==, \*x, 2\*3\*4, \$ x_1 $",
        "`[^1]`, `==x==`, `:smile:`, `- [ ] x`",
        "C++ and g++ and 3 == 3, ratio a:b:c, 12:30:15, x ~ y, 50 % ~~ 60 %",
        "**1. Bold.** Text, [2] and a * b, snake_case_name",
        "<https://example.org/a>, <a@example.org>, [words](https://example.org/a_(b)), [mail](mailto:a@example.org)",
        '[words](sums.md "Title")',
        "$a_{ij}$ and $x^2$, $b[^1]$",
    ],
)
def test_what_is_meant_to_be_seen(site: Site, text: str) -> None:
    assert told(site, text) == ""


def test_address_that_is_no_link(site: Site) -> None:
    said = told(site, "See https://example.org/a.")
    assert said.startswith(
        "en/index.md:10: an address that is no link: 'https://example.org/a'\n    mend: write <https://"
    )


@pytest.mark.parametrize(
    ("text", "line"), [("Text\n---", 2), ("Text\n===", 2), ("#Words {#a}", 1), ("##Words {#a}", 1)]
)
def test_line_that_markdown_takes_for_a_heading(site: Site, text: str, line: int) -> None:
    assert f"en/index.md:{BELOW + line}: Markdown takes this for a heading" in told(site, text)


def test_name_that_a_browser_takes_for_html(site: Site) -> None:
    said = told(site, "Vec<T> and <https://example.org> and $a<b$.")
    assert "en/index.md:10: <T> is typed into the page; only these are: " in said
    assert "put names such as Vec<T> between `…`" in said
    assert "<b>" not in said
    assert "<https>" not in said


def test_html_that_a_notebook_would_show(site: Site) -> None:
    said = told(site, "<div>x</div> and text")
    assert "en/index.md:10: readers of this page's notebook would see '<div>'" in said


@pytest.mark.parametrize("name", ["mean均值", "1st", "a b", "_a", "größe"])
def test_region_that_cannot_have_this_name(site: Site, name: str) -> None:
    for marker in ("start", "end"):
        site.replace("snippets/sums/total.py", f"[{marker}:mean]", f"[{marker}:{name}]")
    site.replace(PAGE, "Read", f'```python\n--8<-- "sums/total.py:{name}"\n```\n\nRead')
    said = site.problems()
    rule = f"'{name}' cannot name a region: a name is letters from A to Z, digits, - and _, and begins with a letter"
    assert f"snippets/sums/total.py:20: {rule}" in said
    assert f"docs/en/index.md:9: {rule}" in said
    assert_fails(site.tests(PAGE, "docs/en/sums.md", "snippets"), f"docs/en/index.md:9: {rule}")


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("print(1)", 11, "typed by hand: `print(1)`; whatever a block shows comes from snippets"),
        ("", 10, "this block includes nothing"),
        ("\n\n", 10, "this block includes nothing"),
        ('--8<-- "sums/total.py:3:5"', 11, "lines of sums/total.py are included by their numbers, 3:5: an edit above"),
        ('--8<-- "sums/total.py:3"', 11, "lines of sums/total.py are included by their numbers, 3: an edit above"),
        ("--8<-- 'sums/total.py:mean'", 11, "not an include: write"),
        ('--8<-- "https://example.org/x.py"', 11, "not an include: write"),
    ],
)
def test_block_of_something_else_than_includes(site: Site, body: str, line: int, message: str) -> None:
    """The message, and nothing else: neither of a rendered page nor of a block that was executed."""
    text = f"```python\n{body}\n```" if body else "```python\n```"
    said = told(site, text)
    assert said.startswith(f"en/index.md:{line}: {message}")
    assert said.count("en/index.md:") == 1
    run = site.tests(PAGE)
    assert_fails(run, f"docs/en/index.md:{line}: {message}", "1 failed")
    assert len(run.stdout.splitlines()) < 40


def test_page_with_a_mark_before_it(site: Site) -> None:
    """Of the order of bytes, as some editors write it."""
    site.write(PAGE, "\ufeff" + site.read(PAGE))
    assert site.problems() == ""


@pytest.mark.parametrize("path", ["docs/zh/index.md", "snippets/sums/total.py", "snippets/sums/total.out"])
@pytest.mark.parametrize(("encoding", "line"), [("gbk", 2), ("utf-16", 1)])
def test_file_in_another_encoding(site: Site, path: str, encoding: str, line: int) -> None:
    text = f"# x\n# 总和\n{site.read(path)}" if path.startswith("snippets") else site.read(path)
    (site.root / path).write_bytes(text.encode(encoding, errors="replace"))
    said = site.problems()
    assert f"{path}:{line}: not UTF-8: nothing is written with the byte 0x" in said
    assert f"`iconv -f {encoding.upper()} -t UTF-8 {path}` reads it" in said
    if path.startswith("docs"):
        assert_fails(site.tests("mkdocs.yml", "docs"), f"{path}:{line}: not UTF-8: ")


LOOP = '"""A loop."""\n\n# --8<-- [start:a]\n{}\n\n\nasync def main() -> None:\n    pass\n\n\n{}\n# --8<-- [end:a]\n'


@pytest.mark.parametrize(
    ("imports", "call", "named"),
    [
        ("import asyncio", "asyncio.run(main())", "asyncio.run"),
        ("import asyncio as aio", "aio.run(main())", "aio.run"),
        ("from asyncio import run", "def go() -> None:\n    run(main())", "run"),
        ("import asyncio", "asyncio.new_event_loop().run_until_complete(main())", "run_until_complete"),
    ],
)
def test_block_that_starts_an_event_loop(site: Site, imports: str, call: str, named: str) -> None:
    site.write("snippets/index/__init__.py", "")
    site.write("snippets/index/loop.py", LOOP.format(imports, call))
    said = told(site, '```python\n--8<-- "index/loop.py:a"\n```')
    line = 12 if call.startswith("def") else 11
    assert "en/index.md:10: " in said
    assert f"{named}() starts an event loop (snippets/index/loop.py:{line}); a notebook runs one already" in said
    assert "mend: make it a script" in said


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("About C #1", "the front matter's 'title' is read as 'About C'"),
        ("Why: x", "the front matter is not YAML: mapping values are not allowed here"),
        ("@home", "the front matter is not YAML: found character '@' that cannot start any token"),
        ("007", "the front matter's 'title' is read as '7'"),
        ("no", "the front matter's 'title' is read as 'False'"),
        ("", "the front matter has no 'title'"),
    ],
)
def test_title_that_is_read_as_something_else(site: Site, title: str, message: str) -> None:
    site.replace(PAGE, "title: Home", f"title: {title}".rstrip())
    line = 2 if title else 1
    assert f"docs/en/index.md:{line}: {message}" in site.problems()


@pytest.mark.parametrize("title", ["'About C #1'", '"Why: x"', "C# and Vec<T> & co", "'007'", "总和：一"])
def test_title_that_is_read_as_it_stands(site: Site, title: str) -> None:
    site.replace(PAGE, "title: Home", f"title: {title}")
    assert "front matter" not in site.problems()


LOOKS = """\
from pathlib import Path

from docsite.execution.blocks import executable_blocks
from docsite.source.project import Project

PAGE = Project(Path(__file__).parents[1]).page("en", "index.md")


def test_blocks() -> None:
    executable_blocks(PAGE)
"""


@pytest.mark.parametrize("early", [True, False])
def test_fault_is_told_without_a_traceback_by_whatever_test_meets_it(site: Site, *, early: bool) -> None:
    site.append(PAGE, "\n```python\nprint(1)\n```\n")
    site.write("tests/test_looks.py", LOOKS + ("\n\nexecutable_blocks(PAGE)\n" if early else ""))
    run = site.tests("tests/test_looks.py")
    assert run.returncode != 0
    assert "docs/en/index.md:11: typed by hand: `print(1)`" in run.stdout
    assert "executable_blocks" not in run.stdout
