"""The kinds of blocks a page can show, and the one rule of each."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import yaml

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


KINDS = {
    "python": Kind(".py", Rule.EXECUTED),
    "bash": Kind(".sh", Rule.EXECUTED),
    "text": Kind(".out", Rule.COMPARED),
    "json": Kind(".json", Rule.PARSED, json.loads),
    "toml": Kind(".toml", Rule.PARSED, tomllib.loads),
    "yaml": Kind(".yaml", Rule.PARSED, lambda text: list(yaml.safe_load_all(text))),
}

# What stands on a page outside a fence is drawn by the topic's `figures.py`. (A formula stands between `$$`.)
PROSE_SUFFIXES = {".svg", ".md"}
