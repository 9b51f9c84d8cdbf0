"""Lists files as their author sees them: without what editors, systems and interpreters leave among them."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

# Names of files and folders: hidden ones (`.#x.md` of Emacs, `._x.md` and `.DS_Store` of macOS, `.x.py.swp` of Vim),
# copies (`x.md~`, `#x.md#`, `x.md.bak`, `x.md___jb_tmp___` of JetBrains), and what merges, Windows and Python leave.
LEFTOVER = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:sw[a-p]|bak|orig|rej|tmp|temp|py[cod])|.*___jb_(?:tmp|old|bak)___|4913"
    r"|__pycache__|__MACOSX|Icon\r|Thumbs\.db|ehthumbs\.db|desktop\.ini|~\$.*",
    re.IGNORECASE,
)


def is_leftover(path: PurePath) -> bool:
    """Tell whether a path, relative to the project, is or lies in something that no author has written."""
    return any(LEFTOVER.fullmatch(part) for part in path.parts)


def listed(folder: Path, pattern: str = "*") -> list[Path]:
    """Return what lies in a folder and matches a pattern, such as ``**/*.md``, sorted and without leftovers."""
    return [path for path in sorted(folder.glob(pattern)) if not is_leftover(path.relative_to(folder))]
