"""The blocks of a page: of a known kind, made of includes, each with its output."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.source.kinds import KINDS, PROSE_SUFFIXES, Kind, Rule
from docsite.source.page import LOOKS_LIKE_INCLUDE, Fence, parse_include
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docsite.source.page import Include, Page

OUR_PACKAGES = {"snippets", "docsite"}
FENCE_INFO = re.compile(r'[a-z]+( (title|hl_lines)="[^"]*")*')


def check_fences(page: Page) -> Iterator[Problem]:
    """Every block is of a known kind, consists of includes, and each include finds what it names."""
    for fence in page.fences:
        yield from _fence_problems(page, fence)
    displayed = {display.include for display in page.displays}
    for include in page.prose_includes:
        if include not in displayed:  # what stands between $$ is told by formulas.py
            yield from _prose_include_problems(page, include)
    for number, text in page.prose:
        if LOOKS_LIKE_INCLUDE.match(text) and not parse_include(number, text):
            yield page.problem(number, 'not an include: write `--8<-- "topic/file:region"`')


def _fence_problems(page: Page, fence: Fence) -> Iterator[Problem]:
    if not FENCE_INFO.fullmatch(fence.info):
        message = f"'{fence.info}' is not how a block is opened; Markdown would not see it"
        yield page.problem(fence.line, message, 'write ```kind, or ```kind title="…" hl_lines="…"')
        return
    kind = KINDS.get(fence.kind)
    if kind is None:
        known = ", ".join(KINDS)
        yield page.problem(fence.line, f"no rule proves a block of kind '{fence.kind}'; the kinds are: {known}")
        return
    yield from _typed_problems(page, fence, kind)
    yield from _include_problems(page, fence, kind)
    if kind.rule is not Rule.PARSED and len({include.file for include in fence.includes}) > 1:
        yield page.problem(fence.line, "one block shows one program; make a block for each file")
    if kind.parse:
        yield from _parse_problems(page, fence, kind.parse)


def _typed_problems(page: Page, fence: Fence, kind: Kind) -> Iterator[Problem]:
    if not fence.includes:
        yield page.problem(fence.line, "this block includes nothing", _include_hint(kind.suffix))
    for number, text in fence.body:
        if text.strip() and not parse_include(number, text):
            message = f"typed by hand: `{text.strip()}`; whatever a block shows comes from snippets"
            yield page.problem(number, message, _include_hint(kind.suffix))


def _include_problems(page: Page, fence: Fence, kind: Kind) -> Iterator[Problem]:
    for include in fence.includes:
        if PurePosixPath(include.file).suffix != kind.suffix:
            message = f"a {fence.kind} block shows a {kind.suffix} file, not {include.file}"
            yield page.problem(include.line, message)
        elif kind.rule is not Rule.PARSED and not include.region:
            yield page.problem(include.line, f"name the region of {include.file} that is meant")
        else:
            yield from _region_problems(page, include)


def _include_hint(suffix: str) -> str:
    return (
        f'put it into a region of snippets/<topic>/<name>{suffix} and write `--8<-- "<topic>/<name>{suffix}:<region>"`'
    )


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
        if PurePosixPath(include.file).name == "formulas.py":
            mend = "put it between two lines of $$"
        yield page.problem(include.line, f"{include.file} is included outside a block", mend)


def check_count(page: Page) -> Iterator[Problem]:
    """Count blocks and formulas a second way, in the rendered page: one that our scan of the source missed is an error.

    A `$$` that touches the paragraph above it, for one, is no formula to Markdown.
    """
    try:
        rendered = [element for element in page.elements if element.tag == "pre"]
    except Exception as error:  # noqa: BLE001 - pymdownx reports a missing include by its own errors
        if not any(include_problems(page)):
            yield page.problem(page.first_line, f"the page cannot be rendered: {error}")
        return
    if len(rendered) != len(page.fences):
        message = f"the rendered page has {len(rendered)} blocks, but its source has {len(page.fences)} fences"
        mend = "look for code indented by four spaces, for <pre>, and for a fence that Markdown does not see as one"
        yield page.problem(_first_indented_line(page), message, mend)
    formulas = Counter(element.tag for element in page.elements if element.attributes.get("class") == "arithmatex")
    for tag, name, found in ("div", "displayed", page.displays), ("span", "inline", page.inline_formulas):
        if formulas[tag] != len(found):
            message = f"the rendered page has {formulas[tag]} {name} formulas, but its source has {len(found)}"
            mend = "leave a line free above and below $$, and let a formula between single $ stand on one line"
            yield page.problem(page.line_of("$"), message, mend)


def include_problems(page: Page) -> Iterator[Problem]:
    """Name the includes that find no file or no region, or one that is empty or never closed."""
    for include in page.includes:
        yield from _region_problems(page, include)


def _first_indented_line(page: Page) -> int:
    previous = ""
    formulas = {number for display in page.displays for number in range(display.line, display.last + 1)}
    for number, text in page.prose:
        indented = text.startswith("    ") and not previous.strip() and number not in formulas
        if "<pre" in text or indented:
            return number
        previous = text
    return page.first_line


def check_outputs(page: Page) -> Iterator[Problem]:
    """Every output stands below the block that prints it, and shows the output of the same region."""
    above: Fence | None = None
    for fence in page.fences:
        kind = KINDS.get(fence.kind)
        if kind and kind.rule is Rule.EXECUTED:
            above = None if page.shows_script(fence) else fence
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
