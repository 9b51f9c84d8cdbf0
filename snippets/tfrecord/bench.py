"""Measure readers and write bench.json: `python -m snippets.tfrecord.bench`.

TensorFlow and the `tfrecord` package do not go together in one process, so each reader
has one of its own, which waits between its turns. Every round lets each method read the
same file once. The result is the median over the rounds, in records a second.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from snippets.tfrecord import twin

ROUNDS = 7
# How many records of how many bytes; the twin reads the first part, as it takes longer.
SIZES = {"small": (20_000, 200 - 16), "large": (400, 100_000 - 16)}
PART = {"small": 4000, "large": 20}
OWNERS = {
    "tensorflow": ("dataset", "dataset_batch", "dataset_single"),
    "tfrecord": ("package", "package_raw"),
    "twin": ("twin", "twin_raw"),
}


def payload(number: int, size: int) -> bytes:
    """Return an Example of this many bytes: a label, and an image to fill it up."""
    image = size
    while True:
        features: dict[str, twin.Feature] = {
            "label": ("int64", [number % 100]),
            "image": ("bytes", [bytes(image)]),
        }
        found = twin.encode_example(features)
        if len(found) <= size:
            return found
        image -= len(found) - size


def tensorflow_methods() -> dict[str, Callable[[str], int]]:
    """Return what reads with TensorFlow, and counts records."""
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    import tensorflow as tf  # noqa: PLC0415 - only in the process that measures it

    spec = {
        "label": tf.io.FixedLenFeature([], tf.int64),
        "image": tf.io.FixedLenFeature([], tf.string),
    }

    def single(serialized: tf.Tensor) -> dict[str, tf.Tensor]:
        parsed: dict[str, tf.Tensor] = tf.io.parse_single_example(serialized, spec)
        return parsed

    def batch(serialized: tf.Tensor) -> dict[str, tf.Tensor]:
        parsed: dict[str, tf.Tensor] = tf.io.parse_example(serialized, spec)
        return parsed

    def dataset(path: str) -> int:
        records = tf.data.TFRecordDataset(path).batch(100)
        return sum(len(each) for each in records)

    def dataset_batch(path: str) -> int:
        records = tf.data.TFRecordDataset(path).batch(100).map(batch)
        return sum(len(each["label"]) for each in records)

    def dataset_single(path: str) -> int:
        records = tf.data.TFRecordDataset(path).map(single).batch(100)
        return sum(len(each["label"]) for each in records)

    return {each.__name__: each for each in (dataset, dataset_batch, dataset_single)}


def tfrecord_methods() -> dict[str, Callable[[str], int]]:
    """Return what reads with the `tfrecord` package, and counts records."""
    from tfrecord.reader import tfrecord_iterator  # noqa: PLC0415 - likewise

    import tfrecord  # noqa: PLC0415 - only in the process that measures it

    kinds = {"label": "int", "image": "byte"}
    return {
        "package": lambda path: sum(
            1 for _ in tfrecord.tfrecord_loader(path, None, kinds)
        ),
        "package_raw": lambda path: sum(1 for _ in tfrecord_iterator(path)),
    }


def twin_methods() -> dict[str, Callable[[str], int]]:
    """Return what reads with the twin, and counts records."""

    def decoded(path: str) -> int:
        data = Path(path).read_bytes()
        return sum(1 for each in twin.read_records(data) if twin.decode_example(each))

    def raw(path: str) -> int:
        return sum(1 for _ in twin.read_records(Path(path).read_bytes()))

    return {"twin": decoded, "twin_raw": raw}


METHODS = {
    "tensorflow": tensorflow_methods,
    "tfrecord": tfrecord_methods,
    "twin": twin_methods,
}


def serve(owner: str) -> None:
    """Answer each line `method path` by the count and the seconds it took."""
    methods = METHODS[owner]()
    for request in sys.stdin:
        name, path = request.split()
        start = time.perf_counter()
        count = methods[name](path)
        print(json.dumps([count, time.perf_counter() - start]), flush=True)


def measure(paths: dict[str, str], rounds: int) -> dict[str, dict[str, float]]:
    """Return the median of records a second, by size and method."""
    command = [sys.executable, "-m", "snippets.tfrecord.bench"]
    servers = {
        owner: subprocess.Popen(
            [*command, owner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for owner in OWNERS
    }
    speeds: dict[str, dict[str, list[float]]] = {size: {} for size in paths}
    for number in range(rounds + 1):  # the first warms up
        for size, path in paths.items():
            for owner, names in OWNERS.items():
                own = f"{path}-part" if owner == "twin" else path
                for name in names:
                    speed = ask(servers[owner], name, own)
                    if number:
                        speeds[size].setdefault(name, []).append(speed)
    for server in servers.values():
        server.communicate()
    return {
        size: {
            name: float(f"{statistics.median(each):.3g}")
            for name, each in found.items()
        }
        for size, found in speeds.items()
    }


def ask(server: "subprocess.Popen[str]", name: str, path: str) -> float:
    """Let a server read a file; return the records a second."""
    if server.stdin is None or server.stdout is None:
        raise ValueError("the server has no pipes")
    print(name, path, file=server.stdin, flush=True)
    count, seconds = json.loads(server.stdout.readline())
    return float(count / seconds)


def processor() -> str:
    """Return the processor's name as the kernel gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    """Measure, and write bench.json beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for size, (count, length) in SIZES.items():
            path = Path(folder, size)
            records = [twin.record(payload(n, length)) for n in range(PART[size])]
            Path(f"{path}-part").write_bytes(b"".join(records))
            path.write_bytes(b"".join(records) * (count // len(records)))
            paths[size] = str(path)
        results = measure(paths, ROUNDS)
    names = ("tensorflow-cpu", "tensorflow")
    for name in names:
        try:
            tensorflow = version(name)
            break
        except ModuleNotFoundError:
            continue
    report = {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "system": platform.system(),
        "python": platform.python_version(),
        "tensorflow": tensorflow,
        "tfrecord": version("tfrecord"),
        "measured": time.strftime("%Y-%m"),
        "rounds": ROUNDS,
        "unit": "records/s, median",
        "results": results,
    }
    path = Path(__file__).with_name("bench.json")
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    serve(sys.argv[1]) if len(sys.argv) > 1 else main()
