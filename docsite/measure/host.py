"""A host on this machine for the built site, which compresses and lets browsers keep files, as hosts do."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree as ET

from docsite.web.build import LANGUAGES, build

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPRESSED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml"}
KEPT = "max-age=600"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@dataclass(frozen=True)
class Host:
    """A served site: its address, with a slash at the end, and the addresses of its pages below it."""

    url: str
    pages: tuple[str, ...]


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body are two writes; the second would wait for the browser to acknowledge the first, some 40 ms.
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the figures."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", KEPT)
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        body = _packed(path)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@functools.cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def hosted(root: Path) -> Iterator[Host]:
    """Build the site of a checkout for the address that it is served at, and serve it.

    Raises:
        SiteError: A page or a config is wrong.
        ProblemsError: A formula is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="notes-that-run-") as folder:
        out = Path(folder)
        handler = functools.partial(_Handler, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            url = f"http://127.0.0.1:{server.server_port}/"
            build(root, out, url)
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield Host(url, _pages(out, url))
            finally:
                server.shutdown()
                thread.join()


def _pages(out: Path, url: str) -> tuple[str, ...]:
    """Return the pages that the sitemaps list."""
    trees = (ET.parse(out / language / "sitemap.xml") for language in LANGUAGES)  # noqa: S314 - our own
    found = [str(location.text) for tree in trees for location in tree.iter(LOCATION)]
    return tuple(sorted(address.removeprefix(url) for address in found))
