"""What runs the blocks of a page in the browser: held against Pyodide itself."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import lzma
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
import sympy
import yaml

import docsite.web.playground.packages
from docsite.execution.children.session import DEEPEST, KEPT, Session
from docsite.execution.node import NodeError, find_node
from docsite.source.runnable import HELPLESS, PACKAGES, can_import, imports
from docsite.web.playground.buttons import with_buttons
from docsite.web.playground.packages import PackageError, archives
from docsite.web.playground.runner import HERE, OURS, SESSION, find_runner

ROOT = Path(__file__).resolve().parents[3]
PYODIDE = find_runner(ROOT).source
PACKED = ROOT / "build/packages"  # where builds keep them


def in_pyodide(program: str) -> str:
    """Return what a program's last line is, in the Pyodide that readers get, with the packages that they get."""
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ loadPyodide }} from "{(PYODIDE / "pyodide.mjs").as_uri()}";
        const pyodide = await loadPyodide();
        pyodide.runPython(readFileSync({json.dumps(str(SESSION))}, "utf8"));
        const session = pyodide.globals.get("Session")(() => null, () => null);
        for (const file of {json.dumps([str(path) for path in archives(PACKAGES, PYODIDE, PACKED)])})
            session.provide(pyodide.toPy(new Uint8Array(readFileSync(file))));
        console.log(pyodide.runPython({json.dumps(textwrap.dedent(program))}));
    """
    command = [find_node(), "--input-type=module", "--eval", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def modules(package: str) -> list[str]:
    """Return the modules that readers get of a package, as its archive has them."""
    (file,) = (path for path in archives([package], PYODIDE, PACKED) if path.name.startswith(package))
    with zipfile.ZipFile(io.BytesIO(lzma.decompress(file.read_bytes()))) as archive:
        return [name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in archive.namelist()]


def test_pyodide_imports_whatever_may_be_imported() -> None:
    """All of the standard library and of the packages but what the rule leaves out."""
    library = [name for name in sys.stdlib_module_names if not name.startswith("_") and can_import(name)]
    assert len(library) > 100
    packages = [name for package in PACKAGES for name in modules(package) if can_import(name)]
    assert len(packages) > 800
    names = sorted(library + packages)
    told = in_pyodide(f"""
        import importlib, json, warnings
        warnings.simplefilter("ignore")
        def missing(name):
            try:
                importlib.import_module(name)
            except ImportError as error:
                return str(error)
        json.dumps([name for name in {names} if missing(name)])
    """)
    assert json.loads(told.splitlines()[-1]) == []  # above it the Zen of SymPy, which prints itself


def test_what_packages_cannot_do_there_is_theirs() -> None:
    for name in HELPLESS:
        module, _, attribute = name.rpartition(".")
        assert importlib.util.find_spec(name) or hasattr(importlib.import_module(module), attribute), name
    plotting = set(importlib.import_module("sympy.plotting").__all__) & set(vars(importlib.import_module("sympy")))
    assert {f"sympy.{name}" for name in plotting - {"textplot"}} <= HELPLESS


def test_pyodide_computes_what_sympy_computes_here() -> None:
    program = "from sympy import *\nx = Symbol('x')\nstr(integrate(exp(-x**2) * cos(x), (x, -oo, oo)))\n"
    x = sympy.Symbol("x")
    expected = sympy.integrate(sympy.exp(-(x**2)) * sympy.cos(x), (x, -sympy.oo, sympy.oo))
    assert in_pyodide(program).strip() == str(expected)


def test_a_package_is_compiled_to_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once, again = (archives(["mpmath.libmp"], PYODIDE, tmp_path / name) for name in ("once", "again"))
    assert [path.name for path in once] == [path.name for path in again]
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    assert capsys.readouterr().err.count("compiling mpmath ") == 2
    assert archives(["mpmath"], PYODIDE, tmp_path / "once") == once
    assert capsys.readouterr().err == ""
    assert not any({"tests", "benchmarks"} & set(name.split(".")) for name in modules("mpmath"))


def test_only_what_is_imported_is_packed(tmp_path: Path) -> None:
    assert archives(imports(["import math, os.path", "from sympyfoo import x"]), PYODIDE, tmp_path / "cache") == []
    assert not (tmp_path / "cache").exists()
    names = [path.name.split("-")[0] for path in archives(["sympy.core"], PYODIDE, PACKED)]
    assert names == ["mpmath", "sympy"]


def test_a_package_that_cannot_be_compiled_is_told_in_few_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mpmath").mkdir()
    (tmp_path / "mpmath/broken.py").write_text("x = (\n", encoding="utf-8")
    monkeypatch.setattr(docsite.web.playground.packages, "_folder", lambda _: tmp_path / "mpmath")
    with pytest.raises(NodeError, match=r"(?s)compile\.mjs fails.*broken\.py.*SyntaxError") as caught:
        archives(["mpmath"], PYODIDE, tmp_path / "cache")
    assert len(str(caught.value)) < 2000
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docsite.web.playground.packages, "find_spec", lambda _: None)
    with pytest.raises(PackageError, match=r"run mpmath, which is not installed; `make site` installs it"):
        archives(["mpmath"], PYODIDE, tmp_path)


PLAIN = '<div class="language-python highlight"><pre><span></span><code>{0}\n</code></pre></div>'
TITLED = PLAIN.replace("<pre>", '<span class="filename">a.py</span><pre>')
OUTPUT = '<div class="language-text highlight"><pre><span></span><code>{0}</code></pre></div>'


def test_marks_stand_on_the_blocks_that_run() -> None:
    pure = '<span class="nb">print</span><span class="p">(</span>1 &lt; 2<span class="p">)</span>'
    content = f"<p>x</p>{TITLED}{OUTPUT}{PLAIN}{OUTPUT}".format(pure)
    lost = PLAIN.format('<span class="kn">import</span> <span class="nn">numpy</span>')
    asked: list[set[str]] = []

    def setup(modules: set[str]) -> dict[str, object]:
        asked.append(modules)
        return {"words": {"run": 'a "b" & <c>'}}

    needing = PLAIN.format("from sympy.core import Add\nimport math")
    content += needing
    marked = with_buttons(content + lost, "../run.mjs", setup)
    assert asked == [{"sympy.core.Add", "math"}]
    assert marked.count(" data-run>") == 3
    assert marked.startswith("<p>x</p>" + TITLED.format(pure).replace(">", " data-run>", 1))
    assert lost in marked
    assert marked.replace(" data-run>", ">").startswith(content + lost)
    assert marked.count("<script") == marked.count('<script type="module" src="../run.mjs"') == 1
    assert '"<c>' not in marked


@pytest.mark.parametrize("content", ["", "<p>x</p>", OUTPUT.format("1"), PLAIN.format("import numpy")])
def test_a_page_without_such_blocks_stays_as_it_is(content: str) -> None:
    assert with_buttons(content, "../run.mjs", lambda _: pytest.fail("nothing is needed")) == content


def test_the_folder_changes_with_what_it_holds(tmp_path: Path) -> None:
    runner = find_runner(ROOT)
    runner.write(tmp_path)
    assert {path.name for path in (tmp_path / runner.folder).iterdir()} == {path.name for path in OURS}
    loaded = {path.name: path.stat().st_size for path in (tmp_path / runner.python).iterdir()}
    assert sum(loaded.values()) == sum(runner.sizes.values())
    assert json.loads((tmp_path / runner.python / "pyodide-lock.json").read_text())["packages"] == {}
    for path in OURS:
        assert (tmp_path / runner.folder / path.name).read_bytes() == path.read_bytes()


def test_a_page_that_nobody_clicks_on_loads_little() -> None:
    assert sum(len(gzip.compress((HERE / name).read_bytes())) for name in ("run.mjs", "run.css")) < 6 * 1024


def test_both_languages_have_all_words() -> None:
    words = {
        language: yaml.safe_load((ROOT / f"docs/{language}.yml").read_text(encoding="utf-8"))["extra"]["words"]["run"]
        for language in ("en", "zh")
    }
    script = (HERE / "run.mjs").read_text(encoding="utf-8")
    assert words["en"].keys() == words["zh"].keys()
    for word in words["en"]:
        assert f"words.{word}" in script or word == "stopped"


# ---- The session that runs the blocks -------------------------------------------------------------------------------


class Reader:
    """Someone who runs blocks, and keeps what was said of the last one."""

    def __init__(self) -> None:
        self.output = ""
        self.progress: list[tuple[int, int]] = []
        self.session = Session(self.hear, lambda done, total: self.progress.append((done, total)))

    def hear(self, text: str) -> None:
        self.output += text

    def run(self, *blocks: str) -> dict[str, object]:
        self.output, self.progress = "", []
        answer: dict[str, object] = json.loads(self.session.run(json.dumps({"blocks": blocks, "no_input": "nobody"})))
        return answer


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.chdir(tmp_path)  # the session goes to folders of its own
    monkeypatch.setattr("tempfile.mkdtemp", lambda: str(tmp_path))
    return Reader()


FINE: dict[str, object] = {"error": None, "lines": [], "fault": None}


def test_blocks_above_run_first_and_in_silence(one: Reader) -> None:
    assert one.run("x = 1\nprint(x)", "x += 1\nprint(x)", "print(x)") == {**FINE, "block": 2}
    assert one.output == "2\n"
    assert one.progress == [(0, 2), (1, 2)]


CALLS = """\
import sys
sys.setrecursionlimit(10**9)
def f(n):
    return {name}(n + 1) + 1
def g(n):
    return f(n + 1) + 1
f(0)
"""


def test_recursion_without_an_end_is_told_as_python_tells_it(one: Reader) -> None:
    error = str(one.run(CALLS.format(name="f"))["error"])
    assert error.endswith("RecursionError: maximum recursion depth exceeded")
    (count,) = re.findall(r"\[Previous line repeated (\d+) more times\]", error)
    assert DEEPEST - 1000 < int(count) < DEEPEST
    assert len(error.splitlines()) < 20


def test_long_tracebacks_lose_their_middle(one: Reader) -> None:
    error = str(one.run(CALLS.format(name="g"))["error"])
    assert error.endswith("RecursionError: maximum recursion depth exceeded")
    assert error.startswith('Traceback (most recent call last):\n  File "block 1", line 7, in <module>\n')
    assert error.count("File") <= 2 * KEPT
    assert one.run(CALLS.format(name="g"))["lines"] in ([[0, 4]], [[0, 6]])


def test_the_next_program_has_pythons_own_limit(one: Reader) -> None:
    before = sys.getrecursionlimit()
    own = sys.setrecursionlimit
    one.run("import sys\nsys.setrecursionlimit(9000)", "print(sys.getrecursionlimit())")
    assert one.output == "9000\n"
    one.run("import sys\nprint(sys.getrecursionlimit())")
    assert (one.output, sys.setrecursionlimit) == (f"{before}\n", own)


def test_an_error_that_follows_itself_is_told(one: Reader) -> None:
    assert str(one.run("error = ValueError('x')\nraise error from error")["error"]).endswith("ValueError: x")


def test_blocks_that_ran_are_not_run_again(one: Reader) -> None:
    one.run("x = 1", "x += 1")
    one.run("x = 1", "x += 1", "print(x)")
    assert (one.output, one.progress) == ("2\n", [])


def test_to_go_back_starts_anew(one: Reader) -> None:
    one.run("x = 1", "x += 1", "x = 9")
    one.run("x = 1", "x += 1\nprint(x)")
    assert one.output == "2\n"
    one.run("x = 1", "x += 1\nprint(x)")
    assert one.output == "2\n"


def test_a_changed_block_above_counts(one: Reader) -> None:
    one.run("x = 1", "print(x)")
    one.run("x = 5", "print(x)")
    assert one.output == "5\n"


def test_an_error_names_its_lines_and_shows_no_frames_of_ours(one: Reader) -> None:
    answer = one.run("def f(x):\n    return 1 / x", "print('before')\n\nf(0)")
    assert one.output == "before\n"
    assert answer["block"] == 1
    assert sorted(answer["lines"]) == [[0, 2], [1, 3]]  # type: ignore[call-overload]
    error = str(answer["error"])
    assert error.startswith("Traceback") and error.endswith("ZeroDivisionError: division by zero")  # noqa: PT018
    assert "return 1 / x" in error
    assert "session.py" not in error
    assert one.run("x = 1\nprint(x)") == {**FINE, "block": 0}


def test_frames_of_the_library_are_left_out(one: Reader) -> None:
    error = str(
        one.run("import json\ntry:\n    json.loads('{')\nexcept ValueError as e:\n    raise KeyError from e")["error"]
    )
    assert error.count('File "block 1"') == 2
    assert ".py" not in error


def test_an_error_above_is_told_as_such(one: Reader) -> None:
    answer = one.run("x = 1", "1 / 0", "print(x)")
    assert (answer["block"], answer["lines"], one.output) == (1, [[1, 1]], "")


def test_a_syntax_error_has_its_line(one: Reader) -> None:
    answer = one.run("x = 1", "y = 2\nif y\n    pass")
    assert answer["lines"] == [[1, 2]]
    assert "SyntaxError" in str(answer["error"])
    assert "session.py" not in str(answer["error"])


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("input('? ')", "EOFError: nobody"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_whatever_a_block_raises_is_told(one: Reader, block: str, said: str) -> None:
    answer = one.run(block)
    assert said in str(answer["error"])
    assert answer["lines"]
    assert input is __builtins__["input"]  # type: ignore[index]


def test_a_block_is_the_main_program(one: Reader) -> None:
    block = "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n"
    assert one.run(block, "import sys\nprint(__name__, A(1), sys.modules['__main__'].A is A)") == {**FINE, "block": 1}
    assert one.output == "__main__ A(x=1) True\n"


def test_what_goes_to_the_standard_error_is_shown(one: Reader) -> None:
    one.run("import sys\nprint('a', file=sys.stderr)")
    assert one.output == "a\n"


def test_the_standard_output_is_the_same_stream_in_all_blocks(one: Reader) -> None:
    one.run("from sys import stdout\ncount = stdout.write('above\\n')", "count = stdout.write('here\\n')")
    assert one.output == "here\n"


def test_a_closed_standard_output_is_opened_again(one: Reader) -> None:
    assert one.run("import sys\nprint('x')\nsys.stdout.close()")["error"] is None
    assert "ValueError: I/O operation on closed file" in str(
        one.run("import sys\nsys.stdout.close()", "print(1)")["error"]
    )
    assert one.run("print('x')") == {**FINE, "block": 0}
    assert one.output == "x\n"


@pytest.mark.parametrize("above", ["", "print('\x1b')"])
def test_what_no_page_can_show_is_named(one: Reader, above: str) -> None:
    block = "print('a')\nprint('\x1b[1m')\nprint('\t')"
    assert one.run(above, block)["fault"] == {"character": "U+001B ESCAPE", "line": 2}
    assert one.run(above, "print('x')")["fault"] is None


# ---- The check of an exercise ----------------------------------------------------------------------------------------

CASES = "def top_cases():\n    yield ([1],), 1\n    yield ([base, 3, 2],), 3\n"


def judged(one: Reader, answer: str, cases: str = CASES) -> dict[str, object]:
    check = {"name": "top", "function": "top", "source": cases}
    one.output = ""
    request = {"blocks": ["base = 1\nprint('above')", answer], "no_input": "nobody", "check": check}
    reply: dict[str, object] = json.loads(one.session.run(json.dumps(request)))
    verdict = reply["verdict"]
    assert isinstance(verdict, dict)
    return {**verdict, "lines": reply["lines"]}


@pytest.mark.parametrize(
    ("answer", "verdict", "said"),
    [
        ("def top(x):\n    print(x)\n    return max(x)", {"holds": 2}, ""),
        ("top = max", {"holds": 2}, ""),
        ("def top(x):\n    print(x)\n    return x[0]",
         {"call": "top([1, 3, 2])", "got": "1", "expected": "3"}, "[1, 3, 2]\n"),
        ("import sys\ndef top(x):\n    sys.stdout.buffer.write(b'1\\n')\n    return max(x)", {"holds": 2}, ""),
        ("def top(x):\n    x.sort()\n    return x.pop()", {"holds": 2}, ""),
        ("def top(x):\n    yield 1", {"call": "top([1])", "got": "<generator object top>", "expected": "1"}, ""),
        ("class top:\n    def __init__(self, x): pass\n    def __repr__(self): 1 / 0",
         {"call": "top([1])", "got": "<top>", "expected": "1"}, ""),
        ("def top(x):\n    return '1' * 999", {"call": "top([1])", "got": f"'{'1' * 399} …", "expected": "1"}, ""),
        ("x = 1", {"missing": "top"}, ""),
        ("del base\nbase = None\ndel base\ntop = max", {"broken": "NameError: name 'base' is not defined"}, ""),
    ],
)  # fmt: skip
def test_an_answer_is_judged(one: Reader, answer: str, verdict: dict[str, object], said: str) -> None:
    assert judged(one, answer) == {**verdict, "lines": []}
    assert one.output == said


def test_what_an_answer_raises_is_told_with_its_line(one: Reader) -> None:
    verdict = judged(one, "def top(x):\n    return x[1]")
    assert (verdict["call"], verdict["lines"]) == ("top([1])", [[1, 2]])
    assert str(verdict["raised"]).endswith("IndexError: list index out of range")
    assert "session.py" not in str(verdict["raised"])


def test_a_check_may_have_a_judge_of_its_own(one: Reader) -> None:
    agrees = "def top_agrees(got, expected, x):\n    return got > expected > 0 and x\n"
    assert judged(one, "def top(x):\n    return 9", CASES + agrees)["holds"] == 2
    assert judged(one, "def top(x):\n    return None", CASES + agrees)["got"] == "None"


def test_answers_leave_nothing_behind(one: Reader) -> None:
    assert judged(one, "base = 5\ndef top(x):\n    return max(x)")["call"] == "top([5, 3, 2])"
    assert "holds" in judged(one, "top = max")
    assert one.progress == [(0, 1)]  # what stands above ran once
    one.run("base = 1\nprint('above')", "print('top_cases' in globals(), 'top' in globals(), base)")
    assert one.output == "False False 1\n"
