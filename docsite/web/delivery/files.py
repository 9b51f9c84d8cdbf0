"""Files as they are sent: small, and under names that change with what they hold, so that browsers may keep them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def small_css(css: str) -> str:
    """Return the styles without what only their authors need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", css).replace(";}", "}").strip()


def small_js(script: str) -> str:
    """Return the script without its lines of comments and its indents."""
    return re.sub(r"(?m)^\s*(//.*)?\n?|^\s+", "", script)


def hashed_name(name: str, content: bytes) -> str:
    """Return ``stem.HASH.suffix`` for a name and what the file holds."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.blake2s(content, digest_size=4).hexdigest()}.{suffix}"


def write_hashed(folder: Path, name: str, content: bytes) -> Path:
    """Write ``content`` under its hashed name and return where."""
    path = folder / hashed_name(name, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
