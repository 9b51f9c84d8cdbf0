"""Decides which blocks of a page a browser can run: from what they import, and from the names they share.

The Python blocks of a page are one program. Those that no browser can run are left out of it there, so a block runs
only if its imports can be had and the names that it needs come from blocks that run: the names that it reads, and those
that are read where these are bound. What names cannot tell, such as a list that is changed by a block that is left out,
is caught where it shows: a test runs every runnable block in a browser and compares.
"""

from __future__ import annotations

import ast
import symtable
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Modules of the standard library, with all below them, that Pyodide does not have. Those of the second set left Python
# before the version that Pyodide is made of, and may still be known to the one that builds the site.
# fmt: off
ABSENT = frozenset({
    "antigravity", "curses", "dbm", "ensurepip", "grp", "idlelib", "msvcrt", "nt", "pwd", "pydoc_data", "readline",
    "resource", "syslog", "test", "this", "tkinter", "turtle", "turtledemo", "venv", "winreg", "winsound",
})
GONE = frozenset({
    "aifc", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "crypt", "distutils", "imghdr", "imp",
    "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes", "smtpd", "sndhdr", "spwd", "sunau",
    "telnetlib", "uu", "xdrlib",
})

# Those that it can import and not use: there are no processes, threads, connections or signals in a worker, nobody to
# answer a prompt, and no files of time zones. `importlib` brings what no look at the imports can tell.
USELESS = frozenset({
    "asyncio", "code", "concurrent.futures", "ctypes", "fcntl", "ftplib", "getpass", "http.client", "http.server",
    "imaplib", "importlib", "multiprocessing", "pdb", "poplib", "pty", "select", "selectors", "signal", "smtplib",
    "socket", "socketserver", "ssl", "subprocess", "termios", "threading", "tty", "urllib.request", "webbrowser",
    "wsgiref.simple_server", "xmlrpc", "zoneinfo",
})

# What the packages beside Pyodide have and cannot do there: it needs others, a compiler, or a program that draws.
HELPLESS = frozenset({
    "mpmath.cplot", "mpmath.plot", "mpmath.splot",
    "sympy.conftest", "sympy.galgebra", "sympy.parsing.autolev", "sympy.parsing.latex", "sympy.plot",
    "sympy.plot_backends", "sympy.plot_implicit", "sympy.plot_parametric", "sympy.plotting", "sympy.preview",
    "sympy.utilities.autowrap",
})
# fmt: on

# What may bind or read any name, and so hides what a block needs.
OPAQUE = frozenset({"__import__", "eval", "exec", "globals", "locals", "vars"})


# The packages that lie beside Pyodide, each with those that it imports itself. To offer one more, add it here: it has
# to be pure Python and be installed where the site is built.
PACKAGES = {"mpmath": (), "sympy": ("mpmath",)}


def runnable(sources: Sequence[str]) -> list[bool]:
    """Tell which blocks of a page a browser can run.

    Args:
        sources: The page's Python blocks, from top to bottom.
    """
    answers: list[bool] = []
    lost: set[str] = set()
    there: dict[str, str] = {}  # names that are imported, and from where: who imports them once more changes nothing
    behind: defaultdict[str, set[str]] = defaultdict(set)  # a name, and those that are read where it is bound
    for source in sources:
        try:
            nodes = list(ast.walk(ast.parse(source)))
        except SyntaxError:
            answers.append(False)  # the author is told by the checks of the page
            continue
        imported = dict(_imports(nodes))
        needs, binds = _names(source, behind)
        answers.append(_available(nodes) and needs.isdisjoint(lost))
        if answers[-1]:
            lost -= binds
            there = {name: origin for name, origin in there.items() if name not in binds} | imported
        else:
            lost |= {name for name in binds if name not in imported or there.get(name) != imported[name]}
    return answers


def _names(source: str, behind: defaultdict[str, set[str]]) -> tuple[set[str], set[str]]:
    """Return the names that a block needs from those above, and those that it binds; add what stands behind these."""
    statements = list(_statements(source))
    needs, bound = set[str](), set[str]()
    for reads, binds in statements:
        needs |= reads - bound
        bound |= binds
    while more := set[str]().union(*(behind[name] for name in needs)) - needs:
        needs |= more
    for reads, binds in statements:
        for name in binds:
            behind[name] |= reads
    return needs, bound


def can_check(sources: Sequence[str], index: int, check: str) -> bool:
    """Tell whether a browser can run a block and, below it, the check of what readers make of it.

    Args:
        sources: The page's Python blocks.
        index: The number of the block, from 0.
        check: The check's source.
    """
    return all(runnable([*sources[: index + 1], check])[index:])


def can_import(module: str) -> bool:
    """Tell whether a module, or what bears its name, can be imported in the reader's browser and is of use there."""
    parts = module.split(".")
    names = {".".join(parts[: index + 1]) for index in range(len(parts))}
    known = parts[0] in sys.stdlib_module_names or parts[0] in PACKAGES
    return known and not names & (ABSENT | GONE | USELESS | HELPLESS)


def imports(sources: Iterable[str]) -> set[str]:
    """Return all that blocks import, by full names; `*` stands for what brings unknown names."""
    return {module for source in sources for _, module in _imports(ast.walk(ast.parse(source)))}


def _available(nodes: Sequence[ast.AST]) -> bool:
    """Tell whether a browser has all that a block imports, and the block hides nothing of what it needs."""
    opaque = any(isinstance(node, ast.Name) and node.id in OPAQUE for node in nodes)
    return not opaque and all(can_import(module) for _, module in _imports(nodes))


def _statements(source: str) -> Iterator[tuple[set[str], set[str]]]:
    """Yield the global names that each statement reads, now or when a function is called, and those that it binds."""
    for statement in ast.parse(source).body:
        tables = [symtable.symtable(ast.unparse(statement), "<block>", "exec")]
        for table in tables:
            tables += table.get_children()
        symbols = [symbol for table in tables for symbol in table.get_symbols() if symbol.is_global()]
        reads = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
        binds = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
        if hasattr(statement, "body"):
            reads -= binds  # such as what a loop runs through
        changed = (node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign))
        reads |= binds & {
            target.id for target in changed if isinstance(target, ast.Name)
        }  # to Python these are no reads
        yield reads, binds


def _imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield the names that imports bind anywhere in a block, and what they import, `*` where nobody knows the names."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield alias.asname or alias.name, f"{module}.{alias.name}" if alias.name != "*" else "*"
