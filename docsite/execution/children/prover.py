"""Proves the formulas of one topic, one after the other.

A script of its own, like kernel.py: `prover.py REQUESTS REPLIES ROOT MODULE` imports MODULE from ROOT once, and for
each request, a line of JSON with the `name` of a function and a `tex`, calls the function with the TeX. The reply
tells what it raised, `error`, the `line` of the module where that happened, and whether it was an AssertionError,
`refuted`. What a proof prints is nobody's business.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from typing import Any


def prove(module: str, name: str, tex: str) -> dict[str, Any]:
    """Call a proof; return what it raised."""
    file = ""
    try:
        formulas = importlib.import_module(module)
        file = str(formulas.__file__)
        getattr(formulas, name)(tex)
    except BaseException as error:  # noqa: BLE001 - whatever a proof raises is the author's to see
        text = "".join(traceback.format_exception_only(error)).strip()
        frames = traceback.extract_tb(error.__traceback__)
        line = next((frame.lineno for frame in reversed(frames) if frame.filename == file), None)
        return {"error": text, "line": line, "refuted": isinstance(error, AssertionError)}
    return {"error": None, "line": None, "refuted": False}


def main() -> None:
    """Serve requests until the other end closes."""
    requests = os.fdopen(int(sys.argv[1]), encoding="utf-8")
    replies = os.fdopen(int(sys.argv[2]), "w", encoding="utf-8")
    root, module = sys.argv[3:]
    sys.path.insert(0, root)
    for line in requests:
        request = json.loads(line)
        replies.write(json.dumps(prove(module, request["name"], request["tex"])) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
