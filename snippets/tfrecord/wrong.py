"""Wrong answers to the exercises, which their checks have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

import struct

from snippets.tfrecord.exercises import LOOKUP, checksum, sealed


# --8<-- [start:count_1]
def count_records(data: bytes) -> int:
    """Forgets the four bytes of the second checksum."""
    count = at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data.ljust(at + 8, b"\0"), at)
        at += 12 + length
        count += at <= len(data)
    return count


# --8<-- [end:count_1]


# --8<-- [start:count_2]
def count_records(data: bytes) -> int:
    """Counts a record that is cut off."""
    count = at = 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        at += 16 + length
        count += 1
    return count


# --8<-- [end:count_2]


# --8<-- [start:count_3]
def count_records(data: bytes) -> int:
    """Reads the first byte of the length only."""
    count = at = 0
    while at + 16 <= len(data):
        at += 16 + data[at]
        count += at <= len(data)
    return count


# --8<-- [end:count_3]


# --8<-- [start:reshard_1]
def reshard(data: bytes, shards: int) -> list[bytes]:
    """Deals the records out in runs instead of in turn."""
    records, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        records.append(data[at : at + 16 + length])
        at += 16 + length
    size = max(1, -(-len(records) // shards))
    return [b"".join(records[n * size : (n + 1) * size]) for n in range(shards)]


# --8<-- [end:reshard_1]


# --8<-- [start:reshard_2]
def reshard(data: bytes, shards: int) -> list[bytes]:
    """Makes no file where there is no record for one."""
    records, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        records.append(data[at : at + 16 + length])
        at += 16 + length
    files = [b"".join(records[shard::shards]) for shard in range(shards)]
    return [file for file in files if file]


# --8<-- [end:reshard_2]


# --8<-- [start:reshard_3]
def reshard(data: bytes, shards: int) -> list[bytes]:
    """Writes the payloads without their frames."""
    records, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        records.append(data[at : at + 16 + length])
        at += 16 + length
    payloads = [record[12:-4] for record in records]
    return [b"".join(payloads[shard::shards]) for shard in range(shards)]


# --8<-- [end:reshard_3]


# --8<-- [start:repair_1]
def repair(data: bytes) -> bytes:
    """Stops at the first damage."""
    kept, at = bytearray(), 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        end = at + 16 + length
        if data[at : at + 12] != sealed(data[at : at + 8]):
            break
        if data[at + 12 : end] != sealed(data[at + 12 : end - 4]):
            break
        kept += data[at:end]
        at = end
    return bytes(kept)


# --8<-- [end:repair_1]


# --8<-- [start:repair_2]
def repair(data: bytes) -> bytes:
    """Believes the length of a record whose length is damaged."""
    kept, at = bytearray(), 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        end = at + 16 + length
        intact = data[at : at + 12] == sealed(data[at : at + 8])
        if intact and data[at + 12 : end] == sealed(data[at + 12 : end - 4]):
            kept += data[at:end]
        at = end
    return bytes(kept)


# --8<-- [end:repair_2]


# --8<-- [start:repair_3]
def repair(data: bytes) -> bytes:
    """Looks into a damaged payload, and takes what lies there for a record."""
    kept, at = bytearray(), 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        end = at + 16 + length
        intact = end <= len(data) and data[at : at + 12] == sealed(data[at : at + 8])
        if intact and data[at + 12 : end] == sealed(data[at + 12 : end - 4]):
            kept += data[at:end]
            at = end
        else:
            at += 1
    return bytes(kept)


# --8<-- [end:repair_3]


# --8<-- [start:forge_1]
def forge(data: bytes, wanted: int) -> bytes:
    """Appends the wanted checksum itself."""
    return struct.pack("<I", wanted) if data or wanted else b""


# --8<-- [end:forge_1]


# --8<-- [start:forge_2]
def forge(data: bytes, wanted: int) -> bytes:
    """Appends the difference of the two checksums."""
    return struct.pack("<I", checksum(data) ^ wanted)


# --8<-- [end:forge_2]


# --8<-- [start:forge_3]
def forge(data: bytes, wanted: int) -> bytes:
    """Forgets the inversion at the end."""
    ends = {entry >> 24: byte for byte, entry in enumerate(LOOKUP)}
    crc, used = wanted, list[int]()
    for _ in range(4):
        byte = ends[crc >> 24]
        crc = (crc ^ LOOKUP[byte]) << 8
        used.insert(0, byte)
    crc, suffix = checksum(data), bytearray()
    for byte in used:
        suffix.append(crc & 0xFF ^ byte)
        crc = crc >> 8 ^ LOOKUP[byte]
    return bytes(suffix)


# --8<-- [end:forge_3]
