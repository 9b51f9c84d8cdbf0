"""Where things lie, and how Markdown is read: what a page needs to know of the project around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import markdown
import yaml
from mkdocs.config import load_config

from docsite.source.lines import lines_of
from docsite.source.listing import listed

# Modules of a topic that are not programs of a page: what they are for is told by their names.
NOT_PROGRAMS = {"__init__.py", "bench.py", "figures.py", "formulas.py", "trace.py", "lab.py", "wrong.py"}


@dataclass(frozen=True)
class Layout:
    """The folders of a site: ``docs/<language>`` and its ``.yml`` for each language, and ``snippets/<topic>/``."""

    root: Path

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def snippets(self) -> Path:
        """The folder of all that pages include."""
        return self.root / "snippets"

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages, each of which has a configuration ``docs/<language>.yml`` beside its folder."""
        return tuple(path.stem for path in listed(self.docs, "*.yml") if path.with_suffix("").is_dir())

    @cached_property
    def glossary(self) -> dict[str, dict[str, str]]:
        """The terms of ``docs/glossary.yml``: for each, its word in each language."""
        path = self.docs / "glossary.yml"
        return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that have a folder in ``snippets``, in their order."""
        folders = (path for path in listed(self.snippets) if path.is_dir())
        return tuple(path.name for path in folders if not path.name.startswith("_"))

    def topic_of(self, stem: str) -> str:
        """Return the topic of a page by the stem of its file, which is that of a topic, or begins with it and ``_``.

        Where one topic's name begins with another's, the longer one is meant. A page that begins with no folder of
        ``snippets`` is a topic by itself.
        """
        return max((topic for topic in self.topics if f"{stem}_".startswith(f"{topic}_")), key=len, default=stem)

    def renderer(self, language: str) -> markdown.Markdown:
        """Return a Markdown converter with the very extensions that the site of ``language`` is built with."""
        if language not in self._renderers:
            self._renderers[language] = self._make_renderer(language)
        return self._renderers[language].reset()

    @cached_property
    def _renderers(self) -> dict[str, markdown.Markdown]:
        return {}

    def _make_renderer(self, language: str) -> markdown.Markdown:
        # Of all that a build loads, only the Markdown extensions are wanted; plugins and hooks take most of a second.
        config = load_config(str(self.docs / f"{language}.yml"), plugins=[], hooks=[])
        options = dict(config.mdx_configs)
        options["pymdownx.snippets"] = {
            **options.get("pymdownx.snippets", {}),
            "base_path": [str(self.snippets)],
        }
        return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=options)

    @cached_property
    def programs(self) -> dict[Path, None]:
        """The Python and shell programs whose outputs are recorded, relative to the root: an ordered set."""
        files = (path for path in listed(self.snippets, "*/*") if path.suffix in {".py", ".sh"})
        found = (path.relative_to(self.root) for path in files if path.name not in NOT_PROGRAMS)
        return {path: None for path in found if path not in self.scripts}

    @cached_property
    def scripts(self) -> dict[Path, None]:
        """The Python programs that a shell program of their topic names, relative to the root: an ordered set."""
        found: dict[Path, None] = {}
        for path in listed(self.snippets, "*/*.sh"):
            lines = lines_of(path.read_text(encoding="utf-8"))
            code = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
            names = (name for name in names_in(code, path.parent) if name.endswith(".py"))
            found |= dict.fromkeys(path.parent.relative_to(self.root) / name for name in names)
        return found

    @cached_property
    def figure_modules(self) -> dict[Path, None]:
        """The modules that draw the topics' figures, relative to the root: an ordered set."""
        return {path.relative_to(self.root): None for path in listed(self.snippets, "*/figures.py")}

    @cached_property
    def trace_modules(self) -> dict[Path, None]:
        """The modules that record frames for the topics' players, relative to the root: an ordered set."""
        return {path.relative_to(self.root): None for path in listed(self.snippets, "*/trace.py")}

    @cached_property
    def formula_modules(self) -> dict[Path, None]:
        """The modules that prove the topics' formulas, relative to the root: an ordered set."""
        return {path.relative_to(self.root): None for path in listed(self.snippets, "*/formulas.py")}


def names_in(code: str, folder: Path) -> list[str]:
    """Return the names of the files of a folder that a command names."""
    names = [path.name for path in listed(folder) if path.is_file()]
    return [name for name in names if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", code)]
