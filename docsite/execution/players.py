"""The recordings of a topic: made by its `trace.py`, kept by `make outputs`, compared by the tests.

Of each function that records, a topic keeps `<name>.frames.json` and `<name>.frames.svg`, its still picture. A page
includes the picture, and the build makes a player of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsite.execution.node import NodeError, find_node
from docsite.execution.session import FLOODED, run_group
from docsite.source.listing import listed
from docsite.source.problems import Problem, ProblemsError
from docsite.source.project import clean_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docsite.source.project import Project

RECORDER = Path(__file__).parent / "children/tracing.py"
DRAWER = Path(__file__).parents[1] / "web/player/still.mjs"
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


def record(project: Project, module: Path, timeout: float) -> dict[str, str]:
    """Run a topic's ``trace.py`` and return the texts of the files that come of it, by their names.

    Raises:
        ProblemsError: It fails, takes too long, or records what no view can draw; or Node, which draws, is missing.
    """
    name = ".".join(module.with_suffix("").parts)
    command = [sys.executable, "-W", "error", str(RECORDER), str(project.root), name]
    with tempfile.TemporaryDirectory(prefix="trace-") as home:
        done = run_group(command, cwd=Path(home), environment=clean_environment(Path(home)), timeout=timeout)
    if done.flooded:
        raise ProblemsError([Problem(module, 1, f"recording {FLOODED}")])
    if done.status is None:
        raise ProblemsError([Problem(module, 1, f"recording still ran after {timeout:g} s; it was stopped")])
    if done.status:
        raise ProblemsError(
            [Problem(module, 1, f"recording ended with exit status {done.status}\n{done.said.strip()}")]
        )
    report = json.loads(done.output)
    if problems := [_problem(project, module, *problem) for problem in report["problems"]]:
        raise ProblemsError(problems)
    if not report["recordings"]:
        raise ProblemsError([Problem(module, 1, "it records nothing: no function here has the parameter 'record'")])
    files = {}
    for player, text in report["recordings"].items():
        recording = Recording(text)
        try:
            drawn = draw(recording, range(len(recording.frames)))
        except NodeError as error:
            raise ProblemsError([Problem(module, 1, str(error))]) from None
        if isinstance(drawn, str):
            raise ProblemsError([Problem(module, 1, f"'{player}': {drawn}")])
        files[f"{player}{FRAMES}"] = text
        mark = f'<svg data-player="{module.parent.name}.{player}" '
        files[f"{player}{PICTURE}"] = drawn[recording.still].replace("<svg ", mark, 1)
    return files


def _problem(project: Project, module: Path, file: str, line: int, message: str) -> Problem:
    path = Path(file)
    return Problem(path.relative_to(project.root) if path.is_relative_to(project.root) else module, line, message)


def draw(recording: Recording, wanted: Sequence[int]) -> list[str] | str:
    """Return frames as SVG, drawn by the view that draws them on the page, or say why it cannot.

    Raises:
        NodeError: Node is not installed.
    """
    request = json.dumps({"recording": recording.content, "wanted": list(wanted)})
    done = subprocess.run([find_node(), str(DRAWER)], input=request, capture_output=True, encoding="utf-8", check=True)
    answer: list[str] | dict[str, Any] = json.loads(done.stdout)
    if isinstance(answer, list):
        return answer
    view = recording.content["view"]
    if "views" in answer:
        return f"there is no view '{view}'; there are: {', '.join(answer['views'])}"
    return f"the view '{view}' cannot draw frame {answer['frame']}: {answer['error']}"


def recorded(folder: Path) -> dict[str, str]:
    """Return the texts of a topic's recordings and their still pictures, by the names of the files."""
    files = (path for path in listed(folder) if path.name.endswith((FRAMES, PICTURE)))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def all_recordings(snippets: Path) -> Iterator[tuple[str, Recording]]:
    """Yield the recordings of all topics by the names that their pictures bear: ``topic.player``."""
    for path in listed(snippets, f"*/*{FRAMES}"):
        name = f"{path.parent.name}.{path.name.removesuffix(FRAMES)}"
        yield name, Recording(path.read_text(encoding="utf-8"))
