"""MathJax, in Node processes that are started once and render all formulas."""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docsite.execution.node import NodeError, find_node

if TYPE_CHECKING:
    from types import TracebackType
    from typing import IO, Self

SCRIPT = Path(__file__).with_name("mathjax.mjs")

# What a formula uses of MathJax's styles, in MathJax's own terms.
Usage = dict[str, list[str]]


@dataclass(frozen=True)
class TeX:
    """A formula to be rendered: its TeX, and whether it stands by itself."""

    tex: str
    display: bool


@dataclass(frozen=True)
class Rendered:
    """What MathJax makes of a formula.

    Attributes:
        html: The formula, for eyes and for screen readers; empty if there is an error.
        width: How wide it is, in em.
        height: How high it stands above the line, in em.
        depth: How deep it hangs below the line, in em.
        glyphs: The characters drawn, by the name of their font, such as ``NCM-N``.
        used: What it needs of the styles.
        error: Why MathJax cannot render it, or an empty string.
    """

    html: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    glyphs: Mapping[str, str] = field(default_factory=dict)
    used: Usage = field(default_factory=dict)
    error: str = ""


class MathJax:
    """Renders formulas, each once in its life; processes start with the first of them."""

    def __init__(self) -> None:
        """Start nothing yet: many a site has no formulas."""
        self._workers: list[_Worker] = []
        self._rendered: dict[TeX, Rendered] = {}
        self._styles: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the processes."""
        self.close()

    def close(self) -> None:
        """Stop the processes. Without this they stop when the object is forgotten."""
        while self._workers:
            self._workers.pop().stop()

    def render(self, formulas: Iterable[TeX]) -> dict[TeX, Rendered]:
        """Return what MathJax makes of each formula.

        Raises:
            NodeError: Node or MathJax is not installed, or has broken down.
        """
        wanted = dict.fromkeys(formulas)
        new = [formula for formula in wanted if formula not in self._rendered]
        shares = _shares(new)
        requests = [{"formulas": [{"tex": one.tex, "display": one.display} for one in share]} for share in shares]
        for share, answers in zip(shares, self._ask(requests), strict=True):
            self._rendered.update(zip(share, (Rendered(**answer) for answer in answers), strict=True))
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
        request = {"used": {name: sorted(items) for name, items in used.items()}}
        key = json.dumps(request)
        if key not in self._styles:
            (rules,) = self._ask([request])
            self._styles[key] = tuple(rules)
        return self._styles[key]

    def _ask(self, requests: Sequence[Mapping[str, object]]) -> list[Sequence[Any]]:
        """Return the answers to requests, each of which goes to a process of its own."""
        while len(self._workers) < len(requests):
            self._workers.append(_Worker())
        workers = self._workers[: len(requests)]
        try:
            for worker, request in zip(workers, requests, strict=True):
                worker.send(request)
            return [worker.receive() for worker in workers]
        except NodeError:
            self.close()  # what the others answer belongs to nobody
            raise


def _shares(formulas: Sequence[TeX]) -> list[Sequence[TeX]]:
    """Divide formulas among processes: to start one takes as long as to render a hundred."""
    number = min(math.ceil(len(formulas) / 200), os.cpu_count() or 1)
    return [formulas[first::number] for first in range(number)]


class _Worker:
    """A Node process that renders formulas."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            # Formulas leave much garbage, which Node collects too often in the little space that it takes by itself.
            [find_node(), "--max-semi-space-size=64", str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        # Node ends by itself once nobody can ask it any more.
        self.stop = weakref.finalize(self, self._process.communicate)

    def send(self, request: Mapping[str, object]) -> None:
        """Send a request, which it answers in its own time."""
        with contextlib.suppress(BrokenPipeError):  # it has ended; `receive` says so
            print(json.dumps(request), file=self._process.stdin, flush=True)

    def receive(self) -> Sequence[Any]:
        """Wait for the answer to a request.

        Raises:
            NodeError: The process has ended, or says something else.
        """
        line = cast("IO[str]", self._process.stdout).readline()
        if not line:
            raise NodeError("MathJax does not answer; if it is not installed, `make site` installs it")
        try:
            answer: Sequence[Any] = json.loads(line)
        except json.JSONDecodeError:
            raise NodeError(f"MathJax cannot be started: {line.strip()}") from None
        return answer
