"""What is recorded is what is seen: a page, a program, a command, a notebook and a browser tell the same of an output.

Each kind of output is printed in all five places. Each of them has the same text, or refuses it in the same words.
"""

from __future__ import annotations

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

from docsite.commands import Commands
from docsite.fences import check_count
from docsite.node import find_node
from docsite.outputs import record_output
from docsite.page import Page
from docsite.printable import LONGEST, output_fault
from docsite.problems import ProblemsError
from docsite.project import Project
from docsite.rendered import check_shown
from docsite.run.assets import HERE, find_runner
from docsite.run.runnable import runnable
from docsite.run.session import CONTROLS, unshowable
from docsite.takeaway.notebook import article_notebook
from docsite.takeaway.text import markdown as page_markdown
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
    shutil.copytree(Path(__file__).with_name("site"), root)
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
    taken = re.search(r"^function taken\(\) \{.*?^\}$", worker, re.MULTILINE | re.DOTALL)
    direct = re.search(r"^ *(pyodide\.setStdout.*)$", worker, re.MULTILINE)
    assert taken
    assert direct
    blocks = {name: kind.code for name, kind in KINDS.items() if name not in NO_BUTTON}
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ loadPyodide }} from "{(find_runner(ROOT).source / "pyodide.mjs").as_uri()}";
        const pyodide = await loadPyodide();
        let direct = [], output = "";
        {direct[1]}
        {taken[0]}
        pyodide.runPython(readFileSync({json.dumps(str(HERE / "session.py"))}, "utf8"));
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

    def notebook(name: str) -> str:
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
        "notebook": notebook,
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
    shutil.copytree(Path(__file__).with_name("site"), root)
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
