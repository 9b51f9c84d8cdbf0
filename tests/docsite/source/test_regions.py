"""Regions as we read them are those that pymdownx includes."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsite.source.problems import ProblemsError
from docsite.source.regions import parse_regions

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["alpha", "beta", "gamma-2", "delta_3"]
LINES = st.lists(st.sampled_from(["x = 1", "    y = 2", "", "# a comment"]), max_size=4)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    """Draw a file with regions, and what stands in each."""
    lines: list[str] = draw(LINES)
    regions = {}
    for name in draw(st.permutations(NAMES)):
        body = [*draw(LINES), "z = 3", *draw(LINES)]
        lines += [f"# --8<-- [start:{name}]", *body, f"# --8<-- [end:{name}]", *draw(LINES)]
        regions[name] = body
    return "\n".join(lines) + "\n", regions


@given(file=files())
def test_lines_are_those_that_pymdownx_includes(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, dict[str, list[str]]]
) -> None:
    text, expected = file
    path = tmp_path_factory.mktemp("regions") / "file.py"
    path.write_text(text, encoding="utf-8")
    converter = markdown.Markdown(
        extensions=["pymdownx.snippets"],
        extension_configs={
            "pymdownx.snippets": {"base_path": [str(path.parent)], "check_paths": True, "dedent_subsections": True}
        },
    )
    regions = parse_regions(path, path)
    assert list(regions) == list(expected)
    for name, region in regions.items():
        lines = text.splitlines()[region.first - 1 : region.last]
        assert lines == expected[name]
        included = converter.preprocessors["snippet"].run([f'--8<-- "file.py:{name}"'])
        assert included == textwrap.dedent("\n".join(lines)).split("\n")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# --8<-- [start:a]\nx\n", 1, "'a' is never closed"),
        ("x\n# --8<-- [end:a]\n", 2, "'a' ends here but is not open"),
        ("# --8<-- [start:a]\nx\n# --8<-- [end:b]\n", 3, "'b' ends here but is not open"),
        ("# --8<-- [start:a]\n# --8<-- [start:b]\nx\n", 2, "'b' starts inside region 'a'"),
        ("# --8<-- [start:a]\nx\n# --8<-- [end:a]\n# --8<-- [start:a]\nx\n# --8<-- [end:a]\n", 4, "already defined"),
        ("# --8<-- [start:a]\n\n# --8<-- [end:a]\n", 1, "'a' is empty"),
        ("# --8<-- start:a\n", 1, "not a region marker"),
        ("# --8<-- [start:1a]\n", 1, "cannot name a region"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "file.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        parse_regions(path, path)
    assert f"file.py:{line}: " in str(caught.value)
    assert message in str(caught.value)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "file.py"
    path.write_text("# --8<-- [start:a]\nx\n# --8<-- [end:a]\n", encoding="utf-8")
    assert list(parse_regions(path, path)) == ["a"]
    path.write_text("# --8<-- [start:b]\nx\n# --8<-- [end:b]\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert list(parse_regions(path, path)) == ["b"]
