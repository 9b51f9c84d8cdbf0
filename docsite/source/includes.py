"""What the includes of a page find, and what is none though it looks like one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docsite.source.kinds import Kind, Rule
from docsite.source.page import LOOKS_LIKE_INCLUDE, parse_include
from docsite.source.problems import Problem, ProblemsError
from docsite.source.regions import NAME_RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Fence, Include, Page

BY_LINES = re.compile(r"^\s*--8<-- \"(?P<file>[^\":]+):(?P<lines>[-\d:,]+)\"\s*$")
OTHER_REGION = re.compile(r"^\s*--8<-- \"(?P<file>[^\":]+):(?P<region>(?!//)[^\"]+)\"\s*$")


def include_problems(page: Page) -> Iterator[Problem]:
    """Name the includes that find no file or no region, or one that is empty or never closed; and what is none."""
    for include in page.includes:
        yield from region_problems(page, include)
    fenced = (row for fence in page.fences for row in fence.body)
    for number, text in sorted([*page.prose, *fenced]):
        if LOOKS_LIKE_INCLUDE.match(text) and not parse_include(number, text):
            yield no_include(page, number, text)


def no_include(page: Page, number: int, text: str) -> Problem:
    """Say why a line that looks like an include is none."""
    if match := BY_LINES.match(text):
        message = f"lines of {match['file']} are included by their numbers, {match['lines']}: an edit above moves them"
        return page.problem(number, message, f'mark them as a region, and write `--8<-- "{match["file"]}:<region>"`')
    if match := OTHER_REGION.match(text):
        return page.problem(number, f"'{match['region']}' cannot name a region: {NAME_RULE}")
    return page.problem(number, 'not an include: write `--8<-- "topic/file:region"`')


def content_problems(page: Page, fence: Fence, kind: Kind) -> Iterator[Problem]:
    """Name what a block holds that is no include, and includes that find nothing, or nothing of the block's kind."""
    yield from _typed_problems(page, fence, kind)
    yield from _include_problems(page, fence, kind)


def _typed_problems(page: Page, fence: Fence, kind: Kind) -> Iterator[Problem]:
    if not fence.includes and not fence.typed:
        yield page.problem(fence.line, "this block includes nothing", _include_hint(kind.suffix))
    for number, text in fence.typed:
        if LOOKS_LIKE_INCLUDE.match(text):
            yield no_include(page, number, text)
        else:
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
            yield from region_problems(page, include)


def _include_hint(suffix: str) -> str:
    return (
        f'put it into a region of snippets/<topic>/<name>{suffix} and write `--8<-- "<topic>/<name>{suffix}:<region>"`'
    )


def region_problems(page: Page, include: Include) -> Iterator[Problem]:
    """Name why an include finds no region; an empty one, and one never closed, is none."""
    try:
        page.region(include)
    except ProblemsError as error:
        yield from error.problems
