"""Labs: read as Jupyter reads them, split by language, executed, held against their results, and checked as pages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jupytext  # type: ignore[import-untyped]
import nbformat
import pytest

from docsite.checks.labs import check_cells
from docsite.execution.drawings import UnknownColourError, tidy
from docsite.execution.labs import record_lab, results
from docsite.source.labs import LabPage
from docsite.source.notebooks import code_notebook, dump, notebook_for, page_markdown, results_file
from docsite.source.problems import ProblemsError
from docsite.source.project import Project
from tests.conftest import ROOT

if TYPE_CHECKING:
    from docsite.source.labs import Lab
    from docsite.source.notebooks import Notebook, Output
    from tests.docsite.conftest import Site

pytestmark = pytest.mark.spread

SOURCE = "snippets/sums/lab.py"
LAB = """\
# %% [markdown] tags=["en"]
# # Lab: sums
#
# What this lab is about.

# %% [markdown] tags=["zh"]
# # 实验：求和
#
# 实验的内容。

# %%
total = 1 + 1
print(total)

# %% [markdown] tags=["en"]
# ## More {#more}
#
# See [the sum](sums.md#total).

# %% [markdown] tags=["zh"]
# ## 更多 {#more}
#
# 见[求和](sums.md#total)。

# %%
for _ in range(3):
    total += total

print(total)
"""
MORE_IN_CHINESE = """\
# %% [markdown] tags=["zh"]
# ## 更多 {#more}
#
# 见[求和](sums.md#total)。

"""
PLOT = """
# %%
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()
"""
CAPTION = """
# %% [markdown] tags=["en"] alt="A line."
# It rises.

# %% [markdown] tags=["zh"] alt="一条线。"
# 线在上升。
"""
DRAWING = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" viewBox="0 0 10 10">
 <metadata/>
 <defs><clipPath id="p1"><rect width="1.00049"/></clipPath><path id="m1" d="M 0 0.3333333"/></defs>
 <g id="figure_1"><g id="empty"><path d="M 1.23456 -0.0001
L 2 3" clip-path="url(#p1)" style="stroke: COLOUR; stroke-width: 1.25"/></g></g>
 <use xlink:href="#m1" x="1.999"/>
 <text style="font: bold 14px 'DejaVu Sans', sans-serif; text-anchor: middle" transform="rotate(-0 1 2)">n</text>
</svg>"""


def lab_of(site: Site, text: str = LAB) -> Lab:
    """Write a lab into the site, and the results that it has without further cells; return it."""
    site.write(SOURCE, text)
    (lab,) = Project(site.root).labs.values()
    outputs = [[{"name": "stdout", "output_type": "stream", "text": [printed]}] for printed in ("2\n", "16\n")]
    if len(lab.code) == len(outputs):
        site.write(results_file(lab).as_posix(), dump(code_notebook(lab, outputs)))
    return lab


def page_of(site: Site, language: str) -> LabPage:
    page = Project(site.root).page(language, "sums_lab.ipynb")
    assert isinstance(page, LabPage)
    return page


def source(cell: Notebook) -> str:
    return "".join(cell["source"])


LABS = [LAB + PLOT + CAPTION, *((path).read_text(encoding="utf-8") for path in ROOT.glob("snippets/*/lab.py"))]


@pytest.mark.parametrize("text", LABS)
def test_cells_are_those_that_jupytext_reads(site: Site, text: str) -> None:
    lab = lab_of(site, text)
    read = jupytext.reads(text, fmt="py:percent").cells
    assert [cell.source for cell in lab.cells] == [cell.source for cell in read]
    assert [cell.markdown for cell in lab.cells] == [cell.cell_type == "markdown" for cell in read]
    assert [list(cell.tags) for cell in lab.cells] == [cell.metadata.get("tags", []) for cell in read]
    assert [cell.alt for cell in lab.cells] == [cell.metadata.get("alt", "") for cell in read]


def test_a_page_has_its_own_language_at_the_lines_of_the_source(site: Site) -> None:
    lab_of(site)
    english, chinese = page_of(site, "en"), page_of(site, "zh")
    assert english.meta == {"title": "Lab: sums", "description": "What this lab is about."}
    assert chinese.meta == {"title": "实验：求和", "description": "实验的内容。"}
    assert [(h.line, h.text, h.id) for h in english.headings] == [(2, "Lab: sums", ""), (16, "More", "more")]
    assert [h.line for h in chinese.headings] == [7, 21]
    assert not list(check_cells(english.lab))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_notebook_is_in_one_language_and_executed(site: Site, language: str) -> None:
    lab_of(site)
    notebook = notebook_for(page_of(site, language), f"https://example.org/{language}/")
    nbformat.validate(nbformat.from_dict(notebook))  # type: ignore[no-untyped-call]
    title, first, section, second = notebook["cells"]
    assert source(title).startswith({"en": "# Lab: sums", "zh": "# 实验：求和"}[language])
    assert source(section).splitlines()[0] == {"en": "## More", "zh": "## 更多"}[language]
    assert f"](https://example.org/{language}/sums/#total)" in source(section)
    assert source(first) == "total = 1 + 1\nprint(total)"
    assert [cell["outputs"][0]["text"] for cell in (first, second)] == [["2\n"], ["16\n"]]


def test_a_page_links_to_pages_again() -> None:
    exported = '<script type="text/markdown">\n# T\n\nD.\n\n[a](https://h/en/sums/#b)\n</script>\n<style>x</style>'
    assert page_markdown(exported, "https://h/en/", "<p>x</p>") == "# T\n\nD.\n\n<p>x</p>\n\n[a](sums.md#b)\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('[markdown] tags=["en"]', "[markdown]", 1, "this Markdown cell does not say its language"),
        ('[markdown] tags=["en"]', '[markdown] tags=["fr"]', 1, "this Markdown cell does not say its language"),
        ('[markdown] tags=["en"]', '[markdown] tags=["en", "zh"]', 1, "this Markdown cell does not say its language"),
        ('[markdown] tags=["en"]', '[raw] tags=["en"]', 1, "not how a cell begins: # %% [raw]"),
        ('tags=["en"]', 'tag=["en"]', 1, "not how a cell begins"),
        ("# %%\ntotal", '# %% tags=["en"]\ntotal', 11, "code is the same in all languages"),
        ("# %%\ntotal", "total", 11, "code in a Markdown cell: total = 1 + 1"),
        ("# %%\ntotal", "# %%\n\n# %%\ntotal", 11, "this cell is empty"),
        ("# %% [mark", "import math\n\n# %% [mark", 1, "a lab begins with a cell"),
        ("# What this", "# ## What this", 4, "a heading opens its cell"),
        (MORE_IN_CHINESE, "", 20, "differ: en: more; zh: none"),
    ],
)
def test_a_fault_of_a_cell_is_named_with_its_line(site: Site, old: str, new: str, line: int, said: str) -> None:
    assert LAB.count(old) >= 1
    problems = [str(problem) for problem in check_cells(lab_of(site, LAB.replace(old, new, 1)))]
    assert any(problem.startswith(f"{SOURCE}:{line}: ") and said in problem for problem in problems), problems


def test_the_site_of_a_lab_passes_and_its_faults_are_caught(site: Site) -> None:
    lab_of(site)
    run = site.docsite("outputs")
    assert "rewritten" not in run.stdout, run.stdout  # what is made up above is what is printed
    assert site.docsite("parity", "--one-sided").returncode == 0
    run = site.pytest(SOURCE, "mkdocs.yml")
    assert run.returncode == 0, run.stdout
    site.replace("snippets/sums/lab.ipynb", '"16\\n"', '"17\\n"')
    site.replace(SOURCE, "# See [the sum](sums.md#total).", "# See [the sum](sums.md#gone).")
    run = site.pytest(SOURCE, "mkdocs.yml")
    assert run.returncode == 1
    assert f"{SOURCE}:25: stale: this cell shows something else now" in run.stdout
    assert '+   "16\\n"' in run.stdout
    assert f"{SOURCE}:18: the link sums.md#gone leads nowhere" in run.stdout
    assert f"{SOURCE}:16: section 'more' was edited alone: {SOURCE}:21 is as it was" in run.stdout
    assert "Traceback" not in run.stdout


def test_changed_code_is_stale_without_being_executed(site: Site) -> None:
    lab_of(site)
    site.replace(SOURCE, "range(3)", "range(4)")
    with pytest.raises(ProblemsError, match=rf"^{SOURCE}:25: stale: this cell has changed since it was executed"):
        notebook_for(page_of(site, "en"), "https://example.org/en/")
    site.replace(SOURCE, "range(4)", "range(3)")
    site.append(SOURCE, "\n# %%\nprint()\n")
    with pytest.raises(ProblemsError, match=rf"^{SOURCE}:1: stale: this lab has 3 code cells, its results are of 2"):
        notebook_for(page_of(site, "en"), "https://example.org/en/")
    (site.root / "snippets/sums/lab.ipynb").unlink()
    with pytest.raises(ProblemsError, match=rf"^{SOURCE}:1: there are no results of this lab"):
        notebook_for(page_of(site, "en"), "https://example.org/en/")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("total = 1 + 1", "total = 1 / 0", "11: this cell fails: ZeroDivisionError: division by zero"),
        ("total = 1 + 1", "import warnings\n\nwarnings.warn('old')", "11: this cell warns: "),
        ("print(total)", "total", "11: no page can show this output: execute_result"),
    ],
)
def test_a_cell_that_fails_or_warns_is_named(site: Site, old: str, new: str, said: str) -> None:
    lab = lab_of(site, LAB.replace(old, new, 1))
    with pytest.raises(ProblemsError, match=re.escape(f"{SOURCE}:{said}")):
        record_lab(lab, 60)


def test_what_comes_in_pieces_is_one_output(site: Site) -> None:
    """Jupyter cuts what is printed where the kernel flushes it, by itself every fifth of a second."""
    whole = record_lab(lab_of(site), 60)
    text = LAB.replace("print(total)", 'print(total, end="", flush=True)\nprint(flush=True)', 1)
    (output,) = json.loads(record_lab(lab_of(site, text), 60))["cells"][0]["outputs"]
    assert output == json.loads(whole)["cells"][0]["outputs"][0]


def test_what_is_printed_below_a_plot_stays_below_it(site: Site) -> None:
    text = (LAB + PLOT + CAPTION).replace("plt.plot(", 'print("above")\nplt.plot(') + "\n"
    lab = lab_of(site, text.replace("plt.show()", 'plt.show()\nprint("below")'))
    with pytest.raises(ProblemsError, match="this cell prints below its plot"):
        record_lab(lab, 60)


def test_a_cell_without_end_is_stopped(site: Site) -> None:
    lab = lab_of(site, LAB.replace("total = 1 + 1", "while True:\n    pass"))
    with pytest.raises(ProblemsError, match=rf"^{SOURCE}:1: this lab comes to no end"):
        record_lab(lab, 4)


def plot(colour: str = "#0b6e8f") -> Output:
    data = {"image/svg+xml": DRAWING.replace("COLOUR", colour), "text/plain": "<Figure size 640x480 with 1 Axes>"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


PRINTED: Output = {"output_type": "stream", "name": "stdout", "text": "1\n"}


@pytest.mark.parametrize(
    ("text", "outputs", "said"),
    [
        (LAB + PLOT, [plot()], "31: this plot has no caption"),
        (LAB + PLOT + CAPTION, [plot("#00ff00")], "31: the colour #00ff00 does not follow the colour scheme"),
        (LAB + PLOT + CAPTION, [PRINTED], "31: a caption stands below this cell, but it draws nothing"),
        (LAB + PLOT + CAPTION, [plot(), PRINTED], "31: this cell prints below its plot"),
        (LAB + PLOT + CAPTION, [plot(), plot()], "31: this cell draws 2 plots"),
    ],
)
def test_what_no_page_can_show_is_named_with_its_line(site: Site, text: str, outputs: list[Output], said: str) -> None:
    lab = lab_of(site, text)
    executed = code_notebook(lab, [[PRINTED], [PRINTED], outputs])
    with pytest.raises(ProblemsError, match=re.escape(f"{SOURCE}:{said}")):
        results(lab, executed)


def test_a_plot_is_kept_as_a_picture_of_the_site(site: Site) -> None:
    lab = lab_of(site, LAB + PLOT + CAPTION)
    text = record_lab(lab, 120)
    assert record_lab(lab, 120) == text
    (output,) = json.loads(text)["cells"][2]["outputs"]
    assert list(output["data"]) == ["image/svg+xml"]
    site.write("snippets/sums/lab.ipynb", text)
    cells = notebook_for(page_of(site, "zh"), "https://example.org/zh/")["cells"]
    assert cells[-2]["metadata"] == {"alt": "一条线。"}
    assert cells[-1]["metadata"] == {"caption": True}
    assert source(cells[-1]) == "线在上升。"


def test_a_drawing_is_tidied() -> None:
    drawn = tidy(DRAWING.replace("COLOUR", "#0b6e8f"), "a-1")
    assert 'width="10pt"' not in drawn
    assert 'viewBox="0 0 10 10"' in drawn
    assert '<clipPath id="a-1-p1"><rect width="1" /></clipPath><path id="a-1-m1" d="M 0 0.33" />' in drawn
    assert 'd="M 1.23 0 L 2 3" clip-path="url(#a-1-p1)"' in drawn
    assert 'style="stroke: var(--figure-1, #0b6e8f); stroke-width: 1.25"' in drawn
    assert '<use xlink:href="#a-1-m1" x="2" />' in drawn
    assert '<text style="font-size: 14px; text-anchor: middle">n</text>' in drawn
    assert "figure_1" not in drawn
    assert "metadata" not in drawn


def test_a_colour_of_no_scheme_is_refused() -> None:
    with pytest.raises(UnknownColourError, match="#00ff00"):
        tidy(DRAWING.replace("COLOUR", "#00ff00"), "a-1")
