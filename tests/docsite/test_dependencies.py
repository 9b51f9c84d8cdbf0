"""Each direct dependency has its exact version and its reason; no pin outlives what it was for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.+!]+)(?P<marker>;[^#]+)?(?:\s+# (?P<reason>\S.*))?")
TRANSITIVE = "# brought in by the above"


def canonical(name: str) -> str:
    """Return the one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> set[str]:
    """Return the names in the groups of pyproject.toml, and pip, which installs them."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    lines = [line for group in groups.values() for line in group if isinstance(line, str)]
    return {canonical(re.split(r"[;\[<>=! ]", line)[0]) for line in lines} | {"pip"}


def pins(text: str) -> dict[str, re.Match[str]]:
    """Return the line of each package, which has to be pinned exactly and once."""
    found: dict[str, re.Match[str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        match = PIN.fullmatch(line)
        assert match, f"constraints.txt: {line!r} is no exact version"
        name = canonical(match["name"])
        assert name not in found, f"constraints.txt: {name} is pinned twice"
        found[name] = match
    return found


def stated() -> tuple[dict[str, re.Match[str]], dict[str, re.Match[str]]]:
    """Return the pins of direct dependencies, and of what they bring in."""
    above, _, below = (ROOT / "constraints.txt").read_text(encoding="utf-8").partition(TRANSITIVE)
    return pins(above), pins(below)


def test_each_direct_dependency_is_pinned_and_no_other() -> None:
    assert set(stated()[0]) == direct()


def test_each_direct_dependency_has_its_reason() -> None:
    assert [name for name, pin in stated()[0].items() if not pin["reason"]] == []


def test_nothing_is_pinned_in_both_parts() -> None:
    above, below = stated()
    assert set(above) & set(below) == set()


def test_what_is_installed_has_the_version_that_is_pinned() -> None:
    above, below = stated()
    installed = {canonical(one.metadata["Name"]): one.version.partition("+")[0] for one in distributions()}
    pinned = {name: pin["version"] for name, pin in {**above, **below}.items() if name in installed}
    assert pinned == {name: installed[name] for name in pinned}


@pytest.mark.parametrize("line", ["scipy", "scipy>=1", "scipy~=1.0", "scipy==1.*", "scipy==1#for", "scipy==1  #"])
def test_nothing_but_an_exact_version_is_a_pin(line: str) -> None:
    with pytest.raises(AssertionError, match="no exact version"):
        pins(line)
