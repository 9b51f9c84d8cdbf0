"""The questions of the first screen, answered by listing all paths."""

# --8<-- [start:paths]
from itertools import accumulate, product


def all_paths(steps: int) -> list[tuple[int, ...]]:
    """Return all 2ⁿ paths of n steps, each as its n + 1 positions from 0 on."""
    jumps = product((-1, 1), repeat=steps)
    return [tuple(accumulate(path, initial=0)) for path in jumps]


# --8<-- [end:paths]

if __name__ == "__main__":
    # --8<-- [start:paths_demo]
    walks = all_paths(10)
    print("paths           ", len(walks))
    print("at 0 at the end ", sum(path[-1] == 0 for path in walks))
    print("mean distance   ", sum(abs(path[-1]) for path in walks) / len(walks))
    print("never back at 0 ", sum(0 not in path[1:] for path in walks))
    # --8<-- [end:paths_demo]
