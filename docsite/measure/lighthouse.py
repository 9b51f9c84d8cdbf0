"""What Lighthouse says of each page, as on a phone.

All categories but performance are the same on each run, and have to be perfect.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docsite.execution.browser import QUIET, find_browser
from docsite.execution.node import NodeError, run_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docsite.measure.host import Host

# Where it is installed, which is not beside the tooling: thousands of files would be watched and copied with it.
FOLDER = "build/lighthouse"
RUN = Path(__file__).with_name("lighthouse") / "run.mjs"
STABLE = ("accessibility", "best-practices", "seo")
PERFORMANCE = "performance"
PERFECT = 100
# Looks that a score in times is the median of, as Lighthouse advises (docs/variability.md): one differs from the next.
RUNS = 5


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of one page.

    Attributes:
        page: The page's address below the site's root.
        scores: The score in each category, of 100.
        faults: What has cost points in a stable category, a line for each.
    """

    page: str
    scores: Mapping[str, int]
    faults: tuple[str, ...]


def look(root: Path, host: Host, pages: Sequence[str], *, performance: bool) -> list[Report]:
    """Let Lighthouse look at pages.

    Args:
        root: The checkout, in which it is installed.
        host: Where the site is served.
        pages: The pages' addresses below its root.
        performance: Whether to measure times, too, in several looks at each page.

    Raises:
        BrowserError: No browser is installed.
        NodeError: Lighthouse is not installed, or fails.
    """
    folder = root / FOLDER
    if not (folder / "node_modules").is_dir():
        raise NodeError("Lighthouse is not installed; `make lighthouse` installs it")
    script = Path(shutil.copy(RUN, folder))  # Node looks for packages beside a script
    categories = [*STABLE, PERFORMANCE] if performance else list(STABLE)
    urls = [host.url + page for page in pages]
    request = {
        "chrome": find_browser("Lighthouse"),
        "flags": QUIET,
        "urls": urls,
        "categories": categories,
        "runs": RUNS if performance else 1,
    }
    answers = json.loads(run_node(script, json.dumps(request)))
    return [
        Report(page, answer["scores"], tuple(_faults(answer["faults"])))
        for page, answer in zip(pages, answers, strict=True)
    ]


def _faults(faults: list[dict[str, object]]) -> Iterator[str]:
    for fault in faults:
        if fault["category"] in STABLE:
            places = fault["places"]
            shown = "".join(f"\n    {place}" for place in places) if isinstance(places, list) else ""
            yield f"{fault['category']}: {fault['title']} ({fault['id']}){shown}"


def table(reports: Sequence[Report]) -> str:
    """Return the scores, a line for each page."""
    width = max(len(report.page) for report in reports)
    return "\n".join(
        f"{report.page.ljust(width)}  " + "  ".join(f"{name} {score}" for name, score in report.scores.items())
        for report in reports
    )


def problems(reports: Sequence[Report]) -> list[str]:
    """Return the pages that are below 100 in a stable category, and why."""
    found = []
    for report in reports:
        low = [f"{name} {report.scores[name]}" for name in STABLE if report.scores[name] < PERFECT]
        if low:
            found.append("\n".join([f"{report.page or 'the root page'}: {', '.join(low)}", *report.faults]))
    return found
