"""The commands behind the Makefile.

What makes the site is imported by the commands that make it: a fault in it keeps nobody from checking pages.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path

import yaml

from docsite.checks.mutants import check_mutants
from docsite.checks.parity import record_parity
from docsite.execution.browser import BrowserError
from docsite.execution.node import NodeError
from docsite.execution.outputs import rewrite
from docsite.scaffold.new import lay_pages
from docsite.source.problems import ProblemsError, SiteError
from docsite.source.project import Project
from docsite.source.seal import confirm, revoke

TIMEOUT = 600.0  # seconds for one program when outputs are rewritten


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except (ProblemsError, SiteError, BrowserError, NodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docsite", description=__doc__)
    commands = parser.add_subparsers(required=True)
    build = commands.add_parser("build", help="build the site in all languages")
    build.add_argument("--out", type=Path, default=Path("site"))
    build.set_defaults(command=_build)
    serve = commands.add_parser("serve", help="build, serve on this machine, rebuild on change")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", default="8000")
    serve.set_defaults(command=_serve)
    pdf = commands.add_parser("pdf", help="make a PDF of all articles in each language, from the built site")
    pdf.add_argument("--site", type=Path, default=Path("site"))
    pdf.add_argument("--out", type=Path, default=Path("build/pdf"))
    pdf.set_defaults(command=_pdf)
    offline = commands.add_parser("offline", help="pack the built site so that it works from a folder")
    offline.add_argument("--site", type=Path, default=Path("site"))
    offline.add_argument("--out", type=Path, default=Path("build/notes-that-run.zip"))
    offline.set_defaults(command=_offline)
    outputs = commands.add_parser("outputs", help="rewrite outputs and figures from what programs print and draw")
    outputs.add_argument("topic", nargs="?", default="")
    outputs.set_defaults(command=_outputs)
    parity = commands.add_parser("parity", help="record that the languages are in step as they stand")
    parity.add_argument("--one-sided", action="store_true", help="also where only one language has changed")
    parity.set_defaults(command=_parity)
    check = commands.add_parser("check", help="check all that can be told without executing anything")
    check.set_defaults(command=_check)
    displayed = commands.add_parser("displayed", help="check that every displayed line was executed by the last tests")
    displayed.add_argument("topic", nargs="?", default="")
    displayed.set_defaults(command=_displayed)
    mutants = commands.add_parser("mutants", help="check that proofs fail for formulas that are wrong")
    mutants.add_argument("topic", nargs="?", default="")
    mutants.add_argument("--timeout", type=float, default=60, help="seconds that one proof may take")
    mutants.set_defaults(command=_mutants)
    timings = commands.add_parser("timings", help="measure what a reader on a slow line pays for each page")
    timings.add_argument("pages", nargs="*", metavar="PAGE", help="such as en/maximum_gap/; all, if none is named")
    timings.add_argument("--runs", type=int, default=5)
    timings.add_argument("--out", type=Path, default=Path("build/timings.txt"))
    timings.set_defaults(command=_timings)
    lighthouse = commands.add_parser("lighthouse", help="let Lighthouse look at each page")
    lighthouse.add_argument("pages", nargs="*", metavar="PAGE", help="such as en/maximum_gap/; all, if none is named")
    lighthouse.add_argument("--performance", action="store_true", help="measure times, too")
    lighthouse.set_defaults(command=_lighthouse)
    new = commands.add_parser("new", help="lay the files of a new article, or of a further page of one")
    new.add_argument("topic")
    new.add_argument("part", nargs="?", default="", help="of a further page of the topic")
    new.set_defaults(command=_new)
    return parser


def _build(options: argparse.Namespace) -> None:
    from docsite.web.build import DEFAULT_SITE_URL, build  # noqa: PLC0415

    build(Path.cwd(), options.out.resolve(), os.environ.get("SITE_URL", DEFAULT_SITE_URL))


def _serve(options: argparse.Namespace) -> None:
    from docsite.web.serve import port_number, serve  # noqa: PLC0415

    serve(Path.cwd(), options.host, port_number(options.port))


def _pdf(options: argparse.Namespace) -> None:
    from docsite.web.build import LANGUAGES  # noqa: PLC0415
    from docsite.web.takeaway.pdf import BOOK, print_book  # noqa: PLC0415

    _need_site(options.site)
    for language in LANGUAGES:
        file = options.out / f"notes-that-run-{language}.pdf"
        print_book(options.site / language / BOOK / "index.html", file)
        print(f"written: {file.as_posix()}")


def _need_site(folder: Path) -> None:
    if not (folder / "index.html").is_file():
        raise SiteError(f"there is no site in {folder.as_posix()}: build it with `make site`")


def _offline(options: argparse.Namespace) -> None:
    from docsite.web.build import LANGUAGES  # noqa: PLC0415
    from docsite.web.takeaway.offline import write_offline  # noqa: PLC0415

    _need_site(options.site)
    configs = {language: yaml.safe_load(Path("docs", f"{language}.yml").read_text("utf-8")) for language in LANGUAGES}
    words = {language: config["extra"]["words"]["search_offline"] for language, config in configs.items()}
    write_offline(options.site, options.out, words)
    print(f"written: {options.out.as_posix()}")


def _project(topic: str) -> Project:
    """Return the project, which has the topic that was named, if any was."""
    project = Project(Path.cwd())
    if topic:
        project.check_topic(topic)
    return project


def _outputs(options: argparse.Namespace) -> None:
    changed = rewrite(_project(options.topic), TIMEOUT, options.topic)
    for path in changed:
        print(f"rewritten: {path.as_posix()}")
    print(f"{len(changed)} files changed")


def _parity(options: argparse.Namespace) -> None:
    changed = record_parity(Project(Path.cwd()), one_sided=options.one_sided)
    for section in changed:
        print(f"in step: {section}")
    print(f"{len(changed)} sections recorded")


def _check(_: argparse.Namespace) -> None:
    from docsite.checks.static import static_problems  # noqa: PLC0415 - pytest comes with the tests, not with the site

    if problems := static_problems(Project(Path.cwd())):
        raise ProblemsError(problems)


def _displayed(options: argparse.Namespace) -> None:
    from docsite.checks.displayed import check_displayed  # noqa: PLC0415 - coverage comes with the tests, not with the site

    project = _project(options.topic)
    try:
        check_displayed(project, options.topic)
    except ProblemsError:
        revoke(project)
        raise
    if not options.topic:
        confirm(project)


def _mutants(options: argparse.Namespace) -> None:
    report = partial(print, flush=True)
    table, problems = check_mutants(_project(options.topic), options.timeout, report, options.topic)
    print(table, flush=True)
    if problems:
        raise ProblemsError(problems)


def _timings(options: argparse.Namespace) -> None:
    from docsite.measure import timings  # noqa: PLC0415
    from docsite.measure.host import hosted  # noqa: PLC0415

    with hosted(Path.cwd()) as host:
        figures = timings.measure(host, options.pages or host.pages, options.runs)
    text = f"{timings.machine(options.runs)}\n{timings.table(figures)}"
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text + "\n", encoding="utf-8")
    print(text)


def _lighthouse(options: argparse.Namespace) -> None:
    from docsite.measure import lighthouse  # noqa: PLC0415
    from docsite.measure.host import hosted  # noqa: PLC0415

    with hosted(Path.cwd()) as host:
        reports = lighthouse.look(Path.cwd(), host, options.pages or host.pages, performance=options.performance)
    print(lighthouse.table(reports))
    if problems := lighthouse.problems(reports):
        raise SiteError("\n".join(problems))


def _new(options: argparse.Namespace) -> None:
    for path in lay_pages(Project(Path.cwd()), options.topic, options.part):
        print(f"written: {path.as_posix()}")


if __name__ == "__main__":
    sys.exit(main())
