"""What the article says of the measurements. If a new measurement breaks one of these, the prose is wrong."""

import json
from pathlib import Path

import pytest

from snippets.tfrecord import bench, twin

REPORT = json.loads(Path(bench.__file__).with_name("bench.json").read_text(encoding="utf-8"))
SMALL: dict[str, float] = REPORT["results"]["small"]
LARGE: dict[str, float] = REPORT["results"]["large"]


def test_every_method_was_measured() -> None:
    names = {name for names in bench.OWNERS.values() for name in names}
    assert set(SMALL) == set(LARGE) == names
    assert all(REPORT[key] for key in ("machine", "python", "tensorflow", "tfrecord", "measured"))


def test_parsing_batches_is_more_than_twice_as_fast_as_parsing_single_examples() -> None:
    assert SMALL["dataset_batch"] > 2 * SMALL["dataset_single"]


def test_the_tfrecord_package_lies_between() -> None:
    assert SMALL["dataset_batch"] > 1.5 * SMALL["package"] > 1.5 * SMALL["dataset_single"]


def test_the_twin_is_last() -> None:
    for results in (SMALL, LARGE):
        assert all(results[name] > 1.5 * results["twin"] for name in results if not name.startswith("twin"))


def test_reading_without_a_check_is_fastest() -> None:
    for results in (SMALL, LARGE):
        assert all(results["package_raw"] > 1.5 * results[name] for name in results if name != "package_raw")


def test_with_large_records_it_hardly_matters_how_tensorflow_parses() -> None:
    assert max(LARGE["dataset_batch"], LARGE["dataset_single"]) < 2 * min(
        LARGE["dataset_batch"], LARGE["dataset_single"]
    )


def test_records_have_the_size_that_is_named() -> None:
    for size, (_, length) in bench.SIZES.items():
        for number in (0, 99, 101):
            example = bench.payload(number, length)
            assert len(twin.record(example)) == length + 16 == {"small": 200, "large": 100_000}[size]
            assert twin.decode_example(example)["label"] == ("int64", [number % 100])


def test_all_readers_count_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"".join(twin.record(bench.payload(n, 184)) for n in range(5)))
    path.with_name("file-part").write_bytes(path.read_bytes())
    for owner in ("tfrecord", "twin"):
        for name, method in bench.METHODS[owner]().items():
            assert method(str(path)) == 5, name
    monkeypatch.setattr(bench, "OWNERS", {"twin": ("twin", "twin_raw")})
    results = bench.measure({"small": str(path)}, 1)
    assert all(speed > 0 for speed in results["small"].values())


def test_the_machine_has_a_name() -> None:
    assert bench.processor()
