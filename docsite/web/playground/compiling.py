"""Compiles a package for the Python that executes this file: that of Pyodide, which compile.mjs starts.

It needs nothing but the standard library.
"""

from __future__ import annotations

import io
import py_compile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

UNUSED = {"tests", "benchmarks"}  # of use to the authors of a package alone


def compiled(package: Path) -> bytes:
    """Return a zip file that Python can import a package from: the same bytes each time.

    Nothing in it is compressed: what is done to the whole gets it smaller than what is done to each file.

    Args:
        package: The folder of its sources.

    Raises:
        py_compile.PyCompileError: One of them is no Python.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, TemporaryDirectory() as folder:
        for source in sorted(package.rglob("*.py")):
            name = source.relative_to(package.parent)
            if UNUSED.isdisjoint(name.parts):
                # The path and the time of the source are of this machine: neither gets in.
                target = py_compile.compile(
                    str(source),
                    cfile=f"{folder}/compiled",
                    dfile=name.as_posix(),
                    doraise=True,
                    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
                )
                archive.writestr(zipfile.ZipInfo(f"{name.as_posix()}c"), Path(str(target)).read_bytes())
    return packed.getvalue()
