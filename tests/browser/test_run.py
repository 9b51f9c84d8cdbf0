"""What readers run in their browser, run there: every block that has a button, and all that can happen to one."""

from __future__ import annotations

import base64
import functools
import hashlib
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import Reader, load
from tests.conftest import ROOT, SUB_PATH, Handler, Site, built

# A page in the other language has the same blocks, which the test `structure` holds: one language is enough.
PAGES = [
    f"en/{'' if source.stem == 'index' else f'{source.stem}/'}"
    for source in sorted((ROOT / "docs/en").glob("*.md"))
    if "```python" in source.read_text(encoding="utf-8")
]
ARTICLE = "en/maximum_gap/"
LONG = 120_000  # milliseconds that Python may take to load on a busy machine
FILLED = """async () => {
    const output = document.querySelector(".run__output");
    while (output.textContent.length !== 100_000) await new Promise(requestAnimationFrame);
}"""
TELL = """() => {
    window.told = [];
    new MutationObserver(() => {
        const bar = document.querySelector(".run__progress");
        if (bar) told.push([bar.value, bar.max, bar.getAttribute("aria-label"), bar.parentNode.innerText.trim()]);
    }).observe(document.querySelector("main"), { childList: true, subtree: true });
}"""
DEFINITION, DEMO = 0, 1  # the article's first two blocks


class Blocks:
    """The runnable blocks of the page that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.elements = page.locator("[data-run]")
        expect(page.locator(".run__bar").first).to_be_attached()

    def run_button(self, index: int) -> Locator:
        return self.page.locator(".run__button--run").nth(index)

    def edit_button(self, index: int) -> Locator:
        return self.page.locator(".run__bar").nth(index).locator(".run__button").nth(1)

    def panel(self, index: int) -> Locator:
        return self.page.locator(".run__panel").nth(index)

    def has(self, index: int, state: str) -> None:
        expect(self.panel(index)).to_have_attribute("data-state", re.compile(state), timeout=LONG)

    def run(self, index: int, state: str = "equal|different|error") -> None:
        self.run_button(index).click()
        self.has(index, state)

    def edit(self, index: int, text: str) -> Locator:
        self.edit_button(index).click()
        editor = self.elements.nth(index).locator("textarea")
        editor.fill(text)
        return editor

    def output(self, index: int) -> str:
        return self.panel(index).locator(".run__output code").inner_text().rstrip("\n")


def opened(one: Reader, address: str) -> Blocks:
    one.page.goto(address)
    return Blocks(one.page)


def python_files(one: Reader) -> list[str]:
    return [url for url in one.requests if "/assets/run/pyodide-" in url or url.endswith(("worker.mjs", "session.py"))]


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Site) -> Iterator[Reader]:
    """Open one tab for many tests: Python is loaded once, for instant navigation keeps it."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    one = Reader(context.new_page())
    one.watch(context, site)
    load(one.page, f"{site.url}en/")
    one.page.evaluate("window.stillHere = true")
    yield one
    assert one.page.evaluate("window.stillHere")
    assert one.foreign == []
    assert [error for error in one.errors if "was preloaded" not in error] == []
    context.close()


def visited(one: Reader, name: str) -> Blocks:
    """Go to a page by clicks, which shows it afresh and keeps Python."""
    page = one.page
    if not page.locator(".home").count():
        page.locator(".md-header .md-logo").click()
    elif name == "en/":
        page.locator(".card a").first.click()
        expect(page.locator(".home")).to_have_count(0)
        return visited(one, name)
    expect(page.locator(".home")).to_have_count(1)
    if name != "en/":
        Blocks(page)  # asked for after the next click, its scripts would be looked for below the next page
        page.locator(f".card a[href$='{name.removeprefix('en/')}']").click()
        expect(page.locator(".home")).to_have_count(0)
    return Blocks(page)


@pytest.fixture
def blocks(tab: Reader) -> Blocks:
    """The blocks of the article, as nobody has touched them."""
    return visited(tab, ARTICLE)


@pytest.mark.parametrize("name", PAGES)
def test_every_runnable_block_prints_what_is_proven(tab: Reader, name: str) -> None:
    blocks = visited(tab, name)
    tab.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    count = blocks.elements.count()
    assert count
    proven = tab.page.locator("[data-run] + .language-text > pre > code")
    seen = 0
    for index in range(count):
        blocks.run(index)
        said = blocks.panel(index).locator(".run__status").inner_text()
        code = blocks.elements.nth(index).inner_text()
        assert blocks.panel(index).get_attribute("data-state") == "equal", f"{said}\n{code}"
        if blocks.panel(index).locator(".run__output").count():
            assert blocks.output(index) == proven.nth(seen).inner_text().rstrip("\n")
            seen += 1
    assert seen == proven.count()


def test_nothing_is_loaded_before_the_first_click_and_then_progress_is_told(
    site: Site, reader: Callable[..., Reader]
) -> None:
    one = reader()
    blocks = opened(one, f"{site.url}zh/maximum_gap/")
    one.page.wait_for_load_state("networkidle")
    blocks.edit(DEMO, "print(1)")
    blocks.edit_button(DEMO).click()
    assert python_files(one) == []
    one.page.evaluate(TELL)
    status = one.page.locator(".run__live")
    expect(status).to_have_role("status")
    expect(status).to_have_text("")
    with one.page.expect_response("**/pyodide.asm.wasm", timeout=LONG) as response:
        blocks.run_button(DEMO).click()
        expect(status).to_have_text("正在加载 Python")
    assert response.value.headers["content-type"] == "application/wasm"
    blocks.has(DEMO, "equal")
    expect(status).to_have_text("浏览器算出的输出，与上面相同")
    told = one.page.evaluate("told")
    done = [value for value, *_ in told]
    assert len(set(done)) > 5
    assert done == sorted(done)
    assert done[-1] == told[-1][1] > 10_000_000
    assert told[-1][2] == "正在加载 Python"
    assert re.fullmatch(r"正在加载 Python，(\d+\.\d) / \1 MB", told[-1][3])
    loaded = python_files(one)
    assert len(loaded) == len(set(loaded)) == 7
    blocks.edit(DEMO, "input()")
    blocks.run(DEMO, "error")
    expect(status).to_have_text("第 1 行出错：EOFError: 这里没有人能回答 input()，请把值直接写进代码")
    expect(blocks.run_button(DEMO)).to_have_accessible_name("运行第 2 段代码")
    assert python_files(one) == loaded


def test_a_page_without_such_blocks_loads_none_of_it(site: Site, reader: Callable[..., Reader]) -> None:
    one = reader()
    load(one.page, f"{site.url}en/random_walk_lab/")
    assert not [url for url in one.requests if "/assets/run/" in url]


def test_what_comes_to_no_end_can_be_stopped_and_python_starts_again(tab: Reader, blocks: Blocks) -> None:
    blocks.edit(DEMO, "print('x' * 100_001)\nwhile True:\n    pass")
    button = blocks.run_button(DEMO)
    button.click()
    expect(blocks.panel(DEMO).locator(".run__output")).to_be_visible(timeout=LONG)
    tab.page.evaluate(FILLED)  # wait_for_function would evaluate text in the page, which its policy forbids
    expect(button).to_have_text("Stop")
    expect(blocks.run_button(DEFINITION)).to_be_disabled()
    button.click()
    blocks.has(DEMO, "stopped")
    expect(button).to_have_text("Run")
    expect(button).to_be_focused()
    expect(blocks.run_button(DEFINITION)).to_be_enabled()
    blocks.edit_button(DEMO).click()
    blocks.run(DEMO, "equal")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("while True:\n    print('x' * 99)", "x" * 99),
        ("print('x' * 2_000_000)", "x" * 99),
        ("import os\nwhile True:\n    os.write(1, b'x' * 99)", ""),
    ],
)
def test_endless_output_is_stopped(blocks: Blocks, code: str, shown: str) -> None:
    blocks.edit(DEMO, code)
    blocks.run(DEMO, "error")
    expect(blocks.panel(DEMO).locator(".run__status")).to_have_text(
        "Printed more than 1,000,000 characters and was stopped. The next run starts Python again."
    )
    if shown:
        assert blocks.output(DEMO).startswith(shown)
    blocks.edit_button(DEMO).click()
    blocks.run(DEMO, "equal")


RUNAWAY = "import sys\nsys.setrecursionlimit(10**6)\ndef f(n):\n    return f(n + 1) + 1\nf(0)"
UNCAUGHT = re.compile(r"Error in line 4: RecursionError: maximum recursion depth exceeded")
CRASHED = re.compile(r"Python itself has crashed\. The next run starts it again\.")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (RUNAWAY, UNCAUGHT),
        ("import os\nos.abort()", CRASHED),
        ("import os\nos._exit(0)", CRASHED),
        ("x = 0\nwhile True:\n    x = [x]", CRASHED),  # which Python frees by recursion
    ],
)
def test_python_that_breaks_down_is_told_and_runs_again(
    tab: Reader, blocks: Blocks, code: str, said: re.Pattern[str]
) -> None:
    blocks.edit(DEMO, code)
    blocks.run(DEMO, "error")
    expect(blocks.panel(DEMO).locator(".run__status")).to_have_text(said)
    blocks.edit_button(DEMO).click()
    blocks.run(DEMO, "equal")
    tab.errors[:] = [error for error in tab.errors if "pyodide" not in error.lower()]  # which says so itself


def test_long_output_is_cut(blocks: Blocks) -> None:
    blocks.edit(DEMO, "print('x' * 200_000)")
    blocks.run(DEMO, "different")
    assert len(blocks.output(DEMO)) == 100_000
    expect(blocks.panel(DEMO)).to_contain_text("The output is longer")


def test_output_is_what_file_descriptor_1_gets_and_control_characters_are_named(blocks: Blocks) -> None:
    blocks.edit(
        DEMO, "import os, sys\nprint('a')\ncount = os.write(1, b'b\\n')\ncount = sys.stdout.buffer.write(b'c\\n')"
    )
    blocks.run(DEMO, "different")
    assert blocks.output(DEMO) == "a\nb\nc"
    blocks.edit_button(DEMO).click()
    blocks.edit(DEMO, "print('a')\nprint('\\x1b[1mb')")
    blocks.run(DEMO, "different")
    said = "Printed U+001B ESCAPE in line 2 of the output, which no page can show"
    expect(blocks.panel(DEMO).locator(".run__status")).to_have_text(said)
    assert blocks.output(DEMO) == "a\n␛[1mb"


@pytest.mark.parametrize("change", ["print()\n{}", "{}\nprint()", "{}\nprint(end='x')"])
def test_output_is_compared_exactly(blocks: Blocks, change: str) -> None:
    code = blocks.elements.nth(DEMO).locator("pre > code").inner_text().rstrip("\n")
    blocks.edit(DEMO, change.format(code))
    blocks.run(DEMO, "different")
    end = "Differs from the output above in empty lines or the line break at its end"
    said = end if change.endswith("print()") else "Differs from the output above"
    expect(blocks.panel(DEMO).locator(".run__status")).to_have_text(said)


def test_an_error_shows_its_line_and_no_frames_of_ours(blocks: Blocks) -> None:
    blocks.edit(DEMO, "numbers = [1, 2]\n\ngap_of_integers([*numbers, 'a'])")
    blocks.run(DEMO, "error")
    panel = blocks.panel(DEMO)
    expect(panel.locator(".run__status")).to_have_text(re.compile(r"Error in line 3: TypeError: '<' not supported"))
    trace = panel.locator(".run__error").inner_text()
    assert [line.strip() for line in trace.splitlines() if "File" in line] == [
        'File "block 2", line 3, in <module>',
        'File "block 1", line 4, in gap_of_integers',
    ]
    # Its line is set apart, in this block and in the one that it came from.
    for index, line in ((DEMO, 3), (DEFINITION, 4)):
        element = blocks.elements.nth(index)
        expect(element).to_have_class(re.compile("run--marked"))
        assert element.evaluate("one => one.style.getPropertyValue('--run-line')") == str(line - 1)
    blocks.edit_button(DEMO).click()
    expect(panel).to_be_hidden()
    blocks.run(DEMO, "equal")
    expect(blocks.elements.nth(DEFINITION)).not_to_have_class(re.compile("run--marked"))


def test_the_line_of_an_error_lies_on_the_line(tab: Reader) -> None:
    """Where code is smaller, too: on the home page."""
    blocks = visited(tab, "en/")
    plain = blocks.elements.nth(DEMO).locator("pre > code").evaluate("one => getComputedStyle(one).fontSize")
    editor = blocks.edit(DEMO, "x = 1\nx = 2\n1 / 0")
    blocks.run(DEMO, "error")
    assert editor.evaluate("one => getComputedStyle(one).fontSize") == plain
    frame = blocks.elements.nth(DEMO).locator(".run__frame")
    top, height = frame.evaluate("""one => {
        const style = getComputedStyle(one, "::after");
        return [parseFloat(style.top), parseFloat(style.height)];
    }""")
    box = editor.bounding_box()
    assert box
    padding = editor.evaluate("one => parseFloat(getComputedStyle(one).paddingTop)")
    assert height == pytest.approx((box["height"] - 2 * padding) / 3, abs=0.5)
    assert top == pytest.approx(padding + 2 * height, abs=0.5)


def test_what_was_edited_counts_for_the_blocks_below(blocks: Blocks) -> None:
    definition, demo = DEFINITION + 2, DEMO + 2  # which sort, and print five lines
    blocks.edit(definition, "def maximum_gap_by_sorting(numbers):\n    return 42")
    blocks.run(demo, "different")
    panel = blocks.panel(demo)
    expect(panel.locator(".run__status")).to_have_text("Differs from the output above")
    assert blocks.output(demo).splitlines()[1] == "[] -> 42"
    expect(panel.locator(".run__line--different")).to_have_count(5)
    blocks.edit_button(definition).click()
    blocks.run(demo, "equal")
    expect(panel.locator(".run__line--different")).to_have_count(0)


def test_a_block_above_that_fails_is_named(blocks: Blocks) -> None:
    blocks.edit(DEFINITION, "x = (\n")
    blocks.run(DEMO, "error")
    status = blocks.panel(DEMO).locator(".run__status")
    expect(status).to_have_text(re.compile(r"Error in line 1 of block 1, further up: SyntaxError: "))
    expect(blocks.elements.nth(DEFINITION)).to_have_class(re.compile("run--marked"))


def test_instant_navigation_keeps_python_and_ends_what_runs(tab: Reader) -> None:
    blocks = visited(tab, "en/")
    blocks.edit(DEFINITION, "def maximum_gap_by_sorting(numbers):\n    return 42")
    blocks.run(DEMO, "different")
    loaded = python_files(tab)
    blocks = visited(tab, ARTICLE)
    blocks.run(DEMO, "equal")
    assert python_files(tab) == loaded
    expect(tab.page.locator(".run__bar")).to_have_count(blocks.elements.count())
    blocks.edit(DEMO, "while True: pass")
    blocks.run_button(DEMO).click()
    expect(blocks.run_button(DEMO)).to_have_text("Stop")
    tab.page.go_back()
    expect(tab.page.locator(".home")).to_have_count(1)
    Blocks(tab.page).run(DEMO, "equal")


def test_buttons_come_though_the_script_of_all_pages_is_late(site: Site, reader: Callable[..., Reader]) -> None:
    page = reader().page
    held: list[Route] = []
    page.route("**/bundles/site.*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(f"{site.url}en/", wait_until="commit")
    page.evaluate(
        """async () => {
            const styles = () => document.querySelector("link[href$='run.css']");
            while (!styles()?.sheet) await new Promise(requestAnimationFrame);
        }"""
    )
    while not held:
        page.wait_for_timeout(20)
    held[0].fallback()
    Blocks(page)
    page.evaluate("window.stillHere = true")
    visited(Reader(page), ARTICLE)
    assert page.evaluate("window.stillHere")


def test_keyboard_alone_is_enough(tab: Reader, blocks: Blocks) -> None:
    page = tab.page
    blocks.edit_button(DEFINITION).focus()  # code that does not scroll cannot take the focus
    names: list[str | None] = []
    while "Edit, block 2" not in names and len(names) < 6:
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert "Run, block 2" in names
    page.keyboard.press("Enter")
    editor = blocks.elements.nth(DEMO).locator("textarea")
    expect(editor).to_be_focused()
    expect(editor).to_have_accessible_name("Code of block 2")
    page.keyboard.press("Control+a")
    page.keyboard.type("for x in [1, 2]:\nprint(x)\n")
    assert editor.input_value() == "for x in [1, 2]:\n    print(x)\n    "
    page.keyboard.press("Control+Enter")
    blocks.has(DEMO, "different")
    assert blocks.output(DEMO) == "1\n2"
    expect(editor).to_be_focused()
    page.keyboard.press("Tab")
    expect(blocks.run_button(DEMO)).to_be_focused()
    page.keyboard.press("Enter")
    blocks.has(DEMO, "different")
    expect(blocks.run_button(DEMO)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on Reset
    expect(editor).to_have_count(0)
    expect(blocks.edit_button(DEMO)).to_be_focused()
    expect(blocks.edit_button(DEMO)).to_have_accessible_name("Edit, block 2")


@pytest.mark.parametrize("width", [320, 412])
def test_nothing_of_it_overflows(tab: Reader, blocks: Blocks, width: int) -> None:
    page = tab.page
    page.set_viewport_size({"width": width, "height": 850})
    blocks.edit(DEMO, f"x = '{'x' * 200}'\nprint(x)\n1 / 0")
    blocks.run(DEMO, "error")
    whole = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    boxes = [button.bounding_box() for button in page.locator(".run__button").all()[:4]]
    page.set_viewport_size({"width": 1280, "height": 720})
    assert whole
    for box in boxes:
        assert box
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("missing", ["Worker", "WebAssembly"])
def test_an_old_browser_gets_a_sentence(site: Site, reader: Callable[..., Reader], missing: str) -> None:
    page = reader().page
    page.add_init_script(f"delete window.{missing}")
    page.goto(site.url + ARTICLE)
    expect(page.locator(".run__old")).to_have_count(1)
    expect(page.locator(".run__old")).to_contain_text("too old")
    expect(page.locator(".run__button")).to_have_count(0)


def test_a_browser_without_module_workers_gets_a_sentence(site: Site, reader: Callable[..., Reader]) -> None:
    """Such a browser takes the worker for a plain script: it never asks for the type."""
    one = reader()
    one.page.add_init_script("const Real = Worker; window.Worker = function (url) { return new Real(url, {}); };")
    blocks = opened(one, site.url + ARTICLE)
    blocks.run(DEMO, "error")
    expect(blocks.panel(DEMO).locator(".run__status")).to_contain_text("too old")
    expect(blocks.run_button(DEMO)).to_have_text("Run")


@pytest.mark.parametrize("file", ["python_stdlib.zip", "pyodide.asm.wasm", "pyodide.asm.mjs", "session.py"])
def test_a_broken_connection_is_told_and_the_next_run_tries_again(
    site: Site, reader: Callable[..., Reader], file: str
) -> None:
    one = reader()
    broken = f"**/{file}"
    one.page.context.route(broken, lambda route: route.abort())
    blocks = opened(one, site.url + ARTICLE)
    blocks.run(DEMO, "error")
    expect(blocks.panel(DEMO).locator(".run__status")).to_contain_text("could not be loaded")
    if file == "python_stdlib.zip":  # once is enough
        one.page.context.unroute(broken)
        blocks.run(DEMO, "equal")


def test_a_browser_that_refuses_the_program_gets_a_sentence(site: Site, reader: Callable[..., Reader]) -> None:
    """One that lacks what Pyodide's WebAssembly needs fails as it does for a file that is none."""
    one = reader()
    headers = {"Content-Type": "application/wasm"}
    one.page.context.route("**/*.wasm", lambda route: route.fulfill(body=b"\0asm\x0f\0\0\0", headers=headers))
    blocks = opened(one, site.url + ARTICLE)
    blocks.run(DEMO, "error")
    expect(blocks.panel(DEMO).locator(".run__status")).to_contain_text("too old")


FORMULA = """

```python
from sympy import Symbol, exp, integrate, oo

x = Symbol("x")
print(integrate(exp(-(x**2)), (x, -oo, oo)))
```

```text
sqrt(pi)
```
"""

DEMO_AT_HOME = """
```python
--8<-- "article_0/example.py:mean"
```

```python
--8<-- "article_0/example.py:demo"
```

```text
--8<-- "article_0/example.out:demo"
```
"""


@pytest.mark.parametrize("begin", ["en/", "en/article_0/"])
def test_a_block_with_sympy_loads_it(checkout: Path, tmp_path: Path, browser: Browser, begin: str) -> None:
    """At once with Python, or later, if Python is there from a page before."""
    article, at_once = "en/article_0/", begin == "en/article_0/"
    for name, text in {"article_0": FORMULA, "index": DEMO_AT_HOME}.items():
        page = checkout / f"docs/en/{name}.md"
        page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")
    compiled = ROOT / "build/packages"  # which takes long
    compiled.mkdir(parents=True, exist_ok=True)
    (checkout / "build").mkdir()
    (checkout / "build/packages").symlink_to(compiled)
    with built(checkout, tmp_path / "site") as site, browser.new_context() as context:
        one = Reader(context.new_page())
        one.watch(context, site)
        blocks = opened(one, site.url + begin)
        if not at_once:
            blocks.run(DEMO, "equal")
            assert not packages(one)
            blocks = visited(one, article)
        loaded = python_files(one)
        one.page.evaluate(TELL)
        last = blocks.elements.count() - 1
        blocks.run(last, "equal")
        assert blocks.output(last) == "sqrt(pi)"
        assert [url.rpartition("/")[2].split("-")[0] for url in sorted(packages(one))] == ["mpmath", "sympy"]
        if not at_once:
            assert python_files(one) == loaded
        sizes = [(site.out / urlsplit(url).path.removeprefix(f"/{SUB_PATH}")).stat().st_size for url in packages(one)]
        done, size, *_ = one.page.evaluate("told")[-1]
        assert done == size > sum(sizes) if at_once else done == size == sum(sizes)
        blocks.edit(last, "import sympy.core.nothing")
        blocks.run(last, "error")
        assert len(packages(one)) == len(list(site.out.rglob("*.xz"))) == 2
        assert one.foreign == []
        assert [error for error in one.errors if "was preloaded" not in error] == []


def packages(one: Reader) -> list[str]:
    return [url for url in one.requests if url.endswith(".xz")]


@pytest.fixture(scope="module")
def strict(site: Site) -> Iterator[str]:
    """Serve the site once more, as a host that allows a page no script but its own and no code out of strings."""
    inline = {
        script
        for path in site.out.rglob("*.html")
        for script in re.findall(
            r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL
        )
    }
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline)
    policy = (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; worker-src 'self'; style-src 'self'; "
        "img-src 'self' data:"  # the icons in Material's style sheet: blamed on whichever script has them drawn
    )

    class Strict(Handler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    prefix = urlsplit(site.url).path
    folder = str(site.out)[: -len(prefix.rstrip("/"))]
    Strict.site = site.out
    handler = functools.partial(Strict, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()


def test_a_strict_policy_lets_it_work(strict: str, reader: Callable[..., Reader]) -> None:
    one = reader()
    one.page.context.unroute("**/*")  # which knows the other address alone
    blocks = opened(one, strict + ARTICLE)
    blocks.edit(DEFINITION, "def gap_of_integers(numbers):\n    return max([])")
    blocks.run(DEMO, "error")
    blocks.edit_button(DEFINITION).click()
    blocks.run(DEMO, "equal")
    assert not [error for error in one.errors if "/assets/run/" in error or "eval" in error]
