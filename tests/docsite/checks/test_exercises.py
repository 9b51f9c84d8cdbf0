"""Each fault of an exercise that an author can make is caught, with its file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docsite.checks.exercises import exercise_problems
from docsite.checks.usage import usage_problems
from docsite.source.exercises import page_checks
from docsite.source.project import Project

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

FILE = "snippets/sums/exercises.py"
WRONG = "snippets/sums/wrong.py"
EXERCISES = '''\
"""Exercises."""

from collections.abc import Iterator

# --8<-- [start:top_starter]
def top(numbers: list[int]) -> int:
    """Return the greatest."""
    raise NotImplementedError
# --8<-- [end:top_starter]

# --8<-- [start:top]
def top(numbers: list[int]) -> int:
    """Return the greatest."""
    return sorted(numbers)[-1]
# --8<-- [end:top]

# --8<-- [start:top_check]
def top_cases() -> Iterator[tuple[tuple[list[int]], int]]:
    yield ([total([2])],), 2
    yield ([1, 3, 2],), 3
# --8<-- [end:top_check]
'''
ANSWERS = '''\
"""Wrong answers."""

from math import inf

from snippets.sums.total import total

# --8<-- [start:top_1]
def top(numbers: list[int]) -> int:
    return numbers[0]
# --8<-- [end:top_1]

# --8<-- [start:top_2]
def top(numbers: list[int]) -> int:
    numbers.clear()
    return inf
# --8<-- [end:top_2]

# --8<-- [start:top_3]
def top(numbers: list[int]) -> int:
    yield total(numbers)
# --8<-- [end:top_3]
'''
SHOWN = """
```python
--8<-- "sums/exercises.py:top_starter"
```

??? success "Solution"

    ```python
    --8<-- "sums/exercises.py:top"
    ```
"""


@pytest.fixture
def exercised(site: Site) -> Site:
    """A site with an exercise."""
    site.write(FILE, EXERCISES)
    site.write(WRONG, ANSWERS)
    for language in ("en", "zh"):
        site.append(f"docs/{language}/sums.md", SHOWN)
    return site


def said(site: Site, timeout: float = 20) -> str:
    return "\n".join(map(str, exercise_problems(Project(site.root), Path(FILE), timeout)))


def test_an_exercise_is_judged_on_each_page_of_its_topic(exercised: Site) -> None:
    """The blocks above it are others there."""
    assert said(exercised) == ""
    for language in ("en", "zh"):
        exercised.write(f"docs/{language}/sums_more.md", f"# More\n{SHOWN}")
    assert "the check of 'top' fails: NameError: name 'total' is not defined" in said(exercised)
    for language in ("en", "zh"):
        exercised.replace(f"docs/{language}/sums_more.md", "# More", '```python\n--8<-- "sums/total.py:total"\n```')
    assert said(exercised) == ""


def test_a_sound_exercise_passes(exercised: Site) -> None:
    assert said(exercised) == ""
    assert [str(problem) for problem in usage_problems(Project(exercised.root))] == []


def test_wrong_answers_share_what_stands_in_no_region(exercised: Site) -> None:
    exercised.replace(WRONG, "    yield total(numbers)", "    return least(numbers)")
    assert "the wrong answer 'top_3' cannot be judged: NameError: name 'least' is not defined" in said(exercised)
    exercised.append(WRONG, "\n\ndef least(numbers: list[int]) -> int:\n    return min(numbers)\n")
    assert said(exercised) == ""


def test_it_is_a_test_of_its_file(exercised: Site) -> None:
    exercised.replace(FILE, "    yield ([1, 3, 2],), 3\n", "")
    run = exercised.pytest(FILE)
    assert f"{FILE}: exercises" in run.stdout
    assert f"{WRONG}:8: the check of 'top' passes the wrong answer 'top_1'" in run.stdout


def test_the_page_takes_its_check(exercised: Site) -> None:
    project = Project(exercised.root)
    (page,) = (page for path, page in project.pages.items() if path == Path("docs/en/sums.md"))
    ((starter, check),) = page_checks(page).items()
    assert starter.startswith("def top(numbers: list[int]) -> int:\n")
    assert (check["name"], check["function"]) == ("top", "top")
    assert check["source"].startswith("from collections.abc import Iterator\n\ndef top_cases()")


SOLUTION = "    return sorted(numbers)[-1]\n"
CASES = "    yield ([total([2])],), 2\n    yield ([1, 3, 2],), 3\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (FILE, ":top]", ":best]", f"{FILE}:6: the exercise 'top' has no region 'top'"),
        (FILE, "    raise Not", "\ndef b():\n    raise Not", f"{FILE}:6: the starter of 'top' defines top, b"),
        (FILE, "def top_cases", "def cases", f"{FILE}:18: the check of 'top' has no function 'top_cases'"),
        (WRONG, "top_3", "best_3", f"{FILE}:18: the exercise 'top' has 2 wrong answers; 3 are needed"),
        (WRONG, "top_3", "best_3", f"{WRONG}:19: 'best_3' is a wrong answer to no exercise"),
        (FILE, SOLUTION, "    return largest(numbers)\n", f"{FILE}:12: the check of 'top' refuses our solution: "
         "top([2]) raises NameError: name 'largest' is not defined, and 2 is expected"),
        (FILE, SOLUTION, "    return 2\n", f"{FILE}:12: the check of 'top' refuses our solution: "
         "top([1, 3, 2]) gives 2, and 3 is expected"),
        (FILE, SOLUTION, "    return 2\n\nlargest\n", f"{FILE}:12: the solution of 'top' fails: NameError"),
        (FILE, f"def top(numbers: list[int]) -> int:\n    \"\"\"Return the greatest.\"\"\"\n{SOLUTION}", "top = None\n",
         f"{FILE}:12: the solution of 'top' does not define 'top'"),
        (FILE, "    raise NotImplementedError", "    return max(numbers)",
         f"{FILE}:6: the check of 'top' passes the starter"),
        (FILE, "total([2])", "totals([2])", f"{FILE}:18: the check of 'top' fails: NameError: name 'totals'"),
        (FILE, CASES, "    yield from ()\n", f"{FILE}:18: the check of 'top' tries no input"),
        (FILE, CASES, f"    sum(range(10**8))\n{CASES}",
         f"{FILE}:18: the check of 'top' takes "),
        (WRONG, "    return numbers[0]", "    return max(numbers)",
         f"{WRONG}:8: the check of 'top' passes the wrong answer 'top_1'"),
        (WRONG, "    return numbers[0]", "    return least(numbers)",
         f"{WRONG}:8: the wrong answer 'top_1' cannot be judged: NameError: name 'least' is not defined"),
        (WRONG, "def top(numbers: list[int]) -> int:\n    return", "top = None\n    \nif not top: numbers = [1]; ",
         f"{WRONG}:8: the wrong answer 'top_1' does not define 'top'"),
        ("snippets/sums/total.py", "result = 0", "result = 1 / 0",
         "docs/en/sums.md:18: this block fails, so that no answer below it can be judged: ZeroDivisionError"),
    ],
)  # fmt: skip
def test_faults(exercised: Site, file: str, old: str, new: str, expected: str) -> None:
    exercised.write(file, exercised.read(file).replace(old, new))
    assert expected in said(exercised)


def test_a_starter_that_no_page_shows_alone(exercised: Site) -> None:
    for language in ("en", "zh"):
        exercised.replace(
            f"docs/{language}/sums.md", ':top_starter"\n', ':top_starter"\n--8<-- "sums/exercises.py:top"\n'
        )
    assert f"{FILE}:6: no page has a block that shows 'top_starter' and nothing else" in said(exercised)


def test_an_endless_answer(exercised: Site) -> None:
    exercised.replace(WRONG, "    return inf", "    while True: pass")
    assert f"{WRONG}:13: the wrong answer 'top_2' cannot be judged: still running after 2 s" in said(exercised, 2)


def test_a_judge_of_its_own(exercised: Site) -> None:
    judge = "\ndef top_agrees(got, expected, numbers):\n    return got + 0 == expected and len(numbers) > 0\n"
    exercised.replace(FILE, "    yield ([1, 3, 2],), 3\n", f"    yield ([1, 3, 2],), 3\n{judge}")
    assert said(exercised) == ""
    exercised.replace(FILE, "> 0", "> 1")
    assert "refuses our solution: top([2]) gives 2, and 2 is expected" in said(exercised)


def test_what_a_browser_cannot_run_is_judged_all_the_same(exercised: Site) -> None:
    exercised.replace(FILE, "def top_cases", "import threading\n\ndef top_cases")
    assert said(exercised) == ""
