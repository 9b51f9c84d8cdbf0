from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from snippets.dfs import grids

WRONG_ISLANDS = (grids.islands_by_error, grids.islands_never_up, grids.islands_truthy)


def boards(letters: str, most: int) -> st.SearchStrategy[list[str]]:
    row = st.integers(1, most).flatmap(lambda wide: st.text(letters, min_size=wide, max_size=wide))
    return st.tuples(st.integers(1, most), row).flatmap(
        lambda shape: st.lists(
            st.text(letters, min_size=len(shape[1]), max_size=len(shape[1])), min_size=shape[0], max_size=shape[0]
        )
    )


@given(boards("01", 7))
def test_islands_against_scipy(grid: list[str]) -> None:
    assert grids.islands(grid) == ndimage.label(np.array([list(row) for row in grid]) == "1")[1]


def test_islands_on_all_small_boards_against_scipy() -> None:
    tried = 0
    for grid in grids.boards("01", 6):
        tried += 1
        assert grids.islands(grid) == ndimage.label(np.array([list(row) for row in grid]) == "1")[1]
    assert tried == 2 + 2 * 4 + 2 * 8 + 3 * 16 + 2 * 32 + 4 * 64


def test_degenerate_grids() -> None:
    assert grids.islands([]) == grids.islands([""]) == grids.islands(["0"]) == 0
    assert grids.islands(["1"]) == 1
    with pytest.raises(ValueError, match=r"rows of different lengths: \[2, 1\]"):
        grids.islands(["10", "1"])
    with pytest.raises(ValueError, match="cells have to be '0' or '1'"):
        grids.islands([[1, 0], [0, 1]])  # type: ignore[list-item]


def test_a_grid_of_leetcode_s_size_needs_no_recursion() -> None:
    assert grids.islands(["1" * 300] * 300) == 1


def test_wrong_islands_fail_as_the_page_says_and_on_nothing_smaller() -> None:
    expected = {"islands_by_error": 3, "islands_never_up": 6, "islands_truthy": 1}
    for wrong in WRONG_ISLANDS:
        first = next(board for board in grids.boards("01", 6) if wrong(board) != grids.islands(board))
        assert sum(map(len, first)) == expected[wrong.__name__]


def test_the_one_that_waits_for_errors_is_misled_at_the_border_alone() -> None:
    for grid in grids.boards("01", 6):
        water = "0" * (len(grid[0]) + 2)
        assert grids.islands_by_error([water, *(f"0{row}0" for row in grid), water]) == grids.islands(grid)


def by_placing(board: list[str], word: str) -> bool:
    """Try all rows of different cells."""
    cells = [(r, c) for r, row in enumerate(board) for c in range(len(row))]
    for path in permutations(cells, len(word)):
        beside = all(abs(a - c) + abs(b - d) == 1 for (a, b), (c, d) in pairwise(path))
        if beside and "".join(board[r][c] for r, c in path) == word:
            return True
    return False


def test_words_on_all_small_boards() -> None:
    for board in grids.boards("AB", 4):
        for size in range(5):
            for letters in product("AB", repeat=size):
                word = "".join(letters)
                assert grids.has_word(board, word) == by_placing(board, word)


@given(boards("AB", 3), st.text("ABC", max_size=4))
def test_words(board: list[str], word: str) -> None:
    assert grids.has_word(board, word) == by_placing(board, word)


def test_words_on_boards_without_cells() -> None:
    assert grids.has_word([], "")
    assert not grids.has_word([], "A")
    assert grids.has_word_unmarked(["A"], "")


def test_boards_come_in_order() -> None:
    assert list(grids.boards("AB", 2)) == [["A"], ["B"], ["AA"], ["AB"], ["BA"], ["BB"]] + [
        [a, b] for a, b in product("AB", repeat=2)
    ]


def test_remembering_failures_by_cell_and_index_is_wrong() -> None:
    """The page says so: whether a cell fails depends on the way that led to it."""

    def has_word(board: list[str], word: str) -> bool:
        failed = set()
        path: set[tuple[int, int]] = set()

        def read(r: int, c: int, index: int) -> bool:
            if index == len(word):
                return True
            inside = 0 <= r < len(board) and 0 <= c < len(board[r])
            if not inside or board[r][c] != word[index] or (r, c) in path or (r, c, index) in failed:
                return False
            path.add((r, c))
            for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                if read(r + down, c + right, index + 1):
                    return True
            path.remove((r, c))
            failed.add((r, c, index))
            return False

        return any(read(r, c, 0) for r, row in enumerate(board) for c in range(len(row)))

    words = ["".join(each) for size in range(1, 6) for each in product("AB", repeat=size)]
    wrong = [(b, w) for b in grids.boards("AB", 4) for w in words if has_word(b, w) != grids.has_word(b, w)]
    assert wrong[0] == (["AABA"], "ABAA")
