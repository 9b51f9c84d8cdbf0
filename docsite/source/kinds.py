"""The kinds of blocks a page can show, and the one rule of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docsite.source.page import Fence


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
    """

    suffix: str
    rule: Rule


KINDS = {
    "python": Kind(".py", Rule.EXECUTED),
    "bash": Kind(".sh", Rule.EXECUTED),
    "text": Kind(".out", Rule.COMPARED),
    "diff": Kind(".out", Rule.COMPARED),
    "json": Kind(".json", Rule.PARSED),
    "protobuf": Kind(".proto", Rule.PARSED),
    "sbatch": Kind(".sbatch", Rule.PARSED),
    "toml": Kind(".toml", Rule.PARSED),
    "yaml": Kind(".yaml", Rule.PARSED),
}

# What stands on a page outside a fence is drawn by the topic's `figures.py`. (A formula stands between `$$`.)
PROSE_SUFFIXES = {".svg", ".md"}


def is_output(fence: Fence) -> bool:
    """Tell whether a block shows what a program prints."""
    kind = KINDS.get(fence.kind)
    return kind is not None and kind.rule is Rule.COMPARED
