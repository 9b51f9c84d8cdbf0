"""Blocks of the kind `protobuf` are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docsite.checks.parsers import PARSERS
from docsite.checks.protobuf import check_protobuf
from docsite.source.kinds import KINDS

ROOT = Path(__file__).resolve().parents[3]
WHOLE = """syntax = "proto3"; // a comment
package a.b;
/* another,
of two lines */
message Outer {
  message Inner { int32 value = 1; }
  map<string, Inner> inner = 1;
  oneof kind {
    .a.b.Other one = 2;
    float two = 3;
  }
  repeated double values = 536870911 [packed = true];
}
message Empty {}
"""


def test_files_and_parts_are_read() -> None:
    check_protobuf(WHOLE)
    check_protobuf(WHOLE[WHOLE.index("message Outer") :])
    check_protobuf("")
    assert PARSERS["protobuf"] is check_protobuf


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"proto3"', '"proto2"', "line 1: here stands '\"proto2\"', not '\"proto3\"'"),
        ("message Outer", "massage Outer", "line 5: here stands 'massage', not 'message'"),
        ("value = 1;", "value = 1", "line 6: here stands '}', not ';'"),
        ("value = 1", "value = 0", "line 6: no field can have the number 0"),
        ("536870911", "536870912", "line 12: no field can have the number 536870912"),
        ("536870911", "19000", "line 12: no field can have the number 19000"),
        ("value = 1", "value", "line 6: here stands ';', not '='"),
        ("int32 value", "value", "line 6: here stands '=', not 'a name'"),
        ("= 1;", "= one;", "line 6: here stands 'one', not 'a number'"),
        ("two = 3", "two = 2", "line 10: '2' stands twice in this message"),
        ("float two", "float inner", "line 10: 'inner' stands twice in this message"),
        ("oneof kind", "oneof inner", "line 8: 'inner' stands twice in this message"),
        ("map<string", "map<float", "line 7: 'float' cannot be the key of a map"),
        ("map<string,", "map<string", "line 7: here stands 'Inner', not ','"),
        ("[packed = true]", "[packed]", "line 12: here stands ']', not '='"),
        ("oneof kind {", "oneof kind {}\n  oneof kind2 {", "line 8: here stands '}', not 'a name'"),
        ("message Empty {}", "message Empty {", "line 15: here stands 'the end', not 'a name'"),
        ("package a.b", "package", "line 2: here stands ';', not 'a name'"),
    ],
)
def test_faults_are_told_with_their_line(old: str, new: str, message: str) -> None:
    assert old in WHOLE
    with pytest.raises(ValueError, match=re.escape(message)):
        check_protobuf(WHOLE.replace(old, new, 1))


def test_contributing_knows_the_kind() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert re.search(rf"^\|.*`{kind}`", text, re.MULTILINE), kind
