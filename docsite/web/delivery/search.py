"""Mends the search: Material's worker cuts a query into other words than those that the index holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.web.delivery.files import small_js

if TYPE_CHECKING:
    from collections.abc import Iterator

CUT = Path(__file__).with_name("search.js")
CALL = re.compile(
    r'(?P<query>\w+)\.replace\(new RegExp\("\\\\p\{sc=Han\}\+","gu"\),'
    r'\w+=>\[\.\.\.\w+\(\w+,this\.index\.invertedIndex\)\]\.join\("\* "\)\)'
)
MENDED = "cutQuery("


def mend_search(assets: Path) -> None:
    """Let the search worker in ``assets`` cut queries as ``search.js`` does.

    Raises:
        ValueError: The worker is not what it is known to be.
    """
    for path in _workers(assets):
        worker = path.read_text(encoding="utf-8")
        if MENDED in worker:
            continue
        mended, count = CALL.subn(rf"{MENDED}\g<query>,this.index.invertedIndex)", worker)
        if count != 1:
            raise ValueError(f"{path}: one call that cuts a query was expected, not {count}")
        path.write_text(f"{small_js(CUT.read_text(encoding='utf-8'))}\n{mended}", encoding="utf-8")


def _workers(assets: Path) -> Iterator[Path]:
    return assets.glob("javascripts/workers/search.*.js")
