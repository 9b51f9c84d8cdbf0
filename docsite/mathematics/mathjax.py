"""MathJax, in a Node process that is started once and renders all formulas."""

from __future__ import annotations

import json
import subprocess
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docsite.node import NodeError, find_node

if TYPE_CHECKING:
    from types import TracebackType
    from typing import IO, Self

SCRIPT = Path(__file__).with_name("mathjax.mjs")

# What a formula uses of MathJax's styles, in MathJax's own terms.
Usage = dict[str, list[str]]


@dataclass(frozen=True)
class Formula:
    """A formula to be rendered: its TeX, and whether it stands by itself."""

    tex: str
    display: bool


@dataclass(frozen=True)
class Rendered:
    """What MathJax makes of a formula.

    Attributes:
        html: The formula, for eyes and for screen readers; empty if there is an error.
        width: How wide it is, in em.
        glyphs: The characters drawn, by the name of their font, such as ``NCM-N``.
        used: What it needs of the styles.
        error: Why MathJax cannot render it, or an empty string.
    """

    html: str = ""
    width: float = 0.0
    glyphs: Mapping[str, str] = field(default_factory=dict)
    used: Usage = field(default_factory=dict)
    error: str = ""


class MathJax:
    """Renders formulas, each once in its life; the process starts with the first of them."""

    def __init__(self) -> None:
        """Start nothing yet: most of what is built in tests has no formulas."""
        self._process: subprocess.Popen[str] | None = None
        self._stop: weakref.finalize[Any, Any] | None = None
        self._rendered: dict[Formula, Rendered] = {}
        self._styles: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        self.close()

    def close(self) -> None:
        """Stop the process, if it runs. Without this it stops when the object is forgotten."""
        if self._stop:
            self._stop()
        self._process = self._stop = None

    def render(self, formulas: Iterable[Formula]) -> dict[Formula, Rendered]:
        """Return what MathJax makes of each formula.

        Raises:
            NodeError: Node or MathJax is not installed, or has broken down.
        """
        wanted = dict.fromkeys(formulas)
        new = [formula for formula in wanted if formula not in self._rendered]
        if new:
            answers = self._ask({"formulas": [{"tex": one.tex, "display": one.display} for one in new]})
            self._rendered.update(zip(new, (Rendered(**answer) for answer in answers), strict=True))
        return {formula: self._rendered[formula] for formula in wanted}

    def styles(self, rendered: Iterable[Rendered]) -> tuple[str, ...]:
        """Return the rules of CSS that these formulas need: the same whatever their order and whatever came before.

        Raises:
            NodeError: As above.
        """
        used: dict[str, set[str]] = {"wrappers": set(), "characters": set(), "stretchy": set()}
        for one in rendered:
            for name, items in one.used.items():
                used[name].update(items)
        request = json.dumps({"used": {name: sorted(items) for name, items in used.items()}})
        if request not in self._styles:
            self._styles[request] = tuple(self._ask(json.loads(request)))
        return self._styles[request]

    def _ask(self, request: Mapping[str, object]) -> Sequence[Any]:
        process = self._process or self._start()
        requests, answers = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        try:
            print(json.dumps(request), file=requests, flush=True)
            line = answers.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.close()
            raise NodeError("MathJax does not answer; if it is not installed, `make site` installs it")
        answer: Sequence[Any] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [find_node(), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._stop = weakref.finalize(self, _stop, self._process)
        return self._process


def _stop(process: subprocess.Popen[str]) -> None:
    """End the process, which it does by itself once nobody can ask it any more."""
    process.communicate()
