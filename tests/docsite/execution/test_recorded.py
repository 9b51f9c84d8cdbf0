"""What is recorded is what is seen: a page, a program, a command, a notebook and a browser tell the same of an output.

Each kind of output is printed in all five places. Each of them has the same text, or refuses it in the same words.
"""

from __future__ import annotations

import errno
import html
import json
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsite.checks.blocks import check_count
from docsite.checks.outputs import output_problems
from docsite.checks.rendered import check_shown
from docsite.execution import child, processes
from docsite.execution.children.session import CONTROLS, unshowable
from docsite.execution.commands import Commands, run_bash
from docsite.execution.labs import execute, record_lab
from docsite.execution.node import find_node
from docsite.execution.outputs import record_output, rewrite
from docsite.execution.printable import LONGEST, output_fault
from docsite.source.lines import lines_of
from docsite.source.notebooks import code_cell, notebook
from docsite.source.page import Page
from docsite.source.plain import markdown as page_markdown
from docsite.source.problems import ProblemsError
from docsite.source.project import Project
from docsite.source.runnable import runnable
from docsite.web.playground.runner import HERE, SESSION, find_runner
from docsite.web.takeaway.notebook import article_notebook
from tests.docsite.conftest import ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.xdist_group("serial")  # starts many processes, and shares what they say


@dataclass(frozen=True)
class Kind:
    """A kind of output: what prints it, and what all places show of it, or how they refuse it."""

    code: str
    shown: str | None = None
    refused: str = ""
    mend: str = ""


def no_page(character: str, mend: str = "print its repr(), or leave it out", line: int = 1) -> dict[str, str]:
    return {"refused": f"no page can show {character} (line {line} of the output)", "mend": mend}


def no_line(reason: str, mend: str) -> dict[str, str]:
    return {"refused": f"no page can show this output: {reason}", "mend": mend}


SURROGATES = "UnicodeEncodeError: 'utf-8' codec can't encode character '{}' in position 0: surrogates not allowed"
THREAD = "from threading import Thread\none = Thread(target=print, args=['x'])\none.start()\none.join()"
MANY = "".join(f"{n}\n" for n in range(1200))
KINDS = {
    "plain": Kind("print('x')\nprint('中文')", "x\n中文\n"),
    "lines_1200": Kind("for n in range(1200):\n    print(n)", MANY),
    "long_99999": Kind("print('x' * 99_999)", "x" * 99_999 + "\n"),
    "long_1_MB": Kind(
        "print('x' * 1_000_000)",
        refused="no page can show 1,000,001 characters of output; 100,000 are the most",
        mend="print less, such as the first lines",
    ),
    "no_newline": Kind("print('x', end='')", **no_line("it ends without a line break", "print one at its end")),
    "leading_blank": Kind("print()\nprint()\nprint('x')", "\n\nx\n"),
    "inner_blank": Kind("print('x\\n\\n\\n y')", "x\n\n\n y\n"),
    "trailing_blank": Kind("print('x')\nprint()", **no_line("it ends in an empty line", "leave that out")),
    "only_blank": Kind("print()", **no_line("there is nothing in it to see", "print something, or nothing")),
    "spaces": Kind(
        "print('x\\n  \\ny')",
        **no_line("its line 2 is nothing but spaces, which an include drops", "print an empty line"),
    ),
    "trailing_space": Kind("print('x  ')", "x  \n"),
    "indented": Kind(
        "print(' x')",
        **no_line("all its lines are indented, and an include takes off what they share", "start one at the left"),
    ),
    "marker": Kind("print('--8' + '<-- x')", **no_line("it looks like a region marker", "print it otherwise")),
    "carriage_return": Kind(
        "print('\\r50 %', end='')",
        **no_page("U+000D CARRIAGE RETURN", "print each state on a line of its own, or the last one only"),
    ),
    "crlf": Kind(
        "print('x', end='\\r\\n')",
        **no_page("U+000D CARRIAGE RETURN", "print each state on a line of its own, or the last one only"),
    ),
    "ansi": Kind(
        "print('plain')\nprint('\\x1b[31mred\\x1b[0m')",
        **no_page("U+001B ESCAPE", "print without colours and cursor movements", 2),
    ),
    "bell": Kind("print('\\a')", **no_page("U+0007 ALERT")),
    "null": Kind("print('\\0')", **no_page("U+0000 NULL")),
    "delete": Kind("print('\\x7f')", **no_page("U+007F DELETE")),
    "next_line": Kind("print('x\\x85y')", **no_page("U+0085 NEXT LINE")),
    "c1": Kind("print('\\x9b31m')", **no_page("U+009B CONTROL CHARACTER")),
    "line_separator": Kind("print('x\\u2028y')", **no_page("U+2028 LINE SEPARATOR")),
    "tab": Kind("print('x\\ty')", **no_page("U+0009 TAB", "print spaces, such as by str.expandtabs()")),
    "form_feed": Kind("print('x\\fy')", **no_page("U+000C FORM FEED")),
    "surrogate": Kind("print('\\ud800')", refused=SURROGATES.format(r"\ud800")),
    "escaped_byte": Kind("print('\\udcff')", refused=SURROGATES.format(r"\udcff")),
    "byte": Kind(
        "import sys\ncount = sys.stdout.buffer.write(b'x\\xff\\n')", **no_page("the byte 0xFF, which is not UTF-8")
    ),
    "buffer": Kind("import sys\ncount = sys.stdout.buffer.write(b'x\\n')", "x\n"),
    "buffer_cut": Kind("import sys\nfor one in b'\\xe4', b'\\xb8', b'\\xad', b'\\n':\n"
                       "    count = sys.stdout.buffer.write(one)\n    sys.stdout.flush()", "中\n"),
    "os_write": Kind("import os\nprint('a')\ncount = os.write(1, b'x\\n')\nprint('b')", "a\nx\nb\n"),
    "fileno": Kind("import os, sys\nprint('a')\ncount = os.write(sys.stdout.fileno(), b'x\\n')", "a\nx\n"),
    "child": Kind("import subprocess\nprint('a')\ndone = subprocess.run(['echo', 'x'])\nprint('b')", "a\nx\nb\n"),
    "thread": Kind(THREAD, "x\n"),
    "encoding": Kind("import sys\nprint(sys.stdout.encoding, sys.stdout.errors)", "utf-8 strict\n"),
    "terminal": Kind("import sys\nprint(sys.stdout.isatty())", "False\n"),
    "flush": Kind("import sys\nprint('x', flush=True)\nsys.stdout.flush()", "x\n"),
    "redirected": Kind(
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    print('x')\nprint('y')", "y\n"
    ),
    "empty": Kind("x = 1", ""),
}  # fmt: skip
PLACES = ("page", "program", "command", "notebook", "browser")
NO_BUTTON = {"child", "thread"}  # a browser has neither, so that these blocks have no button there
SAID_IN_THE_BROWSER = ("no page can show U+", "no page can show the byte", "UnicodeEncodeError")
HEAD = "---\ntitle: Kind\ndescription: One.\n---\n\n# Kind\n\n## One {#one}\n\n"


def program(code: str) -> str:
    return f"# --8<-- [start:a]\n{code}\n# --8<-- [end:a]\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a program, a command and a page of each kind, and the outputs that `make outputs` writes."""
    root = tmp_path_factory.mktemp("recorded") / "site"
    shutil.copytree(Path(__file__).parents[1] / "site", root)
    site = Site(root)
    for name, kind in KINDS.items():
        site.write(f"snippets/program/{name}.py", program(kind.code))
        site.write(f"snippets/command/{name}.py", f"{kind.code}\n")
        site.write(f"snippets/command/{name}.sh", program(f"python {name}.py"))
        output = f'\n```text\n--8<-- "program/{name}.out:a"\n```\n' if kind.shown else ""
        site.write(f"docs/en/kinds/{name}.md", f'{HEAD}```python\n--8<-- "program/{name}.py:a"\n```\n{output}')
        out = recorded(site, f"snippets/program/{name}.py")
        if out and not out.startswith("snippets/"):
            site.write(f"snippets/program/{name}.out", out)
    return site


def recorded(site: Site, path: str) -> str:
    """Return what `make outputs` writes of a program or command, or says."""
    try:
        return record_output(Project(site.root), Path(path), Commands(60, measured=False))
    except ProblemsError as error:
        return str(error)


def shown_by(page: Page) -> str:
    """Return what a page shows of the output below its first block."""
    blocks = re.findall(r"<pre>.*?<code[^>]*>(.*?)</code></pre>", page.html, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", blocks[1])) if blocks[1:] else ""


def noted_by(page: Page) -> str:
    """Return what the page's notebook has below its code."""
    (code,) = (one for one in article_notebook(page, "", "")["cells"] if one["cell_type"] == "code")
    return "".join(line for output in code["outputs"] for line in output["text"])


def text_of(recorded: str) -> str:
    """Return the output of the one region of an output file; of a refusal, all of it."""
    return recorded.removeprefix("--8<-- [start:a]\n").removesuffix("--8<-- [end:a]\n")


@pytest.fixture(scope="module")
def tested(copy: Site) -> str:
    """Return what the tests of all these pages say."""
    return copy.tests("docs/en/kinds").stdout


@pytest.fixture(scope="module")
def pyodide() -> dict[str, dict[str, object]]:
    """Run each kind in the Pyodide that readers get, with what it writes past Python's streams as worker.mjs has it."""
    worker = (HERE / "worker.mjs").read_text(encoding="utf-8")
    functions = re.findall(r"^function (?:hold|taken)\(.*?^\}$", worker, re.MULTILINE | re.DOTALL)
    direct = re.search(r"^ *(pyodide\.setStdout.*)$", worker, re.MULTILINE)
    assert len(functions) == 2
    assert direct
    blocks = {name: kind.code for name, kind in KINDS.items() if name not in NO_BUTTON}
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ loadPyodide }} from "{(find_runner(ROOT).source / "pyodide.mjs").as_uri()}";
        const pyodide = await loadPyodide();
        let direct = [], held = 0, output = "";
        const FLOOD = Infinity; // what becomes of a flood, the browser's tests tell
        {direct[1]}
        {"".join(functions)}
        pyodide.runPython(readFileSync({json.dumps(str(SESSION))}, "utf8"));
        const write = (text) => {{ output += text; }};
        const session = pyodide.globals.get("Session")(write, () => null, taken);
        const told = {{}};
        for (const [name, block] of Object.entries({json.dumps(blocks)})) {{
            output = "";
            const reply = JSON.parse(session.run(JSON.stringify({{ blocks: [block], no_input: "" }})));
            told[name] = {{ ...reply, output }};
        }}
        process.stderr.write(JSON.stringify(told));
    """
    command = [find_node(), "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    told: dict[str, dict[str, object]] = json.loads(done.stderr)
    return told


@pytest.fixture
def cell(copy: Site, request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """Return what stands in a cell of the table: what is shown, or what is said instead."""

    def page(name: str) -> str:
        said = request.getfixturevalue("tested")
        problem = re.search(rf"^docs/en/kinds/{name}\.md:.*(?:\n    .*)*", said, re.MULTILINE)
        if problem:
            return problem[0]
        return shown_by(Project(copy.root).pages[Path(f"docs/en/kinds/{name}.md")])

    def in_notebook(name: str) -> str:
        text = noted_by(Project(copy.root).pages[Path(f"docs/en/kinds/{name}.md")])
        return text or recorded(copy, f"snippets/program/{name}.py")

    def browser(name: str) -> str:
        if name in NO_BUTTON:
            return ""
        told = request.getfixturevalue("pyodide")[name]
        fault = told["fault"]
        said = told["error"] or (
            fault and f"no page can show {fault['character']} (line {fault['line']} of the output)"
        )
        return str(said or told["output"])

    places: dict[str, Callable[[str], str]] = {
        "page": page,
        "program": lambda name: text_of(recorded(copy, f"snippets/program/{name}.py")),
        "command": lambda name: text_of(recorded(copy, f"snippets/command/{name}.sh")),
        "notebook": in_notebook,
        "browser": browser,
    }
    return lambda name, place: places[place](name)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", KINDS)
def test_each_place_has_the_same_text_or_the_same_refusal(
    cell: Callable[[str, str], str], name: str, place: str
) -> None:
    kind, found = KINDS[name], cell(name, place)
    if place == "browser" and name in NO_BUTTON:
        assert runnable([kind.code]) == [False]
    elif place == "browser" and kind.refused and not kind.refused.startswith(SAID_IN_THE_BROWSER):
        assert output_fault(found)  # code of a reader may print it; that it differs from what was tested is told
    elif kind.refused:
        assert kind.refused in found
        assert place == "browser" or found.endswith(f"\n    mend: {kind.mend}") == bool(kind.mend)
    else:
        assert found == kind.shown


# ---- What stands behind the table ------------------------------------------------------------------------------------


def test_every_control_character_has_its_name() -> None:
    for number, name in enumerate(CONTROLS.split(",")):
        assert unicodedata.lookup(name.strip()) == chr(number)
    assert {unicodedata.lookup("DELETE"), unicodedata.lookup("NEXT LINE")} == {"\x7f", "\x85"}
    for number in range(0x110000):
        character = chr(number)
        hidden = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and character != "\n"
        assert bool(unshowable(character)) == (hidden or character == "\ufeff")


def test_a_browser_shows_as_much_as_a_page() -> None:
    worker = (HERE / "worker.mjs").read_text(encoding="utf-8")
    assert f"const LIMIT = {LONGEST:_};" in worker


LETTERS = [
    "x",
    " ",
    "\n",
    "`",
    "<",
    "&",
    "|",
    "*",
    "中",
    "#",
    "-",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\t",
    "\r",
    "\0",
    "\f",
]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a site of one more page, whose output changes."""
    root = tmp_path_factory.mktemp("other") / "site"
    shutil.copytree(Path(__file__).parents[1] / "site", root)
    Site(root).write("snippets/one/one.py", program("pass"))
    blocks = "".join(
        f'```{kind}\n--8<-- "one/one.{suffix}:a"\n```\n\n' for kind, suffix in (("python", "py"), ("text", "out"))
    )
    Site(root).write("docs/en/one.md", HEAD + blocks)
    return Project(root)


@settings(max_examples=300)
@given(text=st.text(LETTERS, min_size=1, max_size=12).map("{}\n".format))
def test_what_is_not_refused_is_shown_to_the_letter(other: Project, text: str) -> None:
    """On the page, in the notebook and in the Markdown that readers take away."""
    if output_fault(text):
        return
    (other.snippets / "one/one.out").write_text(f"--8<-- [start:a]\n{text}--8<-- [end:a]\n", encoding="utf-8")
    page = Page(other, Path("docs/en/one.md"), "en")
    if "```" in text:
        assert [*check_shown(page), *check_count(page)]  # which a longer fence mends
        return
    assert [*check_shown(page), *check_count(page)] == []
    assert shown_by(page) == text
    assert noted_by(page) == text
    assert f"```text\n{text}```" in page_markdown(page, "")


# In Jupyter the standard output is no stream of bytes, and what is written to file descriptor 1 comes by another way,
# at its own time: https://github.com/ipython/ipykernel, `OutStream`.
NOT_IN_JUPYTER = {"buffer", "buffer_cut", "os_write", "fileno", "child", "encoding"}


def test_a_notebook_prints_in_jupyter_what_it_came_with() -> None:
    kinds = [kind for name, kind in KINDS.items() if kind.shown is not None and name not in NOT_IN_JUPYTER]
    executed = execute(notebook([code_cell(kind.code) for kind in kinds]), 120, plain=True)
    for kind, cell in zip(kinds, executed["cells"], strict=True):
        assert "".join(text for output in cell["outputs"] for text in output["text"]) == kind.shown


NESTED = '''"""Printed, too."""
from __future__ import annotations

# \f \x85 \u2028 end no lines of Python
import contextlib
import os


@lambda function: print("decorated") or function
def say(text):
    os.write(1, f"{text}\\n".encode())


class Loud:
    print("class")


if __name__ != "__main__":
    pass
elif True:
    # --8<-- [start:loops]
    for n in range(2):
        say(n)
    while n:
        n -= 1
        print("while")
    # --8<-- [end:loops]
    with contextlib.suppress(ZeroDivisionError):
        # --8<-- [start:blocks]
        try:
            say("try")
            1 / 0
        except ZeroDivisionError:
            say("except")
        finally:
            print("finally")
        match n:
            case 0:
                say("case")
        # --8<-- [end:blocks]
    # --8<-- [start:rest]
    print(__doc__, say.__name__, __annotations__ if "__annotations__" in globals() else {})
    # --8<-- [end:rest]
'''


def test_what_is_printed_belongs_to_the_statement_that_is_executed(site: Site) -> None:
    text = NESTED.replace('@lambda function: print("decorated") or function\n', "").replace(
        '    print("class")', "    pass"
    )
    site.write("snippets/sums/nested.py", text)
    assert recorded(site, "snippets/sums/nested.py") == (
        "--8<-- [start:loops]\n0\n1\nwhile\n--8<-- [end:loops]\n"
        "--8<-- [start:blocks]\ntry\nexcept\nfinally\ncase\n--8<-- [end:blocks]\n"
        "--8<-- [start:rest]\nPrinted, too. say {}\n--8<-- [end:rest]\n"
    )


@pytest.mark.parametrize(
    ("printing", "line"), [("decorated", 'print("decorated")'), ("class", "class Loud"), ("try", 'say("try")')]
)
def test_what_is_printed_outside_is_named_with_its_line(site: Site, printing: str, line: str) -> None:
    text = NESTED if printing == "decorated" else NESTED.replace('print("decorated") or ', "")
    text = text.replace('    print("class")', "    pass") if printing == "try" else text
    site.write("snippets/sums/nested.py", re.sub(r" *# --8<-- \[\w+:blocks\]\n", "", text))
    lines = site.read("snippets/sums/nested.py").split("\n")
    number = next(number for number, one in enumerate(lines, 1) if line in one)
    assert recorded(site, "snippets/sums/nested.py").startswith(
        f"snippets/sums/nested.py:{number}: prints '{printing}' outside of its regions"
    )


def test_a_form_feed_moves_no_line(site: Site) -> None:
    """Above a region, in a program and on a page: numbers are those of Python, and of an editor."""
    site.replace("snippets/sums/total.py", '"""Adding numbers."""', '"""Adding numbers."""\n\f\nX = "\x85\u2028\x1c"')
    assert recorded(site, "snippets/sums/total.py") == site.read("snippets/sums/total.out")
    line = site.read("snippets/sums/total.py").split("\n").index("    for numbers in [1, 2, 3], []:") + 1
    site.replace("snippets/sums/total.py", "for numbers in [1, 2, 3], []:", "for numbers in [1, 2, 3], [None]:")
    assert recorded(site, "snippets/sums/total.py").startswith("snippets/sums/total.py:11: `python -m")
    said = site.tests("docs/en/sums.md").stdout
    assert "docs/en/sums.md:18: this block fails (snippets/sums/total.py:11): TypeError" in said
    site.replace("snippets/sums/total.py", "for numbers in [1, 2, 3], [None]:", "for numbers in 1 / 0:")
    assert recorded(site, "snippets/sums/total.py").startswith(f"snippets/sums/total.py:{line}: ")


def test_what_is_not_python_is_named_with_its_line(site: Site) -> None:
    site.write("snippets/sums/wrongly.py", program("x = (\f"))
    said = "snippets/sums/wrongly.py:2: `python -m snippets.sums.wrongly` fails: SyntaxError: '(' was never closed"
    assert recorded(site, "snippets/sums/wrongly.py") == said


def test_lines_are_counted_in_one_way() -> None:
    """`str.splitlines` counts otherwise than Python does."""
    assert [path for path in (ROOT / "docsite").rglob("*.py") if ".splitlines(" in path.read_text("utf-8")] == []


def test_lines_end_at_line_feeds() -> None:
    assert lines_of("") == lines_of("", keepends=True) == []
    assert lines_of("a\n\n\fb\u2028") == ["a", "", "\fb\u2028"]
    assert lines_of("a\n\n\fb\n", keepends=True) == ["a\n", "\n", "\fb\n"]


def test_an_old_output_stays_until_the_new_one_is_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.replace("snippets/sums/total.py", "print(numbers", "print('sum of', numbers")
    before, write = site.read("snippets/sums/total.out"), Path.write_text

    def fill_the_disk(path: Path, text: str, **options: str) -> int:
        write(path, text[:5], **options)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", fill_the_disk)
        with pytest.raises(OSError, match="No space"):
            rewrite(Project(site.root), 60)
    assert site.read("snippets/sums/total.out") == before
    assert rewrite(Project(site.root), 60) == [Path("snippets/sums/total.out")]
    assert "sum of" in site.read("snippets/sums/total.out")
    assert not list((site.root / "snippets/sums").glob(".*"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[] 0\n", "[] 0 \n", "-'[] 0 '\n+[] 0\n"),
        ("[] 0\n", "[]\u00a00\n", "-'[]\\xa00'\n+[] 0\n"),
        ("[] 0\n", "[]\t0\n", "-'[]\\t0'\n+[] 0\n"),
        ("[end:demo]\n", "[end:demo]", "--8<-- [end:demo]\n+\n"),
    ],
)
def test_what_looks_alike_is_told_apart(site: Site, old: str, new: str, told: str) -> None:
    site.replace("snippets/sums/total.out", old, new)
    (problem,) = output_problems(Project(site.root), Path("snippets/sums/total.py"), Commands(60, measured=False))
    assert told in f"{problem}\n"


def test_a_tab_in_code_is_named(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    result = 0", "    result\t= 0")
    assert (
        "docs/en/sums.md:12: no page can show U+0009 TAB (line 7 of snippets/sums/total.py)\n"
        "    mend: write its escape, such as \\t, or spaces" in site.problems()
    )


ENDLESS = "while True:\n    print('x' * 9999)\n"


def test_output_without_an_end_is_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (child, processes):
        monkeypatch.setattr(module, "FLOOD", 1_000_000)
        monkeypatch.setattr(module, "GLANCE", 0.1)
    site.write("snippets/sums/endless.py", program(ENDLESS))
    assert recorded(site, "snippets/sums/endless.py") == (
        "snippets/sums/endless.py:1: `python -m snippets.sums.endless` printed more than 100 MB; it was stopped"
    )
    assert run_bash(f'python -c "{ENDLESS}"', [], 60).error == "printed more than 100 MB; it was stopped"
    kernel = child.Kernel(60)
    assert kernel.run(ENDLESS, Path("endless.py"), [1, 2]).error == "printed more than 100 MB; it was stopped"
    kernel.close()


def test_a_long_report_is_read_to_its_end() -> None:
    """Of what a command leaves running: the report once filled a pipe that was read only at its end."""
    result = run_bash("python -c 'import time; time.sleep(600)' $(printf '%0100000d' 1) &", [], 60)
    assert result.error.startswith("the command left processes running; they were stopped: `")


LAB = """# %% [markdown] tags=["en"]
# # Lab
#
# One.

# %%
print("\\x1b[31mred\\x1b[0m")
"""


def test_output_that_is_no_text_is_refused_by_a_lab(site: Site) -> None:
    site.write("snippets/sums/lab.py", LAB)
    with pytest.raises(
        ProblemsError, match=re.escape("lab.py:6: no page can show U+001B ESCAPE (line 1 of the output)")
    ):
        record_lab(Project(site.root).labs[Path("snippets/sums/lab.py")], 60)
