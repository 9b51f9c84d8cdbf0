"""TFRecord files and tf.train.Example in pure Python.

`python -m snippets.tfrecord.twin` needs TensorFlow too: it compares the two.
"""

# --8<-- [start:varint]
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Data = bytes | bytearray | memoryview


def varint(number: int) -> bytes:
    """Return an integer of 64 bits as a varint: seven bits a byte, the lowest first.

    A negative one is written as number + 2^64, which takes all ten bytes.
    ValueError: it does not fit into 64 bits with a sign.
    """
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{number} does not fit into an int64")
    rest = number % 2**64
    groups = []
    while rest > 0x7F:
        groups.append(rest & 0x7F | 0x80)  # the eighth bit says: there is more
        rest >>= 7
    return bytes([*groups, rest])


def read_varint(data: Data, at: int, end: int) -> tuple[int, int]:
    """Return the unsigned number that begins at an offset, and the offset behind it.

    ValueError: it is not over at `end`, or after ten bytes.
    """
    number = 0
    for count, byte in enumerate(data[at : min(end, at + 10)]):
        number |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return number % 2**64, at + count + 1
    raise ValueError(f"the number at offset {at} has no end")


# --8<-- [end:varint]


# --8<-- [start:encode]
KINDS = ("bytes", "float", "int64")  # fields 1, 2 and 3 of a Feature
Feature = tuple[str | None, Sequence[Any]]  # the kind, and bytes, floats or integers


def field(number: int, content: bytes) -> bytes:
    """Return a field of wire type 2: tag, length of the content, content."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def float32(number: float) -> bytes:
    """Return the nearest float of 32 bits; what lies beyond their range is infinite."""
    try:
        return struct.pack("<f", float(number))
    except OverflowError:
        return struct.pack("<f", float("inf") if number > 0 else float("-inf"))


def encode_feature(kind: str | None, values: Iterable[Any]) -> bytes:
    """Return a Feature: one of three lists, or nothing at all if `kind` is None.

    TypeError: a value is not of this kind. ValueError: no such kind, or int too large.
    """
    if kind is None:
        return b""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    right: Any = {"bytes": bytes, "float": (float, int), "int64": int}[kind]
    values = list(values)
    for value in values:
        bad = kind == "int64" and isinstance(value, bool)
        if bad or not isinstance(value, right):
            raise TypeError(f"{value!r} cannot stand in a list of kind {kind}")
    if kind == "bytes":
        content = b"".join(field(1, value) for value in values)
    else:  # numbers are packed: one tag and one length for all of them
        write = varint if kind == "int64" else float32
        content = field(1, b"".join(map(write, values))) if values else b""
    return field(KINDS.index(kind) + 1, content)


def encode_example(features: Mapping[str, Feature]) -> bytes:
    """Return tf.train.Example, as TensorFlow's deterministic serialization has it.

    Its order of keys: by bytes, but a key stands behind the keys that it begins.
    Cost: O(bytes written), and a sort of the keys.
    """
    entries = []
    for key in sorted(features, key=lambda key: [*key.encode(), 256]):
        name, content = key.encode(), encode_feature(*features[key])
        entries.append(field(1, field(1, name) + field(2, content)))
    return field(1, b"".join(entries))


# --8<-- [end:encode]


# --8<-- [start:fields]
def fields(data: Data, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (field, wire type, offset of its content, offset behind it) of a message.

    ValueError: the bytes from `at` to `end` are no message.
    """
    while at < end:
        tag, start = read_varint(data, at, end)
        number, wire = tag >> 3, tag & 7
        size, first = 0, start
        if wire == 0:  # one varint
            _, behind = read_varint(data, start, end)
            size = behind - start
        elif wire == 2:  # a length and that many bytes
            size, first = read_varint(data, start, end)
        elif wire in {1, 5}:  # eight or four bytes
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire} at offset {at} cannot be skipped")
        if number == 0 or first + size > end:
            raise ValueError(f"the field at offset {at} does not fit")
        at = first + size
        yield number, wire, first, at


# --8<-- [end:fields]


# --8<-- [start:decode]
def decode_list(data: Data, kind: str, at: int, end: int) -> list[Any]:
    """Return the values of a BytesList, FloatList or Int64List, packed or not."""
    values: list[Any] = []
    for number, wire, start, stop in fields(data, at, end):
        if number != 1:
            continue
        if kind == "bytes" and wire == 2:
            values.append(bytes(data[start:stop]))
        elif kind == "float" and wire in {2, 5}:
            if (stop - start) % 4:
                raise ValueError(f"no floats of four bytes at offset {start}")
            values += struct.unpack(f"<{(stop - start) // 4}f", data[start:stop])
        elif kind == "int64" and wire in {0, 2}:
            place = start
            while place < stop:
                value, place = read_varint(data, place, stop)
                values.append(value - 2**64 if value >= 2**63 else value)
    return values


def decode_feature(data: Data, at: int, end: int) -> Feature:
    """Return a Feature; of several kinds the last one counts, it is a oneof."""
    kind: str | None = None
    values: list[Any] = []
    for number, wire, start, stop in fields(data, at, end):
        if wire == 2 and 1 <= number <= 3:
            if kind != KINDS[number - 1]:
                kind, values = KINDS[number - 1], []
            values += decode_list(data, KINDS[number - 1], start, stop)
    return kind, values


def messages(data: Data, field: int, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each content of one field of a message begins and ends."""
    for number, wire, start, stop in fields(data, at, end):
        if (number, wire) == (field, 2):
            yield start, stop


def decode_example(data: Data) -> dict[str, Feature]:
    """Return the features of a serialized tf.train.Example, of equal keys the last.

    Unknown fields are skipped, as protobuf does. ValueError: this is no Example, or a
    key is no UTF-8. Cost: O(bytes).
    """
    found: dict[str, Feature] = {}
    for features in messages(data, 1, 0, len(data)):
        for entry in messages(data, 1, *features):
            (*_, key), (*_, value) = (
                [(0, 0), *messages(data, number, *entry)] for number in (1, 2)
            )
            found[bytes(data[slice(*key)]).decode()] = decode_feature(data, *value)
    return found


# --8<-- [end:decode]


# --8<-- [start:crc]
def crc_table(polynomial: int = 0x82F63B78) -> list[int]:
    """Return what each byte contributes: the remainder of a division over GF(2)."""
    table = list(range(256))
    for _ in range(8):
        table = [crc >> 1 ^ (polynomial if crc & 1 else 0) for crc in table]
    return table


TABLE = crc_table()


def crc32c(data: Data) -> int:
    """Return the CRC-32C (Castagnoli) of the data. Cost: O(bytes), some 0.1 µs each."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def mask(crc: int) -> int:
    """Return a checksum as TFRecord stores it: rotated by 15 bits, plus a constant."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) % 2**32


def unmask(masked: int) -> int:
    """Return the checksum that `mask` has turned into this number."""
    rotated = (masked - 0xA282EAD8) % 2**32
    return (rotated << 15 | rotated >> 17) % 2**32


# --8<-- [end:crc]


# --8<-- [start:write]
def record(payload: bytes) -> bytes:
    """Return a record: length, its checksum, payload, its checksum; 16 bytes more."""
    length = struct.pack("<Q", len(payload))
    length_crc = struct.pack("<I", mask(crc32c(length)))
    payload_crc = struct.pack("<I", mask(crc32c(payload)))
    return length + length_crc + payload + payload_crc


# --8<-- [end:write]


# --8<-- [start:read]
def fits(data: Data, start: int, stop: int) -> bool:
    """Return whether the four bytes at `stop` are the checksum of those before them."""
    (stored,) = struct.unpack_from("<I", data, stop)
    return bool(stored == mask(crc32c(data[start:stop])))


def read_length(data: Data, at: int) -> int:
    """Return how long the payload of the record at an offset is.

    ValueError: the length is damaged, or the file ends before the record does.
    """
    if at + 12 > len(data):
        raise ValueError(f"the record at {at} is cut off")
    if not fits(data, at, at + 8):
        raise ValueError(f"the length at {at} is damaged")
    (length,) = struct.unpack_from("<Q", data, at)
    if at + 16 + length > len(data):
        raise ValueError(f"the record at {at} is cut off")
    return int(length)


def read_record(data: Data, at: int) -> tuple[bytes, int]:
    """Return the payload of the record at an offset, and the offset of the next one.

    ValueError: as `read_length`, or the payload is damaged.
    """
    length = read_length(data, at)
    start, stop = at + 12, at + 12 + length
    if not fits(data, start, stop):
        raise ValueError(f"the payload at {start} is damaged")
    return bytes(data[start:stop]), stop + 4


def read_records(data: Data) -> Iterator[bytes]:
    """Yield the payloads of a whole file; raise the ValueError of `read_record`."""
    at = 0
    while at < len(data):
        payload, at = read_record(data, at)
        yield payload


# --8<-- [end:read]


# --8<-- [start:salvage]
def salvage(data: Data) -> Iterator[tuple[int, bytes]]:
    """Yield offset and payload of each intact record, whatever lies between them.

    A damaged payload is skipped as a whole; where no length fits, the search goes on
    byte by byte, and takes for a record whatever looks like one. Cost: O(bytes), some
    µs for each byte that has to be searched.
    """
    at = 0
    while at < len(data):
        try:
            length = read_length(data, at)
        except ValueError:
            at += 1
            continue
        start, stop = at + 12, at + 12 + length
        if fits(data, start, stop):
            yield at, bytes(data[start:stop])
        at = stop + 4


# --8<-- [end:salvage]


# --8<-- [start:index]
def index(data: Data) -> list[int]:
    """Return where each record begins. No payload is read.

    ValueError: as `read_length`. Cost: O(records).
    """
    offsets, at = [], 0
    while at < len(data):
        offsets.append(at)
        at += 16 + read_length(data, at)
    return offsets


# --8<-- [end:index]


# --8<-- [start:outcome]
def read_until_damage(data: Data) -> tuple[int, str]:
    """Return how many records are read before the first error, and what it says."""
    count = 0
    try:
        for _ in read_records(data):
            count += 1
    except ValueError as error:
        return count, str(error)
    return count, "no error"


# --8<-- [end:outcome]


if __name__ == "__main__":
    import os

    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

    import tensorflow as tf

    # --8<-- [start:varints]
    for number in (0, 7, 127, 128, 300, 2**63 - 1, -1):
        print(f"{number:>19}  {varint(number).hex(' ')}")
    # --8<-- [end:varints]

    # --8<-- [start:codec]
    seven = encode_example({"label": ("int64", [7])})
    print(seven.hex())
    print(decode_example(seven))
    features: dict[str, Feature] = {
        "label": ("int64", [7, -1]),
        "weights": ("float", [0.1, 1e39]),
        "caption": ("bytes", ["圆".encode()]),
    }
    print(decode_example(encode_example(features)))
    # --8<-- [end:codec]

    # --8<-- [start:check]
    import zlib

    print(f"CRC-32C {crc32c(b'123456789'):08x}, CRC-32 {zlib.crc32(b'123456789'):08x}")
    print(f"masked {mask(crc32c(b'123456789')):08x}")
    # --8<-- [end:check]

    # --8<-- [start:why]
    for message in (b"hello", b"other!"):
        crc = crc32c(message)
        plain, hidden = struct.pack("<I", crc), struct.pack("<I", mask(crc))
        print(f"{crc32c(message + plain):08x} {crc32c(message + hidden):08x}")
    # --8<-- [end:why]

    # --8<-- [start:forged]
    forged = b"label=9" + bytes.fromhex("c70b5979")
    print(crc32c(b"label=7") == crc32c(forged))
    # --8<-- [end:forged]

    # --8<-- [start:file]
    three = b"".join(
        record(encode_example({"label": ("int64", [label])})) for label in (7, 8, 9)
    )
    print(len(three), three[:34].hex())
    print([decode_example(each)["label"] for each in read_records(three)])
    # --8<-- [end:file]

    # --8<-- [start:both_ways]
    from pathlib import Path

    Path("ours.tfrecord").write_bytes(three)
    with tf.io.TFRecordWriter("theirs.tfrecord") as writer:
        for each in tf.data.TFRecordDataset("ours.tfrecord").as_numpy_iterator():
            message = tf.train.Example.FromString(each)
            writer.write(message.SerializeToString(deterministic=True))
    print(Path("theirs.tfrecord").read_bytes() == three)
    # --8<-- [end:both_ways]

    # --8<-- [start:damage]
    def tensorflow_until_damage(data: Data) -> tuple[int, str]:
        """Return the same as `read_until_damage`, as TensorFlow sees it."""
        Path("damaged.tfrecord").write_bytes(data)
        count = 0
        try:
            for _ in tf.data.TFRecordDataset("damaged.tfrecord"):
                count += 1
        except tf.errors.DataLossError as error:
            text = error.message.split("}} ")[-1]
            return count, text.split(" [Op:")[0].split(" (Is")[0]
        return count, "no error"

    parts = {"length": range(8), "its checksum": range(8, 12)}
    parts |= {"payload": range(12, 30), "checksum of it": range(30, 34)}
    head = f"{'changed':25}{'the twin says':30}{'TensorFlow says':23}records"
    print(head)
    for begin in (0, 34, 68):
        for part, places in parts.items():
            verdicts = set()
            for place in places:
                damaged = bytearray(three)
                damaged[begin + place] ^= 255
                ours, theirs = (
                    read_until_damage(damaged),
                    tensorflow_until_damage(damaged),
                )
                verdicts.add((*ours, *theirs, len(list(salvage(damaged)))))
            ((read, said, read_too, said_too, saved),) = verdicts
            where = f"{begin + places[0]:2}–{begin + places[-1]:<3} {part:14}"
            print(f"{where}    {said:28}  {said_too:22} {read}, {read_too}, {saved}")
    # --8<-- [end:damage]

    # --8<-- [start:cut]
    lengths = range(len(three))
    by_twin = [n for n in lengths if read_until_damage(three[:n])[1] == "no error"]
    by_tensorflow = [
        n for n in lengths if tensorflow_until_damage(three[:n])[1] == "no error"
    ]
    print("the twin is silent at", by_twin)
    print("TensorFlow is silent at", len(by_tensorflow), "of", len(three), "lengths")
    print(all(n % 34 < 12 for n in by_tensorflow))
    print(tensorflow_until_damage(b"<html>"), read_until_damage(b"<html>"))
    # --8<-- [end:cut]

    # --8<-- [start:lost]
    five = [encode_example({"label": ("int64", [label])}) for label in range(5)]
    damaged = bytearray(b"".join(map(record, five)))
    damaged[68 + 29] ^= 1  # the label of the third record
    Path("first.tfrecord").write_bytes(damaged)
    Path("second.tfrecord").write_bytes(three)

    def labels(payloads: Iterable[bytes]) -> list[int]:
        """Return the label of each Example."""
        return [int(decode_example(each)["label"][1][0]) for each in payloads]

    both = tf.data.TFRecordDataset(["first.tfrecord", "second.tfrecord"])
    print(labels(both.ignore_errors().as_numpy_iterator()))
    # --8<-- [end:lost]

    # --8<-- [start:which]
    for path in ("first.tfrecord", "second.tfrecord"):
        print(path, tensorflow_until_damage(Path(path).read_bytes()))
    # --8<-- [end:which]

    # --8<-- [start:saved]
    whole = b"".join(record(b"record %d" % n) for n in range(5))
    damaged = bytearray(whole)
    damaged[2 * 24 + 15] ^= 1  # in the payload of the third
    print([payload for _, payload in salvage(damaged)])
    damaged[3 * 24] ^= 1  # and in the length of the fourth
    print([payload for _, payload in salvage(damaged)])
    shorter = whole[:63] + whole[64:]  # one byte of the third is missing
    print([payload for _, payload in salvage(shorter)])
    # --8<-- [end:saved]

    # --8<-- [start:random_access]
    offsets = index(three)
    print(offsets)
    print(read_record(three, offsets[2])[0].hex())
    # --8<-- [end:random_access]

    # --8<-- [start:flags]
    flags = [n % 3 == 0 for n in range(1000)]
    packed = sum(flag << n for n, flag in enumerate(flags)).to_bytes(125, "little")
    ways: dict[str, Feature] = {
        "integers": ("int64", [int(flag) for flag in flags]),
        "bytes": ("bytes", [bytes(flags)]),
        "packed bits": ("bytes", [packed]),
    }
    for way, feature in ways.items():
        print(way, len(encode_example({"mask": feature})))
    # --8<-- [end:flags]
