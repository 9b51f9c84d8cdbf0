"""Ring all-reduce in pure Python, one step at a time, with everything counted."""

# --8<-- [start:ring]
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from numbers import Number
from typing import Any, NamedTuple, TypeAlias

Vector: TypeAlias = list[Any]  # of numbers of any kind that can be added


class Transfer(NamedTuple):
    """What one worker sends to another in one step; workers are counted from 0."""

    sender: int
    receiver: int
    first: int  # the index of the first number sent
    numbers: tuple[Any, ...]
    adds: bool  # whether the receiver adds the numbers, or replaces its own


def chunks(length: int, count: int) -> list[range]:
    """Cut the indices of a vector into runs; their lengths differ by one at most."""
    cuts = [length * place // count for place in range(count + 1)]
    return [range(first, last) for first, last in pairwise(cuts)]


def ring_steps(workers: list[Vector]) -> Iterator[list[Transfer]]:
    """Let every worker's vector become the sum of all, and yield what each step sends.

    The vectors change in place, one step each time the iterator is advanced. Sums go
    round in the first N − 1 steps, complete chunks in the last N − 1; in each step,
    every worker sends one of its N chunks. Each sum is made once and copied, so all end
    with the same bits. Errors: see common_length. Source: Patarasuk and Yuan (2009).
    """
    count = len(workers)
    parts = chunks(common_length(workers), count)

    def step(number: int) -> list[Transfer]:
        transfers = []
        for sender, vector in enumerate(workers):
            part = parts[(sender - number) % count]
            numbers = tuple(vector[part.start : part.stop])
            receiver = (sender + 1) % count
            adds = number < count - 1
            transfers.append(Transfer(sender, receiver, part.start, numbers, adds))
        deliver(transfers, workers)  # only now: all of them send at the same time
        return transfers

    return map(step, range(2 * (count - 1)))


def deliver(transfers: Iterable[Transfer], workers: list[Vector]) -> None:
    """Let each receiver add what it is sent to its own numbers, or replace them."""
    for _, receiver, first, numbers, adds in transfers:
        for index, number in enumerate(numbers, start=first):
            own = workers[receiver][index]
            workers[receiver][index] = own + number if adds else number


def common_length(workers: list[Vector]) -> int:
    """Return the length of all vectors; ValueError or TypeError for unfit ones."""
    if not workers:
        raise ValueError("an all-reduce needs at least one worker")
    lengths = [len(vector) for vector in workers]
    if len(set(lengths)) > 1:
        raise ValueError(f"the vectors have different lengths: {lengths}")
    if len({id(vector) for vector in workers}) < len(workers):
        raise ValueError("two workers share one vector; give each a copy of its own")
    for number in (number for vector in workers for number in vector):
        if not isinstance(number, Number):
            raise TypeError(f"{number!r} is no number")
    return lengths[0]


# --8<-- [end:ring]


# --8<-- [start:traffic]
class Traffic(NamedTuple):
    """What an all-reduce costs: steps one after the other, and numbers sent by each."""

    steps: int
    sent: list[int]


def traffic(steps: Iterable[list[Transfer]], count: int) -> Traffic:
    """Let all steps happen; count them and what each of the workers sends."""
    done, sent = list(steps), [0] * count
    for transfer in chain.from_iterable(done):
        sent[transfer.sender] += len(transfer.numbers)
    return Traffic(len(done), sent)


# --8<-- [end:traffic]


# --8<-- [start:server]
def server_steps(workers: list[Vector]) -> Iterator[list[Transfer]]:
    """Yield the steps of a parameter server: worker 0 adds up and sends all the sum.

    In each of the two steps, worker 0 receives or sends N − 1 whole vectors.
    """
    common_length(workers)
    others = range(1, len(workers))

    def step(adds: bool) -> list[Transfer]:
        ways = [(other, 0) if adds else (0, other) for other in others]
        transfers = [Transfer(a, b, 0, tuple(workers[a]), adds) for a, b in ways]
        deliver(transfers, workers)
        return transfers

    return map(step, [True, False] if others else [])


# --8<-- [end:server]

if __name__ == "__main__":
    # --8<-- [start:demo]
    vectors = [[1, 2, 3], [10, 20, 30], [100, 200, 300]]
    print("start", *vectors)
    for transfers in ring_steps(vectors):
        print("add  " if transfers[0].adds else "copy ", *vectors)
    # --8<-- [end:demo]
    # --8<-- [start:counts]
    print(" N  steps  ring  server  total")
    for count in (2, 4, 8, 16):
        ring = traffic(ring_steps([[1] * 1600 for _ in range(count)]), count)
        server = traffic(server_steps([[1] * 1600 for _ in range(count)]), count)
        print(
            f"{count:2}  {ring.steps:5}  {max(ring.sent):4}  {max(server.sent):6}"
            f"  {sum(ring.sent)}"
        )
    # --8<-- [end:counts]
