"""Draws a square."""

import sys
from pathlib import Path

if __name__ == "__main__":
    square = '<svg viewBox="0 0 10 10"><path d="M1 1h8v8h-8z"/></svg>\n'
    Path(sys.argv[1], "square.svg").write_text(square, encoding="utf-8")
