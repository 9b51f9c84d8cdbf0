"""A project: the pages and labs of a site, among which a page can be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docsite.source.labs import Lab, lab_pages
from docsite.source.layout import Layout
from docsite.source.listing import listed
from docsite.source.page import Page
from docsite.source.problems import Problem, ProblemsError

HOME = "index.md"


@dataclass(frozen=True)
class Project(Layout):
    """A site with all that lies in it."""

    @cached_property
    def pages(self) -> dict[Path, Page]:
        """All pages by their path relative to the root, language by language; labs stand in for pages."""
        found: dict[Path, Page] = {}
        for language in self.languages:
            for path in listed(self.docs / language, "**/*.md"):
                relative = path.relative_to(self.root)
                found[relative] = Page(self, relative, language)
            found.update(lab_pages(self, language))
        return found

    @cached_property
    def stems(self) -> dict[str, frozenset[str]]:
        """The stems of the pages of each topic, that of the lab among them."""
        found: dict[str, set[str]] = {topic: set() for topic in self.topics}
        for page in self.pages.values():
            found.setdefault(page.topic, set()).add(page.stem)
        return {topic: frozenset(stems) for topic, stems in found.items()}

    def check_topic(self, name: str) -> None:
        """Refuse what is no topic, such as a name that was mistyped, or that of a topic's second page.

        Raises:
            ProblemsError: There is no such topic.
        """
        if name in self.stems:
            return
        message, mend = f"there is no topic '{name}'; there are: {', '.join(sorted(self.stems))}", ""
        if (topic := self.topic_of(name)) in self.stems:
            message, mend = f"'{name}' is no topic, but a page of '{topic}'", f"name the topic: TOPIC={topic}"
        raise ProblemsError([Problem(Path("snippets", name), 1, message, mend)])

    def reading_order(self, language: str) -> list[Page]:
        """Return the pages of a language as readers meet them: home, then each article, its other pages, its lab."""
        pages = (page for page in self.pages.values() if page.language == language)
        return sorted(pages, key=lambda page: (page.name != HOME, page.topic, page.rank, page.name))

    def page(self, language: str, name: str) -> Page | None:
        """Return the page ``docs/<language>/<name>``, or None."""
        return self.pages.get(Path("docs", language, name))

    @cached_property
    def labs(self) -> dict[Path, Lab]:
        """The labs by the path of their source, relative to the root."""
        paths = (path.relative_to(self.root) for path in listed(self.snippets, "*/lab.py"))
        return {path: Lab(self, path) for path in paths}
