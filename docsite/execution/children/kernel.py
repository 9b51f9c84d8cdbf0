"""Executes the blocks of one page, one after the other, in one namespace: a reader's Python session.

A script of its own, started in an empty folder by an isolated interpreter (`python -I`), so that a block
finds nothing but the standard library and what is installed. It knows only the standard library. Requests and
replies are lines of JSON on two inherited file descriptors; what the block prints goes to file descriptor 1, a file,
also from processes that it starts. It has been written when the reply comes.
"""

from __future__ import annotations

import ast
import codeop
import json
import os
import runpy
import sys
import time
import traceback
import types
from typing import Any

Request = dict[str, Any]


def compile_block(request: Request, compiler: codeop.Compile) -> types.CodeType:
    """Compile a block so that its lines are those of the file that it was included from.

    Args:
        compiler: The session's: it keeps what blocks import from ``__future__``, and knows nothing of our own imports.
        request: The ``code``, the ``file``, and ``origins``: the line in the file of each line of the code.
    """
    tree = ast.parse(request["code"], request["file"])
    origins = request["origins"]
    for statement in tree.body:
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
        ast.increment_lineno(statement, origins[first - 1] - first)
    return compiler(tree, request["file"], "exec")


def execute(request: Request, namespace: dict[str, Any], compiler: codeop.Compile) -> dict[str, Any]:
    """Execute a block; return its error, if any: where it happened, and its traceback without our own frames."""
    try:
        exec(compile_block(request, compiler), namespace)  # noqa: S102 - this is what a kernel does
    except SyntaxError as error:
        return {"error": f"SyntaxError: {error.msg}", "line": request["origins"][(error.lineno or 1) - 1]}
    except SystemExit as error:
        return {"error": f"the block ends the program (SystemExit: {error.code})", "line": None}
    except BaseException as error:  # noqa: BLE001 - whatever a block raises is the author's to see
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if frame.filename == request["file"]]
        text = "".join(traceback.format_exception_only(error)).strip()
        missing = error.name if type(error) is NameError else None
        return {"error": text, "line": own[-1].lineno if own else None, "missing": missing or ""}
    return {"error": None, "line": None}


def judged(request: Request, namespace: dict[str, Any]) -> dict[str, Any]:
    """Execute an answer to an exercise among copies of the session's names; return its error, or the check's verdict.

    Args:
        request: As for `execute`, and the `check`, with the `script` that holds answers against checks.
        namespace: The session's names.
    """
    own = dict(namespace)
    reply = execute(request, own, codeop.Compile())
    if not reply["error"]:
        judge = runpy.run_path(request["script"])["judge"]
        began = time.process_time()
        reply["verdict"] = judge(request["check"], own)
        reply["seconds"] = time.process_time() - began
    return reply


def main() -> None:
    """Serve requests until the other end closes."""
    requests = os.fdopen(int(sys.argv[1]), encoding="utf-8")
    replies = os.fdopen(int(sys.argv[2]), "w", encoding="utf-8")
    module, compiler = types.ModuleType("__main__"), codeop.Compile()
    sys.modules["__main__"] = module
    stream = sys.stdout
    stream.reconfigure(encoding="utf-8", errors="strict", newline="\n", line_buffering=True)  # type: ignore[union-attr]
    for line in requests:
        request = json.loads(line)
        names = module.__dict__
        reply = judged(request, names) if "check" in request else execute(request, names, compiler)
        if not stream.closed:
            stream.flush()
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
