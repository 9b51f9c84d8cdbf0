"""Executes a notebook as Jupyter would. A script of its own: `notebook.py NOTEBOOK TIMEOUT` rewrites NOTEBOOK.

The kernel lives in the folder that this was started in. A cell that fails keeps its error as an output, and those
below it are not executed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


def main(path: Path, timeout: int) -> str:
    """Execute the notebook in place; return why it came to no end, or ""."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=timeout, kernel_name="python3")
    try:
        client.execute()
    except CellExecutionError:
        pass  # told by the cell's outputs
    except (CellTimeoutError, DeadKernelError) as error:
        return str(error)
    finally:
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])) or 0)
