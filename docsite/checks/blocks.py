"""The blocks of a page: of a known kind, made of includes, each with its output."""

from __future__ import annotations

import ast
import difflib
import html
import re
from collections import Counter
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.checks.dollars import check_dollars
from docsite.checks.parsers import PARSERS
from docsite.execution.printable import output_fault, visible
from docsite.source.includes import content_problems, no_include, region_problems
from docsite.source.kinds import KINDS, PROSE_SUFFIXES, Rule
from docsite.source.lines import lines_of
from docsite.source.page import LOOKS_LIKE_INCLUDE, Fence, parse_include
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.execution.blocks import PageProgram
    from docsite.source.page import Include, Page

OUR_PACKAGES = {"snippets", "docsite"}
INLINE_FORMULA = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', re.DOTALL)
MEND_FORMULA = (
    "leave a line free above and below $$, and let a formula between single $ stand on one line; "
    r"a dollar that is no formula's is written \$"
)
FENCE_INFO = re.compile(r'[a-z]+( (title|hl_lines)="[^"]*")*')


def unreadable_problems(page: Page) -> Sequence[Problem]:
    """Return what keeps a page from being read: each of its checks would tell it."""
    try:
        page.fences  # noqa: B018 - reading them is what may fail
    except ProblemsError as error:
        return error.problems
    return ()


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
            yield no_include(page, number, text)


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
    yield from content_problems(page, fence, kind)
    if kind.rule is not Rule.PARSED and len({include.file for include in fence.includes}) > 1:
        yield page.problem(fence.line, "one block shows one program; make a block for each file")
    if kind.rule is Rule.PARSED and fence.includes and not fence.typed:
        yield from _parse_problems(page, fence)


def _parse_problems(page: Page, fence: Fence) -> Iterator[Problem]:
    try:
        text = "\n".join(line.text for line in page.code(fence))
    except ProblemsError:
        return  # told by the include itself
    try:
        PARSERS[fence.kind](text)
    except Exception as error:  # noqa: BLE001 - each parser has its own errors
        yield page.problem(fence.line, f"not {fence.kind}: {error}")


def _prose_include_problems(page: Page, include: Include) -> Iterator[Problem]:
    suffix = PurePosixPath(include.file).suffix
    if suffix in PROSE_SUFFIXES:
        yield from region_problems(page, include)
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
        if not any(check_fences(page)):
            yield page.problem(page.first_line, f"the page cannot be rendered: {error}")
        return
    if len(rendered) != len(page.fences):
        message = f"the rendered page has {len(rendered)} blocks, but its source has {len(page.fences)} fences"
        mend = "look for code indented by four spaces, for <pre>, and for a fence that Markdown does not see as one"
        yield page.problem(_first_indented_line(page), message, mend)
    formulas = Counter(element.tag for element in page.elements if element.attributes.get("class") == "arithmatex")
    for tag, name, found in ("div", "displayed", page.displays), ("span", "inline", page.inline_formulas):
        if formulas[tag] != len(found) and not any(check_dollars(page)):
            message = f"the rendered page has {formulas[tag]} {name} formulas, but its source has {len(found)}"
            inline = tag == "span"
            yield page.problem(_other_formula(page) if inline else page.line_of("$"), message, MEND_FORMULA)


def _other_formula(page: Page) -> int:
    """Return the line of the first inline formula that Markdown sees otherwise than our scan of the source."""
    rendered = [html.unescape(tex) for tex in INLINE_FORMULA.findall(page.html)]
    for source, seen in zip_longest(page.inline_formulas, rendered):
        if source is None or source[1] != seen:
            return page.line_of(f"${seen.partition(chr(10))[0]}") if seen else source[0]
    return page.line_of("$")


def _first_indented_line(page: Page) -> int:
    previous = ""
    formulas = {number for display in page.displays for number in range(display.line, display.last + 1)}
    for number, text in page.prose:
        indented = text.expandtabs(4).startswith("    ") and not previous.strip() and number not in formulas
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


def block_problems(program: PageProgram, index: int) -> Iterator[Problem]:
    """Yield what is wrong with a block that is executed after those above it."""
    block, result = program.blocks[index], program.result(index)
    line, unshowable = block.fence.line, output_fault(result.output)
    if result.error:
        origin = f" ({block.lines[0].file.as_posix()}:{result.line})" if result.line else ""
        fault = "this block is not proved: " if block.is_script else f"this block fails{origin}: "
        yield block.page.problem(line, fault + result.error, result.mend or _hint(program, index, result.missing))
    elif unshowable:
        yield block.page.problem(line, f"this block prints, but {unshowable.message}", unshowable.mend)
    elif (expected := block.extracted.expected_output) is None:
        if result.output:
            message = f"this block prints, but the page shows no output of it:\n{_told(result.output)}"
            yield block.page.problem(line, message, "add a ```text block that includes its .out region")
    elif result.output != expected:
        before, after = (_told(text).split("\n") for text in (expected, result.output))
        shown = "\n".join(difflib.unified_diff(before, after, "on the page", "printed now", lineterm="", n=1))
        message = f"this block prints something else than the page shows\n{shown}"
        yield block.page.problem(line, message, "make outputs")


def _hint(program: PageProgram, index: int, name: str) -> str:
    """Tell where a name that is missing is defined, if a later block does."""
    if not name:
        return ""
    for later in program.blocks[index + 1 :]:
        if any(
            line.text.startswith((f"def {name}(", f"class {name}", f"{name} =", f"{name}:")) for line in later.lines
        ):
            return f"'{name}' is defined in the block on line {later.fence.line}: move that block up"
    return ""


def _told(output: str) -> str:
    """Return an output as a message has it."""
    return "\n".join(map(visible, lines_of(output)))
