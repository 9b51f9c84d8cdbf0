import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dfs.depth import Steps, depth, depth_by_yield, path, run


@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_both_depths_of_random_trees(choices: list[int]) -> None:
    graph: list[list[int]] = [[]]
    levels = [1]
    for choice in choices:
        parent = choice % len(graph)
        levels.append(levels[parent] + 1)
        graph[parent].append(len(graph))
        graph.append([parent])
    assert depth(graph) == run(depth_by_yield(graph)) == max(levels)


def test_paths() -> None:
    assert path(0) == []
    assert path(1) == [[]]
    assert path(3) == [[1], [0, 2], [1]]


def test_the_plain_recursion_meets_the_limit_and_the_other_does_not() -> None:
    long = path(sys.getrecursionlimit() + 100)
    with pytest.raises(RecursionError):
        depth(long)
    assert run(depth_by_yield(long)) == len(long)


def test_any_answer_comes_back_as_it_is() -> None:
    def half(levels: int) -> Steps:
        return (0.5 + (yield half(levels - 1))) if levels else 0.5

    def down(levels: int) -> Steps:
        return [levels, *((yield down(levels - 1)) if levels else [])]

    assert run(half(2)) == 1.5
    assert run(down(2)) == [2, 1, 0]


def test_generators_that_wait_cannot_catch_an_error() -> None:
    def fails() -> Steps:
        raise KeyError("below")
        yield

    def careful() -> Steps:
        try:
            return (yield fails())
        except KeyError:
            return 0

    with pytest.raises(KeyError):
        run(careful())


THREAD = """
import sys, threading

def through_c(levels):
    return levels and 1 + next(map(through_c, [levels - 1]))

def work():
    try:
        print(through_c(20_000))
    except RecursionError as error:
        print(type(error).__name__)

sys.setrecursionlimit(100_000)
threading.stack_size(512 << 20)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the page says nothing of later versions")
def test_a_thread_with_a_larger_stack_helps_up_to_python_3_11() -> None:
    said = subprocess.run([sys.executable, "-c", THREAD], capture_output=True, text=True, check=True).stdout
    assert said.strip() == ("20000" if sys.version_info < (3, 12) else "RecursionError")


def test_errors_pass_through() -> None:
    with pytest.raises(IndexError):
        run(depth_by_yield([[5]]))
