"""The built site as files: what crawlers, readers without scripts and the other tests rely on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from docsite.checks.names import TAKEN
from docsite.source.problems import SiteError
from docsite.web.build import LANGUAGES, build
from docsite.web.playground.runner import find_runner
from docsite.web.serve import Preview
from docsite.web.takeaway.offline import write_offline
from tests.conftest import NO_URL, ROOT, Site, lay_packages, page_names
from tests.leftovers import lay_beside

pytestmark = pytest.mark.spread

PAGES = page_names()
LOADED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "prefetch"}
CONNECTING_LINKS = {"preconnect", "dns-prefetch"}


@dataclass
class Document(HTMLParser):
    """The elements of an HTML page, in their order."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def links(self, rel: str) -> list[dict[str, str]]:
        return [link for link in self.all("link") if rel in link.get("rel", "").split()]

    def meta(self, name: str) -> list[str]:
        return [meta["content"] for meta in self.all("meta") if name in (meta.get("name"), meta.get("property"))]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def loads(self) -> list[str]:
        """Return the addresses that a browser fetches, or connects to, to show the page."""
        found = [link["href"] for link in self.all("link") if LOADED_LINKS & set(link["rel"].split())]
        found += [link["href"] for link in self.all("link") if CONNECTING_LINKS & set(link["rel"].split())]
        for tag, attributes in self.elements:
            if tag not in {"a", "link"}:
                found += [attributes[name] for name in ("src", "data", "poster", "href") if name in attributes]
                found += [part.split()[0] for part in attributes.get("srcset", "").split(",") if part.strip()]
        return found


@cache
def parse(path: Path) -> Document:
    document = Document()
    document.feed(path.read_text(encoding="utf-8"))
    document.close()
    return document


def file_of(site: Site, url: str) -> Path:
    """Return the file that a static host answers with."""
    path = site.out / unquote(urlsplit(url).path.removeprefix(urlsplit(site.url).path))
    return path / "index.html" if path.is_dir() else path


def html_files(site: Site) -> list[Path]:
    return sorted(site.out.rglob("*.html"))


def url_of(site: Site, path: Path) -> str:
    return site.url + path.relative_to(site.out).as_posix().removesuffix("index.html")


def test_every_page_is_built(site: Site) -> None:
    built = {url_of(site, path) for path in html_files(site)} - {url_of(site, site.out / "index.html")}
    books = {f"{site.url}{language}/print/" for language in LANGUAGES}
    assert {url for url in built if not url.endswith("404.html")} == {site.url + name for name in PAGES} | books


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_can_have_the_name_of_what_else_is_built(site: Site, language: str) -> None:
    pages = {name.split("/")[1] for name in PAGES}
    others = {path.name.partition(".")[0] for path in (site.out / language).iterdir()} - pages
    assert others <= TAKEN


@pytest.mark.parametrize("name", PAGES)
def test_head_says_what_the_page_is(site: Site, name: str) -> None:
    document = parse(file_of(site, site.url + name))
    language, rest = name.split("/", 1)
    assert [html["lang"] for html in document.all("html")] == [language]
    assert [link["href"] for link in document.links("canonical")] == [site.url + name]
    assert {link["hreflang"]: link["href"] for link in document.links("alternate") if "hreflang" in link} == {
        "en": f"{site.url}en/{rest}",
        "zh": f"{site.url}zh/{rest}",
        "x-default": f"{site.url}en/{rest}" if rest else site.url,
    }
    assert document.meta("description") == document.meta("og:description") != [""]
    assert not document.meta("generator")


@pytest.mark.parametrize("name", PAGES)
def test_alternates_exist_and_point_back(site: Site, name: str) -> None:
    for link in parse(file_of(site, site.url + name)).links("alternate"):
        if link.get("hreflang") in LANGUAGES:
            sister = parse(file_of(site, link["href"]))
            assert site.url + name in [back["href"] for back in sister.links("alternate")]


@pytest.mark.parametrize("name", PAGES)
def test_switch_is_a_plain_link_to_the_same_page(site: Site, name: str) -> None:
    language, rest = name.split("/", 1)
    other = {"en": "zh", "zh": "en"}[language]
    (switch,) = [a for a in parse(file_of(site, site.url + name)).all("a") if a.get("class") == "site-language"]
    assert urljoin(site.url + name, switch["href"]) == f"{site.url}{other}/{rest}"
    assert switch["hreflang"] == switch["lang"] == other


def test_home_pages_show_each_article_as_a_card(site: Site) -> None:
    for language in LANGUAGES:
        text = (site.out / language / "index.html").read_text(encoding="utf-8")
        cards = re.findall(r"<li class=card><h3><a href=([^ >]+)>[^<]+</a></h3>\s*<p>[^<]+<", text)
        names = {name for name in PAGES if name.startswith(f"{language}/") and name != f"{language}/"}
        parts = {name for name in names if is_part(name)}
        assert {f"{language}/{address}" for address in cards} == names - parts
        assert len(cards) == len(names - parts)
        assert all(f"<a href={name.partition('/')[2]}>" in text for name in parts)


def is_part(name: str) -> bool:
    """Return whether a page goes on with the topic whose name its own begins with; a lab does not."""
    stem = name.rstrip("/").rpartition("/")[2]
    topics = [folder.name for folder in (ROOT / "snippets").iterdir() if folder.is_dir()]
    return stem not in topics and not stem.endswith("_lab") and any(stem.startswith(f"{topic}_") for topic in topics)


def test_the_line_under_the_title_is_in_the_language_of_the_page(site: Site) -> None:
    said = {"en": r"About (?:1 minute|\d+ minutes)( · Before this: <a )?", "zh": r"约 \d+ 分钟( · 建议先读：<a )?"}
    for name in PAGES:
        language, _, rest = name.partition("/")
        text = file_of(site, site.url + name).read_text(encoding="utf-8")
        line = re.search(rf"</h1>\s*<p class=reading\b[^>]*>{said[language]}", text)
        assert bool(line) == bool(rest), name
        if rest.endswith("_lab/"):
            assert line, name
            assert f"{line[1]}href=../{rest.removesuffix('_lab/')}/>" in text


def test_the_line_under_the_title_is_not_found_by_the_search(site: Site) -> None:
    for language, said in (("en", "About "), ("zh", "建议先读")):
        index = json.loads((site.out / language / "search/search_index.json").read_text(encoding="utf-8"))
        openings = [entry["text"].replace("\u200b", "") for entry in index["docs"] if "#" not in entry["location"]]
        assert openings
        assert not [text for text in openings if said in text[:40]]


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    for path in html_files(site):
        for address in parse(path).loads():
            assert urljoin(url_of(site, path), address).startswith((site.url, "data:")), (path, address)


def test_styles_load_nothing_from_another_host(site: Site) -> None:
    styles = sorted(site.out.rglob("*.css"))
    assert styles
    for path in styles:
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text, path
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            assert address.startswith("data:") or not urlsplit(address).netloc, (path, address)


def test_ids_are_unique(site: Site) -> None:
    for path in html_files(site):
        ids = parse(path).ids
        assert sorted(ids) == sorted(set(ids)), path


def test_every_image_says_what_it_shows(site: Site) -> None:
    for path in html_files(site):
        for image in parse(path).all("img"):
            assert "alt" in image, (path, image)


def test_links_and_anchors_resolve(site: Site) -> None:
    for path in html_files(site):
        document = parse(path)
        for attributes in [*document.all("a"), *document.all("link"), *document.all("script"), *document.all("img")]:
            address = attributes.get("href", attributes.get("src", ""))
            url = urljoin(url_of(site, path), address)
            if not address or not url.startswith(site.url):
                continue
            target = file_of(site, url)
            assert target.is_file(), (path, address)
            fragment = unquote(urlsplit(url).fragment)
            assert not fragment or fragment in parse(target).ids, (path, address)


def test_sitemaps_list_every_page_with_its_alternates(site: Site) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = []
    for sitemap in ET.parse(site.out / "sitemap.xml").iterfind("s:sitemap/s:loc", spaces):  # noqa: S314 - our own
        for url in ET.parse(file_of(site, str(sitemap.text))).iterfind("s:url", spaces):  # noqa: S314
            listed.append(url.findtext("s:loc", namespaces=spaces))
            assert [link.get("hreflang") for link in url.iterfind("x:link", spaces)] == list(LANGUAGES)
            for link in url.iterfind("x:link", spaces):
                assert file_of(site, str(link.get("href"))).is_file()
    assert sorted(map(str, listed)) == [site.url + name for name in PAGES]


def test_robots_names_both_sitemaps(site: Site) -> None:
    lines = (site.out / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("Sitemap")] == [
        f"Sitemap: {site.url}{language}/sitemap.xml" for language in LANGUAGES
    ]


def test_root_page_names_both_languages(site: Site) -> None:
    document = parse(site.out / "index.html")
    assert [a["href"] for a in document.all("a")] == ["en/", "zh/"]
    assert {link["hreflang"]: link["href"] for link in document.links("alternate")} == {
        "en": f"{site.url}en/",
        "zh": f"{site.url}zh/",
        "x-default": site.url,
    }
    assert [link["href"] for link in document.links("canonical")] == [site.url]


@pytest.mark.parametrize("name", ["404.html", "en/404.html", "zh/404.html"])
def test_missing_pages_are_not_indexed_and_need_no_base(site: Site, name: str) -> None:
    """A 404 page answers for any path, so every address in it has to be absolute."""
    document = parse(site.out / name)
    assert document.meta("robots") == ["noindex"]
    assert not document.links("canonical")
    for address in [*document.loads(), *(a["href"] for a in document.all("a"))]:
        assert address.startswith(("/", "http", "#")), address


# Builds a site more than a year from now, and packs it.
LATER = """
import datetime, sys, time
from pathlib import Path

now, shift = time.time, 400 * 24 * 3600 + 1
time.time = lambda: now() + shift

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

datetime.datetime = Later

from docsite.web.build import build
from docsite.web.takeaway.offline import write_offline

build(Path().absolute(), Path(sys.argv[1]), sys.argv[2])
write_offline(Path(sys.argv[1]), Path(sys.argv[3]), {})
"""


def test_two_builds_are_the_same(site: Site, tmp_path: Path) -> None:
    """Byte for byte and in every file, from another folder, on another day, in another time zone and order of sets.

    The other folder has a name that is no part of a URL, and its author's editor has left something beside each file.
    """
    copy = tmp_path / NO_URL
    copy_checkout(copy)
    for folder in (
        "docs",
        "docs/en",
        "docs/zh",
        "docs/assets",
        "docsite/web/root",
        "docsite/web/theme",
        "snippets/maximum_gap",
    ):
        lay_beside(next(path for path in sorted((copy / folder).iterdir()) if path.is_file()))
    subprocess.run(
        [sys.executable, "-c", LATER, str(tmp_path / "other/site"), site.url, str(tmp_path / "other.zip")],
        check=True,
        cwd=copy,
        env={**os.environ, "PYTHONHASHSEED": "4321", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        timeout=600,  # for one that hangs
    )
    write_offline(site.out, tmp_path / "one.zip", {})
    assert hashes(tmp_path / "other/site") == hashes(site.out)
    assert (tmp_path / "other.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()


def copy_checkout(folder: Path) -> None:
    """Copy all that the site is built from, with new times."""
    files = ("mkdocs.yml", "package.json", "pyproject.toml", "constraints.txt", "build/verified.json")
    for name in ("docs", "docsite", "snippets", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", ".cache")
        shutil.copytree(ROOT / name, folder / name, copy_function=shutil.copyfile, ignore=ignored)
    (folder / "build").mkdir()
    for name in files:
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, folder / name)
    lay_packages(folder)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a folder, by its name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def spoil(checkout: Path, language: str, text: str) -> Path:
    page = checkout / "docs" / language / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n\n{text}\n", encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gone](gone.md)", "gone.md"),
        ("[gone](#gone)", "#gone"),
        ("[elsewhere](/absolute/)", "/absolute/"),
    ],
)
def test_faults_of_a_page_are_said_in_one_message(checkout: Path, tmp_path: Path, text: str, said: str) -> None:
    spoil(checkout, "zh", text)
    with pytest.raises(SiteError) as caught:
        build(checkout, tmp_path / "out", "http://127.0.0.1:8000/")
    assert said in str(caught.value)
    assert "index.md" in str(caught.value)
    assert str(caught.value).startswith("docs/zh: ")
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    ("include", "said"),
    [
        ("example.py:gone", "snippets/article_0/example.py has no region 'gone'; it has: mean, "),
        ("gone.py:demo", "there is no file snippets/article_0/gone.py"),
    ],
)
def test_a_lost_include_is_named_with_its_line(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], include: str, said: str
) -> None:
    page = spoil(checkout, "en", f'```python\n--8<-- "article_0/{include}"\n```')
    line = len(page.read_text(encoding="utf-8").splitlines()) - 1
    preview = Preview(checkout, tmp_path / "out", "http://127.0.0.1:8000/")
    preview.update()
    assert f"docs/en/index.md:{line}: {said}" in capsys.readouterr().err


def test_a_page_that_should_be_read_before_and_is_not_there_is_said_with_its_line(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = checkout / "docs/en/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nneeds: [nowhere]\n", 1), "utf-8")
    Preview(checkout, tmp_path / "out", "http://127.0.0.1:8000/").update()
    assert "docs/en/index.md:2: 'needs' names 'nowhere', which is no article" in capsys.readouterr().err


def test_fault_in_a_config_is_said_in_one_message(checkout: Path, tmp_path: Path) -> None:
    config = checkout / "docs/en.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("docs_dir: en", "docs_dir: nowhere"), "utf-8")
    with pytest.raises(SiteError, match=r"docs/en: .*docs_dir"):
        build(checkout, tmp_path / "out", "http://127.0.0.1:8000/")


def test_preview_builds_only_the_language_that_changed(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = Preview(checkout, tmp_path / "out", "http://127.0.0.1:8000/")
    preview.update()
    assert "built en and zh" in capsys.readouterr().out
    spoil(checkout, "zh", "新的一句。")
    preview.update()
    assert "built zh in" in capsys.readouterr().out
    assert "新的一句。" in (tmp_path / "out/zh/index.html").read_text(encoding="utf-8")
    (checkout / "docs/assets/site.css").touch()
    preview.update()
    assert "built en and zh" in capsys.readouterr().out


def test_preview_survives_a_fault_and_recovers(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = checkout / "docs/en/index.md"
    good = page.read_text(encoding="utf-8")
    spoil(checkout, "en", "[gone](<gone & lost.md>)")
    preview = Preview(checkout, tmp_path / "out", "http://127.0.0.1:8000/")
    preview.update()
    assert "lost.md" in capsys.readouterr().err
    assert b"gone &amp;" in (preview.error_page(404) or b"")
    page.write_text(good, encoding="utf-8")
    preview.update()
    assert not preview.error
    assert "built en and zh" in capsys.readouterr().out
    assert preview.error_page(404) == (tmp_path / "out/404.html").read_bytes()


def test_preview_survives_a_file_that_is_no_text(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "docs/en/index.md").write_bytes(b"\xff\xfe\xff")
    preview = Preview(checkout, tmp_path / "out", "http://127.0.0.1:8000/")
    preview.update()
    assert preview.error
    assert preview.error in capsys.readouterr().err


def test_serve_reloads_after_a_change_and_ends_quietly(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # A job that a shell has sent to the background ignores Ctrl-C, and so would the server that it starts.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    serve = f"from pathlib import Path; from docsite.web.serve import serve; serve(Path(), '127.0.0.1', {port})"
    command = f"{heed}; {serve}"
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", command], cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert server.stdout
    watchdog = threading.Timer(300, server.kill)  # for a server that hangs; a slow machine took more than 60 s
    watchdog.start()
    try:
        assert "built en and zh" in server.stdout.readline()
        assert f"serving http://127.0.0.1:{port}/" in server.stdout.readline()
        before = fetch(port, "en/")
        runner = find_runner(ROOT)
        program = f"http://127.0.0.1:{port}/assets/run/{runner.python}/pyodide.asm.wasm"
        with urllib.request.urlopen(program, timeout=30) as answer:
            assert answer.headers["Content-Type"] == "application/wasm"  # else a browser compiles it only when complete
        epoch = re.search(r"livereload\((\d+), \d+\)", before)
        assert epoch
        spoil(checkout, "en", "A new sentence.")
        assert int(fetch(port, f"livereload/{epoch[1]}/1")) > int(epoch[1])  # answered once the build is done
        assert "A new sentence." in fetch(port, "en/")
        assert "built en in" in server.stdout.readline()
    finally:
        server.send_signal(signal.SIGINT)
        try:
            rest = server.communicate(timeout=30)
        finally:
            watchdog.cancel()
            server.kill()  # if it has not ended: nothing of it may reach another test
            server.communicate()
    assert server.returncode == 0, rest
    assert "Traceback" not in rest[1]


def fetch(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=200) as answer:
        return str(answer.read().decode())
