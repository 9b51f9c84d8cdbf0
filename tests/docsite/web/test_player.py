"""The step player: what is recorded, how it is drawn, and what pages get of it."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from docsite.execution.children.tracing import Recorder, RecordingError, recording
from docsite.execution.node import find_node
from docsite.execution.players import draw
from docsite.source.page import Page
from docsite.source.players import Recording
from docsite.source.project import Project
from docsite.web.player.players import PlayerFiles, assets, equip, script, view_script

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

pytestmark = pytest.mark.spread

ROOT = Path(__file__).resolve().parents[3]
BUDGET = 10 * 1024  # bytes of the player, compressed
VIEW_BUDGET = 4 * 1024  # and of a view
VIEWS = sorted(path.stem for path in ROOT.glob("docsite/web/player/views/*.mjs"))

PROGRAM = """
# --8<-- [start:walk]
def walk(numbers):
    total = 0
    for number in numbers:
        total += number
    squares = [
        number * number
        for number in numbers
        if number
    ]
    return total, squares
# --8<-- [end:walk]


# --8<-- [start:steps]
def steps(numbers):

    def step(number):
        doubled = 2 * number
        return doubled

    for number in numbers:
        yield step(number)
# --8<-- [end:steps]


def outer(numbers):
    return walk(numbers)


# --8<-- [start:careful]
def careful(text):
    try:
        number = int(text)
    except ValueError:
        number = 0
    else:
        number += 1
    return number
# --8<-- [end:careful]
"""


@pytest.fixture
def program(tmp_path: Path) -> ModuleType:
    path = tmp_path / "topic" / "program.py"
    path.parent.mkdir()
    path.write_text(PROGRAM, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("program", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen(run: Callable[..., object], *arguments: object, watch: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return each statement that was executed, with the variables as it left them."""
    found = []

    def see(code: str, variables: Mapping[str, Any]) -> None:
        found.append((code, dict(variables)))

    Recorder()("buckets", run, *arguments, watch=watch, see=see, still="")
    return found


def test_statements_are_seen_when_they_are_done(program: ModuleType) -> None:
    found = seen(program.walk, [2, 3], watch=[program.walk])
    assert [code for code, _ in found] == [
        "total = 0",
        "for number in numbers:",
        "total += number",
        "for number in numbers:",
        "total += number",
        "for number in numbers:",
        "squares = [",
        "return total, squares",
    ]
    assert [now["total"] for _, now in found] == [0, 0, 2, 2, 5, 5, 5, 5]
    assert found[6][1]["squares"] == [4, 9]
    assert found[7][1]["return"] == (5, [4, 9])


def test_only_watched_functions_are_seen(program: ModuleType) -> None:
    codes = [code for code, _ in seen(program.outer, [1], watch=[program.outer])]
    assert codes == ["return walk(numbers)"]


def test_functions_inside_and_generators_are_seen(program: ModuleType) -> None:
    found = seen(lambda: list(program.steps([4, 5])), watch=[program.steps])
    assert [code for code, _ in found] == [
        "def step(number):",
        "for number in numbers:",
        "doubled = 2 * number",
        "return doubled",
        "yield step(number)",
        "for number in numbers:",
        "doubled = 2 * number",
        "return doubled",
        "yield step(number)",
        "for number in numbers:",
    ]
    assert found[3][1]["return"] == 8


@pytest.mark.parametrize(("text", "way"), [("6", "number += 1"), ("x", "except ValueError:")])
def test_handlers_of_errors_are_seen(program: ModuleType, text: str, way: str) -> None:
    codes = [code for code, _ in seen(program.careful, text, watch=[program.careful])]
    assert codes[:2] == ["try:", "number = int(text)"]
    assert codes[2] == way
    assert codes[-1] == "return number"


def test_the_trace_function_of_others_comes_back(program: ModuleType) -> None:
    def theirs(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(theirs)
    try:
        seen(program.walk, [1], watch=[program.walk])
        with pytest.raises(TypeError):
            seen(program.walk, ["a"], watch=[program.walk])
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is theirs


def test_frames_hold_lines_of_their_region_and_what_has_changed(program: ModuleType) -> None:
    def player(record: Callable[..., None], numbers: tuple[int, ...] = (2, 3)) -> None:
        def see(code: str, now: Mapping[str, Any]) -> Any:
            if code.startswith("total +="):
                return "add", {"number": now["number"]}, {"total": now["total"], "numbers": now["numbers"]}
            return ("end", {}, {"total": 0, "numbers": now["numbers"]}) if code == "squares = [" else None

        record("view", program.walk, numbers, watch=[program.walk], see=see, still="add")

    assert json.loads(recording(player)) == {
        "view": "view",
        "blocks": ["topic/program.py:walk"],
        "still": 1,
        "inputs": {"numbers": [2, 3]},
        "frames": [
            ["add", {"number": 2}, 0, 4, 4, {"total": 2, "numbers": [2, 3]}],
            ["add", {"number": 3}, 0, 4, 4, {"total": 5}],
            ["end", {}, 0, 5, 9, {"total": 0}],
        ],
    }
    assert len(json.loads(recording(player, (1, 2, 3)))["frames"]) == 4


def test_state_is_kept_as_it_was(program: ModuleType) -> None:
    state: dict[str, list[int]] = {"seen": []}

    def see(_: str, now: Mapping[str, Any]) -> Any:
        state["seen"].append(now.get("total", 0))
        return "a", {}, state

    recorder = Recorder()
    recorder("view", program.walk, [1], watch=[program.walk], see=see, still="a")
    frames = json.loads(recorder.dump())["frames"]
    assert [len(frame[5]["seen"]) for frame in frames] == list(range(1, len(frames) + 1))


def test_frame_outside_of_regions(program: ModuleType) -> None:
    with pytest.raises(RecordingError, match=r"topic/program\.py:29, which lies in no region"):
        Recorder()("v", program.outer, [1], watch=[program.outer], see=lambda *_: ("a", {}, {}), still="a")


BINS = {"items": [7, 1, 9], "bins": 2, "at": [0, -1, None], "item": 0, "bin": 0, "spans": []}


def recorded(view: str, *states: dict[str, Any]) -> Recording:
    frames = [["key", {}, 0, 1, 1, state] for state in states]
    return Recording(json.dumps({"view": view, "blocks": ["a.py:b"], "still": 0, "frames": frames}))


def drawn(recording: Recording) -> list[ET.Element]:
    pictures = draw(recording, range(len(recording.frames)))
    assert isinstance(pictures, list), pictures
    return [ET.fromstring(picture) for picture in pictures]  # noqa: S314 - our own


def tags(root: ET.Element, tag: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.tag.endswith(f"}}{tag}")]


def test_a_view_draws_each_state_from_what_has_changed() -> None:
    first, second = drawn(recorded("buckets", BINS, {"at": [0, 1, 0], "spans": [[0, 1, 6, True]]}))
    assert len(tags(first, "circle")) == 2
    assert len(tags(second, "circle")) == 3
    assert [text.text for text in tags(first, "text")] == ["0", "1", "7", "1", "9", "7", "1"]
    assert "6" in [text.text for text in tags(second, "text")]


@pytest.mark.parametrize("bins", [2, 6, 12])
def test_items_lie_inside_of_their_bin(bins: int) -> None:
    state = {"items": [1, 2], "bins": bins, "at": [1, 1], "item": 0, "bin": None, "spans": []}
    (root,) = drawn(recorded("buckets", state))
    wide = (480 - 20) / bins
    ends = []
    for group in tags(root, "g"):
        for circle in tags(group, "circle"):
            (x,) = re.findall(r"translate\(([\d.]+)", group.attrib["transform"])
            ends += [float(x) - float(circle.attrib["r"]), float(x) + float(circle.attrib["r"])]
    assert ends == sorted(ends)
    assert 10 + wide + 3 < ends[0]
    assert ends[-1] < 10 + 2 * wide - 3


def test_lattice_piles_up_walkers() -> None:
    (root,) = drawn(recorded("lattice", {"reach": 2, "walkers": [0, 0, 2, -2, 0], "expected": [[0, 2.5], [2, 1.25]]}))
    circles = tags(root, "circle")
    assert len(circles) == 5
    columns = sorted(float(circle.attrib["cx"]) for circle in circles)
    assert columns[0] < 480 / 5 < columns[1] < columns[3] < 480 * 4 / 5 < columns[4]
    assert len({(circle.attrib["cx"], circle.attrib["cy"]) for circle in circles}) == 5


@pytest.mark.parametrize("count", [2, 3, 5])
def test_ring_shows_chunks_and_what_is_sent(count: int) -> None:
    workers = [[10 * worker + chunk for chunk in range(count)] for worker in range(count)]
    state = {"workers": workers, "whole": [[0] * count] * count, "arrived": False}
    sent = [[worker, (worker + 1) % count, 0, 99] for worker in range(count)]
    flying, landed = drawn(recorded("ring", {**state, "sent": sent}, {"arrived": True}))
    labels = [text.text for text in tags(flying, "text")]
    assert all(labels.count(str(number)) >= 1 for row in workers for number in row)
    assert labels.count("99") == count
    assert "99" not in [text.text for text in tags(landed, "text")]
    assert len(tags(landed, "rect")) == count * count


def test_bytes_show_what_is_read_refused_and_still_to_come() -> None:
    state = {"bytes": [*range(20)], "seen": "rr" + "." * 16 + "dd", "now": [0, 2], "next": [2, 5], "odd": 18}
    first, second = drawn(recorded("bytes", {**state, "lines": ["a.b", "7"]}, {"now": None, "next": None, "lines": []}))
    assert len(tags(first, "rect")) == len(tags(second, "rect")) == 20
    texts = [text.text for text in tags(first, "text")]
    assert texts == ["0", "16", *(f"{value:02x}" for value in range(20)), "a.b", "7"]
    boxes = [box.attrib for box in tags(first, "rect")]
    colours = [(box["fill"], box["fill-opacity"]) for box in boxes]
    assert colours[0] == colours[1]
    assert colours[2] == colours[4] == (colours[0][0], "0.22")
    assert colours[5] == colours[17]
    assert colours[18] == colours[19]
    assert len({*colours}) == 4
    assert [place for place, box in enumerate(boxes) if box["stroke-width"] == "3"] == [18]
    assert len(tags(second, "text")) == len(texts) - 2


def test_places_that_are_no_numbers_are_refused() -> None:
    answer = draw(recorded("buckets", BINS | {"bins": "many"}), [0])
    assert answer == "the view 'buckets' cannot draw frame 0: a place or size is NaN"


def pictures() -> list[Path]:
    return sorted(ROOT.glob("snippets/*/*.frames.svg"))


@pytest.mark.parametrize("path", pictures(), ids=lambda path: path.name)
def test_still_pictures_can_stand_inside_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width <= 720
    assert height <= 480
    assert "\n\n" not in text
    assert not re.search(r"\s(id|style|on\w+)=", text)
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    assert all(float(element.attrib.get("font-size", 14)) >= 12 for element in root.iter())


def test_the_player_is_one_small_module(tmp_path: Path) -> None:
    text = script()
    assert len(gzip.compress(text.encode(), mtime=0)) <= BUDGET
    assert not re.search(r"^\s*(import|export)\b", text, re.MULTILINE)
    assert not re.search(r"innerHTML|insertAdjacentHTML|\beval\b|https?://(?!www\.w3\.org/2000/svg)", text)
    (tmp_path / "player.mjs").write_text(text, encoding="utf-8")
    subprocess.run([find_node(), "--check", str(tmp_path / "player.mjs")], check=True)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_one_small_module(view: str, tmp_path: Path) -> None:
    text = view_script(view)
    assert len(gzip.compress(text.encode(), mtime=0)) <= VIEW_BUDGET
    assert "import" not in text
    assert re.findall(r"^export function (\w+)", text, re.MULTILINE) == [view]
    (tmp_path / "view.mjs").write_text(text, encoding="utf-8")
    subprocess.run([find_node(), "--check", str(tmp_path / "view.mjs")], check=True)


def test_the_programs_for_readers_record_the_same_elsewhere(tmp_path: Path) -> None:
    """In an empty folder, with nothing of the checkout on the path: as in a browser."""
    made = assets(ROOT / "snippets")
    assert made.sources
    for name, file in made.sources.items():
        source = json.loads(made.files[file])
        for path, text in source["files"].items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        code = (
            "import importlib, recorder\n"
            f"module = importlib.import_module({source['module']!r})\n"
            f"print(recorder.recording(getattr(module, {source['player']!r})), end='')"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
        )
        assert done.stdout == made.recordings[name].text


PAGE = """---
title: T
---

```python
--8<-- "topic/program.py:one"
--8<-- "topic/program.py:two"
```

<figure>
<div role="img" aria-label="Seen.">
--8<-- "topic/play.frames.svg"
</div>
<figcaption>Caption.</figcaption>
<div data-input="x">Your x:</div>
<div data-input="y">Your y:</div>
<div data-caption="a">{x} &lt; "1"</div>
</figure>
"""


def test_pages_get_what_their_players_need(tmp_path: Path) -> None:
    files = {
        "docs/en/topic.md": PAGE,
        "snippets/topic/program.py": (
            "# --8<-- [start:one]\n\na = 1\n# --8<-- [end:one]\n# --8<-- [start:two]\n\nb = 2\n# --8<-- [end:two]\n"
        ),
        "snippets/topic/play.frames.svg": '<svg data-player="topic.play" viewBox="0 0 1 1">\n</svg>\n',
        "docs/en.yml": (
            "site_name: S\ndocs_dir: en\nmarkdown_extensions:\n  pymdownx.superfences: {}\n  md_in_html: {}\n"
            "  pymdownx.snippets:\n    base_path: [snippets]\n    dedent_subsections: true\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = Page(Project(tmp_path), Path("docs/en/topic.md"), "en")
    frames = [["a", {"x": 1}, 0, 2, 2, {}]]
    one = Recording(json.dumps({"view": "v", "blocks": ["topic/program.py:two"], "still": 0, "frames": frames}))
    sources = {"topic.play": "topic.play.source.0.json"}
    needed = PlayerFiles({}, "player.js", {"v": "v.view.0.js"}, {"topic.play": one}, sources)
    words = {"play": "Play", "failed": 'It "failed".'}
    html, own = equip(page.html, page, needed, words, "../player.js")
    # Of the block's first line, which is empty, Markdown shows nothing: line 2 of the region `two` is its third.
    assert 'data-shows="topic/program.py:two+1"' in html
    assert not re.search("data-caption|data-input", html)
    ((file, content),) = own.items()
    assert re.fullmatch(r"topic\.play\.en\.[0-9a-f]{8}\.json", file)
    assert f'data-player="{file}" data-failed="It &quot;failed&quot;."' in html
    assert json.loads(content) == {
        "recording": one.content,
        "captions": {"a": '{x} < "1"'},
        "words": words,
        "view": "v.view.0.js",
        "labels": {"x": "Your x:", "y": "Your y:"},
        "source": "topic.play.source.0.json",
    }
    assert '<script type="module" src="../player.js"></script>' in html
    assert html.index("player__panel") < html.index("<figcaption>")


def test_pages_without_players_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "docs/en/topic.md").write_text("# T\n", encoding="utf-8")
    page = Page(Project(tmp_path), Path("docs/en/topic.md"), "en")
    assert equip("<figure>\n</figure>", page, PlayerFiles({}, "", {}, {}, {}), {}, "") == ("<figure>\n</figure>", {})
