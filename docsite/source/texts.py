"""The text files of a site, as their authors' editors have left them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsite.source.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

HAN = "\u3400-\u9fff"  # the Chinese characters, for a class of a regular expression


def read_text(path: Path, shown_as: Path) -> str:
    """Return the text of a file, without the mark that some editors put before it.

    Args:
        path: The file.
        shown_as: The path that messages name.

    Raises:
        ProblemsError: It is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        content = path.read_bytes()
        before = content.partition(error.object[error.start :])[0]
        line = before.count(b"\n") + 1
        message = f"not UTF-8: nothing is written with the byte 0x{error.object[error.start]:02x} that stands here"
        guess = "UTF-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "GBK"
        command = f"iconv -f {guess} -t UTF-8 {shown_as.as_posix()}"
        mend = f"save the file as UTF-8; if its editor wrote {guess}, `{command}` reads it"
        raise ProblemsError([Problem(shown_as, line, message, mend)]) from None
