"""The packages of Python that readers' blocks may import: they lie beside Pyodide, ready to be imported.

A browser takes eight seconds to compile what `import sympy` imports, and one if that is compiled. So they are compiled
here, once, by Pyodide itself, for only the same version of Python can read it; and packed by xz, which makes them a
third smaller than a zip file would be. Pages that import none of them load nothing of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from docsite.execution.node import run_node
from docsite.source.runnable import PACKAGES
from docsite.web.delivery.files import hashed_name

HERE = Path(__file__).parent
COMPILER = HERE / "compile.mjs"
MAKERS = (COMPILER, HERE / "compiling.py")


class PackageError(Exception):
    """A package is not installed, which the text says how to mend."""


def archives(modules: Iterable[str], pyodide: Path, cache: Path) -> Sequence[Path]:
    """Return the files of the packages that some modules belong to, and of those that these need; make what is missing.

    Args:
        modules: Full names, such as `sympy.core`; those of the standard library need no file.
        pyodide: The folder of the package `pyodide`.
        cache: The folder of what was made before.

    Returns:
        Files whose names change with what they hold, for they tell the version, and stand for what compiled it: each a
        zip file that Python can import from, packed by xz.

    Raises:
        PackageError: One of the packages is not installed.
        NodeError: Pyodide does not compile it.
    """
    asked = {module.split(".")[0] for module in modules} & PACKAGES.keys()
    needed = asked.union(*(PACKAGES[package] for package in asked))
    return [_archive(package, pyodide, cache) for package in sorted(needed)]


def _archive(package: str, pyodide: Path, cache: Path) -> Path:
    folder = _folder(package)
    release = version(package)
    made_by = b"".join(path.read_bytes() for path in (pyodide / "package.json", *MAKERS))
    archive = cache / hashed_name(f"{package}-{release}.xz", made_by)
    if not archive.is_file():
        import lzma  # noqa: PLC0415 - some Pythons were built without it, and few sites need it

        print(f"compiling {package} {release} for the browser, once", file=sys.stderr)
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as made:
            target = Path(made, "package.zip")
            run_node(COMPILER, json.dumps({"package": str(folder), "target": str(target)}))
            packed = Path(made, "package.xz")
            packed.write_bytes(lzma.compress(target.read_bytes()))
            packed.replace(archive)  # whole, though both languages may be at it
    return archive


def _folder(package: str) -> Path:
    """Return where the sources of a package lie."""
    spec = find_spec(package)
    if not spec or not spec.submodule_search_locations:
        raise PackageError(f"a page lets its readers run {package}, which is not installed; `make site` installs it")
    return Path(spec.submodule_search_locations[0])
