"""Read a TFRecord file by index from PyTorch: no TensorFlow, several workers."""

# --8<-- [start:dataset]
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from crc32c import crc32c  # in C; `pip install crc32c`
from torch.utils.data import DataLoader, Dataset


def masked_crc(data: bytes) -> int:
    """Return the checksum that TFRecord stores."""
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) % 2**32


class Records(Dataset[Any]):
    """The records of a file, each read when it is asked for, and checked.

    `decode` makes of a payload what the dataset returns.
    """

    def __init__(self, path: str, decode: Callable[[bytes], Any]) -> None:
        """Look up where each record begins. ValueError: not a whole TFRecord file."""
        self.path, self.decode = path, decode
        self.offsets = [0]
        with Path(path).open("rb") as file:
            while header := file.read(12):
                at = self.offsets[-1]
                if header[8:] != struct.pack("<I", masked_crc(header[:8])):
                    raise ValueError(f"no record of {path} begins at {at}")
                (length,) = struct.unpack_from("<Q", header)
                self.offsets.append(file.seek(at + 16 + length))
        if self.offsets[-1] > Path(path).stat().st_size:
            raise ValueError(f"{path} is cut off")

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> Any:
        """Return a record, decoded. ValueError: its payload is damaged."""
        if not 0 <= number < len(self):
            raise IndexError(f"there is no record {number}")
        start, stop = self.offsets[number : number + 2]
        descriptor = os.open(self.path, os.O_RDONLY)
        try:  # pread needs no position, so workers do not get into each other's way
            payload = os.pread(descriptor, stop - start, start)[12:]
        finally:
            os.close(descriptor)
        payload, stored = payload[:-4], payload[-4:]
        if stored != struct.pack("<I", masked_crc(payload)):
            raise ValueError(f"the payload of record {number} is damaged")
        return self.decode(payload)


# --8<-- [end:dataset]


# --8<-- [start:main]
def record(payload: bytes) -> bytes:
    """Return the bytes of a record."""
    length = struct.pack("<Q", len(payload))
    crcs = (struct.pack("<I", masked_crc(part)) for part in (length, payload))
    return length + next(crcs) + payload + next(crcs)


def main() -> None:
    """Write six records, read them in two workers, then damage them."""
    whole = b"".join(record(f"record {number}".encode()) for number in range(6))
    Path("six.tfrecord").write_bytes(whole)
    records = Records("six.tfrecord", decode=bytes.decode)
    print(len(records), "records; number 4 is", records[4])

    order = torch.Generator().manual_seed(1)
    loader = DataLoader(records, 3, shuffle=True, num_workers=2, generator=order)
    for epoch in range(2):
        print("epoch", epoch, [list(batch) for batch in loader])

    flipped = bytearray(whole)
    flipped[12] ^= 1  # in the payload of record 0
    for data, number in ((b"<html>", 0), (whole[:-1], 0), (whole, 6), (flipped, 0)):
        Path("bad.tfrecord").write_bytes(data)
        try:
            print(Records("bad.tfrecord", decode=bytes.decode)[number])
        except (ValueError, IndexError) as error:
            print(error)


if __name__ == "__main__":
    main()
# --8<-- [end:main]
