import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Peer:
    """TensorFlow in another process: calls the functions of peer.py."""

    def __init__(self) -> None:
        """Start it."""
        command = [sys.executable, str(Path(__file__).with_name("peer.py")), str(ROOT)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __getattr__(self, name: str) -> Any:
        """Return what calls a function of this name."""
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> Any:
            assert self.process.stdin
            assert self.process.stdout
            pickle.dump((name, arguments, options), self.process.stdin)
            self.process.stdin.flush()
            return pickle.load(self.process.stdout)  # noqa: S301 - from our own script

        return call

    def close(self) -> None:
        """End it."""
        self.process.communicate()
        assert self.process.returncode == 0


@pytest.fixture(scope="package")
def tensorflow() -> Iterator[Peer]:
    """TensorFlow, started once for all tests of the topic."""
    peer = Peer()
    yield peer
    peer.close()
