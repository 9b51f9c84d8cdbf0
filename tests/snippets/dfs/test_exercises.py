"""The cases pass our solutions and refute starters and wrong answers."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from snippets.dfs import exercises, wrong

NAMES = {
    "cycle": "find_cycle",
    "finish": "finish_order",
    "orient": "orient",
    "sums": "subtree_sums",
    "paths": "path_count",
}


def refuted(name: str, answer: Callable[..., Any]) -> bool:
    cases = getattr(exercises, f"{name}_cases")
    agrees = getattr(exercises, f"{name}_agrees", lambda got, expected, *_: got == expected)
    for arguments, expected in cases():
        try:
            if not agrees(answer(*arguments), expected, *arguments):
                return True
        except NotImplementedError:
            return True
    return False


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_passes(name: str) -> None:
    assert not refuted(name, getattr(exercises, NAMES[name]))


@pytest.mark.parametrize("name", NAMES)
def test_the_starter_is_refuted(name: str) -> None:
    source = Path(inspect.getfile(exercises)).read_text(encoding="utf-8")
    found = re.search(rf"\[start:{name}_starter\]\n(.+?)# --8<--", source, re.DOTALL)
    assert found
    space: dict[str, Any] = dict(vars(exercises))
    exec(found[1], space)  # noqa: S102 - our own text
    assert refuted(name, space[NAMES[name]])


@pytest.mark.parametrize("answer", [each for key, each in vars(wrong).items() if re.search(r"_\d$", key)])
def test_wrong_answers_are_refuted_by_a_small_case(answer: Callable[..., Any]) -> None:
    name = answer.__name__.rpartition("_")[0]
    assert refuted(name, answer)
    assert answer.__doc__


def test_there_are_three_wrong_answers_of_each() -> None:
    assert all(hasattr(wrong, f"{name}_{index}") for name in NAMES for index in (1, 2, 3))


def test_what_is_no_answer_does_not_agree() -> None:
    assert not exercises.cycle_agrees(None, expected=True, graph=[[0]])
    assert not exercises.cycle_agrees([0, 0], expected=True, graph=[[0]])
    assert not exercises.cycle_agrees([5], expected=True, graph=[[0]])
    assert not exercises.orient_agrees(None, None, 2, [(0, 1), (0, 1)])
    assert not exercises.orient_agrees([(0, 1), (1, 1)], None, 2, [(0, 1), (0, 1)])
    assert not exercises.orient_agrees([(0, 1), (0, 1)], None, 2, [(0, 1), (0, 1)])


def test_marking_too_early_finishes_in_a_wrong_order_on_the_graph_of_the_page() -> None:
    assert exercises.finish_order_too_early([[1, 2], [2], []], 0) != exercises.finish_order([[1, 2], [2], []], 0)
