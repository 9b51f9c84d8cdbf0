"""Answers for TensorFlow, in a process of its own: each line of standard input is a request, each answer a line."""

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

from tensorflow.python.tools.api.generator2.extractor import extractor
from tensorflow.python.tools.api.generator2.shared import exported_api
from tensorflow.python.util import tf_export

DECORATOR = "tensorflow.python.util.tf_export.tf_export"


def rows(sources: Iterable[str]) -> list[list[list[Any]] | None]:
    """Return what the extractor finds in texts: a list for each, None where it refuses one."""
    found: list[list[list[Any]] | None] = []
    for source in sources:
        exports = exported_api.ExportedApi()
        try:
            extractor.Parser(exports, DECORATOR, "tf").process("module", source)
        except extractor.BadExportError:
            found.append(None)
            continue
        found.append(
            sorted(
                [
                    one.symbol_name,
                    [name.removeprefix("tf.") for name in one.v2_apis],
                    [name.removeprefix("tf.") for name in one.v1_apis],
                    one.line_no,
                ]
                for one in exports.symbols
            )
        )
    return found


def canonical(cases: Iterable[tuple[list[str], list[str]]]) -> list[str | None]:
    """Return the canonical name for pairs of names and deprecated names."""
    return [tf_export.get_canonical_name(*case) for case in cases]


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(globals()[request["ask"]](request["of"])), flush=True)
