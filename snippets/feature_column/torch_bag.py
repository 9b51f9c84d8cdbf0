# --8<-- [start:bag]
"""The sums of an embedding column in PyTorch."""

import torch
from torch.nn import EmbeddingBag


def main() -> None:
    """Add rows of a table up: for R R, for G R, for B G, and for no word."""
    table = torch.arange(12.0).reshape(3, 4)
    ids = torch.tensor([0, 0, 1, 0, 2, 1])
    starts = torch.tensor([0, 2, 4, 6])  # where each bag begins
    weights = torch.tensor([1.0, 2.0, 4.0, 8.0, 1.0, 2.0])

    bag = EmbeddingBag.from_pretrained(table, mode="sum")
    print(bag(ids, starts).tolist())
    print(bag(ids, starts, weights).tolist())
    try:
        EmbeddingBag.from_pretrained(table, mode="mean")(ids, starts, weights)
    except NotImplementedError as error:
        print(str(error).split(". ")[0])


if __name__ == "__main__":
    main()
# --8<-- [end:bag]
