from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch.utils.data import DataLoader

from snippets.tfrecord import twin
from snippets.tfrecord.torch_reader import Records, masked_crc, record

PAYLOADS = st.lists(st.binary(max_size=40), max_size=6)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads=PAYLOADS)
def test_each_record_of_a_file_of_tensorflow_is_found(tensorflow: Any, tmp_path: Path, payloads: list[bytes]) -> None:
    path = tmp_path / "file"
    path.write_bytes(tensorflow.write(payloads))
    assert b"".join(map(record, payloads)) == path.read_bytes()
    records = Records(str(path), decode=bytes)
    assert len(records) == len(payloads)
    assert [records[number] for number in reversed(range(len(payloads)))] == payloads[::-1]
    assert [records[number] for number in range(len(records))] == payloads
    assert records.offsets[:-1] == twin.index(path.read_bytes())


def test_examples_are_decoded_by_the_twin(tensorflow: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(tensorflow.write([tensorflow.encode({"label": ("int64", [n])}) for n in range(3)]))
    records = Records(str(path), decode=twin.decode_example)
    assert records[1] == {"label": ("int64", [1])}


@given(st.binary(max_size=100))
def test_the_checksum_is_the_twin_s(data: bytes) -> None:
    assert masked_crc(data) == twin.mask(twin.crc32c(data))


def read(path: Path, data: bytes, number: int = 0) -> Any:
    path.write_bytes(data)
    return Records(str(path), decode=bytes)[number]


def test_damage_is_refused_wherever_it_is(tmp_path: Path) -> None:
    whole = record(b"abc") + record(b"defg")
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 16
        number = int(place >= 19)
        with pytest.raises(ValueError, match=r"no record of .* begins at|the payload of record . is damaged"):
            read(tmp_path / "file", bytes(damaged), number)
    for length in set(range(len(whole))) - {0, 19}:
        with pytest.raises(ValueError, match=r"no record of .* begins at|is cut off"):
            read(tmp_path / "file", whole[:length])


@pytest.mark.parametrize("number", [-1, 1])
def test_there_is_no_other_record(tmp_path: Path, number: int) -> None:
    with pytest.raises(IndexError, match=f"there is no record {number}"):
        read(tmp_path / "file", record(b"abc"), number)


def test_two_workers_read_each_record_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(record(bytes([n])) for n in range(20)))
    loader = DataLoader(Records(str(path), decode=ord), 3, shuffle=True, num_workers=2)
    assert sorted(int(n) for batch in loader for n in batch) == list(range(20))
