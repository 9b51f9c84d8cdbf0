"""Shards, order, training and compression with tf.data."""

import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

# --8<-- [start:shards]
import gzip
from collections.abc import Sequence
from pathlib import Path

import tensorflow as tf


def write_shards(stem: str, serialized: Sequence[bytes], shards: int) -> list[str]:
    """Write records to files in turn, `stem-00000-of-00003` and so on; return these.

    ValueError: `shards` is less than 1.
    """
    if shards < 1:
        raise ValueError(f"{shards} files cannot hold records")
    paths = [f"{stem}-{shard:05}-of-{shards:05}" for shard in range(shards)]
    for shard, path in enumerate(paths):
        with tf.io.TFRecordWriter(path) as writer:
            for one in serialized[shard::shards]:
                writer.write(one)
    return paths


# --8<-- [end:shards]


if __name__ == "__main__":
    # --8<-- [start:order]
    tens = [str(10 * (n % 4) + n // 4).encode() for n in range(12)]
    paths = write_shards("tens", tens, shards=4)

    def numbers(dataset: tf.data.Dataset) -> list[int]:
        """Return the records of a dataset as whole numbers."""
        return [int(each) for each in dataset.as_numpy_iterator()]

    files = tf.data.Dataset.from_tensor_slices(paths)
    print(numbers(tf.data.TFRecordDataset(files)))
    for cycle in (2, 4):
        print(numbers(files.interleave(tf.data.TFRecordDataset, cycle_length=cycle)))
    # --8<-- [end:order]

    # --8<-- [start:workers]
    listed = tf.data.Dataset.list_files("tens-*", shuffle=False)
    halves = [
        numbers(tf.data.TFRecordDataset(listed.shard(2, worker))) for worker in (0, 1)
    ]
    print(halves)
    # --8<-- [end:workers]

    # --8<-- [start:buffer]
    sorted_labels = [str(n // 1000).encode() for n in range(10_000)]
    with tf.io.TFRecordWriter("sorted") as writer:
        for one in sorted_labels:
            writer.write(one)
    by_label = []
    for label in range(10):
        by_label += write_shards(f"label-{label}", [str(label).encode()] * 1000, 1)

    def labels_per_batch(dataset: tf.data.Dataset) -> list[int]:
        """Return how many labels each of the first five batches of 100 holds."""
        batches = dataset.batch(100).take(5).as_numpy_iterator()
        return [len(set(batch.tolist())) for batch in batches]

    one_file = tf.data.TFRecordDataset("sorted").shuffle(1000, seed=1)
    print("one file, sorted:", labels_per_batch(one_file))
    ten_files = tf.data.Dataset.from_tensor_slices(by_label).interleave(
        tf.data.TFRecordDataset, cycle_length=10
    )
    print("ten files in turn:", labels_per_batch(ten_files.shuffle(1000, seed=1)))
    # --8<-- [end:buffer]

    # --8<-- [start:same]
    def epochs(seed: int | None) -> list[list[int]]:
        """Return the order of ten numbers in two epochs."""
        shuffled = tf.data.Dataset.range(10).shuffle(10, seed=seed)
        return [numbers(shuffled) for _ in range(2)]

    first, second = epochs(seed=1)
    print("another order in each epoch:", first != second)
    print("the same two orders again:", epochs(seed=1) == [first, second])
    # --8<-- [end:same]

    # --8<-- [start:count]
    counted = tf.data.TFRecordDataset(paths[:3])
    counted = counted.apply(tf.data.experimental.assert_cardinality(12))
    try:
        print(numbers(counted))
    except tf.errors.FailedPreconditionError as error:
        print(error.message.split("}} ")[-1].split(" [Op:")[0])
    # --8<-- [end:count]

    # --8<-- [start:compress]
    options = tf.io.TFRecordOptions(compression_type="GZIP")
    with tf.io.TFRecordWriter("tens.gz", options) as writer:
        for one in tens:
            writer.write(one)
    with tf.io.TFRecordWriter("tens.plain") as writer:
        for one in tens:
            writer.write(one)
    packed, plain = Path("tens.gz").read_bytes(), Path("tens.plain").read_bytes()
    print("the same bytes inside:", gzip.decompress(packed) == plain)
    print("smaller:", len(packed) < len(plain))
    Path("twice.gz").write_bytes(packed + packed)
    twice = tf.data.TFRecordDataset("twice.gz", compression_type="GZIP")
    print("two files joined:", len(numbers(twice)), "records")
    # --8<-- [end:compress]

    # --8<-- [start:compress_errors]
    for path, kind in (("tens.gz", None), ("tens.plain", "GZIP")):
        try:
            numbers(tf.data.TFRecordDataset(path, compression_type=kind))
        except tf.errors.DataLossError as error:
            print(error.message.split("}} ")[-1].split(" [Op:")[0])
    try:
        tf.io.TFRecordWriter("x", tf.io.TFRecordOptions(compression_type="gzip"))
    except ValueError as error:
        print(error)
    # --8<-- [end:compress_errors]

    # --8<-- [start:open]
    writer = tf.io.TFRecordWriter("open")
    writer.write(b"seven")
    print(Path("open").stat().st_size, "bytes before close")
    writer.close()
    print(Path("open").stat().st_size, "bytes after it")
    tf.io.TFRecordWriter("open").close()
    print(Path("open").stat().st_size, "bytes once it was opened again")
    # --8<-- [end:open]
