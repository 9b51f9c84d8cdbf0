"""TensorFlow in a process of its own: `python peer.py ROOT` answers pickled (function, arguments) until the end.

Torch stands in the process of the tests, and the two do not go together.
"""

import os
import pickle
import runpy
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
ANSWERS = os.dup(1)
os.dup2(2, 1)  # what libraries print is no answer

import tensorflow as tf  # noqa: E402 - once nothing can reach the answers
from tensorflow.python.lib.io._pywrap_record_io import RecordIterator  # noqa: E402 - reads thousands of files in a second

Features = dict[str, tuple[str | None, list[Any]]]


def encode(features: Features) -> bytes:
    """Return an Example, serialized deterministically."""
    example = tf.train.Example()
    example.features.SetInParent()
    for key, (kind, values) in features.items():
        feature = example.features.feature[key]
        if kind:
            getattr(feature, f"{kind}_list").SetInParent()
            getattr(feature, f"{kind}_list").value.extend(values)
    return bytes(example.SerializeToString(deterministic=True))


def decode(serialized: bytes) -> Features | None:
    """Return what an Example holds, or None if TensorFlow refuses it."""
    try:
        example = tf.train.Example.FromString(serialized)
    except Exception:  # noqa: BLE001 - protobuf's and Python's own
        return None
    found: Features = {}
    for key, feature in example.features.feature.items():
        kind = feature.WhichOneof("kind")
        found[key] = (kind[:-5], list(getattr(feature, kind).value)) if kind else (None, [])
    return found


def write(payloads: list[bytes]) -> bytes:
    """Return the file that TensorFlow's writer makes."""
    with tf.io.TFRecordWriter("written") as writer:
        for payload in payloads:
            writer.write(payload)
    return Path("written").read_bytes()


def read_all(files: list[bytes]) -> list[tuple[list[bytes], str]]:
    """Return what TensorFlow reads from each file, and the error that ends it."""
    return [_read(data) for data in files]


def _read(data: bytes) -> tuple[list[bytes], str]:
    Path("read").write_bytes(data)
    payloads = []
    try:
        for payload in RecordIterator("read", ""):
            payloads.append(bytes(payload))  # noqa: PERF401 - what came before the error counts
    except tf.errors.DataLossError as error:
        return payloads, str(error.message).split(" (Is")[0]
    return payloads, ""


def survivors(files: list[bytes]) -> int:
    """Return how many records are read from all files if those that fail are passed over."""
    paths = [f"survivor-{number}" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        Path(path).write_bytes(data)
    return sum(1 for _ in tf.data.TFRecordDataset(paths).ignore_errors().batch(1000).unbatch().as_numpy_iterator())


def by_dataset(data: bytes, *, ignore: bool = False, compression: str = "") -> tuple[list[bytes], str]:
    """Return what a TFRecordDataset reads, and the error that ends it."""
    Path("dataset").write_bytes(data)
    dataset = tf.data.TFRecordDataset("dataset", compression_type=compression)
    payloads = []
    try:
        for payload in (dataset.ignore_errors() if ignore else dataset).as_numpy_iterator():
            payloads.append(payload)  # noqa: PERF402 - as above
    except tf.errors.DataLossError as error:
        return payloads, str(error.message).split("}} ")[-1].split(" [Op:")[0]
    return payloads, ""


def descriptors() -> dict[str, dict[str, tuple[int, str, str]]]:
    """Return number, type and label or oneof of each field, by message and name."""
    types = {9: "string", 12: "bytes", 2: "float", 3: "int64"}

    def kind(field: Any) -> str:
        return types[field.type] if field.type in types else str(field.message_type.name)

    found = {}
    for message in (tf.train.Example, tf.train.SequenceExample):
        for name, one in message.DESCRIPTOR.file.message_types_by_name.items():
            found[name] = {field.name: (field.number, *_shape(field, kind)) for field in one.fields}
    for name, one in tf.train.Feature.DESCRIPTOR.file.message_types_by_name.items():
        found[name] = {field.name: (field.number, *_shape(field, kind)) for field in one.fields}
    return found


def _shape(field: Any, kind: Any) -> tuple[str, str]:
    if field.message_type and field.message_type.GetOptions().map_entry:
        entry = field.message_type.fields_by_name
        return f"map<{kind(entry['key'])}, {kind(entry['value'])}>", ""
    if field.containing_oneof:
        return kind(field), f"oneof {field.containing_oneof.name}"
    packed = " packed" if field.is_repeated and field.is_packed else ""
    return kind(field), ("repeated" if field.is_repeated else "") + packed


def shuffled(count: int, buffer: int, seed: int) -> list[int]:
    """Return the order in which a shuffle buffer lets numbers out."""
    return [int(n) for n in tf.data.Dataset.range(count).shuffle(buffer, seed=seed).as_numpy_iterator()]


def listed(count: int, tries: int) -> list[tuple[int, int]]:
    """Shard a list of files that is shuffled anew by each of two workers; count those read twice, and never."""
    for number in range(count):
        Path(f"shard-{number}").write_bytes(b"")
    answers = []
    for _ in range(tries):
        halves = [set(tf.data.Dataset.list_files("shard-*").shard(2, worker).as_numpy_iterator()) for worker in (0, 1)]
        answers.append((len(halves[0] & halves[1]), count - len(halves[0] | halves[1])))
    return answers


def conflict() -> str:
    """Return what protobuf says to the `tfrecord` package in this process."""
    package = find_spec("tfrecord")
    assert package
    assert package.origin
    try:
        runpy.run_path(str(Path(package.origin).with_name("example_pb2.py")))  # alone: the package imports torch
    except TypeError as error:
        return str(error)
    return ""


def resized(*, expand: bool) -> str:
    """Resize a decoded image in a map; return what that raises."""
    png = tf.io.encode_png(tf.zeros((4, 4, 3), tf.uint8))

    def small(file: tf.Tensor) -> tf.Tensor:
        return tf.image.resize(tf.io.decode_image(file, channels=3, expand_animations=expand), (2, 2))

    try:
        tf.data.Dataset.from_tensors(png).map(small)
    except ValueError as error:
        return str(error)
    return ""


def decoded_batch() -> tuple[str, list[int]]:
    """Decode a batch of two images; return what that raises, and the shape by `map_fn`."""
    png = tf.io.encode_png(tf.zeros((4, 5, 3), tf.uint8))
    try:
        tf.io.decode_image([png, png], expand_animations=False)
        raised = ""
    except tf.errors.InvalidArgumentError as error:
        raised = error.message
    one_by_one = tf.map_fn(
        lambda file: tf.io.decode_image(file, channels=3, expand_animations=False),
        tf.stack([png, png]),
        fn_output_signature=tf.uint8,
    )
    return raised, one_by_one.shape.as_list()


def parallel_reads(files: list[list[bytes]], count: int) -> list[bytes]:
    """Write files, and read so many of them at a time."""
    paths = [f"parallel-{number}" for number in range(len(files))]
    for path, payloads in zip(paths, files, strict=True):
        with tf.io.TFRecordWriter(path) as writer:
            for payload in payloads:
                writer.write(payload)
    return list(tf.data.TFRecordDataset(paths, num_parallel_reads=count).as_numpy_iterator())


def unclosed(count: int, size: int) -> tuple[int, int]:
    """Write so many records of a size; return the length of the file before and after the writer is closed."""
    writer = tf.io.TFRecordWriter("unclosed")
    for _ in range(count):
        writer.write(bytes(size))
    before = Path("unclosed").stat().st_size
    writer.close()
    return before, Path("unclosed").stat().st_size


def snippet(module: str, name: str, *arguments: Any) -> Any:
    """Call a function of a program on the page that imports TensorFlow; return the text of its ValueError."""
    function = getattr(__import__(f"snippets.tfrecord.{module}", fromlist=[name]), name)
    try:
        return function(*arguments)
    except ValueError as error:
        return f"ValueError: {error}"


def feature(kind: str, values: list[Any]) -> Any:
    """Return what one of the page's helpers makes of values: kind and values."""
    made = snippet("example", f"{kind}_feature", values)
    return made.WhichOneof("kind"), list(getattr(made, f"{kind}_list").value)


def drawn(shape: str, size: int, radius: float) -> tuple[tuple[int, ...], str, int]:
    """Return shape, dtype and count of white pixels of a picture."""
    picture = snippet("example", "draw", shape, size, radius)
    return picture.shape, str(picture.dtype), int((picture == 255).all(axis=2).sum())


def main() -> None:
    """Answer until there are no more questions."""
    sys.path.insert(0, sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, os.fdopen(ANSWERS, "wb") as answers:
        os.chdir(folder)
        while True:
            try:
                name, arguments, options = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own test
            except EOFError:
                break
            pickle.dump(globals()[name](*arguments, **options), answers)
            answers.flush()
        os.chdir("/")


if __name__ == "__main__":
    main()
