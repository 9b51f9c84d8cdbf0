"""Judges the exercises of a topic: their checks pass our solutions, and neither starters nor wrong answers.

All are executed where a reader's answer is: below the blocks of the page above the starter that a browser runs.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from docsite.execution.blocks import executable_blocks
from docsite.execution.child import Kernel
from docsite.source.exercises import CHECK, STARTER, WRONG, Exercise, code_of, exercise_of
from docsite.source.problems import Problem
from docsite.source.regions import parse_regions
from docsite.source.runnable import can_check, runnable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from docsite.execution.blocks import Block
    from docsite.execution.child import Judgement
    from docsite.source.page import Page
    from docsite.source.project import Project
    from docsite.source.regions import Region

WRONG_NAME = re.compile(r"(?P<name>.+)_\d+")
ENOUGH = 3  # wrong answers
SECONDS = 0.5  # of a processor: in a browser Python is some four times slower, and has two seconds
LOST = ("NameError", "ImportError", "ModuleNotFoundError")


def exercise_problems(project: Project, file: Path, timeout: float) -> Iterator[Problem]:
    """Judge our solutions, the starters and the wrong answers of a topic.

    Args:
        project: The project.
        file: The topic's file of exercises, relative to the root.
        timeout: How many seconds one block or answer may take.
    """
    exercises = [Exercise(project.root, file, name) for name in _names(parse_regions(project.root / file, file))]
    faults = {exercise: list(_form_problems(exercise)) for exercise in exercises}
    for problems in faults.values():
        yield from problems
    yield from _stray_problems(project.root, file, {exercise.name for exercise in exercises})
    sound = [exercise for exercise in exercises if not faults[exercise]]
    pages = [(page, places) for page in _different_pages(project) if (places := _places(page, sound))]
    for exercise in sound:
        if not any(exercise in places for _, places in pages):
            message = f"no page has a block that shows '{exercise.parts[0]}' and nothing else"
            yield _problem(exercise, exercise.parts[0], message, "give it a ```python block of its own")
    for page, places in pages:
        yield from _page_problems(page, places, timeout)


def _names(regions: Mapping[str, Region]) -> list[str]:
    """Return the names of the exercises that a part, other than a solution, is there of."""
    parts = [name for name in regions if name.endswith((STARTER, CHECK))]
    return list(dict.fromkeys(name.removesuffix(STARTER).removesuffix(CHECK) for name in parts))


def _problem(exercise: Exercise, region: str, message: str, mend: str = "", file: Path | None = None) -> Problem:
    """Return a problem of a region."""
    where = file or exercise.file
    regions = parse_regions(exercise.root / where, where)
    return Problem(where, regions[region].first if region in regions else 1, message, mend)


def _form_problems(exercise: Exercise) -> Iterator[Problem]:
    """Say what an exercise lacks."""
    there = [part for part in exercise.parts if part in exercise.regions]
    for part in sorted(set(exercise.parts) - set(there)):
        message = f"the exercise '{exercise.name}' has no region '{part}'"
        yield _problem(exercise, there[0], message, f"an exercise has {', '.join(exercise.parts)}")
    if len(there) < len(exercise.parts):
        return
    if len(exercise.answers) != 1:
        message = f"the starter of '{exercise.name}' defines {', '.join(exercise.answers) or 'nothing'}"
        yield _problem(exercise, exercise.parts[0], message, "let it define the one function or class that answers")
    cases = f"{exercise.name}_cases"
    tree = ast.parse("\n".join(text for _, text in code_of(exercise.root, exercise.file, exercise.parts[2])))
    if not any(isinstance(one, ast.FunctionDef) and one.name == cases for one in tree.body):
        message = f"the check of '{exercise.name}' has no function '{cases}'"
        yield _problem(exercise, exercise.parts[2], message, "let it yield pairs: the arguments, what is expected")
    wrong = _wrong_answers(exercise)
    if len(wrong) < ENOUGH:
        message = f"the exercise '{exercise.name}' has {len(wrong)} wrong answers; {ENOUGH} are needed"
        mend = f"add regions {exercise.name}_1 and so on to {exercise.file.with_name(WRONG).as_posix()}"
        yield _problem(exercise, exercise.parts[2], message, mend)


def _wrong_regions(root: Path, file: Path) -> list[str]:
    path = root / file
    return list(parse_regions(path, file)) if path.is_file() else []


def _wrong_answers(exercise: Exercise) -> list[str]:
    names = _wrong_regions(exercise.root, exercise.file.with_name(WRONG))
    return [name for name in names if re.fullmatch(rf"{re.escape(exercise.name)}_\d+", name)]


def _stray_problems(root: Path, file: Path, names: set[str]) -> Iterator[Problem]:
    """Name the wrong answers to no exercise."""
    wrong = file.with_name(WRONG)
    for region in _wrong_regions(root, wrong):
        match = WRONG_NAME.fullmatch(region)
        if not match or match["name"] not in names:
            line = parse_regions(root / wrong, wrong)[region].first
            yield Problem(wrong, line, f"'{region}' is a wrong answer to no exercise", "name it NAME_1, NAME_2 …")


def _different_pages(project: Project) -> list[Page]:
    """Return the pages, each in one language: sisters have the same blocks."""
    found: dict[str, Page] = {}
    for page in project.pages.values():
        found.setdefault(page.name, page)
    return list(found.values())


def _places(page: Page, exercises: Sequence[Exercise]) -> dict[Exercise, int]:
    """Return which of some exercises stand on a page, each with the number of its block in the page's program."""
    if not any(exercise_of(page, fence) in exercises for fence in page.fences):
        return {}
    found = ((exercise_of(page, block.fence), index) for index, block in enumerate(_program(page)))
    return {exercise: index for exercise, index in found if exercise and exercise in exercises}


def _program(page: Page) -> list[Block]:
    return [block for block in executable_blocks(page) if block.in_session]


def _page_problems(page: Page, places: Mapping[Exercise, int], timeout: float) -> Iterator[Problem]:
    """Judge the answers to a page's exercises, each below the blocks that run above it."""
    blocks = _program(page)
    sources = [block.extracted.code for block in blocks]
    runs = runnable(sources)
    # An exercise that no browser can run is judged below all blocks; the others below those that one runs.
    for needs_all in (False, True):
        chosen = {
            one: index for one, index in places.items() if can_check(sources, index, one.check["source"]) != needs_all
        }
        if chosen:
            yield from _program_problems(blocks, [needs_all or one for one in runs], chosen, timeout)


def _program_problems(
    blocks: Sequence[Block], runs: Sequence[bool], places: Mapping[Exercise, int], timeout: float
) -> Iterator[Problem]:
    kernel = Kernel(timeout)
    try:
        for index, block in enumerate(blocks[: max(places.values()) + 1]):
            for exercise in (one for one, place in places.items() if place == index):
                yield from _judged(exercise, kernel)
            if runs[index]:
                file = block.page.layout.root / block.lines[0].file
                result = kernel.run(block.extracted.code, file, [line.line for line in block.lines])
                if result.error:
                    message = f"this block fails, so that no answer below it can be judged: {result.error}"
                    yield block.page.problem(block.fence.line, message)
                    return
    finally:
        kernel.close()


def _judged(exercise: Exercise, kernel: Kernel) -> Iterator[Problem]:
    """Hold the solution, the starter and the wrong answers against the check."""
    starter, solution, _ = exercise.parts
    problems = list(_solution_problems(exercise, _judge(exercise, kernel, exercise.file, solution, alone=True)))
    if problems:  # what such a check says of others says nothing
        yield from problems
        return
    verdict = _judge(exercise, kernel, exercise.file, starter, alone=True)
    if "holds" in verdict.found:
        yield _problem(exercise, starter, f"the check of '{exercise.name}' passes the starter")
    wrong = exercise.file.with_name(WRONG)
    for name in _wrong_answers(exercise):
        verdict = _judge(exercise, kernel, wrong, name)
        raised = str(verdict.found.get("raised", "")).rpartition("\n")[2]
        fault = verdict.result.error or (raised if raised.startswith(LOST) else "")
        if fault:
            yield _problem(exercise, name, f"the wrong answer '{name}' cannot be judged: {fault}", file=wrong)
        elif "holds" in verdict.found:
            message = f"the check of '{exercise.name}' passes the wrong answer '{name}'"
            yield _problem(exercise, name, message, "add an input on which it is wrong", wrong)
        elif "missing" in verdict.found:
            message = f"the wrong answer '{name}' does not define '{exercise.answers[0]}'"
            yield _problem(exercise, name, message, file=wrong)


def _judge(exercise: Exercise, kernel: Kernel, file: Path, region: str, *, alone: bool = False) -> Judgement:
    lines = code_of(exercise.root, file, region, alone=alone)
    code = "\n".join(text for _, text in lines)
    return kernel.judge(code, exercise.root / file, [number for number, _ in lines], exercise.check)


def _solution_problems(exercise: Exercise, verdict: Judgement) -> Iterator[Problem]:
    found, (_, solution, check) = verdict.found, exercise.parts
    if verdict.result.error:
        yield _problem(exercise, solution, f"the solution of '{exercise.name}' fails: {verdict.result.error}")
    elif "missing" in found:
        yield _problem(exercise, solution, f"the solution of '{exercise.name}' does not define '{found['missing']}'")
    elif "broken" in found:
        mend = "it has what the page's blocks above have, and the imports outside all regions of its file"
        yield _problem(exercise, check, f"the check of '{exercise.name}' fails: {found['broken']}", mend)
    elif "call" in found:
        came = f"gives {found['got']}" if "got" in found else f"raises {found['raised'].rpartition(chr(10))[2]}"
        message = f"the check of '{exercise.name}' refuses our solution: {found['call']} {came}"
        yield _problem(exercise, solution, f"{message}, and {found['expected']} is expected")
    elif not found["holds"]:
        yield _problem(exercise, check, f"the check of '{exercise.name}' tries no input")
    elif verdict.seconds > SECONDS:
        message = f"the check of '{exercise.name}' takes {verdict.seconds:.1f} s of a processor; it has {SECONDS} s"
        yield _problem(exercise, check, message, "try fewer inputs, or smaller ones: a browser is slower")
