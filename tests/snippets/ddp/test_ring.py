from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from snippets.ddp.ring import Transfer, chunks, ring_steps, server_steps, traffic
from tests.snippets.ddp.group import Group, all_reduce

SMALL = st.integers(-(2**20), 2**20)
# Kinds of numbers: what the elements of the twin are, what torch calls them, and of which size they may be.
ELEMENTS: dict[str, tuple[type, torch.dtype, st.SearchStrategy[Any]]] = {
    "int64": (int, torch.int64, st.integers(-(2**60), 2**60)),
    "float64": (np.float64, torch.float64, st.floats(-1e300, 1e300, allow_nan=False, allow_infinity=False)),
    "float32": (
        np.float32,
        torch.float32,
        st.floats(-(2.0**120), 2.0**120, width=32, allow_nan=False, allow_infinity=False),
    ),
    "whole float64": (np.float64, torch.float64, SMALL.map(float)),
    "whole float32": (np.float32, torch.float32, SMALL.map(float)),
}
ROUNDING = {"float64": Fraction(1, 2**53), "float32": Fraction(1, 2**24)}
FRACTIONS = st.fractions(max_denominator=1000)


def vectors(elements: st.SearchStrategy[Any], workers: int, length: int) -> st.SearchStrategy[list[list[Any]]]:
    """Return vectors of one length up to `length` for at least one worker."""
    sizes = st.tuples(st.integers(1, workers), st.integers(0, length))
    return sizes.flatmap(
        lambda n: st.lists(st.lists(elements, min_size=n[1], max_size=n[1]), min_size=n[0], max_size=n[0])
    )


def reduced(workers: list[list[Any]]) -> list[list[Any]]:
    """Return what each worker holds after the ring."""
    held = [list(vector) for vector in workers]
    assert all(len(transfers) == len(workers) for transfers in ring_steps(held))
    return held


@pytest.mark.parametrize("kind", ELEMENTS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_as_torch_does_it(group: Group, kind: str, data: st.DataObject) -> None:
    number, dtype, elements = ELEMENTS[kind]
    workers = data.draw(vectors(elements, workers=4, length=11))
    ours = reduced([[number(x) for x in vector] for vector in workers])
    theirs = [tensor.tolist() for tensor in group.run(all_reduce, [torch.tensor(v, dtype=dtype) for v in workers])]
    assert all(vector == ours[0] for vector in ours), "the workers hold different sums"
    assert all(vector == theirs[0] for vector in theirs)
    if len(workers) < 3 or kind not in ROUNDING:  # the order of addition makes no difference
        assert [float(x) for x in ours[0]] == [float(x) for x in theirs[0]]
        return
    # Each of n − 1 additions is off by a factor 1 + δ, |δ| ≤ u (Higham 2002, section 4.2).
    u, n = ROUNDING[kind], len(workers)
    bound = (n - 1) * u / (1 - (n - 1) * u)
    for column, *sums in zip(zip(*workers, strict=True), ours[0], theirs[0], strict=True):
        exact, size = sum(map(Fraction, column)), sum(abs(Fraction(x)) for x in column)
        assert all(abs(Fraction(float(found)) - exact) <= bound * size for found in sums)


@given(vectors(st.one_of(st.integers(), FRACTIONS), workers=9, length=23))
def test_exact_numbers_as_by_plain_sums(workers: list[list[Any]]) -> None:
    expected = [sum(column) for column in zip(*workers, strict=True)]
    assert reduced(workers) == [expected] * len(workers)
    for _ in server_steps(workers):
        pass
    assert workers == [expected] * len(workers)


@given(vectors(st.floats(allow_nan=False, allow_infinity=False), workers=9, length=23))
@example([[1e16], [1.0], [-1e16], [1.0]])
def test_every_worker_ends_with_the_same_bits(workers: list[list[float]]) -> None:
    held = {np.array(vector, dtype=float).tobytes() for vector in reduced(workers)}
    assert len(held) == 1


@given(st.integers(0, 100), st.integers(1, 20))
def test_chunks_are_runs_that_cover_the_vector_evenly(length: int, count: int) -> None:
    parts = chunks(length, count)
    assert [len(part) for part in parts].count(length // count) >= count - length % count
    assert {len(part) for part in parts} <= {length // count, length // count + 1}
    assert list(chain.from_iterable(parts)) == list(range(length))


@given(st.integers(1, 12), st.integers(0, 40))
def test_what_is_sent(count: int, length: int) -> None:
    """In each half a worker sends all chunks but one."""
    ring = traffic(ring_steps([[1] * length for _ in range(count)]), count)
    sizes = [len(part) for part in chunks(length, count)]
    assert ring.steps == 2 * (count - 1)
    assert ring.sent == [2 * length - sizes[(rank + 1) % count] - sizes[(rank + 2) % count] for rank in range(count)]
    server = traffic(server_steps([[1] * length for _ in range(count)]), count)
    assert server.steps == (2 if count > 1 else 0)
    assert server.sent == [(count - 1) * length] + [length] * (count - 1)
    assert sum(ring.sent) == sum(server.sent)


def test_the_figures_of_the_article() -> None:
    sent = [traffic(ring_steps([[1] * 1600 for _ in range(count)]), count).sent for count in (2, 4, 8, 16)]
    assert [set(each) for each in sent] == [{1600}, {2400}, {2800}, {3000}]


@given(vectors(st.integers(), workers=7, length=20))
def test_each_step_is_one_message_to_the_right_neighbour(workers: list[list[int]]) -> None:
    """A step's messages hold what the senders had before it, and do all that the step does."""
    count = len(workers)
    steps = ring_steps(workers)
    for number in range(2 * (count - 1)):
        before = [list(vector) for vector in workers]
        transfers = next(steps)
        assert [(t.sender, t.receiver) for t in transfers] == [(r, (r + 1) % count) for r in range(count)]
        assert {t.adds for t in transfers} == {number < count - 1}
        after = [list(vector) for vector in before]
        for sender, receiver, first, numbers, adds in transfers:
            last = first + len(numbers)
            assert before[sender][first:last] == list(numbers)
            old = before[receiver][first:last]
            after[receiver][first:last] = [a + b for a, b in zip(old, numbers, strict=True)] if adds else numbers
        assert after == workers
    assert next(steps, None) is None


def test_a_step_happens_when_it_is_asked_for() -> None:
    workers = [[1, 2], [3, 4]]
    steps = ring_steps(workers)
    assert workers == [[1, 2], [3, 4]]
    assert next(steps) == [Transfer(0, 1, 0, (1,), adds=True), Transfer(1, 0, 1, (4,), adds=True)]
    assert workers == [[1, 6], [4, 4]]


SHARED = [1, 2]


@pytest.mark.parametrize("method", [ring_steps, server_steps])
@pytest.mark.parametrize(
    ("workers", "error", "message"),
    [
        ([], ValueError, "at least one worker"),
        ([[1, 2], [1], []], ValueError, r"different lengths: \[2, 1, 0\]"),
        ([SHARED, [3, 4], SHARED], ValueError, "share one vector"),
        ([[1], ["2"]], TypeError, "'2' is no number"),
        ([[1], [None]], TypeError, "None is no number"),
    ],
)
def test_bad_input_is_refused_before_the_first_step(
    method: Any, workers: list[list[Any]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        method(workers)
