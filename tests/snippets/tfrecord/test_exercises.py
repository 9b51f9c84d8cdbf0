import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.tfrecord import exercises, twin, wrong
from snippets.tfrecord.exercises import checksum, count_records, forge, repair, repair_cases, reshard, to_record

FUNCTIONS = {"count": "count_records", "reshard": "reshard", "repair": "repair", "forge": "forge"}


def passes(name: str, answer: Any) -> bool:
    """Tell whether an answer passes all cases; one that raises does not."""
    cases = getattr(exercises, f"{name}_cases")()
    try:
        return all(answer(*copy.deepcopy(arguments)) == expected for arguments, expected in cases)
    except Exception:  # noqa: BLE001 - whatever a wrong answer raises
        return False


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_cases_let_the_solution_pass(name: str) -> None:
    assert passes(name, getattr(exercises, FUNCTIONS[name]))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_cases_refute_wrong_answers(name: str, number: int) -> None:
    source = Path(wrong.__file__).read_text(encoding="utf-8")
    region = source.split(f"[start:{name}_{number}]")[1].split("# --8<--")[0]
    scope = dict(vars(exercises))
    exec(region, scope)  # noqa: S102 - our own
    answer = scope[FUNCTIONS[name]]
    assert answer.__doc__
    assert answer is not getattr(exercises, FUNCTIONS[name])
    assert not passes(name, answer)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_smallest_case_comes_first(name: str) -> None:
    sizes = [len(arguments[0]) for arguments, _ in getattr(exercises, f"{name}_cases")()]
    assert sizes[0] == min(sizes) == 0


PAYLOADS = st.lists(st.binary(max_size=30), max_size=6)


@given(PAYLOADS, st.integers(1, 4))
def test_the_solutions_agree_with_the_twin(payloads: list[bytes], shards: int) -> None:
    data = b"".join(map(twin.record, payloads))
    assert b"".join(map(to_record, payloads)) == data
    assert count_records(data) == len(payloads)
    assert [list(twin.read_records(file)) for file in reshard(data, shards)] == [
        payloads[shard::shards] for shard in range(shards)
    ]


@given(PAYLOADS, st.binary(max_size=20), st.integers(0, 10**6), st.integers(1, 255))
def test_what_is_repaired_is_what_the_twin_saves(payloads: list[bytes], rubbish: bytes, place: int, flip: int) -> None:
    data = bytearray(b"".join(map(twin.record, payloads)) + rubbish)
    if data:
        data[place % len(data)] ^= flip
    assert repair(bytes(data)) == b"".join(twin.record(payload) for _, payload in twin.salvage(data))


@given(st.binary(max_size=50), st.integers(0, 2**32 - 1))
def test_any_checksum_can_be_forged(data: bytes, wanted: int) -> None:
    suffix = forge(data, wanted)
    assert len(suffix) == 4
    assert twin.crc32c(data + suffix) == checksum(data + suffix) == wanted


@pytest.mark.parametrize("shards", [0, -1])
def test_no_file_cannot_hold_records(shards: int) -> None:
    with pytest.raises(ValueError, match=f"{shards} files cannot hold records"):
        reshard(b"", shards)


def test_each_exercise_has_a_starter() -> None:
    source = Path(exercises.__file__).read_text(encoding="utf-8")
    assert source.count("raise NotImplementedError") == len(FUNCTIONS)


def test_a_repair_that_loses_an_empty_last_record_is_refuted() -> None:
    empty = to_record(b"")
    assert any(repair(*arguments).removesuffix(empty) != expected for arguments, expected in repair_cases())


@pytest.mark.parametrize("wanted", [-1, 2**32])
def test_what_is_no_checksum_cannot_be_forged(wanted: int) -> None:
    with pytest.raises(ValueError, match=f"{wanted} is no checksum of 32 bits"):
        forge(b"a", wanted)
