"""Depth-first search on grids: islands, word search, and common mistakes."""

# --8<-- [start:islands]
from collections.abc import Iterator, Sequence
from itertools import product

Grid = Sequence[Sequence[str]]  # Rows of the same length; "1" is land, "0" is water.


def islands(grid: Grid) -> int:
    """Return how many islands there are, land being joined along its sides.

    ValueError if the rows differ in length, or a cell is neither "0" nor "1", such as
    the number 1. Cost: O(cells) time and memory.
    """
    if len({len(row) for row in grid}) > 1:
        raise ValueError(f"rows of different lengths: {[len(row) for row in grid]}")
    if other := {it for row in grid for it in row} - {"0", "1"}:
        raise ValueError(f"cells have to be '0' or '1', not {other}")
    land = {
        (r, c) for r, row in enumerate(grid) for c, it in enumerate(row) if it == "1"
    }
    count = 0
    while land:
        count += 1
        stack = [land.pop()]
        while stack:
            r, c = stack.pop()
            for beside in ((r, c + 1), (r + 1, c), (r, c - 1), (r - 1, c)):
                if beside in land:
                    land.remove(beside)  # Marked when pushed: each cell is pushed once.
                    stack.append(beside)
    return count


# --8<-- [end:islands]


# --8<-- [start:islands_wrong]
def sink(
    board: list[list[str]], r: int, c: int, steps: Sequence[tuple[int, int]]
) -> None:
    """Turn an island into water; an index that is too large ends at the IndexError."""
    try:
        if board[r][c] != "1":
            return
        board[r][c] = "0"
    except IndexError:
        return
    for down, right in steps:
        sink(board, r + down, c + right, steps)


def count_sunk(grid: Grid, steps: Sequence[tuple[int, int]]) -> int:
    """Return how many islands must be sunk until no land is left."""
    board = [list(row) for row in grid]
    count = 0
    for r, c in product(range(len(board)), range(len(board[0]))):
        if board[r][c] == "1":
            count += 1
            sink(board, r, c, steps)
    return count


def islands_by_error(grid: Grid) -> int:
    """Wrong: row and column -1 raise no IndexError; they are the last ones."""
    return count_sunk(grid, [(0, 1), (1, 0), (0, -1), (-1, 0)])


def islands_never_up(grid: Grid) -> int:
    """Wrong: with a margin of water, but without the step up."""
    width = len(grid[0]) + 1
    padded = [[*row, "0"] for row in grid] + [["0"] * width]
    return count_sunk(padded, [(0, 1), (1, 0), (0, -1)])


def islands_truthy(grid: Grid) -> int:
    """Wrong: the text "0" counts as true."""
    return islands([["1" if cell else "0" for cell in row] for row in grid])


# --8<-- [end:islands_wrong]


# --8<-- [start:boards]
def boards(letters: str, cells: int) -> Iterator[list[str]]:
    """Yield each board with up to so many cells, small ones first, as rows of text."""
    for size in range(1, cells + 1):
        for width in range(size, 0, -1):
            if size % width == 0:
                for text in map("".join, product(letters, repeat=size)):
                    yield [text[at : at + width] for at in range(0, size, width)]


# --8<-- [end:boards]


# --8<-- [start:word]
def has_word(board: Sequence[str], word: str) -> bool:
    """Say whether a word can be read along sides of cells, using no cell twice.

    Cost: at most 4 · 3^(k-1) ways from each cell, for a word of k letters.
    RecursionError if a way is longer than some 900 cells.
    """
    path: set[tuple[int, int]] = set()

    def read(r: int, c: int, index: int) -> bool:
        if index == len(word):
            return True
        inside = 0 <= r < len(board) and 0 <= c < len(board[r])
        if not inside or board[r][c] != word[index] or (r, c) in path:
            return False
        path.add((r, c))
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            if read(r + down, c + right, index + 1):
                return True
        path.remove((r, c))  # Another way may come through here.
        return False

    return not word or any(
        read(r, c, 0) for r, row in enumerate(board) for c in range(len(row))
    )


# --8<-- [end:word]


# --8<-- [start:word_wrong]
def has_word_unmarked(board: Sequence[str], word: str) -> bool:
    """Wrong: as above, but what a way has marked stays marked."""
    path: set[tuple[int, int]] = set()

    def read(r: int, c: int, index: int) -> bool:
        if index == len(word):
            return True
        inside = 0 <= r < len(board) and 0 <= c < len(board[r])
        if not inside or board[r][c] != word[index] or (r, c) in path:
            return False
        path.add((r, c))
        return any(
            read(r + down, c + right, index + 1)
            for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0))
        )

    return not word or any(
        read(r, c, 0) for r, row in enumerate(board) for c in range(len(row))
    )


# --8<-- [end:word_wrong]

if __name__ == "__main__":
    # --8<-- [start:islands_demo]
    print(islands(["11000", "11000", "00100", "00011"]), islands([]), islands(["0"]))
    # --8<-- [end:islands_demo]
    # --8<-- [start:islands_large]
    print(islands(["1" * 300] * 300))
    # --8<-- [end:islands_large]
    # --8<-- [start:islands_wrong_demo]
    for wrong in (islands_by_error, islands_never_up, islands_truthy):
        board = next(b for b in boards("01", 6) if wrong(b) != islands(b))
        print(f"{wrong.__name__}: {board} {wrong(board)} instead of {islands(board)}")
    # --8<-- [end:islands_wrong_demo]
    # --8<-- [start:word_demo]
    letters = ["ABCE", "SFCS", "ADEE"]
    print([has_word(letters, word) for word in ("ABCCED", "SEE", "ABCB", "")])
    # --8<-- [end:word_demo]
    # --8<-- [start:word_wrong_demo]
    words = [
        "".join(each) for size in range(1, 5) for each in product("AB", repeat=size)
    ]
    print(
        next(
            (board, word)
            for board in boards("AB", 4)
            for word in words
            if has_word_unmarked(board, word) != has_word(board, word)
        )
    )
    # --8<-- [end:word_wrong_demo]
