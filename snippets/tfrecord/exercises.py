"""Solutions of the exercises."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

# --8<-- [start:helpers]
import struct
from collections.abc import Iterator
from typing import Any

LOOKUP = list(range(256))
for _ in range(8):
    LOOKUP = [entry >> 1 ^ (0x82F63B78 if entry & 1 else 0) for entry in LOOKUP]


def checksum(data: bytes) -> int:
    """Return the CRC-32C of the data."""
    crc = 2**32 - 1
    for byte in data:
        crc = crc >> 8 ^ LOOKUP[crc & 0xFF ^ byte]
    return crc ^ 2**32 - 1


def sealed(data: bytes) -> bytes:
    """Return the data with their masked checksum behind them."""
    crc = checksum(data)
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) % 2**32
    return data + struct.pack("<I", masked)


def to_record(payload: bytes) -> bytes:
    """Return a payload as a record."""
    return sealed(struct.pack("<Q", len(payload))) + sealed(payload)


# --8<-- [end:helpers]


# --8<-- [start:count_starter]
def count_records(data: bytes) -> int:
    """Return how many whole records an undamaged file holds; a cut-off one is none."""
    raise NotImplementedError


# --8<-- [end:count_starter]


# --8<-- [start:count]
def count_records(data: bytes) -> int:
    """Return how many whole records an undamaged file holds; a cut-off one is none."""
    count = at = 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        at += 16 + length
        count += at <= len(data)
    return count


# --8<-- [end:count]


# --8<-- [start:count_check]
def count_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    yield (b"",), 0
    yield (to_record(b""),), 1
    whole = to_record(b"") + to_record(b"a") + to_record(b"b" * 300)
    for length in (8, 15, 16, 31, 32, 33, 49, len(whole) - 1, len(whole)):
        ends = (16, 33, len(whole))
        yield (whole[:length],), sum(end <= length for end in ends)


# --8<-- [end:count_check]


# --8<-- [start:reshard_starter]
def reshard(data: bytes, shards: int) -> list[bytes]:
    """Deal the records of an undamaged file out to new files in turn, as they are."""
    raise NotImplementedError


# --8<-- [end:reshard_starter]


# --8<-- [start:reshard]
def reshard(data: bytes, shards: int) -> list[bytes]:
    """Deal the records of an undamaged file out to new files in turn, as they are."""
    if shards < 1:
        raise ValueError(f"{shards} files cannot hold records")
    files = [bytearray() for _ in range(shards)]
    count = at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        files[count % shards] += data[at : at + 16 + length]
        count, at = count + 1, at + 16 + length
    return [bytes(file) for file in files]


# --8<-- [end:reshard]


# --8<-- [start:reshard_check]
def reshard_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    for count, shards in ((0, 1), (1, 1), (1, 2), (2, 2), (3, 2), (7, 3)):
        records = [to_record(bytes(7 * n % 5)) for n in range(count)]
        expected = [b"".join(records[shard::shards]) for shard in range(shards)]
        yield (b"".join(records), shards), expected


# --8<-- [end:reshard_check]


# --8<-- [start:repair_starter]
def repair(data: bytes) -> bytes:
    """Return the intact records of a file, byte for byte, without what lies between."""
    raise NotImplementedError


# --8<-- [end:repair_starter]


# --8<-- [start:repair]
def repair(data: bytes) -> bytes:
    """Return the intact records of a file, byte for byte, without what lies between."""
    kept, at = bytearray(), 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        end = at + 16 + length
        if end > len(data) or data[at : at + 12] != sealed(data[at : at + 8]):
            at += 1
            continue
        if data[at + 12 : end] == sealed(data[at + 12 : end - 4]):
            kept += data[at:end]
        at = end
    return bytes(kept)


# --8<-- [end:repair]


# --8<-- [start:repair_check]
def repair_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    one, two, three = (to_record(bytes([n]) * n) for n in (1, 2, 3))
    whole = one + two + three
    yield (b"",), b""
    yield (one,), one
    yield (one + to_record(b""),), one + to_record(b"")
    yield (b"?" + one,), one
    for place in (0, 7, 8, 12, 13, 16):  # each kind of byte of the first record
        damaged = bytearray(whole)
        damaged[place] ^= 4
        yield (bytes(damaged),), two + three
    yield (one + b"between" + two + three[:-1],), one + two
    yield (to_record(one)[:-1] + b"?" + two,), two  # a record that holds a record


# --8<-- [end:repair_check]


# --8<-- [start:forge_starter]
def forge(data: bytes, wanted: int) -> bytes:
    """Return the four bytes that, appended to the data, make `wanted` their CRC-32C."""
    raise NotImplementedError


# --8<-- [end:forge_starter]


# --8<-- [start:forge]
def forge(data: bytes, wanted: int) -> bytes:
    """Return the four bytes that, appended to the data, make `wanted` their CRC-32C."""
    if not 0 <= wanted < 2**32:
        raise ValueError(f"{wanted} is no checksum of 32 bits")
    ends = {entry >> 24: byte for byte, entry in enumerate(LOOKUP)}
    backwards, bytes_used = wanted ^ 2**32 - 1, list[int]()
    for _ in range(4):  # the top byte tells which entry of the table came last
        byte = ends[backwards >> 24]
        backwards = (backwards ^ LOOKUP[byte]) << 8
        bytes_used.insert(0, byte)
    crc, suffix = checksum(data) ^ 2**32 - 1, bytearray()
    for byte in bytes_used:
        suffix.append(crc & 0xFF ^ byte)
        crc = crc >> 8 ^ LOOKUP[byte]
    return bytes(suffix)


# --8<-- [end:forge]


# --8<-- [start:forge_check]
def forge_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and what is expected for them, the smallest first."""
    for data in (b"", b"a", b"label=9", bytes(range(100))):
        for suffix in (b"\0\0\0\0", b"\1\2\3\4", b"\xff\xfe\xfd\xfc"):
            yield (data, checksum(data + suffix)), suffix


# --8<-- [end:forge_check]


if __name__ == "__main__":
    # --8<-- [start:count_demo]
    print(count_records(to_record(b"one") + to_record(b"two") + to_record(b"three")))
    # --8<-- [end:count_demo]
    # --8<-- [start:reshard_demo]
    letters = b"".join(to_record(letter) for letter in (b"a", b"b", b"c", b"d", b"e"))
    print([count_records(file) for file in reshard(letters, 2)])
    # --8<-- [end:reshard_demo]
    # --8<-- [start:repair_demo]
    broken = bytearray(letters)
    broken[17] ^= 1  # in the length of the second record
    print(count_records(repair(bytes(broken))))
    # --8<-- [end:repair_demo]
    # --8<-- [start:forge_demo]
    suffix = forge(b"label=9", wanted=checksum(b"label=7"))
    print(suffix.hex(), checksum(b"label=9" + suffix) == checksum(b"label=7"))
    # --8<-- [end:forge_demo]
