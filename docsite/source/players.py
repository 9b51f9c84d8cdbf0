"""The recordings of a topic, as `make outputs` keeps them, and the players of a page.

Of each function of its `trace.py` that records, a topic keeps `<name>.frames.json` and `<name>.frames.svg`, its still
picture. A page includes the picture, and the build makes a player of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsite.source.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docsite.source.page import Page

PICTURE = ".frames.svg"
FRAMES = ".frames.json"


@dataclass(frozen=True)
class Frame:
    """One frame: its caption's key, what the caption names, and the lines of the block that were executed."""

    key: str
    values: dict[str, object]
    block: str
    first: int
    last: int


@dataclass(frozen=True)
class Recording:
    """What `<name>.frames.json` holds."""

    text: str

    @cached_property
    def content(self) -> dict[str, Any]:
        """The recording as the player reads it."""
        content: dict[str, Any] = json.loads(self.text)
        return content

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The frames in their order."""
        blocks = self.content["blocks"]
        return tuple(
            Frame(key, values, blocks[block], *lines) for key, values, block, *lines, _ in self.content["frames"]
        )

    @property
    def inputs(self) -> dict[str, object]:
        """What else the function takes that records, with its defaults."""
        return dict(self.content.get("inputs", {}))

    @property
    def still(self) -> int:
        """The number of the frame that stands for all."""
        return int(self.content["still"])


def recorded(folder: Path) -> dict[str, str]:
    """Return the texts of a topic's recordings and their still pictures, by the names of the files."""
    files = (path for path in listed(folder) if path.name.endswith((FRAMES, PICTURE)))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def all_recordings(snippets: Path) -> Iterator[tuple[str, Recording]]:
    """Yield the recordings of all topics by the names that their pictures bear: ``topic.player``."""
    for path in listed(snippets, f"*/*{FRAMES}"):
        name = f"{path.parent.name}.{path.name.removesuffix(FRAMES)}"
        yield name, Recording(path.read_text(encoding="utf-8"))


def player_names(page: Page) -> tuple[str, ...]:
    """Return the names of the players on a page, as their pictures bear them."""
    files = (Path(include.file) for include in page.prose_includes if include.file.endswith(PICTURE))
    return tuple(f"{file.parent.name}.{file.name.removesuffix(PICTURE)}" for file in files)
