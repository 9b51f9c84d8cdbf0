import re
from pathlib import Path
from typing import Any

import pytest

from snippets.tfrecord import twin

TEXT = (Path(twin.__file__).parent / "example.proto").read_text(encoding="utf-8")
MESSAGE = re.compile(r"^message (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"(repeated )?(map<\w+, \w+>|\w+) (\w+) = (\d+)(?: \[packed = (true)\])?;")
Fields = dict[str, dict[str, tuple[int, str, str]]]


def declared(text: str) -> Fields:
    """Return number, type and label or oneof of each field, by message and name."""
    found: Fields = {}
    for name, body in MESSAGE.findall(re.sub(r"//.*", "", text)):
        found[name] = {}
        oneof = re.search(r"oneof (\w+) \{(.*?)\}", body, re.DOTALL)
        inside = [each[2] for each in FIELD.findall(oneof[2])] if oneof else []
        for repeated, kind, field, number, packed in FIELD.findall(body):
            label = ("repeated" if repeated else "") + (" packed" if packed else "")
            found[name][field] = int(number), kind, f"oneof {oneof[1]}" if oneof and field in inside else label
    return found


def test_the_file_declares_what_tensorflow_declares(tensorflow: Any) -> None:
    assert declared(TEXT) == tensorflow.descriptors()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bytes_list = 1", "bytes_list = 4"),
        ("repeated float", "repeated double"),
        ("map<string", "map<bytes"),
        ("  oneof kind {", "  oneof type {"),
        (" [packed = true]", ""),
        ("repeated bytes", "bytes"),
        ("message FeatureList {", "message FeatureRow {"),
        ("SequenceExample {\n  Features context", "SequenceExample {\n  Feature context"),
        ("int64 value", "int64 values"),
    ],
)
def test_another_declaration_would_be_noticed(tensorflow: Any, old: str, new: str) -> None:
    assert old in TEXT
    assert declared(TEXT.replace(old, new)) != tensorflow.descriptors()


def test_the_twin_has_the_kinds_in_the_order_of_their_numbers(tensorflow: Any) -> None:
    fields = tensorflow.descriptors()["Feature"]
    assert {f"{kind}_list": number for number, kind in enumerate(twin.KINDS, 1)} == {
        name: number for name, (number, _, _) in fields.items()
    }
