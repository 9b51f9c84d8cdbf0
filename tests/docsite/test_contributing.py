"""CONTRIBUTING.md quotes the messages of the checks: docsite can say each quote, and each check has its rule."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docsite.checks.pytest_plugin import NEIGHBOUR_CHECKS, PAGE_CHECKS, PROJECT_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
TESTS = [line for line in TEXT.splitlines() if line.startswith(("- Test", "- Last step"))]
NAMES = {
    *PAGE_CHECKS,
    *NEIGHBOUR_CHECKS,
    *PROJECT_CHECKS,
    "output",
    "figures",
    "frames",
    "line …",
    "formulas.py: …",
    "mutants",
    "cells",
    "results",
    "exercises",
}


def strings() -> Iterator[str]:
    """Yield the strings of docsite's code, with `…` for what is filled in."""
    for path in sorted((ROOT / "docsite").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


SAID = list(strings())


def quotes() -> list[str]:
    """Return the messages that stand after the names of tests."""
    spans = [span.strip() for line in TESTS for _, span in CODE.findall(line)]
    return [span for span in spans if " " in span and span not in NAMES and not span.startswith("make ")]


@pytest.mark.parametrize("quote", quotes())
def test_docsite_says_what_is_quoted(quote: str) -> None:
    pattern = re.compile(".*?".join(map(re.escape, quote.split("…"))), re.DOTALL)
    assert any(pattern.search(text) for text in SAID)


def test_messages_are_quoted() -> None:
    assert len(quotes()) > 50


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_check_has_its_rule_and_its_row(name: str) -> None:
    assert any(f"`{name}`" in line for line in TESTS)
    assert re.search(rf"^\|.*`{re.escape(name)}`", TEXT, re.MULTILINE)


def test_rules_are_numbered_without_a_gap() -> None:
    numbers = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", TEXT, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
