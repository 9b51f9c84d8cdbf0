"""The kinds of blocks a page can show, and the one rule of each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from docsite.checks.protobuf import check_protobuf

if TYPE_CHECKING:
    from collections.abc import Callable


class Rule(Enum):
    """What stands behind a block."""

    EXECUTED = "executed"
    COMPARED = "compared with what the block above it prints"
    PARSED = "parsed"


@dataclass(frozen=True)
class Kind:
    """A kind of block.

    Attributes:
        suffix: What the files that it includes end with.
        rule: What proves it.
        parse: For data: the parser that has to accept it.
    """

    suffix: str
    rule: Rule
    parse: Callable[[str], Any] | None = None


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


KINDS = {
    "python": Kind(".py", Rule.EXECUTED),
    "bash": Kind(".sh", Rule.EXECUTED),
    "text": Kind(".out", Rule.COMPARED),
    "diff": Kind(".out", Rule.COMPARED),
    "json": Kind(".json", Rule.PARSED, json.loads),
    "protobuf": Kind(".proto", Rule.PARSED, check_protobuf),
    "sbatch": Kind(".sbatch", Rule.PARSED, check_shell),
    "toml": Kind(".toml", Rule.PARSED, tomllib.loads),
    "yaml": Kind(".yaml", Rule.PARSED, lambda text: list(yaml.safe_load_all(text))),
}

# What stands on a page outside a fence is drawn by the topic's `figures.py`. (A formula stands between `$$`.)
PROSE_SUFFIXES = {".svg", ".md"}
