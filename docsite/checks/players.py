"""A player's figure on a page: it has a caption for each of its frames, and the page shows the lines that they run."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from docsite.source.players import FRAMES, PICTURE, Recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Include, Page
    from docsite.source.problems import Problem

CAPTION = re.compile(r'^\s*<div data-caption="(?P<key>[^"]*)">(?P<text>.*)</div>\s*$')
INPUT = re.compile(r'^\s*<div data-input="(?P<name>[^"]*)">')
LOOKS_LIKE_CAPTION = re.compile(r"data-caption\b")
NAME = re.compile(r"\{([^{}]*)\}")
FIGURE_ENDS = re.compile(r"</figure>")
MEND = '<div data-caption="{}">…</div>'


def check_players(page: Page) -> Iterator[Problem]:
    """Each player has its captions in the page's language; each block that its frames run through is shown."""
    claimed: set[int] = set()
    for include in page.prose_includes:
        if include.file.endswith(PICTURE):
            captions = _captions(page, include)
            claimed.update(line for line, _ in captions.values())
            path = page.layout.snippets / include.file.replace(PICTURE, FRAMES)
            if path.is_file():  # else told by `frames`
                recording = Recording(path.read_text(encoding="utf-8"))
                yield from _player_problems(page, include, captions, recording)
                yield from _input_problems(page, include, recording)
    for number, text in page.prose:
        if LOOKS_LIKE_CAPTION.search(text) and number not in claimed:
            message = "this caption belongs to no player, or to a key that has one already"
            yield page.problem(number, message, f"write {MEND.format('key')} on a line below the player's <figcaption>")


def _captions(page: Page, include: Include) -> dict[str, tuple[int, str]]:
    """Return the captions between a picture and the end of its figure: key -> line, text."""
    captions: dict[str, tuple[int, str]] = {}
    for number, text in _figure_lines(page, include):
        if found := CAPTION.match(text):
            captions.setdefault(found["key"], (number, found["text"]))
    return captions


def _figure_lines(page: Page, include: Include) -> Iterator[tuple[int, str]]:
    """Yield the lines below a picture up to the end of its figure."""
    below = ((number, text) for number, text in page.prose if number > include.line)
    yield from itertools.takewhile(lambda row: not FIGURE_ENDS.search(row[1]), below)


def _player_problems(
    page: Page, include: Include, captions: dict[str, tuple[int, str]], recording: Recording
) -> Iterator[Problem]:
    given = {frame.key: set(frame.values) for frame in recording.frames}
    for key, names in given.items():
        if key not in captions:
            message = f"the player {include.file} has no caption '{key}'"
            yield page.problem(include.line, message, f"add the line {MEND.format(key)} to its figure")
        elif names != set(NAME.findall(captions[key][1])):
            line, text = captions[key]
            said = ", ".join(sorted(set(NAME.findall(text)))) or "nothing"
            has = ", ".join(sorted(names)) or "nothing"
            yield page.problem(line, f"the caption '{key}' names {said}, but its frames give {has}")
    for key, (line, _) in captions.items():
        if key not in given:
            yield page.problem(line, f"no frame of {include.file} has the caption '{key}'")
    shown = {f"{shown.file}:{shown.region}" for fence in page.fences for shown in fence.includes}
    for block in sorted({frame.block for frame in recording.frames} - shown):
        message = f"the frames of {include.file} run through {block}, which no block of this page shows"
        yield page.problem(include.line, message)


def _input_problems(page: Page, include: Include, recording: Recording) -> Iterator[Problem]:
    """What readers may type is something that the recording function takes."""
    for number, text in _figure_lines(page, include):
        if (found := INPUT.match(text)) and found["name"] not in recording.inputs:
            has = ", ".join(recording.inputs) or "none"
            yield page.problem(
                number, f"readers cannot give '{found['name']}': the parameters besides 'record' are {has}"
            )
