"""Frames of the page's player: marks in a text become rows, and rows become imports."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from snippets.tf_export.generator import package, rows

Sight = tuple[str, dict[str, Any], dict[str, Any]]
EXAMPLE = "area_v2: shapes.area, area; turn: angles.turn"
MODULE = "src"
MOST = 3
ROOM = 10
LONGEST = 14
ENTRY = re.compile(r"\s*(\w+)\s*:\s*([\w.]+(?:\s*,\s*[\w.]+)*)\s*")


def names(record: Callable[..., None], marks: str = EXAMPLE) -> None:
    """Follow marks in a text to the files of a package.

    Args:
        record: What records: it gets the function to run and what to see of it.
        marks: At most 3 entries such as `area_v2: shapes.area, area`, with semicolons
            between them: a function, and the public names that it is to have.

    Raises:
        ValueError: For other texts.
    """
    source = text_with(marks)
    files = generate(source)
    if len(files) + sum(text.count("\n") for text in files.values()) > ROOM:
        raise ValueError(f"these names ask for more than {ROOM} lines of files")
    see = Run(source).see
    record(
        "sections", generate, source, watch=[rows, package], see=see, still="written"
    )


def text_with(marks: str) -> str:
    """Return the source text that the reader's marks stand for."""
    lines = ["from toolbox.marks import export"]
    entries = [entry for entry in marks.split(";") if entry.strip()]
    if not 1 <= len(entries) <= MOST:
        raise ValueError(
            f"1 to {MOST} entries are needed, with semicolons between them"
        )
    for entry in entries:
        found = ENTRY.fullmatch(entry)
        if not found:
            raise ValueError(
                f"not like `area_v2: shapes.area, area`: {entry.strip()!r}"
            )
        symbol, given = found[1], re.split(r"\s*,\s*", found[2])
        if len(given) > 2:
            raise ValueError(f"2 names are enough for {symbol!r}")
        for name in (symbol, *given):
            if not all(part.isidentifier() for part in name.split(".")):
                raise ValueError(f"this is no name: {name!r}")
            if len(name) > LONGEST:
                raise ValueError(f"{name!r} is longer than {LONGEST} letters")
        quoted = ", ".join(f'"{name}"' for name in given)
        lines += [f"@export({quoted})", f"def {symbol}(): ..."]
    return "\n".join(lines) + "\n"


def generate(source: str) -> dict[str, str]:
    """Return the files of the package that a text's marks ask for."""
    return package(rows(source, MODULE), "toolbox")


class Run:
    """What is seen of one run of `generate`."""

    def __init__(self, source: str) -> None:
        """Begin with a text that nobody has read."""
        self.source = source.splitlines()
        self.found: list[str] = []
        self.imports: list[str] = []
        self.files: dict[str, str] = {}

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that finds an export, an import or a file."""
        if code.startswith("tree = ast.parse"):
            return "parsed", {}, self.state()
        if code.startswith("found.append"):
            one = now["found"][-1]
            self.found.append(f"{one.symbol} -> {', '.join(one.names)}")
            return "row", {"symbol": one.symbol, "line": one.line}, self.state(one.line)
        if code.startswith("imports.setdefault") and "place" in now:
            self.imports.append(now["public"])
            named = {"name": now["name"], "file": path_of(now["place"])}
            return "import", named, self.state(planned=now["imports"])
        if code.startswith("files[path] ="):
            self.files = dict(now["files"])
            return (
                "file",
                {"file": f"toolbox/{now['path']}"},
                self.state(now=now["path"]),
            )
        if code.startswith("return files"):
            return "written", {"count": len(now["files"])}, self.state()
        return None

    def state(
        self,
        line: int = 0,
        planned: Mapping[str, list[tuple[str, str, str]]] | None = None,
        now: str = "",
    ) -> dict[str, Any]:
        """Return what the view `sections` draws: what is dealt with stands out."""
        text = [
            [f"line {number}", content, 2 if number == line else 0]
            for number, content in enumerate(self.source, 1)
        ]
        last = len(self.found) - 1
        found = [
            [f"row {number}", row, 2 if line and number == last else 0]
            for number, row in enumerate(self.found)
        ]
        return {
            "titles": [f"{MODULE}.py", "rows", "toolbox/"],
            "lines": [text, found, self.written(planned, now)],
            "room": [1 + 2 * MOST, MOST, ROOM],
        }

    def written(
        self, planned: Mapping[str, list[tuple[str, str, str]]] | None, now: str
    ) -> list[list[Any]]:
        """Return the lines of the files, or of the imports that are planned."""
        if planned is not None:
            texts = [short(text) for lines in planned.values() for *_, text in lines]
            return [
                [f"plan {number}", text, 2 if number == len(texts) - 1 else 0]
                for number, text in enumerate(texts)
            ]
        shown = []
        for path, text in self.files.items():
            tone = 2 if path == now else 1
            shown.append([path, path, tone])
            for number, content in enumerate(text.splitlines()):
                shown.append([f"{path} {number}", f"    {short(content)}", 0])
        return shown


def short(text: str) -> str:
    """Return an import without the comment on its line."""
    return text.partition("  #")[0]


def path_of(place: str) -> str:
    """Return the file of a package."""
    return f"{place.replace('.', '/')}/__init__.py"
