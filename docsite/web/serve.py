"""Serves both languages while they are being written: builds on each change, and reloads the browser."""

import html
import logging
import sys
import tempfile
import time
import traceback
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from docsite.source.problems import ProblemsError
from docsite.web.build import LANGUAGES, SiteError, build_languages, finish, join
from docsite.web.mathematics.mathjax import MathJax

WATCHED = ("docs", "snippets", "mkdocs.yml", "docsite/web/theme", "docsite/web/root", "docsite/web/player")

ERROR_PAGE = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>{0}</title><pre>{0}</pre>'
)


class Preview:
    """The site being written, in a folder of its own.

    Attributes:
        error: What is wrong with the site as it stands, or an empty string.
    """

    def __init__(self, root: Path, out: Path, site_url: str) -> None:
        """Take the checkout, an empty folder and the address that the server will answer at."""
        self.error = ""
        self._root, self._out, self._site_url = root, out, site_url
        self._built: dict[Path, int] = {}
        self._mathjax = MathJax()

    def update(self) -> None:
        """Build what has changed, and say how it went; a fault of the author's is shown, never raised."""
        start = time.perf_counter()
        now = _timestamps(self._root)
        stale = self._stale_languages(now)
        try:
            configs = build_languages(self._root, self._out, self._site_url, stale)
            finish(self._root, self._out, configs, self._mathjax, release=False)
            join(self._root, self._out, self._site_url)
        except (SiteError, ProblemsError) as error:
            self._fail(str(error))
            return
        except Exception:  # noqa: BLE001 - not the author's, but no reason to stop serving
            self._fail(traceback.format_exc())
            return
        self.error = ""
        self._built = now
        print(f"built {' and '.join(stale)} in {time.perf_counter() - start:.2f} s")

    def _fail(self, error: str) -> None:
        self.error = error
        print(f"\n{error}\n", file=sys.stderr)

    def error_page(self, code: int) -> bytes | None:
        """Answer for a page that is not there: with the error, where there is one, else with the site's 404 page."""
        if self.error:
            return ERROR_PAGE.format(html.escape(self.error)).encode()
        page = self._out / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def _stale_languages(self, now: dict[Path, int]) -> tuple[str, ...]:
        """Name the one language whose pages alone have changed since the last good build, or both."""
        changed = {path for path, _ in now.items() ^ self._built.items()}
        for language in LANGUAGES:
            if changed and all(self._root / "docs" / language in path.parents for path in changed):
                return (language,)
        return LANGUAGES


class _Server(LiveReloadServer):
    """MkDocs' server, which says where it is once it answers there and not before."""

    def server_activate(self) -> None:
        super().server_activate()
        print(f"serving {self.url} (stop with Ctrl-C)")


def serve(root: Path, host: str, port: int) -> None:
    """Serve the site until Ctrl-C, rebuilding it when a page, a snippet or the theme changes.

    Args:
        root: The checkout.
        host: The address to listen on, such as ``127.0.0.1``.
        port: The port to listen on.
    """
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="notes-that-run-") as folder:
        out = Path(folder)
        url = f"http://{host}:{port}/"
        preview = Preview(root, out, url)
        preview.update()
        server = _Server(preview.update, host, port, folder, polling_interval=0.2)
        server.error_handler = preview.error_page
        for name in WATCHED:
            server.watch(str(root / name))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _timestamps(root: Path) -> dict[Path, int]:
    """Return when each watched file was last changed."""
    found: dict[Path, int] = {}
    for name in WATCHED:
        top = root / name
        for path in [top, *top.rglob("*")] if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                found[path] = path.stat().st_mtime_ns
    return found
