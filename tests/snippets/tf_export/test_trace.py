import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.tf_export.generator import package, rows
from snippets.tf_export.trace import names, text_with

CASES = ("f: a", "f: a; g: a", "area_v2: shapes.area, area; turn: angles.turn", "f: a.b.c, e")


def last_state(content: dict[str, Any]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for frame in content["frames"]:
        state |= frame[5]
    return state


@pytest.mark.parametrize("marks", CASES)
def test_the_last_frame_shows_the_files(marks: str) -> None:
    text = recording(names, marks)
    content = json.loads(text)
    state = last_state(content)
    files = package(rows(text_with(marks), "src"), "toolbox")
    wanted = []
    for path, imports in files.items():
        wanted += [path, *(line.partition("  #")[0] for line in imports.splitlines())]
    assert [line.strip() for _, line, _ in state["lines"][2]] == wanted
    assert content["frames"][-1][1] == {"count": len(files)}
    for lines, room in zip(state["lines"], state["room"], strict=True):
        assert len(lines) <= room
    assert isinstance(draw(Recording(text), range(len(content["frames"]))), list)


@pytest.mark.parametrize(
    ("marks", "fault"),
    [
        ("", "1 to 3 entries are needed"),
        ("f: a; g: b; h: c; k: d", "1 to 3 entries are needed"),
        ("f a", "not like"),
        ("f: a, b, c", "2 names are enough for 'f'"),
        ("f: a..b", "this is no name: 'a..b'"),
        ("1f: a", "this is no name: '1f'"),
        ("f: abcdefghijklmno", "longer than 14 letters"),
        ("f: a.b.c.d.e, k.l.m.n.o; g: p.q.r.s.t", "more than 10 lines"),
    ],
)
def test_marks_that_cannot_be_drawn_are_refused(marks: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        recording(names, marks)


def test_figures_name_what_tensorflow_says(tmp_path: Path) -> None:
    """The labels of the rings are the decorators' names in the output of the page."""
    subprocess.run([sys.executable, "-m", "snippets.tf_export.figures", str(tmp_path)], check=True)
    text = (tmp_path / "rings.svg").read_text(encoding="utf-8")
    printed = Path("snippets/tf_export/tensorflow_names.out").read_text(encoding="utf-8")
    layers = [line.split() for line in printed.splitlines() if line[:2] in {"0 ", "1 ", "2 "}]
    assert [name for _, name, *_ in layers] == ["weak_tensor_binary_op_wrapper", "decorator", "-"]
    for name in ("weak_tensor_binary_op_wrapper", "decorator", "_tf_api_names", "REGISTRY", "tf.add"):
        assert f">{name}</text>" in text
