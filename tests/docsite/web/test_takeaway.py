"""What readers take away of the fixture site, and of this one: complete, and the same as on the page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
import pytest

from docsite.execution.blocks import executable_blocks
from docsite.execution.labs import execute
from docsite.source.layout import names_in
from docsite.source.pieces import Line, quoted
from docsite.source.plain import markdown as page_markdown
from docsite.source.project import Project
from docsite.source.regions import numbered_lines, without_markers
from docsite.web.takeaway.drawings import standalone
from docsite.web.takeaway.notebook import article_notebook
from docsite.web.takeaway.programs import link_titles

if TYPE_CHECKING:
    from docsite.source.page import Page
    from tests.docsite.conftest import Site

pytestmark = pytest.mark.spread

ROOT = Path(__file__).resolve().parents[3]
URL = "https://example.org/some/path/en/"
OURS = Project(ROOT)
PAGES = [page for path, page in OURS.pages.items() if path.suffix == ".md"]
ARTICLES = [page for page in PAGES if page.name != "index.md" and any(f.kind == "python" for f in page.fences)]


def page_id(page: Page) -> str:
    return f"{page.language}-{page.stem}"


def outputs(cell: dict[str, Any]) -> str:
    """Return what a cell prints, Jupyter may deliver it in parts; a command's standard error is free."""
    command = "".join(cell["source"]).startswith("%%bash")
    printed = [output for output in cell["outputs"] if not (command and output.get("name") == "stderr")]
    assert all(output["output_type"] == "stream" and output["name"] == "stdout" for output in printed)
    return "".join(line for output in printed for line in output["text"])


def fixture_page(site: Site, name: str = "sums.md") -> Page:
    page = Project(site.root).page("en", name)
    assert page
    return page


def test_a_program_is_the_file_without_markers() -> None:
    text = '"""Doc."""\n\n# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n'
    assert without_markers(text) == '"""Doc."""\n\nx = 1\n'


def test_titles_that_name_a_file_become_links() -> None:
    html = '<span class="filename">a.py</span><span class="filename">Elsewhere</span>'
    linked = link_titles(html, {"t/a.py": "../t/a.py", "t/b.py": "../t/b.py"})
    assert linked == (
        '<span class="filename"><a href="../t/a.py" download>a.py</a></span><span class="filename">Elsewhere</span>'
    )


def test_of_two_files_of_one_name_the_first_is_linked() -> None:
    assert 'href="t/a.py"' in link_titles(
        '<span class="filename">a.py</span>', {"t/a.py": "t/a.py", "u/a.py": "u/a.py"}
    )


@pytest.mark.parametrize("opening", ["<svg>", '<svg viewBox="0 0 1 1" style="max-width: 9px">'])
def test_a_drawing_stands_on_paper(opening: str) -> None:
    drawn = standalone(opening + "<path/></svg>")
    assert re.search(r'^<svg[^>]* style="[^"]*background: #[0-9a-f]{6}"><path/></svg>$', drawn)
    assert drawn.count("style=") == 1
    assert ("max-width: 9px" in drawn) == ("max-width" in opening)


def test_empty_lines_of_code_stay_and_others_are_joined() -> None:
    code = [Line("a", 1, code=True), Line("", 1, code=True), Line("", 1, code=True), Line("b", 1, code=True)]
    assert quoted([Line("t", 0), Line("", 0), Line("", 0), *code, Line("", 0), Line("u", 0)]) == (
        "t\n\n> a\n>\n>\n> b\n\nu"
    )


def test_markdown_of_a_page(site: Site) -> None:
    """Whole, as a reader gets it: includes, a list around a block, an admonition, a figure, formulas with numbers."""
    text = page_markdown(fixture_page(site), URL)
    assert text.startswith('# Sums\n\n## Total\n\nStart with zero:\n\n```python title="total.py"\ndef total(')
    for part in (
        "```text\n[1, 2, 3] 6\n[] 0\n```",
        f"2. Run it, as a [sum]({URL}sums/#total):\n\n    ```bash\n    python parts.py\n    ```",
        "> **Solution**\n>\n> ```python\n> mean = total([1, 2, 3]) / 3\n> ```\n\n![",
        f"![A square.]({URL}sums/square.svg)\n\n*A square.*",
        '```json\n{"numbers": [1, 2, 3]}\n```',
        "$$\n(n + 1)^2 = n^2 + 2 n + 1 \\tag{1}\n$$",
        "    $$\n    n^3 - n = (n - 1) n (n + 1) \\tag{2}\n    $$",
        f"Compare [(1)]({URL}sums/#formula-square).",
    ):
        assert part in text
    assert "8<" not in text


def test_number_of_a_formula_on_another_page(site: Site) -> None:
    site.append("docs/en/index.md", "\nSee [](sums.md#formula-cube), `[](sums.md)` and [more](https://example.com/).\n")
    text = page_markdown(fixture_page(site, "index.md"), URL)
    assert f"See [(2)]({URL}sums/#formula-cube), `[](sums.md)` and [more](https://example.com/)." in text


def test_notebook_runs_commands_with_the_programs_that_they_name(site: Site) -> None:
    made = article_notebook(fixture_page(site), URL, "Opening.")
    cells = {"".join(cell["source"]).partition("\n")[0]: cell for cell in made["cells"]}
    assert "# Sums" in cells
    assert outputs(cells["%%writefile parts.py"]) == "Writing parts.py\n"
    assert outputs(cells["%%bash"]) == "the first part\n6\n"
    assert cells["![A square.](attachment:square.svg)"]["attachments"]["square.svg"]["image/svg+xml"]
    same_when_executed(made)


def test_text_below_a_block_in_a_list_is_no_code(site: Site) -> None:
    site.replace("docs/en/sums.md", "??? success", "    After it.\n\n3. Last.\n\n??? success")
    made = article_notebook(fixture_page(site), URL, "")
    assert "After it.\n\n3. Last.\n\n> **Solution**" in ["".join(cell["source"]) for cell in made["cells"]]


def test_an_admonition_without_a_title_has_the_name_of_its_kind(site: Site) -> None:
    site.append("docs/en/sums.md", '\n!!! note\n\n    One.\n\n!!! tip ""\n\n    Two.\n')
    assert page_markdown(fixture_page(site), URL).endswith("> **Note**\n>\n> One.\n>\n> Two.\n")


def same_when_executed(made: dict[str, Any]) -> None:
    """Execute a notebook in a clean kernel, and compare what each cell shows with what it came with."""
    executed = execute(made, 120, plain=True)
    assert [outputs(cell) for cell in executed["cells"] if cell["cell_type"] == "code"] == [
        outputs(cell) for cell in made["cells"] if cell["cell_type"] == "code"
    ]


def test_notebook_of_an_article_runs_and_shows_what_it_came_with() -> None:
    """Of one, which shows that such cells run; those of all are what the page's own test executes."""
    page = next(page for page in ARTICLES if all(fence.kind != "bash" for fence in page.fences))
    same_when_executed(article_notebook(page, URL, ""))


@pytest.mark.parametrize("page", ARTICLES, ids=page_id)
def test_notebook_runs_what_the_page_runs_and_shows_what_that_prints(page: Page) -> None:
    """Cell by cell in the page's order; before a command, the files that it gets when the page's test runs it."""
    cells = code_cells(article_notebook(page, URL, ""))
    written: dict[str, str] = {}
    for block in executable_blocks(page):
        if block.is_script:
            continue
        code = block.extracted.code.strip("\n")
        while (cell := cells.pop(0))[0].startswith("%%writefile "):
            assert block.is_command
            name, _, text = cell[0].removeprefix("%%writefile ").partition("\n")
            written[name] = text
        assert cell[0].strip("\n") == (f"%%bash\n{code}" if block.is_command else code)
        assert "".join(line for output in cell[1] for line in output["text"]) == (block.extracted.expected_output or "")
        for name in names_in(code, block.folder) if block.is_command else ():
            lines = numbered_lines((block.folder / name).read_text(encoding="utf-8"))
            assert written[name] == "".join(line for _, line in lines).rstrip()
    assert cells == []


def code_cells(made: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("".join(cell["source"]), cell["outputs"]) for cell in made["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("page", ARTICLES, ids=page_id)
def test_notebook_holds_all_of_the_article(page: Page) -> None:
    made = article_notebook(page, URL, "Opening.")
    prose = ["".join(cell["source"]) for cell in made["cells"] if cell["cell_type"] == "markdown"]
    source = page.text
    started = set(re.findall(r"\b\w+\.py\b", "".join(map(commands, (ROOT / "snippets" / page.topic).glob("*.sh")))))
    blocks = re.findall(r'^ *(?:```|~~~)(python|bash).*\n *--8<-- "\w+/([\w.]+)', source, re.MULTILINE)
    executed = [kind for kind, file in blocks if kind == "bash" or file not in started]
    assert len([s for s, _ in code_cells(made) if not s.startswith("%%writefile")]) == len(executed)
    assert sum(bool(shown) for _, shown in code_cells(made)) >= len(
        re.findall(r"^ *```(?:text|diff)", source, re.MULTILINE)
    )
    assert sum(cell.count(r"\tag{") for cell in prose) == source.count("formulas.py:")
    assert sum(len(cell.get("attachments", {})) for cell in made["cells"]) == source.count('.svg"')
    words = [re.sub(r"^```.*?^```$", "", cell, flags=re.MULTILINE | re.DOTALL) for cell in prose]
    assert sum(len(re.findall(r"^#+ ", cell, re.MULTILINE)) for cell in words) == len(page.headings)
    assert "Opening." in prose[0]
    readable("\n\n".join(prose))
    json.dumps(made)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_markdown_of_each_page_holds_its_blocks(page: Page) -> None:
    text = page_markdown(page, URL)
    shown = bare(text)
    for fence in page.fences:
        assert bare("\n".join(line.text for line in page.code(fence))) in shown
    readable(text)


def bare(text: str) -> str:
    """Return the lines without the marks of quotations, indents and empty lines."""
    lines = (re.sub(r"^[> ]*", "", line).rstrip() for line in text.splitlines())
    return "\n".join(filter(None, lines))


def commands(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def readable(text: str) -> None:
    """Hold Markdown against what only our own converter would understand."""
    prose = re.sub(r"^(> )? *```.*?^(> )? *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert "8<" not in prose
    assert not re.search(r"^\s*(?:!!!|\?\?\?)|\{#|</?(?:div|figure|figcaption)", prose, re.MULTILINE)
    for target in re.findall(r'(?:href|src)="([^"]*)"', markdown.markdown(prose)):
        assert re.match(r"[a-z]+:|&#", target), target  # the converter hides addresses of mail
