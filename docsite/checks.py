"""What holds for each page by itself."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import autocorrect_py

from docsite.kinds import KINDS, PROSE_SUFFIXES, Rule
from docsite.page import LOOKS_LIKE_INCLUDE, Fence, parse_include
from docsite.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docsite.page import Element, Include, Page

OUR_PACKAGES = {"snippets", "docsite"}
LOADING_ATTRIBUTES = {
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "input": "src", "link": "href",
    "object": "data", "script": "src", "source": "src", "track": "src", "video": "src",
}  # fmt: skip
TYPED_FORMULA = re.compile(r"\$\$|\\\[|\\\(|\\begin\{|(?<![\w$\\])\$(?=\S)[^$\n]*[=<>\\^_≤≥][^$\n]*\$")
FENCE_INFO = re.compile(r'[a-z]+( [a-z_]+="[^"]*")*')
INLINE_CODE = re.compile(r"(`+).+?\1")
CHINESE = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
HALF_WIDTH_MARK = re.compile(rf"(?<=[{CHINESE}])[,;:!?()]|[,;:!?()](?=[{CHINESE}])")
LINK_TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]+>|\{[^}]*\}")


def check_front_matter(page: Page) -> Iterator[Problem]:
    """Every page has a title and a one-sentence description: navigation, cards and search show them."""
    for name in ("title", "description"):
        if not page.meta.get(name):
            yield page.problem(1, f"the front matter has no '{name}'", f"add the line `{name}: …`")


def check_fences(page: Page) -> Iterator[Problem]:
    """Every block is of a known kind, consists of includes, and each include finds what it names."""
    for fence in page.fences:
        yield from _fence_problems(page, fence)
    for include in page.prose_includes:
        yield from _prose_include_problems(page, include)
    for number, text in page.prose:
        if LOOKS_LIKE_INCLUDE.match(text) and not parse_include(number, text):
            yield page.problem(number, 'not an include: write `--8<-- "topic/file:region"`')
    yield from _count_problems(page)


def _fence_problems(page: Page, fence: Fence) -> Iterator[Problem]:
    kind = KINDS.get(fence.kind)
    if kind is None:
        known = ", ".join(KINDS)
        yield page.problem(fence.line, f"no rule proves a block of kind '{fence.kind}'; the kinds are: {known}")
        return
    if not FENCE_INFO.fullmatch(fence.info):
        message = f"'{fence.info}' is not how a block is opened; Markdown would not see it"
        yield page.problem(fence.line, message, 'write ```kind, or ```kind option="value"')
    if not fence.includes:
        yield page.problem(fence.line, "this block includes nothing", _include_hint(kind.suffix))
    for number, text in fence.body:
        if text.strip() and not parse_include(number, text):
            message = f"typed by hand: `{text.strip()}`; whatever a block shows comes from snippets"
            yield page.problem(number, message, _include_hint(kind.suffix))
    for include in fence.includes:
        if PurePosixPath(include.file).suffix != kind.suffix:
            message = f"a {fence.kind} block shows a {kind.suffix} file, not {include.file}"
            yield page.problem(include.line, message)
        elif kind.rule is not Rule.PARSED and not include.region:
            yield page.problem(include.line, f"name the region of {include.file} that is meant")
        else:
            yield from _region_problems(page, include)
    if kind.rule is not Rule.PARSED and len({include.file for include in fence.includes}) > 1:
        yield page.problem(fence.line, "one block shows one program; make a block for each file")
    if kind.parse:
        yield from _parse_problems(page, fence, kind.parse)


def _include_hint(suffix: str) -> str:
    return f'put it into a region of snippets/<topic>/<name>{suffix} and write `--8<-- "<topic>/<name>{suffix}:<region>"`'


def _region_problems(page: Page, include: Include) -> Iterator[Problem]:
    try:
        page.region(include)
    except ProblemsError as error:
        yield from error.problems


def _parse_problems(page: Page, fence: Fence, parse: Callable[[str], object]) -> Iterator[Problem]:
    try:
        text = "\n".join(line.text for line in page.code(fence))
    except ProblemsError:
        return  # told by the include itself
    try:
        parse(text)
    except Exception as error:  # noqa: BLE001 - each parser has its own errors
        yield page.problem(fence.line, f"not {fence.kind}: {error}")


def _prose_include_problems(page: Page, include: Include) -> Iterator[Problem]:
    suffix = PurePosixPath(include.file).suffix
    if suffix in PROSE_SUFFIXES:
        yield from _region_problems(page, include)
    else:
        kinds = [name for name, kind in KINDS.items() if kind.suffix == suffix]
        mend = f"open a block with ```{kinds[0]} above it" if kinds else ""
        yield page.problem(include.line, f"{include.file} is included outside a block", mend)


def _count_problems(page: Page) -> Iterator[Problem]:
    """Count the blocks a second way, in the rendered page: one that our scan of the source missed is an error."""
    if any(not fence.includes for fence in page.fences):
        return
    try:
        rendered = [element for element in page.elements if element.tag == "pre"]
    except Exception as error:  # noqa: BLE001 - pymdownx reports a missing include by its own errors
        if not any(_region_problems_of(page)):
            yield page.problem(page.first_line, f"the page cannot be rendered: {error}")
        return
    if len(rendered) != len(page.fences):
        message = f"the rendered page has {len(rendered)} blocks, but its source has {len(page.fences)} fences"
        mend = "look for code indented by four spaces, for <pre>, and for a fence that Markdown does not see as one"
        yield page.problem(_first_indented_line(page), message, mend)


def _region_problems_of(page: Page) -> Iterator[Problem]:
    for include in page.includes:
        yield from _region_problems(page, include)


def _first_indented_line(page: Page) -> int:
    previous = ""
    for number, text in page.prose:
        if "<pre" in text or (text.startswith("    ") and not previous.strip()):
            return number
        previous = text
    return page.first_line


def check_outputs(page: Page) -> Iterator[Problem]:
    """Every output stands below the block that prints it, and shows the output of the same region."""
    above: Fence | None = None
    for fence in page.fences:
        kind = KINDS.get(fence.kind)
        if kind and kind.rule is Rule.EXECUTED:
            above = fence
        elif kind and kind.rule is Rule.COMPARED:
            if above is None:
                yield page.problem(fence.line, "no block above prints this output")
            else:
                yield from _pairing_problems(page, fence, above)
            above = None


def _pairing_problems(page: Page, output: Fence, above: Fence) -> Iterator[Problem]:
    printing = {(PurePosixPath(i.file).with_suffix(".out").as_posix(), i.region) for i in above.includes}
    for include in output.includes:
        if (include.file, include.region) not in printing:
            expected = " or ".join(sorted(f"{file}:{region}" for file, region in printing))
            message = f"{include} is not what the block on line {above.line} prints; that is {expected}"
            yield page.problem(include.line, message)


def check_imports(page: Page) -> Iterator[Problem]:
    """A page's program runs where a reader pastes it: it imports nothing of this checkout."""
    for fence in page.fences:
        if fence.kind != "python":
            continue
        try:
            lines = page.code(fence)
            tree = ast.parse("\n".join(line.text for line in lines))
        except ProblemsError:
            continue  # told by check_fences
        except SyntaxError as error:
            place = lines[min(error.lineno or 1, len(lines)) - 1]
            message = f"{place.file.as_posix()}:{place.line} is not Python by itself: {error.msg}"
            yield page.problem(fence.line, message, "let the region hold whole statements")
            continue
        for node in ast.walk(tree):
            for module in _imported(node):
                if module.split(".")[0] in OUR_PACKAGES or module.startswith("."):
                    place = lines[node.lineno - 1]  # type: ignore[attr-defined]
                    message = f"this block imports {module} ({place.file.as_posix()}:{place.line})"
                    yield page.problem(
                        fence.line, message, "readers do not have it: show the code, or import it outside the region"
                    )


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []


def check_headings(page: Page) -> Iterator[Problem]:
    """One title, three levels at most, none skipped; each section has an id that both languages share."""
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1:
        line = titles[1].line if titles else page.first_line
        yield page.problem(line, f"a page has one heading of level 1; this one has {len(titles)}")
    level = 0
    for heading in page.headings:
        if heading.level > max(level + 1, 1) or heading.level > 3:
            message = f"a heading of level {heading.level} follows one of level {level}; use 1 to 3, one at a time"
            yield page.problem(heading.line, message)
        if heading.level > 1 and not heading.id:
            yield page.problem(
                heading.line, f"the heading '{heading.text}' has no id", "end it with {#name}, the same in both languages"
            )
        level = heading.level


def check_ids(page: Page) -> Iterator[Problem]:
    """No id stands twice on a page."""
    counts = Counter(element.attributes["id"] for element in _elements(page) if "id" in element.attributes)
    explicit = Counter(heading.id for heading in page.headings if heading.id)
    for name, count in (counts | explicit).items():
        if count > 1:
            lines = [number for number, text in page.prose if re.search(rf'#{name}\b|id="{name}"', text)]
            line = lines[1] if len(lines) > 1 else page.line_of(name)
            yield page.problem(line, f"the id '{name}' stands {count} times on this page")


def _elements(page: Page) -> tuple[Element, ...]:
    """Return the rendered elements, or none where check_fences has already told why there are none."""
    try:
        return page.elements
    except Exception:  # noqa: BLE001 - told by check_fences, whatever it was
        return ()


def check_links(page: Page) -> Iterator[Problem]:
    """Every internal link and anchor resolves; every picture exists and says what it shows."""
    for element in _elements(page):
        if element.tag == "a" and "href" in element.attributes:
            yield from _link_problems(page, element.attributes["href"])
        elif element.tag == "img":
            yield from _image_problems(page, element)
    yield from _figure_problems(page)


def _link_problems(page: Page, href: str) -> Iterator[Problem]:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return
    target: Page | None = page
    if parts.path:
        if parts.path.startswith("/"):
            yield page.problem(page.line_of(href), f"the link {href} is absolute; it breaks under a sub-path")
            return
        path = _normalized(page.path.parent.joinpath(parts.path).as_posix())
        target = next((other for other in page.project.pages.values() if other.path.as_posix() == path), None)
        if target is None:
            if not (page.project.root / path).is_file():
                yield page.problem(page.line_of(href), f"the link {href} leads nowhere: there is no {path}")
            return
    if parts.fragment and target and parts.fragment not in target.anchors:
        message = f"the link {href} leads nowhere: {target.path.as_posix()} has no anchor '{parts.fragment}'"
        yield page.problem(page.line_of(href), message)


def _normalized(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _image_problems(page: Page, element: Element) -> Iterator[Problem]:
    src = element.attributes.get("src", "")
    line = page.line_of(src)
    if not element.attributes.get("alt", "").strip():
        yield page.problem(line, f"the image {src} has no alt text", "say what is seen: ![…](…)")
    if urlsplit(src).netloc or src.startswith("data:"):
        return
    path = _normalized(page.path.parent.joinpath(urlsplit(src).path).as_posix())
    if not (page.project.root / path).is_file():
        yield page.problem(line, f"there is no image {path}")


def _figure_problems(page: Page) -> Iterator[Problem]:
    """An included drawing has its alt text on the element around it, in the page's language, and a caption."""
    lines = dict(page.prose)
    for include in page.prose_includes:
        if not include.file.endswith(".svg"):
            continue
        above = lines.get(include.line - 1, "")
        if 'role="img"' not in above or not re.search(r'aria-label="[^"]+"', above):
            mend = 'put `<div role="img" aria-label="what is seen">` on the line above'
            yield page.problem(include.line, f"the figure {include.file} has no alt text", mend)
        below = "".join(lines.get(include.line + step, "") for step in (1, 2, 3))
        if "<figcaption>" not in below:
            yield page.problem(include.line, f"the figure {include.file} has no <figcaption> below it")


def check_foreign_hosts(page: Page) -> Iterator[Problem]:
    """Reading a page asks no host but ours."""
    for element in _elements(page):
        attribute = LOADING_ATTRIBUTES.get(element.tag, "")
        address = element.attributes.get(attribute, "")
        if urlsplit(address).netloc:
            message = f"<{element.tag}> loads {address} from another host"
            yield page.problem(page.line_of(address), message, "keep a copy under docs/assets")
        if element.tag == "script" and not attribute:
            yield page.problem(page.line_of("<script"), "a script stands in the page", "move it to docs/assets")


def check_formulas(page: Page) -> Iterator[Problem]:
    """No formula is typed: each is included from the function that proves it."""
    for number, text in page.prose:
        if found := TYPED_FORMULA.search(INLINE_CODE.sub("", text)):
            message = f"a formula typed by hand: `{found[0]}`; nothing proves it"
            yield page.problem(number, message, "include it from snippets/<topic>/formulas.py")


def check_words(page: Page) -> Iterator[Problem]:
    """Chinese and Latin text are spaced and punctuated by the rules of autocorrect; Chinese takes full-width marks."""
    text = "\n".join("" if LOOKS_LIKE_INCLUDE.match(line) else line for line in page.lines)
    half_width: set[int] = set()
    for number, line in page.prose:
        words = LINK_TARGET.sub("", INLINE_CODE.sub("", line))
        if mark := HALF_WIDTH_MARK.search(words):
            half_width.add(number)
            near = words[max(mark.start() - 6, 0) : mark.end() + 6]
            yield page.problem(number, f"half-width '{mark[0]}' in Chinese text: '{near}'", "use the full-width mark")
    for result in autocorrect_py.lint_for(text, "md").lines:
        if result.line not in half_width:
            yield page.problem(result.line, f"'{result.old}' is written '{result.new}'")


PAGE_CHECKS: dict[str, Callable[[Page], Iterator[Problem]]] = {
    "front matter": check_front_matter,
    "fences": check_fences,
    "outputs": check_outputs,
    "imports": check_imports,
    "headings": check_headings,
    "ids": check_ids,
    "links": check_links,
    "foreign hosts": check_foreign_hosts,
    "formulas": check_formulas,
    "words": check_words,
}
