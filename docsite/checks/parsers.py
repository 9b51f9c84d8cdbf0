"""What has to accept a block of data: a parser for each kind whose rule it is to be parsed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from docsite.checks.protobuf import check_protobuf

if TYPE_CHECKING:
    from collections.abc import Callable


def check_shell(text: str) -> None:
    """Have ShellCheck read a script that only a cluster can run.

    Raises:
        ValueError: It finds something, be it a matter of style.
        FileNotFoundError: It is not installed.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    program = shutil.which("shellcheck", path=path)
    if program is None:
        raise FileNotFoundError("shellcheck, which would prove it, is not installed")
    command = [program, "--norc", "--shell=bash", "--format=json", "-"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    found = json.loads(done.stdout)
    if found:
        raise ValueError("; ".join(f"line {note['line']}: {note['message']} (SC{note['code']})" for note in found))


PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "protobuf": check_protobuf,
    "sbatch": check_shell,
    "toml": tomllib.loads,
    "yaml": lambda text: list(yaml.safe_load_all(text)),
}
