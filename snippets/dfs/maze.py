"""Depth-first search in a maze: the first run of the article."""

# --8<-- [start:explore]
Cell = tuple[int, int]  # row and column

MAZE = """\
#######
#S....#
#.###.#
#E..#.#
###.#.#
#.....#
#######"""
DIRECTIONS = ((0, 1), (1, 0), (0, -1), (-1, 0))  # right, down, left, up


def explore(
    maze: str, directions: tuple[Cell, ...] = DIRECTIONS
) -> tuple[list[Cell], set[Cell]]:
    """Return a way from S to E, empty if there is none, and all cells that were found.

    A # is a wall; ValueError without an S. Cost: O(cells), and as deep a recursion.
    """
    cells = {
        (row, column): mark
        for row, line in enumerate(maze.splitlines())
        for column, mark in enumerate(line)
        if mark != "#"
    }
    start = next((cell for cell, mark in cells.items() if mark == "S"), None)
    if start is None:
        raise ValueError(f"this maze has no S: {maze!r}")
    found: set[Cell] = set()
    way: list[Cell] = []

    def walk(cell: Cell) -> bool:
        found.add(cell)
        way.append(cell)
        if cells[cell] == "E":
            return True
        row, column = cell
        for down, right in directions:
            beside = (row + down, column + right)
            if beside in cells and beside not in found and walk(beside):
                return True
        way.pop()  # A dead end: go back one step.
        return False

    walk(start)
    return way, found


# --8<-- [end:explore]

if __name__ == "__main__":
    # --8<-- [start:demo]
    way, found = explore(MAZE)
    for row, line in enumerate(MAZE.splitlines()):
        print(
            "".join("*" if (row, at) in way else mark for at, mark in enumerate(line))
        )
    print(f"{len(way) - 1} steps, {len(found)} cells found")
    # --8<-- [end:demo]
    # --8<-- [start:directions]
    from collections import Counter
    from itertools import permutations

    steps = Counter(
        len(explore(MAZE, order)[0]) - 1 for order in permutations(DIRECTIONS)
    )
    print(sorted(steps.items()))
    # --8<-- [end:directions]
