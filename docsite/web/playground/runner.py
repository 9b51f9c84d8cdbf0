"""What pages with runnable blocks load: a script and its styles; a worker and Python not before the first click."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from docsite.execution.node import NodeError

FOLDER = "assets/run"  # of the site, for all that is loaded at a click or for one
HERE = Path(__file__).parent
SESSION = HERE.parents[1] / "execution/children/session.py"  # which judges the answers to exercises here, too
OURS = (HERE / "run.css", HERE / "run.mjs", SESSION, HERE / "worker.mjs")
MODULES = ("pyodide.mjs", "pyodide.asm.mjs")  # imported
DATA = ("pyodide.asm.wasm", "python_stdlib.zip")  # fetched, by those
LOCK = "pyodide-lock.json"


@dataclass(frozen=True)
class Runner:
    """What runs Python in the browser, in folders whose names change with what they hold.

    Attributes:
        source: The folder of the package `pyodide`.
        version: Its version.
        folder: The name of the folder of our own files.
    """

    source: Path
    version: str
    folder: str

    @property
    def script(self) -> str:
        """The address of the page's script, from where the assets lie."""
        return f"{self.folder}/run.mjs"

    @property
    def python(self) -> str:
        """The name of the folder of Pyodide's files."""
        return f"pyodide-{self.version}"

    @property
    def sizes(self) -> dict[str, int]:
        """How many bytes are imported and fetched at the first click, before they are compressed for the way."""
        modules, data = (sum((self.source / name).stat().st_size for name in names) for names in (MODULES, DATA))
        return {"modules": modules, "data": data + len(self._lock)}

    @property
    def _lock(self) -> bytes:
        """The list of the packages that Pyodide may load: none, since those that it knows lie on another host."""
        lock = json.loads((self.source / LOCK).read_text(encoding="utf-8"))
        return json.dumps({**lock, "packages": {}}).encode()

    def write(self, assets: Path) -> None:
        """Write all files into a folder of assets; those of Pyodide only if they are not there yet.

        Args:
            assets: The folder.
        """
        for path in OURS:
            target = assets / self.folder / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        python = assets / self.python
        if not python.is_dir():
            python.mkdir()
            for name in (*MODULES, *DATA):
                shutil.copyfile(self.source / name, python / name)
            (python / LOCK).write_bytes(self._lock)


def find_runner(root: Path) -> Runner:
    """Return what runs Python, as installed.

    Args:
        root: The checkout.

    Raises:
        NodeError: Pyodide is not installed.
    """
    source = root / "node_modules/pyodide"
    if not source.is_dir():
        raise NodeError("Pyodide is not installed; `make site` installs it")
    version = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
    digest = hashlib.blake2s(b"".join(path.read_bytes() for path in OURS), digest_size=4)
    return Runner(source, version, digest.hexdigest())
