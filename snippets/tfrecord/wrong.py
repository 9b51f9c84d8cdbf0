"""Wrong answers to the exercises, which their checks have to refute."""

import struct

from snippets.tfrecord.exercises import LOOKUP, checksum, sealed


def count_1(data: bytes) -> int:
    """Forgets the four bytes of the second checksum."""
    count = at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data.ljust(at + 8, b"\0"), at)
        at += 12 + length
        count += at <= len(data)
    return count


def count_2(data: bytes) -> int:
    """Counts a record that is cut off."""
    count = at = 0
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        at += 16 + length
        count += 1
    return count


def count_3(data: bytes) -> int:
    """Reads the first byte of the length only."""
    count = at = 0
    while at + 16 <= len(data):
        at += 16 + data[at]
        count += at <= len(data)
    return count


def reshard_1(data: bytes, shards: int) -> list[bytes]:
    """Deals the records out in runs instead of in turn."""
    records = _records(data)
    size = max(1, -(-len(records) // shards))
    return [b"".join(records[n * size : (n + 1) * size]) for n in range(shards)]


def reshard_2(data: bytes, shards: int) -> list[bytes]:
    """Makes no file where there is no record for one."""
    records = _records(data)
    files = [b"".join(records[shard::shards]) for shard in range(shards)]
    return [file for file in files if file]


def reshard_3(data: bytes, shards: int) -> list[bytes]:
    """Writes the payloads without their frames."""
    payloads = [record[12:-4] for record in _records(data)]
    return [b"".join(payloads[shard::shards]) for shard in range(shards)]


def repair_1(data: bytes) -> bytes:
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


def repair_2(data: bytes) -> bytes:
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


def repair_3(data: bytes) -> bytes:
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


def forge_1(data: bytes, wanted: int) -> bytes:
    """Appends the wanted checksum itself."""
    return struct.pack("<I", wanted) if data or wanted else b""


def forge_2(data: bytes, wanted: int) -> bytes:
    """Appends the difference of the two checksums."""
    return struct.pack("<I", checksum(data) ^ wanted)


def forge_3(data: bytes, wanted: int) -> bytes:
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


def _records(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        found.append(data[at : at + 16 + length])
        at += 16 + length
    return found
