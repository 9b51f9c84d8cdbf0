import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[[str, Any], Any]


@pytest.fixture(scope="package")
def tensorflow() -> Iterator[Ask]:
    """TensorFlow's answers, from one process for all tests of the topic."""
    command = [sys.executable, "-W", "error", "-W", "ignore:__array__:DeprecationWarning"]
    command.append(str(Path(__file__).with_name("tensorflow_server.py")))
    with subprocess.Popen(command, stdin=-1, stdout=-1, encoding="utf-8") as server:
        assert server.stdin
        assert server.stdout

        def ask(question: str, of: Any = None) -> Any:
            assert server.stdin
            assert server.stdout
            server.stdin.write(json.dumps({"ask": question, "of": of}) + "\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        yield ask
        server.stdin.close()
