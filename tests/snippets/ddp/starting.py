"""How the tests start the programs."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

PROGRAMS = Path(__file__).parents[3] / "snippets" / "ddp"
BIN = Path(sys.executable).parent
TORCHRUN = ("torchrun", "--standalone", "--nproc-per-node")


class Run(Protocol):
    """Runs a command in a folder and returns what it printed; nothing may go on running after it."""

    def __call__(
        self, folder: Path, *command: str, env: Mapping[str, str] = {}, timeout: float = 240
    ) -> subprocess.CompletedProcess[str]: ...
