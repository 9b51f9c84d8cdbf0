"""Players on the built pages: each figure with a recorded picture gets what its player needs, as plain functions."""

from __future__ import annotations

import ast
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.source.players import Recording, all_recordings, player_names
from docsite.web.delivery.files import hashed_name, small_css

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docsite.source.page import Fence, Page

HERE = Path(__file__).parent

# Where the files lie, from the folder of the site.
FOLDER = "assets/player"

# How the still picture of a player begins.
PICTURE = '<svg data-player="'

FIGURE = re.compile(
    rf'<figure>(?P<above>(?:(?!</figure>).)*?{PICTURE}(?P<name>[^"]+)".*?</svg>\s*</div>)'
    r"(?P<below>.*?)</figure>",
    re.DOTALL,
)
INPUT = re.compile(r'\s*<div data-input="(?P<name>[^"]*)">(?P<label>.*?)</div>')
CAPTION = re.compile(r'\s*<div data-caption="(?P<key>[^"]*)">(?P<text>.*?)</div>')
BLOCK = re.compile(r'<div class="[^"]*\bhighlight\b[^"]*"[^>]*(?=>)')
EXPORT = re.compile(r"^export (?:const|function) (\w+)", re.MULTILINE)
VIEW = "{}.view.js"
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
ONLY_FOR_AUTHORS = re.compile(rf"{IMPORT.pattern}|^\s*//.*\n", re.MULTILINE)


@dataclass(frozen=True)
class PlayerFiles:
    """What the players of all pages load: the contents of the files, by names that change with them.

    Attributes:
        files: The contents.
        script: The name of the script.
        views: The names of the files that draw, by the names of the views: a page loads those of its own players.
        recordings: The recordings, by the names of the players.
        sources: The names of the files with the programs that record for a reader, by the names of the players.
    """

    files: Mapping[str, str]
    script: str
    views: Mapping[str, str]
    recordings: Mapping[str, Recording]
    sources: Mapping[str, str]


def assets(snippets: Path) -> PlayerFiles:
    """Return what the players of all topics load; no files, if there are no players."""
    recordings = dict(all_recordings(snippets))
    files, sources = {}, {}
    for name, recording in recordings.items():
        if recording.inputs:
            text = _source(snippets, *name.split("."))
            sources[name] = hashed_name(f"{name}.source.json", text.encode())
            files[sources[name]] = text
    views = {}
    for view in {recording.content["view"] for recording in recordings.values()}:
        text = view_script(view)
        views[view] = hashed_name(VIEW.format(view), text.encode())
        files[views[view]] = text
    text = script()
    name = hashed_name("player.js", text.encode())
    return PlayerFiles(files | ({name: text} if recordings else {}), name, views, recordings, sources)


def _source(snippets: Path, topic: str, player: str) -> str:
    """Return what records a player anew, as JSON: the files, the module and its function."""
    package = f"{snippets.name}.{topic}"
    paths = _with_imported(snippets / topic / "trace.py", package, [])
    files = {path.relative_to(snippets.parent).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    files["recorder.py"] = (HERE.parents[1] / "execution/children/tracing.py").read_text(encoding="utf-8")
    return json.dumps({"files": files, "module": f"{package}.trace", "player": player}, ensure_ascii=False)


def _with_imported(module: Path, package: str, known: list[Path]) -> list[Path]:
    """Return the files that are known, a module, and those that it imports from its package, each once."""
    if module in known:
        return known
    known = [*known, module]
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(f"{package}."):
            within = node.module.removeprefix(package).lstrip(".")
            for name in [within] if within else [alias.name for alias in node.names]:
                known = _with_imported(module.with_name(f"{name}.py"), package, known)
    return known


def script() -> str:
    """Return the player with its styles as one module."""
    styles = small_css((HERE / "player.css").read_text(encoding="utf-8"))
    modules = [_module((HERE / name).read_text(encoding="utf-8")) for name in ("python.mjs", "states.mjs")]
    player = ONLY_FOR_AUTHORS.sub("", (HERE / "player.mjs").read_text(encoding="utf-8"))
    return "\n".join([f"const STYLES = {json.dumps(styles)};", *modules, player])


def view_script(name: str) -> str:
    """Return a view, with what it draws with, as one module."""
    marks = _module((HERE / "marks.mjs").read_text(encoding="utf-8"))
    view = IMPORT.sub("", (HERE / f"views/{name}.mjs").read_text(encoding="utf-8"))
    return f"{marks}\n{ONLY_FOR_AUTHORS.sub('', view)}"


def _module(text: str) -> str:
    """Return a module as an expression, so that its names clash with none of another."""
    exports = ", ".join(EXPORT.findall(text))
    body = re.sub(r"^export ", "", ONLY_FOR_AUTHORS.sub("", text), flags=re.MULTILINE)
    return f"const {{ {exports} }} = (() => {{\n{body}return {{ {exports} }};\n}})();"


def equip(
    text: str, page: Page, assets: PlayerFiles, words: Mapping[str, str], script_address: str
) -> tuple[str, dict[str, str]]:
    """Return the HTML of a page with its players, and the files that only they load: their contents, by their names.

    Args:
        text: What Markdown made of the page.
        page: Its source, which tells what its blocks show.
        assets: What players load.
        words: What stands on the controls, in the page's language.
        script_address: Where the page finds the script.
    """
    names = player_names(page)
    files: dict[str, str] = {}
    if not names:
        return text, files

    def figure(match: re.Match[str]) -> str:
        name, below = match["name"], match["below"]
        texts = {found["key"]: html.unescape(found["text"]) for found in CAPTION.finditer(below)}
        data: dict[str, object] = {
            "captions": texts,
            "words": dict(words),
            "recording": assets.recordings[name].content,
            "view": assets.views[assets.recordings[name].content["view"]],
        }
        kind = "player"
        if labels := {asked["name"]: html.unescape(asked["label"]) for asked in INPUT.finditer(below)}:
            data |= {"labels": labels, "source": assets.sources[name]}
            kind = f"player player--input player--inputs-{len(labels)}"
        content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        file = hashed_name(f"{name}.{page.language}.json", content.encode())
        files[file] = content
        failed = html.escape(words["failed"])
        return (
            f'<figure class="{kind}" data-player="{file}" data-failed="{failed}">{match["above"]}'
            '\n<div class="player__panel"></div>'
            f'{INPUT.sub("", CAPTION.sub("", below))}<script type="module" src="{script_address}"></script>\n</figure>'
        )

    regions = {frame.block for name in names for frame in assets.recordings[name].frames}
    return FIGURE.sub(figure, _with_marked_blocks(text, page, regions)), files


def _with_marked_blocks(text: str, page: Page, regions: set[str]) -> str:
    """Let the blocks that show these regions say so: `topic/program.py:region+2` has two lines above the region."""
    fences = iter(page.fences)

    def block(match: re.Match[str]) -> str:
        shown = " ".join(_shown(page, next(fences), regions))
        return f'{match[0]} data-shows="{shown}"' if shown else match[0]

    return BLOCK.sub(block, text)


def _shown(page: Page, fence: Fence, regions: set[str]) -> list[str]:
    lines = page.code(fence)
    while lines and not lines[0].text.strip():
        lines = lines[1:]  # Markdown drops these
    shown = []
    for include in fence.includes:
        if str(include) in regions:
            file, region = Path("snippets", include.file), page.region(include)
            row, line = next(
                (row, line.line) for row, line in enumerate(lines) if line.file == file and line.line in region
            )
            shown.append(f"{include}+{row - (line - region.first)}")
    return shown
