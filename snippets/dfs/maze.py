"""Depth-first search in a maze: the first run of the article."""

# --8<-- [start:explore]
MAZE = """\
#######
#S....#
#.###.#
#E..#.#
###.#.#
#.....#
#######"""
STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))  # right, down, left, up
Cells = list[tuple[int, int]]  # as row and column


def explore(maze: str, steps: tuple[tuple[int, int], ...] = STEPS) -> tuple[Cells, int]:
    """Return a way from S to E, or []; and how many cells were found. O(cells).

    It goes as deep as the longest way: some 900 cells, then RecursionError.
    """
    rows = enumerate(maze.splitlines())
    cells = {
        (r, c): mark for r, row in rows for c, mark in enumerate(row) if mark != "#"
    }
    way: Cells = []
    found = set()

    def walk(r: int, c: int) -> bool:
        found.add((r, c))
        way.append((r, c))
        if cells[r, c] == "E":
            return True
        for down, right in steps:
            beside = (r + down, c + right)
            if beside in cells and beside not in found and walk(*beside):
                return True
        way.pop()  # A dead end: go back one step.
        return False

    if "S" not in cells.values():
        raise ValueError(f"this maze has no S: {maze!r}")
    walk(*min(cell for cell in cells if cells[cell] == "S"))
    return way, len(found)


# --8<-- [end:explore]

if __name__ == "__main__":
    # --8<-- [start:rooms]
    doors = {"S": "AB", "A": "SC", "B": "SE", "C": "A", "E": "B"}
    seen: list[str] = []

    def enter(room: str) -> None:
        """Go into a room, and from there into each room not seen yet."""
        seen.append(room)
        for beside in doors[room]:
            if beside not in seen:
                enter(beside)

    enter("S")
    print(*seen)
    # --8<-- [end:rooms]
    # --8<-- [start:demo]
    way, found = explore(MAZE)
    for row, line in enumerate(MAZE.splitlines()):
        print(
            "".join("*" if (row, at) in way else mark for at, mark in enumerate(line))
        )
    print(f"{len(way) - 1} steps, {found} cells found")
    # --8<-- [end:demo]
    # --8<-- [start:directions]
    from collections import Counter
    from itertools import permutations

    steps = Counter(len(explore(MAZE, order)[0]) - 1 for order in permutations(STEPS))
    print(sorted(steps.items()))
    # --8<-- [end:directions]
