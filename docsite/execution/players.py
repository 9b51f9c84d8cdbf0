"""Makes the recordings of a topic: runs its `trace.py`, and draws its still pictures by the players' own views."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsite.execution.node import NodeError, find_node
from docsite.execution.processes import clean_environment, raise_if_unfinished, run_group
from docsite.source.players import FRAMES, PICTURE, Recording
from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docsite.source.project import Project

RECORDER = Path(__file__).parent / "children/tracing.py"
DRAWER = Path(__file__).parents[1] / "web/player/still.mjs"


def record(project: Project, module: Path, timeout: float) -> dict[str, str]:
    """Run a topic's ``trace.py`` and return the texts of the files that come of it, by their names.

    Raises:
        ProblemsError: It fails, takes too long, or records what no view can draw; or Node, which draws, is missing.
    """
    name = ".".join(module.with_suffix("").parts)
    command = [sys.executable, "-W", "error", str(RECORDER), str(project.root), name]
    with tempfile.TemporaryDirectory(prefix="trace-") as home:
        done = run_group(command, cwd=Path(home), environment=clean_environment(Path(home)), timeout=timeout)
    raise_if_unfinished(module, "recording", done, timeout)
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
