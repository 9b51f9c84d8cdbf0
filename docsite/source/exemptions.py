"""Files that list exceptions, each with the reason why it may be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docsite.source.layout import Layout


@dataclass(frozen=True)
class Exempt:
    """An entry: the keys that lead to it, the reason, and its line."""

    keys: tuple[str, ...]
    reason: str
    line: int


def read_reasons(layout: Layout, file: Path, depth: int) -> list[Exempt]:
    """Return the entries of a YAML file: nested mappings whose innermost values are the reasons.

    Args:
        layout: Where things lie.
        file: The file, relative to the root; there may be none.
        depth: How many keys lead to a reason.

    Raises:
        ProblemsError: The file is not YAML, or not of this form.
    """
    path = layout.root / file
    if not path.is_file():
        return []
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProblemsError([Problem(file, line, f"not YAML: {error.problem}")]) from error
    return list(_entries(root, (), depth, file)) if root else []


def _entries(node: yaml.Node, keys: tuple[str, ...], depth: int, file: Path) -> Iterator[Exempt]:
    line = node.start_mark.line + 1
    if len(keys) < depth:
        if not isinstance(node, yaml.MappingNode):
            raise ProblemsError([Problem(file, line, f"here stands no mapping, but {depth} keys lead to a reason")])
        for key, value in node.value:
            yield from _entries(value, (*keys, str(key.value)), depth, file)
    elif not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise ProblemsError([Problem(file, line, f"'{keys[-1]}' has no reason", "say why it may be an exception")])
    else:
        yield Exempt(keys, node.value, line)
