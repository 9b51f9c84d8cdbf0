"""What the article claims, and no block of it shows."""

import gzip
import io
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
import tfrecord
from tfrecord.tools.tfrecord2idx import create_index

from snippets.tfrecord.twin import crc32c, encode_example, mask, record, varint

FILE = b"".join(record(encode_example({"label": ("int64", [n])})) for n in range(2, 8))


def labels(path: Path, index: Path | None = None) -> list[int]:
    loader = tfrecord.tfrecord_loader(str(path), index and str(index), {"label": "int"})
    return [int(features["label"][0]) for features in loader]


def test_the_tfrecord_package_checks_no_checksum(tmp_path: Path) -> None:
    flipped = bytearray(FILE)
    flipped[29] ^= 16  # the 2 becomes 18
    (tmp_path / "file").write_bytes(flipped)
    assert labels(tmp_path / "file") == [18, 3, 4, 5, 6, 7]


def test_with_an_index_the_tfrecord_package_begins_anywhere(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(FILE)
    create_index(str(tmp_path / "file"), str(tmp_path / "index"))
    found = [labels(tmp_path / "file", tmp_path / "index") for _ in range(20)]
    assert len({each[0] for each in found}) > 1
    assert all(sorted(each) == [2, 3, 4, 5, 6, 7] for each in found)


def test_without_an_index_two_workers_of_the_tfrecord_package_read_everything_twice(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(FILE)
    program = f"""
from torch.utils.data import DataLoader
from tfrecord.torch.dataset import TFRecordDataset
if __name__ == "__main__":
    dataset = TFRecordDataset({str(tmp_path / "file")!r}, None, {{"label": "int"}})
    loader = DataLoader(dataset, batch_size=None, num_workers=2)
    print([int(each["label"][0]) for each in loader])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]\n"


def test_tensorflow_and_the_tfrecord_package_do_not_share_a_process(tensorflow: Any) -> None:
    assert "duplicate symbol 'tensorflow.BytesList'" in tensorflow.conflict()


def test_a_list_of_files_that_is_shuffled_anew_gives_workers_files_twice_and_never(tensorflow: Any) -> None:
    answers = tensorflow.listed(12, 6)
    assert any(twice for twice, _ in answers)
    assert all(twice == never for twice, never in answers)


def test_the_shuffle_buffer_lets_no_record_out_too_early(tensorflow: Any) -> None:
    for buffer in (1, 3, 10, 50):
        order = tensorflow.shuffled(40, buffer, 7)
        assert sorted(order) == list(range(40))
        assert all(source <= place + buffer - 1 for place, source in enumerate(order))
    assert tensorflow.shuffled(40, 1, 7) == list(range(40))


def test_ignored_errors_cost_the_rest_of_the_file(tensorflow: Any) -> None:
    damaged = bytearray(FILE)
    damaged[34 + 29] ^= 1
    payloads, message = tensorflow.by_dataset(bytes(damaged), ignore=True)
    assert (len(payloads), message) == (1, "")


def test_the_hint_of_tensorflow_appears_at_offset_0_only(tensorflow: Any) -> None:
    for record_number in range(6):
        damaged = bytearray(FILE)
        damaged[34 * record_number] ^= 1
        _, message = tensorflow.by_dataset(bytes(damaged))
        assert message.endswith("(Is this even a TFRecord file?)") == (record_number == 0)


def test_tensorflow_reads_a_gzip_file_without_its_trailer_and_python_does_not(tensorflow: Any) -> None:
    packed = gzip.compress(FILE, mtime=0)
    whole, message = tensorflow.by_dataset(packed[:-8], compression="GZIP")
    assert (len(whole), message) == (6, "")
    with pytest.raises(EOFError):
        gzip.decompress(packed[:-8])


@pytest.mark.parametrize(("place", "what"), [(-8, "data"), (-1, "length")])
def test_a_gzip_trailer_that_is_there_is_checked(tensorflow: Any, place: int, what: str) -> None:
    packed = bytearray(gzip.compress(FILE, mtime=0))
    packed[place] ^= 1
    _, message = tensorflow.by_dataset(bytes(packed), compression="GZIP")
    assert f"incorrect {what} check" in message


def test_offsets_in_a_compressed_file_count_unpacked_bytes(tensorflow: Any) -> None:
    damaged = bytearray(FILE)
    damaged[3 * 34] ^= 1
    packed = gzip.compress(bytes(damaged), mtime=0)
    assert len(packed) < 3 * 34
    payloads, message = tensorflow.by_dataset(packed, compression="GZIP")
    assert (len(payloads), message) == (3, f"corrupted record at {3 * 34}")


def test_an_unknown_compression_is_taken_for_none_when_reading(tensorflow: Any) -> None:
    assert len(tensorflow.by_dataset(FILE, compression="gzip")[0]) == 6
    packed = gzip.compress(FILE, mtime=0)
    answer = tensorflow.by_dataset(packed, compression="gzip")
    assert answer == ([], "corrupted record at 0 (Is this even a TFRecord file?)")


def test_a_decoded_image_that_may_be_an_animation_cannot_be_resized_in_a_map(tensorflow: Any) -> None:
    assert "contains no shape" in tensorflow.resized(expand=True)
    assert not tensorflow.resized(expand=False)


def test_a_batch_of_images_is_decoded_one_by_one(tensorflow: Any) -> None:
    raised, shape = tensorflow.decoded_batch()
    assert "must be scalar" in raised
    assert shape == [2, 4, 5, 3]


def test_parallel_reads_interleave_so_many_files(tensorflow: Any) -> None:
    files = [[b"%d%d" % (file, n) for n in range(2)] for file in range(4)]
    assert tensorflow.parallel_reads(files, 2) == [b"00", b"10", b"01", b"11", b"20", b"30", b"21", b"31"]
    assert tensorflow.parallel_reads(files, 4) == [files[file][n] for n in range(2) for file in range(4)]


def test_a_writer_that_is_not_closed_keeps_what_was_written_last(tensorflow: Any) -> None:
    assert tensorflow.unclosed(1, 100) == (0, 116)
    before, after = tensorflow.unclosed(20, 100_000)
    assert 0 < before < after == 20 * 100_016


def test_a_seed_gives_the_same_order_in_another_process(tensorflow: Any) -> None:
    assert tensorflow.shuffled(10, 10, 1) == [0, 9, 5, 1, 2, 7, 3, 8, 6, 4]  # from an earlier process


def test_plain_and_compressed_files_can_be_joined(tensorflow: Any) -> None:
    assert len(tensorflow.by_dataset(FILE + FILE)[0]) == 12
    packed = gzip.compress(FILE, mtime=0)
    assert len(tensorflow.by_dataset(packed + packed, compression="GZIP")[0]) == 12


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 5000])
def test_a_member_of_a_tar_file_takes_whole_blocks_and_its_content_is_not_checked(size: int) -> None:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        member = tarfile.TarInfo("0.png")
        member.size = size
        tar.addfile(member, io.BytesIO(b"x" * size))
        assert tar.offset == 512 * (1 + -(-size // 512))
    if size:
        flipped = bytearray(memory.getvalue())
        flipped[512] ^= 1
        with tarfile.open(fileobj=io.BytesIO(flipped)) as tar:
            file = tar.extractfile("0.png")
            assert file
            assert file.read()[:1] == b"y"


def test_forging_a_record_needs_no_secret() -> None:
    forged = b"label=9" + bytes.fromhex("c70b5979")
    assert mask(crc32c(forged)) == mask(crc32c(b"label=7"))


def test_sizes_in_the_prose() -> None:
    assert len(record(b"")) == 16
    assert [len(varint(n)) for n in (-1, 127, 128)] == [10, 1, 2]
    grey = encode_example({"image": ("int64", [200] * 100 + [100] * 100)})
    assert 300 < len(grey) < 330  # one and a half bytes a value


def test_the_page_s_helpers_make_the_kinds_that_they_name(tensorflow: Any) -> None:
    assert tensorflow.feature("int64", [7]) == ("int64_list", [7])
    assert tensorflow.feature("float", [0.5]) == ("float_list", [0.5])
    assert tensorflow.feature("bytes", [b"x"]) == ("bytes_list", [b"x"])


def test_the_page_s_shapes(tensorflow: Any) -> None:
    white = {}
    for shape in ("circle", "square", "triangle"):
        size, dtype, white[shape] = tensorflow.drawn(shape, 32, 12.0)
        assert (size, dtype) == ((32, 32, 3), "uint8")
    assert abs(white["circle"] - 3.14159 * 144) < 30
    assert abs(white["square"] - 19.2**2) < 40
    assert 100 < white["triangle"] < white["square"]


def test_an_example_is_described(tensorflow: Any) -> None:
    example = encode_example({"b": ("int64", [1]), "a": (None, []), "c": ("bytes", [b"x"])})
    lines = ["a: None []", "b: int64_list [1]", "c: bytes_list [b'x']"]
    assert tensorflow.snippet("example", "describe", example) == lines


def test_shards(tensorflow: Any) -> None:
    assert tensorflow.snippet("pipeline", "write_shards", "x", [b"1"], 0) == "ValueError: 0 files cannot hold records"
    names = ["x-00000-of-00003", "x-00001-of-00003", "x-00002-of-00003"]
    assert tensorflow.snippet("pipeline", "write_shards", "x", [b"a", b"b", b"c", b"d"], 3) == names
    assert tensorflow.by_dataset(record(b"a") + record(b"d")) == ([b"a", b"d"], "")
