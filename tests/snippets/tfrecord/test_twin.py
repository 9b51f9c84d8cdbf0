import struct
from collections.abc import Iterable, Iterator
from typing import Any

import crc32c as in_c
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snippets.tfrecord import twin
from snippets.tfrecord.twin import (
    KINDS,
    Feature,
    crc32c,
    decode_example,
    encode_example,
    encode_feature,
    field,
    fields,
    index,
    mask,
    read_record,
    read_records,
    read_until_damage,
    read_varint,
    record,
    salvage,
    unmask,
    varint,
)

INT64 = st.integers(-(2**63), 2**63 - 1) | st.integers(-300, 300)
VALUES: dict[str | None, st.SearchStrategy[Any]] = {
    None: st.just([]),
    "bytes": st.lists(st.binary(max_size=20), max_size=4),
    "float": st.lists(st.floats(allow_nan=False), max_size=4),
    "int64": st.lists(INT64, max_size=4),
}
FEATURES = st.sampled_from([None, *KINDS]).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind]))
EXAMPLES = st.dictionaries(st.text("ab_é圆\x00", max_size=4) | st.text(max_size=8), FEATURES, max_size=5)
PAYLOADS = st.lists(st.binary(max_size=40), max_size=5)
MODERATE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def rounded(features: dict[str, Feature]) -> dict[str, Feature]:
    """Return features as they are read: floats of 32 bits, by NumPy."""
    np = pytest.importorskip("numpy")
    with np.errstate(over="ignore"):
        return {
            key: (kind, [float(np.float32(value)) for value in values] if kind == "float" else values)
            for key, (kind, values) in features.items()
        }


# --- numbers


@given(INT64)
def test_a_varint_has_seven_bits_in_each_byte_and_comes_back(number: int) -> None:
    written = varint(number)
    groups = [byte & 0x7F for byte in written]
    assert sum(group << 7 * place for place, group in enumerate(groups)) == number % 2**64
    assert [byte >> 7 for byte in written] == [1] * (len(written) - 1) + [0]
    assert len(written) == max(1, -(-(number % 2**64).bit_length() // 7))
    assert read_varint(b"\xff" + written + b"\x01", 1, len(written) + 2) == (number % 2**64, 1 + len(written))


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**64])
def test_a_number_of_more_bits_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} does not fit into an int64"):
        varint(number)


@pytest.mark.parametrize(
    ("data", "at", "end"), [(b"", 0, 0), (b"\x80", 0, 1), (b"\xff" * 11, 0, 11), (b"\x80\x01", 0, 1)]
)
def test_a_number_without_end_is_refused(data: bytes, at: int, end: int) -> None:
    with pytest.raises(ValueError, match="the number at offset 0 has no end"):
        read_varint(data, at, end)


# --- Example


@MODERATE
@given(features=EXAMPLES)
def test_an_example_has_the_bytes_that_tensorflow_writes(tensorflow: Any, features: dict[str, Feature]) -> None:
    written = encode_example(features)
    assert written == tensorflow.encode(features)
    assert decode_example(written) == rounded(features)
    assert decode_example(memoryview(bytearray(written))) == rounded(features)


@MODERATE
@given(features=EXAMPLES)
def test_what_tensorflow_writes_is_read_as_it_reads_it(tensorflow: Any, features: dict[str, Feature]) -> None:
    written = tensorflow.encode(features)
    assert decode_example(written) == tensorflow.decode(written)


def entry(key: bytes, value: bytes) -> bytes:
    return field(1, field(1, key) + field(2, value))


INT_ONE = field(3, field(1, b"\x01"))
UNUSUAL = {
    "a list of integers that is not packed": field(1, entry(b"a", field(3, b"\x08\x01\x08\xac\x02"))),
    "a list of floats that is not packed": field(1, entry(b"a", field(2, b"\x0d\x00\x00\x80\x3f"))),
    "both ways in one list": field(1, entry(b"a", field(3, b"\x08\x01" + field(1, b"\x02\x03")))),
    "a key twice": field(1, entry(b"a", INT_ONE) + entry(b"a", field(1, b""))),
    "features twice": field(1, entry(b"a", INT_ONE)) + field(1, entry(b"b", INT_ONE)),
    "two kinds in one feature": field(1, entry(b"a", INT_ONE + field(1, field(1, b"x")))),
    "one kind in two parts": field(1, entry(b"a", INT_ONE + INT_ONE)),
    "unknown fields of all four types": field(
        1, entry(b"a", INT_ONE) + b"\x10\x96\x01\x19" + bytes(8) + b"\x25" + bytes(4)
    )
    + field(9, b"xyz"),
    "unknown fields in a list": field(1, entry(b"a", field(1, field(2, b"x") + b"\x08\x01" + field(1, b"y")))),
    "an entry without a key": field(1, field(1, field(2, INT_ONE))),
    "an entry without a value": field(1, field(1, field(1, b"a"))),
    "the value before the key": field(1, field(1, field(2, INT_ONE) + field(1, b"a"))),
    "an unknown kind": field(1, entry(b"a", field(4, b""))),
    "nothing": b"",
    "empty features": field(1, b""),
    "a number of ten bytes": field(1, entry(b"a", field(3, field(1, b"\xff" * 9 + b"\x01")))),
}


@pytest.mark.parametrize("case", UNUSUAL)
def test_what_writers_may_write_otherwise_is_read_as_tensorflow_reads_it(tensorflow: Any, case: str) -> None:
    assert decode_example(UNUSUAL[case]) == tensorflow.decode(UNUSUAL[case])


MALFORMED = {
    "cut off": encode_example({"a": ("int64", [1])})[:-1],
    "a length beyond the end": b"\x0a\x05abc",
    "field 0": b"\x02\x00",
    "wire type 6": b"\x0e",
    "wire type 7": b"\x0f",
    "half a double": b"\x11abcd",
    "half a float": b"\x15ab",
    "a float list of five bytes": field(1, entry(b"a", field(2, field(1, bytes(5))))),
    "a key that is no UTF-8": field(1, entry(b"\xff", INT_ONE)),
    "a number without end": field(1, entry(b"a", field(3, field(1, b"\x80")))),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_both_refuse_what_is_no_example(tensorflow: Any, case: str) -> None:
    assert tensorflow.decode(MALFORMED[case]) is None
    with pytest.raises(ValueError, match=r"offset|UTF-8|utf-8|fit"):
        decode_example(MALFORMED[case])


def test_errors_name_the_offset() -> None:
    with pytest.raises(ValueError, match="the field at offset 2 does not fit"):
        list(fields(b"\x08\x01\x0a\x05abc", 0, 7))
    with pytest.raises(ValueError, match="wire type 3 at offset 0 cannot be skipped"):
        list(fields(b"\x0b", 0, 1))
    with pytest.raises(ValueError, match="no floats of four bytes at offset 13"):
        decode_example(MALFORMED["a float list of five bytes"])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("bytes", "x"),
        ("bytes", 1),
        ("bytes", bytearray(b"x")),
        ("float", "1"),
        ("float", b"1"),
        ("int64", 1.0),
        ("int64", True),
    ],
)
def test_values_of_another_type_are_refused(kind: str, value: Any) -> None:
    with pytest.raises(TypeError, match="cannot stand in a list of kind"):
        encode_feature(kind, [value])


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'int32' is none of bytes, float, int64"):
        encode_feature("int32", [1])


def test_integers_and_bools_may_stand_among_floats() -> None:
    assert decode_example(encode_example({"a": ("float", [1, True, 0.5])})) == {"a": ("float", [1.0, 1.0, 0.5])}
    assert decode_example(encode_example({"a": ("float", [-1e39])})) == {"a": ("float", [float("-inf")])}
    huge = encode_example({"a": ("float", [2**128, -(2**200), 10**400])})
    assert decode_example(huge) == {"a": ("float", [float("inf"), float("-inf"), float("inf")])}


# --- checksums


@given(st.binary(max_size=300))
def test_the_checksum_is_the_one_that_c_computes(data: bytes) -> None:
    assert crc32c(data) == in_c.crc32c(data)


def test_the_checksum_of_the_published_vectors() -> None:
    """RFC 3720, appendix B.4."""
    assert crc32c(bytes(32)) == 0x8A9136AA
    assert crc32c(b"\xff" * 32) == 0x62A8AB43
    assert crc32c(bytes(range(32))) == 0x46DD794E
    assert crc32c(bytes(reversed(range(32)))) == 0x113FDB5C
    assert crc32c(b"123456789") == 0xE3069283
    assert crc32c(b"") == 0


@given(st.binary(min_size=4, max_size=300), st.data())
def test_a_burst_two_bits_and_an_odd_number_of_bits_are_noticed(data: bytes, draw: st.DataObject) -> None:
    bits = 8 * len(data)
    burst = draw.draw(st.integers(1, 2**32 - 1)) << draw.draw(st.integers(0, bits - 32))
    several = draw.draw(st.sets(st.integers(0, bits - 1), min_size=2))
    two = sorted(several)[:2]
    odd = sorted(several)[1 - len(several) % 2 :]
    for error in (burst, sum(1 << bit for bit in two), sum(1 << bit for bit in odd)):
        changed = int.from_bytes(data, "little") ^ error
        assert crc32c(changed.to_bytes(len(data), "little")) != crc32c(data)


@given(st.integers(0, 2**32 - 1))
def test_the_mask_can_be_taken_off(crc: int) -> None:
    assert unmask(mask(crc)) == crc
    assert 0 <= mask(crc) < 2**32


# --- records


@MODERATE
@given(payloads=PAYLOADS)
def test_a_file_has_the_bytes_that_tensorflow_writes(tensorflow: Any, payloads: list[bytes]) -> None:
    written = b"".join(map(record, payloads))
    assert written == tensorflow.write(payloads)
    assert list(read_records(written)) == payloads
    assert tensorflow.read_all([written]) == [(payloads, "")]
    assert [payload for _, payload in salvage(written)] == payloads
    offsets = index(written)
    assert [read_record(written, at)[0] for at in offsets] == payloads
    assert offsets == [at for at, _ in salvage(written)]


THREE = b"".join(record(encode_example({"label": ("int64", [label])})) for label in (7, 8, 9))
PARTS = list(read_records(THREE))


def changed(data: bytes, flips: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield offset and bytes for each byte of the data and each of these changes to it."""
    for place in range(len(data)):
        for flip in flips:
            yield place, data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]


def test_each_byte_changed_to_each_other_value_is_noticed_by_the_twin_and_costs_one_record() -> None:
    count = 0
    for place, data in changed(THREE, range(1, 256)):
        number, inside = divmod(place, 34)
        what = f"the length at {34 * number}" if inside < 12 else f"the payload at {34 * number + 12}"
        assert read_until_damage(data) == (number, f"{what} is damaged")
        assert list(salvage(data)) == [(34 * n, part) for n, part in enumerate(PARTS) if n != number]
        count += 1
    assert count == 26_010


def test_each_byte_changed_is_noticed_by_tensorflow_where_the_twin_notices_it(tensorflow: Any) -> None:
    """Each of the eight bits alone, and all together."""
    places, files = zip(*changed(THREE, [*(1 << bit for bit in range(8)), 255]), strict=True)
    for place, (payloads, message) in zip(places, tensorflow.read_all(files), strict=True):
        number, inside = divmod(place, 34)
        assert payloads == PARTS[:number]
        assert message == f"corrupted record at {34 * number + (0 if inside < 12 else 12)}"


def test_each_byte_of_a_record_changed_to_each_other_value_is_noticed_by_tensorflow(tensorflow: Any) -> None:
    files = [data for _, data in changed(THREE[:34], range(1, 256))]
    assert len(files) == 8_670
    assert tensorflow.survivors([*files, THREE[:34]]) == 1


def test_each_length_of_a_file_that_is_cut_off(tensorflow: Any) -> None:
    cut = [THREE[:length] for length in range(len(THREE))]
    for length, (payloads, message) in enumerate(tensorflow.read_all(cut)):
        number, rest = divmod(length, 34)
        assert payloads == PARTS[:number]
        assert (message == "") == (rest < 12)
        ours = (number, f"the record at {34 * number} is cut off" if rest else "no error")
        assert read_until_damage(cut[length]) == ours
        assert [payload for _, payload in salvage(cut[length])] == PARTS[:number]
        if rest:
            with pytest.raises(ValueError, match=f"the record at {34 * number} is cut off"):
                index(cut[length])


def test_a_damaged_length_stops_the_index() -> None:
    with pytest.raises(ValueError, match="the length at 34 is damaged"):
        index(THREE[:34] + b"\x00" + THREE[35:])


@MODERATE
@given(st.binary(max_size=60), PAYLOADS, st.binary(max_size=60), PAYLOADS)
def test_records_are_found_among_anything(
    before: bytes, first: list[bytes], between: bytes, second: list[bytes]
) -> None:
    data = before + b"".join(map(record, first)) + between + b"".join(map(record, second))
    assert [payload for _, payload in salvage(data)] == first + second


def test_a_missing_byte_costs_its_record_and_at_most_the_next() -> None:
    for place in range(len(THREE)):
        number, inside = divmod(place, 34)
        lost = {number} if inside < 12 else {number, number + 1}
        found = {PARTS.index(payload) for _, payload in salvage(THREE[:place] + THREE[place + 1 :])}
        assert found == {0, 1, 2} - lost


def test_an_inserted_byte_costs_one_record_at_most() -> None:
    for place in range(len(THREE)):
        found = [payload for _, payload in salvage(THREE[:place] + b"?" + THREE[place:])]
        number, inside = divmod(place, 34)
        assert found == [part for n, part in enumerate(PARTS) if n != number or not inside]


def test_records_in_a_payload_are_found_if_the_length_around_them_is_damaged() -> None:
    inner = record(b"1") + record(b"2")
    outer = bytearray(record(inner) + record(b"3"))
    assert [payload for _, payload in salvage(outer)] == [inner, b"3"]
    outer[12 + 12] ^= 1
    assert [payload for _, payload in salvage(outer)] == [b"3"]
    outer[0] ^= 1
    assert [payload for _, payload in salvage(outer)] == [b"2", b"3"]


def test_records_in_a_payload_are_found_if_the_file_ends_within_it() -> None:
    outer = record(record(b"1") + record(b"2"))
    assert [payload for _, payload in salvage(outer[:-1])] == [b"1", b"2"]


def test_a_length_that_points_beyond_the_end_costs_no_record_behind_it() -> None:
    length = struct.pack("<Q", 10**12)
    header = length + struct.pack("<I", mask(crc32c(length)))
    assert [payload for _, payload in salvage(header + record(b"x"))] == [b"x"]
    assert read_until_damage(header + record(b"x")) == (0, "the record at 0 is cut off")


def test_a_whole_file_reads_without_an_error() -> None:
    assert read_until_damage(THREE) == (3, "no error")
    assert read_until_damage(b"") == (0, "no error")


def test_the_twin_needs_the_standard_library_alone() -> None:
    assert not {"tensorflow", "numpy"} & vars(twin).keys()
