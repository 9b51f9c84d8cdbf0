"""What the built site offers to take away: every file is there, and works where a reader puts it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml

from docsite.execution.processes import clean_environment
from docsite.web.build import LANGUAGES, build
from tests.conftest import ROOT, Site, page_names
from tests.pages.test_site import file_of, html_files, parse, url_of

PAGES = page_names()
SHOWN = re.compile(r'^ *--8<-- "(?P<file>\w+/\w+\.py):\w+"$', re.MULTILINE)
FENCE = re.compile(r"^ *```python.*?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^ *# --8<-- \[.*\n", re.MULTILINE)


def programs() -> list[str]:
    """Return the programs that the English pages show, found another way than docsite finds them."""
    pages = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/en").glob("*.md")))
    return sorted({file for text in pages for block in FENCE.findall(text) for file in SHOWN.findall(block)})


def run_by_themselves() -> list[str]:
    """Return the programs that no command of their topic starts; the others run in the notebooks, by these commands."""
    commands = {path: path.read_text(encoding="utf-8") for path in ROOT.glob("snippets/*/*.sh")}
    started = {
        path.with_name(name).relative_to(ROOT / "snippets").as_posix()
        for path, text in commands.items()
        for name in re.findall(r"\b\w+\.py\b", text)
    }
    return [file for file in programs() if file not in started]


def downloads(site: Site, path: Path) -> set[str]:
    links = [link for link in parse(path).all("a") if "download" in link]
    return {urljoin(url_of(site, path), link["href"]) for link in links}


@pytest.mark.parametrize("file", programs())
def test_program_is_offered_where_it_is_shown(site: Site, file: str) -> None:
    for language in LANGUAGES:
        for page in sorted((ROOT / "docs" / language).glob("*.md")):
            if f'"{file}:' in page.read_text(encoding="utf-8"):
                built = site.out / language / ("" if page.stem == "index" else page.stem) / "index.html"
                assert f"{site.url}{language}/{file}" in downloads(site, built)


@pytest.mark.parametrize("file", run_by_themselves())
def test_program_runs_in_an_empty_folder_and_prints_what_the_pages_show(site: Site, file: str, tmp_path: Path) -> None:
    downloaded = tmp_path / Path(file).name
    source = file_of(site, f"{site.url}en/{file}").read_text(encoding="utf-8")
    assert source == MARKER.sub("", (ROOT / "snippets" / file).read_text(encoding="utf-8"))
    assert file_of(site, f"{site.url}zh/{file}").read_text(encoding="utf-8") == source
    downloaded.write_text(source, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-s", "-W", "error", downloaded.name],
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    out = (ROOT / "snippets" / file).with_suffix(".out")
    printed = re.sub(r"^--8<-- \[.*\n", "", out.read_text(encoding="utf-8"), flags=re.MULTILINE) if out.exists() else ""
    assert done.stdout == printed


@pytest.mark.parametrize("name", PAGES)
def test_page_has_its_markdown(site: Site, name: str) -> None:
    (link,) = [
        link
        for link in parse(file_of(site, site.url + name)).links("alternate")
        if "type" in link and "text/markdown" in link["type"]
    ]
    text = file_of(site, urljoin(site.url + name, link["href"])).read_text(encoding="utf-8")
    assert text.startswith("# ")
    for address in re.findall(r"\]\((http[^)\s]*)\)", text):
        if address.startswith(site.url):
            target = file_of(site, address.partition("#")[0])
            assert target.is_file(), address
            fragment = address.partition("#")[2]
            assert not fragment or fragment in parse(target).ids, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_for_programs_name_each_page(site: Site, language: str) -> None:
    text = (site.out / language / "llms.txt").read_text(encoding="utf-8")
    listed = set(re.findall(r"^- \[[^\]]+\]\((\S+)\): \S", text, re.MULTILINE))
    articles = {name for name in PAGES if name.startswith(f"{language}/") and name != f"{language}/"}
    assert listed == {f"{site.url}{name}index.md" for name in articles}
    whole = (site.out / language / "llms-full.txt").read_text(encoding="utf-8")
    for address in listed:
        assert file_of(site, address).read_text(encoding="utf-8") in whole


def test_root_leads_to_the_lists_of_both_languages(site: Site) -> None:
    addresses = re.findall(r"\]\((\S+)\)", (site.out / "llms.txt").read_text(encoding="utf-8"))
    assert len(addresses) == 2 * len(LANGUAGES)
    assert all(file_of(site, address).is_file() for address in addresses)


def test_notebooks_are_notebooks_whose_links_lead_to_the_site(site: Site) -> None:
    files = [path for path in site.out.rglob("*.ipynb") if not path.stem.endswith("_lab")]
    offered = {file for page in html_files(site) for file in downloads(site, page)}
    assert files
    for path in files:
        assert url_of(site, path) in offered
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = "".join(line for cell in cells if cell["cell_type"] == "markdown" for line in cell["source"])
        assert site.url in prose


def test_colab_opens_what_the_deployment_publishes(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workflow's own script fills the branch that the pages lead to; git takes a folder for GitHub."""
    colab = "https://colab.research.google.com/github/notes/that-run/blob/notebooks"
    monkeypatch.setenv("COLAB_URL", colab)
    out = tmp_path / "site"
    build(checkout, out, "https://example.org/notes/")
    pages = {path: parse(path) for language in LANGUAGES for path in (out / language).rglob("index.html")}
    links = [link["href"] for page in pages.values() for link in page.all("a") if "colab" in link["href"]]
    jobs = yaml.safe_load((ROOT / ".github/workflows/deploy.yml").read_text(encoding="utf-8"))["jobs"]
    uploads = [step["with"] for step in jobs["build"]["steps"] if "upload-artifact" in step.get("uses", "")]
    (pattern,) = [upload["path"] for upload in uploads if upload["name"] == "notebooks"]
    published = tmp_path / "notebooks"
    for path in tmp_path.glob(pattern):
        (published / path.relative_to(out)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, published / path.relative_to(out))
    branch = branch_after(jobs["notebooks"]["steps"][-1]["run"], published, tmp_path / "hub")
    assert sorted(links) == sorted(f"{colab}/{file}" for file in branch)
    assert len(branch) == len({file for page in pages for file in page.parent.glob("*.ipynb")}) > 0


def branch_after(script: str, folder: Path, hub: Path) -> list[str]:
    """Return the files on the branch ``notebooks`` once the script has run twice, as after two deployments."""
    repository = hub / "notes/that-run"
    subprocess.run(["git", "init", "--quiet", "--bare", str(repository)], check=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(hub),
        "TOKEN": "secret",
        "GITHUB_REPOSITORY": "notes/that-run",
        "GITHUB_SHA": "0" * 40,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{hub}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:secret@github.com/",
    }
    for _ in range(2):
        shutil.rmtree(folder / ".git", ignore_errors=True)
        subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment, check=True)
    command = ["git", "-C", str(repository), "ls-tree", "-r", "--name-only", "notebooks"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()


def test_section_speaks_the_language_of_the_page(site: Site) -> None:
    seen = {}
    for language in LANGUAGES:
        text = (site.out / language / "maximum_gap/index.html").read_text(encoding="utf-8")
        section = re.split(r'<section\b[^>]*\bclass="?takeaway', text)[1].partition("</section>")[0]
        seen[language] = re.sub(r"<[^>]+>|\s+", "", section)
        assert len(section) < 1500
    assert re.search(r"[一-鿿]", seen["zh"])
    assert not re.search(r"[一-鿿]", seen["en"])
