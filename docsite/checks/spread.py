"""Which tests stay together where several processes share them, and which of them concern a topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from docsite.source.project import Project


def group(item: pytest.Item, project: Project) -> str:
    """Return the name that a test shares with those that have to run in the same process; "" if it shares nothing.

    The pages of a topic and its programs share the results of blocks and commands, and the tests of any other file what
    its fixtures have started, but for one that is marked `spread`.
    """
    if mark := item.get_closest_marker("xdist_group"):
        return str(mark.args[0])
    if item.get_closest_marker("spread"):
        return ""
    path = item.path.relative_to(project.root)
    if path in project.pages and path.suffix == ".md":
        return project.pages[path].topic
    return path.parent.name if path in project.programs else path.as_posix()


def join(item: pytest.Item, name: str) -> None:
    """Put a test into a group, which is told by the end of its id.

    pytest-xdist 3.8.0 would do so, but of the id that it changes pytest 9.2 knows no more.
    """
    if name:
        item._id = type(item._id).parse(f"{item.nodeid}@{name}")


def concerns(test: str, topic: str, project: Project) -> bool:
    """Return whether a test is of a topic: its id names the topic, or one of the topic's pages."""
    names = "|".join(map(re.escape, {topic, *project.stems[topic]}))
    return bool(re.search(rf"(?<![A-Za-z0-9_])(?:{names})(?![A-Za-z0-9_])", test))
