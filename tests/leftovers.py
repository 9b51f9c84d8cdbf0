"""What editors, systems and interpreters leave among an author's files, laid into a copy of a project."""

from __future__ import annotations

from pathlib import Path

# With the name of a file in place of {}, of its stem in place of {stem}.
NAMES = (
    "._{}",
    ".{}.swp",
    "{}.swp",
    "{}~",
    "#{}#",
    "{}.bak",
    "{}.orig",
    "{}___jb_tmp___",
    ".DS_Store",
    "Thumbs.db",
    "__pycache__/{stem}.cpython-311.pyc",
    "__pycache__/{}",
    ".ipynb_checkpoints/{stem}-checkpoint{suffix}",
)


def lay_beside(file: Path) -> None:
    """Lay beside a file all that may be left there: no text, and for Emacs' lock a link that leads nowhere."""
    for name in NAMES:
        path = file.parent / name.format(file.name, stem=file.stem, suffix=file.suffix)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x00\x05\x16\x07\xff --8<-- [start:x]\n# \x01")
    (file.parent / f".#{file.name}").symlink_to("author@machine.4711:1764400000")
