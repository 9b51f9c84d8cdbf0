# --8<-- [start:script]
"""Three faults that would let a job wait, and the errors that name them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
import torch.distributed as dist


@contextmanager
def telling() -> Iterator[None]:
    """Let rank 0 print the telling words of an error, and go on."""
    try:
        yield
    except RuntimeError as error:
        if dist.get_rank() == 0:
            first = re.split(r"\.|\n", str(error))[0]
            print(f"{type(error).__name__}: {first}")
            if differences := str(error).partition("aspects:")[2].split():
                print("   ", *differences)


def main() -> None:
    """Run into each of the faults."""
    # By default, gloo waits for half an hour and nccl for ten minutes.
    dist.init_process_group("gloo", timeout=timedelta(seconds=20))
    rank = dist.get_rank()

    with telling():  # the ranks bring tensors of different shapes
        dist.all_reduce(torch.ones(2 + rank))

    with telling():  # the ranks call different collectives
        if rank == 0:
            dist.all_reduce(torch.ones(2))
        else:
            dist.broadcast(torch.ones(2), src=0)

    elsewhere = dist.new_group()
    with telling():  # one rank does not come
        if rank == 0:
            dist.monitored_barrier(timeout=timedelta(seconds=1))
    dist.barrier(elsewhere)  # because it has been waiting here

    dist.destroy_process_group()


if __name__ == "__main__":
    main()
# --8<-- [end:script]
