"""Executed by each Python process that a page's command starts.

It prints as to a terminal, line by line: into a file Python prints at its end, below what the processes print that it
has started. While a page's command runs, the folder of this file stands on PYTHONPATH.
"""

import os
import sys

sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
if "EARLY_ENDS" in os.environ:
    import early_ends  # type: ignore[import-not-found]  # noqa: F401 - beside this file
