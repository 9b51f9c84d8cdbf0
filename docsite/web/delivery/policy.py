"""What a page may load and run, as a Content-Security-Policy: files of this site, and the scripts in it, by hash.

All pages have the same policy, because instant navigation keeps that of the first page a reader opens.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\W?application/json)[^>]*>(.*?)</script>", re.DOTALL)
CHARSET = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)


def hashes(html: str) -> list[str]:
    """Return the hashes of the scripts that stand in a page, as a policy names them."""
    digests = (hashlib.sha256(code.encode()).digest() for code in INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(script_hashes: Iterable[str] = ()) -> str:
    """Return the policy of a page that holds scripts of these hashes."""
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *script_hashes]),  # wasm: Python in the browser
        "worker-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # the parts of a formula are placed by style attributes
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def with_policy(html: str) -> str:
    """Return a page that states its policy before anything that it governs."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes(html))}">'
    return CHARSET.sub(lambda charset: charset[0] + meta, html, count=1)
