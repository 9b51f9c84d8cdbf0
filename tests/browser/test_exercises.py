"""Exercises that check, in the browser: as they came, wrong, right, and without end."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from docsite.source.exercises import WRONG, Exercise, code_of, exercise_of
from docsite.source.project import Project
from docsite.source.regions import parse_regions
from docsite.source.runnable import can_check
from tests.browser.conftest import Reader, load
from tests.browser.test_run import LONG, Blocks, visited
from tests.conftest import ROOT, Site

SECONDS = 2


def exercises() -> Iterator[tuple[str, Exercise]]:
    """Yield each exercise that checks, with the address of its page; the other language has the same ones."""
    for path, page in Project(ROOT).pages.items():
        if path.is_relative_to("docs/en") and path.suffix == ".md":
            fences = [fence for fence in page.fences if fence.kind == "python"]
            sources = ["\n".join(line.text for line in page.code(fence)) for fence in fences]
            for index, fence in enumerate(fences):
                exercise = exercise_of(page, fence)
                if exercise and can_check(sources, index, exercise.check["source"]):
                    yield f"en/{path.stem}/", exercise


FOUND = [pytest.param(name, one, id=f"{name}{one.name}") for name, one in exercises()]


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Site) -> Iterator[Reader]:
    """Open one tab for all exercises: Python is loaded once."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    one = Reader(context.new_page())
    one.watch(context, site)
    load(one.page, f"{site.url}en/")
    yield one
    assert one.foreign == []
    assert [error for error in one.errors if "was preloaded" not in error] == []
    context.close()


def regions(exercise: Exercise, file: str) -> dict[str, str]:
    """Return the code of the solution or of the wrong answers by their names, with the imports that it needs."""
    path = exercise.file.with_name(file)
    number = r"_\d+" if file == WRONG else ""
    wanted = re.compile(re.escape(exercise.name) + number)
    names = [name for name in parse_regions(ROOT / path, path) if wanted.fullmatch(name)]
    return {name: "\n".join(text for _, text in code_of(ROOT, path, name)) for name in names}


class Answer:
    """The block of an exercise, and what is said of it."""

    def __init__(self, blocks: Blocks, exercise: Exercise) -> None:
        starter = "\n".join(text for _, text in code_of(ROOT, exercise.file, exercise.parts[0], alone=True)).strip()
        block = blocks.page.locator("[data-check]").filter(has_text=starter.splitlines()[0])
        self.block = block.first
        self.starter = starter
        self.editor = self.block.locator("textarea")
        self.panel = self.block.locator(".run__panel")
        self.status = self.panel.locator(".run__status")

    def button(self, name: str) -> Locator:
        return self.block.get_by_role("button", name=re.compile(rf"^{name}\b"))

    def has(self, state: str) -> None:
        expect(self.panel).to_have_attribute("data-state", re.compile(f"^({state})$"), timeout=LONG)

    def check(self, code: str, state: str) -> None:
        self.editor.fill(code)
        self.button("Check").click()
        self.has(state)


@pytest.mark.parametrize(("name", "exercise"), FOUND)
def test_an_exercise_judges_answers(tab: Reader, name: str, exercise: Exercise) -> None:
    answer = Answer(visited(tab, name), exercise)
    assert answer.editor.input_value() == answer.starter
    answer.button("Check").click()
    answer.has("different")
    expect(answer.status).to_have_text(re.compile(r"Wrong for this input\. Error in line \d+: NotImplementedError"))
    expect(answer.panel.locator("dd").first).to_contain_text(f"{exercise.answers[0]}(")
    for code in regions(exercise, WRONG).values():
        answer.check(code, "different")
        assert answer.panel.locator("dd").count() >= 2
    (solution,) = regions(exercise, Path(exercise.file).name).values()
    answer.check(solution, "equal")
    expect(answer.status).to_have_text(re.compile(r"Holds for [1-9]\d* inputs"))
    began = time.monotonic()
    answer.check(f"{solution}\n", "running|equal")
    answer.has("equal")
    assert time.monotonic() - began < SECONDS
    expect(answer.button("Check")).to_be_focused()


@pytest.mark.parametrize(("name", "exercise"), FOUND[:1])
def test_an_endless_answer_can_be_stopped(tab: Reader, name: str, exercise: Exercise) -> None:
    answer = Answer(visited(tab, name), exercise)
    signature = next(line for line in answer.starter.splitlines() if line.startswith("def "))
    answer.editor.fill(f"{signature}\n    while True: pass")
    answer.button("Check").click()
    expect(answer.button("Run")).to_be_disabled()
    answer.has("running")
    answer.button("Stop").click()
    answer.has("stopped")
    expect(answer.button("Check")).to_be_enabled()
    assert "while True" in answer.editor.input_value()
    answer.button("Reset").click()
    assert answer.editor.input_value() == answer.starter
    expect(answer.panel).to_be_hidden()
    answer.button("Run").click()
    answer.has("equal")


@pytest.mark.parametrize(("name", "exercise"), FOUND[:1])
def test_what_is_no_answer_is_told_plainly(tab: Reader, name: str, exercise: Exercise) -> None:
    answer = Answer(visited(tab, name), exercise)
    function = exercise.answers[0]
    answer.check("x = 1", "error")
    expect(answer.status).to_have_text(f"There is no {function} in this code any more")
    answer.check(f"def {function}(*_):\n    yield 1", "different")
    expect(answer.panel.locator("dd").nth(1)).to_have_text(f"<generator object {function}>")
    answer.check(f"def {function}(*_):\n    print('seen')\n    return 1 / 0", "different")
    expect(answer.status).to_contain_text("Error in line 3: ZeroDivisionError")
    expect(answer.panel.locator(".run__output")).to_have_text("seen\n")
    answer.check("x = (", "error")
    expect(answer.status).to_contain_text("SyntaxError")


@pytest.mark.parametrize(("name", "exercise"), FOUND[:1])
def test_buttons_move_nothing(site: Site, browser: Browser, name: str, exercise: Exercise) -> None:
    """The room of the buttons is there before they come, and the editor is as high as the code."""
    heights = []
    for blocked in True, False:
        with browser.new_context() as context:
            page = context.new_page()
            if blocked:
                context.route("**/run.mjs", lambda route: route.abort())
            load(page, f"{site.url}{name}")
            page.locator("[data-check]").first.scroll_into_view_if_needed()
            if not blocked:
                Answer(Blocks(page), exercise)
            page.wait_for_timeout(200)
            box = page.locator("[data-check]").first.bounding_box()  # those far below have guessed heights
            assert box
            heights.append(box["height"])
    assert heights[0] == pytest.approx(heights[1], abs=1)
