"""The real site, built once and served for all tests that look at it."""

from __future__ import annotations

import functools
import gc
import http.server
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from filelock import FileLock

from docsite.source.listing import listed
from docsite.web.build import LANGUAGES, build
from tests.docsite.scale import generate

ROOT = Path(__file__).resolve().parents[1]

# A time limit for one example would fail on a busy machine. In CI the examples are the same on every run.
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if "CI" in os.environ else "local")

# Most hosts give a project's site a folder; whatever works here also works at the root of a host.
SUB_PATH = "some/path/"


# For a folder: what a URL would read as something else, or write otherwise.
NO_URL = "Repo%20Name a b #x 中文 a?b&c"


def pytest_collection_finish() -> None:
    """Let collections of garbage look at what is new alone: millions of objects stay to the end, torch's and ours."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure what executes lines that pages display: it takes up to twice the time, which all others are spared.

    These are the pages, their programs but for proofs, and the tests of these programs.
    """
    tests = ROOT / "tests"
    of_tooling = item.path.is_relative_to(tests) and not item.path.is_relative_to(tests / "snippets")
    with ExitStack() as stack:
        if of_tooling:
            stack.enter_context(unmeasured())
        if of_tooling or item.path.name == "formulas.py":
            stack.enter_context(unmeasured_children())
        return (yield)


@contextmanager
def unmeasured_children() -> Iterator[None]:
    """Let coverage look away from the processes that this one starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        yield


@contextmanager
def unmeasured() -> Iterator[None]:
    """Let coverage look away from this process."""
    before = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(before[0])
        threading.settrace(before[1])


@dataclass(frozen=True)
class Site:
    """A built site: the folder it lies in, and the address that it is served at, with a slash at the end."""

    out: Path
    url: str


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: a missing one is answered with the site's 404 page."""

    site: Path

    def log_message(self, *_: object) -> None:
        """Keep the tests' output for what fails."""

    def end_headers(self) -> None:
        """Let no browser keep anything, so that each request is seen."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with 404.html where a page is missing."""
        if code != http.HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (self.site / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    """Serves, and tells of its own faults alone, not of readers who leave before all of a file has come."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build the real site for the address that it will be served at, and serve it; processes share one."""
    if shared := getattr(request.config, "workerinput", {}).get("site"):
        yield build_once(Site(Path(shared[0]), shared[1]))
    else:
        with built(ROOT, tmp_path_factory.mktemp("site")) as site:
            yield site


def build_once(site: Site) -> Site:
    """Build the real site if no other process has; if one is at it, wait for it."""
    complete = site.out.with_name("complete")
    with FileLock(site.out.with_name("lock")):
        if not complete.exists():
            build(ROOT, site.out, site.url)
            complete.touch()
    return site


SHARED = pytest.StashKey[ExitStack]()
SERVED = pytest.StashKey[Site]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Before pytest-xdist starts a process: serve the site that all look at from this one, which outlives them."""
    stash = node.config.stash
    if SHARED not in stash:
        stash[SHARED] = ExitStack()
        folder = stash[SHARED].enter_context(tempfile.TemporaryDirectory(prefix="site-"))
        stash[SERVED] = stash[SHARED].enter_context(served(Path(folder)))
    node.workerinput["site"] = (str(stash[SERVED].out), stash[SERVED].url)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was started for all processes."""
    if SHARED in config.stash:
        config.stash[SHARED].close()


@contextmanager
def built(root: Path, folder: Path) -> Iterator[Site]:
    """Build the site of a checkout somewhere below a folder, and serve it."""
    with served(folder) as site:
        build(root, site.out, site.url)
        yield site


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve what is yet to be built somewhere below a folder."""
    out = folder / SUB_PATH
    out.mkdir(parents=True)
    handler = type("SiteHandler", (Handler,), {"site": out})
    with Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        url = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(out, url)
        finally:  # else a test that fails inside would leave Python waiting for the thread
            server.shutdown()
            thread.join()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lay a site of two articles, with the configuration, theme and tooling of ours, to be spoilt."""
    generate(tmp_path / "checkout", 2)
    return tmp_path / "checkout"


def lay_packages(folder: Path, *names: str) -> None:
    """Lay some of Node's packages into a folder, so that they lie there: Node looks where a link leads."""
    for name in names or (".",):
        shutil.copytree(ROOT / "node_modules" / name, folder / "node_modules" / name, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def page_names() -> list[str]:
    """Return each page's address below the site's root, such as ``en/`` and ``zh/maximum_gap/``."""
    names = []
    for path in listed(ROOT / "docs", "*/**/*.md"):
        address = path.relative_to(ROOT / "docs").with_suffix("").as_posix()
        names.append(address.removesuffix("index").rstrip("/") + "/")
    names += [f"{language}/{lab.parent.name}_lab/" for language in LANGUAGES for lab in ROOT.glob("snippets/*/lab.py")]
    return sorted(names)
