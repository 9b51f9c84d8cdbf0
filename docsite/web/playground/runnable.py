"""Decides which blocks of a page a browser can run: from what they import, and from the names they share.

The Python blocks of a page are one program. Those that no browser can run are left out of it there, so a block runs
only if its imports can be had and nothing that it needs was lost with a block that is left out. This is worked out from
names alone, and leans to "no":

- A block *needs* the global names that it reads before it has certainly bound them itself, in whatever function it
  reads them. It also needs what the statements above read that bind such a name, since a function looks its names up
  when it is called.
- A block that is left out *spoils* the names that it binds, and those that it stores into (`x[0] = …`, `x.y = …`) or
  calls a method of in a statement of its own (`x.append(…)`); and the names to which functions do so that it may call.
  To import again what stands there already spoils nothing.
- A name is good again once a block that runs has certainly bound it.

What names cannot tell, such as a list that a function was handed and has changed, is caught where it shows: a test runs
every runnable block in a browser and compares.
"""

from __future__ import annotations

import ast
import symtable
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docsite.web.playground.packages import PACKAGES

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


def runnable(sources: Sequence[str]) -> list[bool]:
    """Tell which blocks of a page a browser can run.

    Args:
        sources: The page's Python blocks, from top to bottom.

    Returns:
        An answer for each. Costs at most O(n²) steps for each of n statements.
    """
    answers: list[bool] = []
    above: list[_Binding] = []
    spoilt: set[str] = set()
    imported: dict[str, str] = {}  # names that are sure to stand for what was imported
    for block in map(_read, sources):
        needs, effects = _reached(block.needs, above)
        answer = block.available and not needs & spoilt
        answers.append(answer)
        if answer:
            spoilt -= block.certain
            imported = {name: imported[name] for name in imported.keys() - block.binds} | block.imports
        else:
            again = {name for name, origin in block.imports.items() if imported.get(name) == origin}
            spoilt |= (block.binds - again) | block.changes | effects
            imported = {name: imported[name] for name in imported.keys() - spoilt}
        above += block.bindings
    return answers


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
    return {module for source in sources for module in _imports(ast.walk(ast.parse(source)))}


@dataclass(frozen=True)
class _Binding:
    """A statement that may bind names.

    Attributes:
        binds: These names.
        reads: The global names that it reads, now or when it is called.
        effects: Those that it may bind, or whose objects it may change, when it is called.
    """

    binds: frozenset[str]
    reads: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()


@dataclass
class _Block:
    """What a block has to do with the others.

    Attributes:
        available: Whether a browser has all that it imports.
        needs: The names that it expects from the blocks above.
        certain: The names that it is sure to bind.
        imports: Those that it binds by imports alone, with what they stand for.
        changes: The names whose objects it may change.
        bindings: The statements that bind.
    """

    available: bool
    needs: set[str] = field(default_factory=set)
    certain: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    changes: set[str] = field(default_factory=set)
    bindings: list[_Binding] = field(default_factory=list)

    @property
    def binds(self) -> set[str]:
        """The names that it may bind."""
        return {name for binding in self.bindings for name in binding.binds}


def _read(source: str) -> _Block:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return _Block(available=False)  # the author is told by the checks of the page
    nodes = list(ast.walk(tree))
    opaque = OPAQUE & {node.id for node in nodes if isinstance(node, ast.Name)}
    block = _Block(available=not opaque and all(map(can_import, _imports(nodes))))
    block.certain = _follow(tree.body, set(), block)
    block.changes = set(_changed(nodes))
    origins = [pair for statement in tree.body for pair in _origins(statement)]
    times = Counter(name for binding in block.bindings for name in binding.binds)
    block.imports = {name: origin for name, origin in origins if times[name] == 1}
    return block


def _follow(statements: Iterable[ast.stmt], bound: set[str], block: _Block) -> set[str]:
    """Note what statements need and bind, if the names `bound` are there for sure; return those that are after them."""
    for statement in statements:
        bound = _follow_one(statement, set(bound), block)
    return bound


def _follow_one(statement: ast.stmt, bound: set[str], block: _Block) -> set[str]:
    match statement:
        case ast.For(target=target, iter=values, body=body, orelse=orelse):
            _note(ast.Assign([target], values), bound, block)
            _follow(body, bound | _stored(target), block)
            _follow(orelse, bound, block)
        case ast.If(test=test, body=body, orelse=orelse):
            _note(ast.Expr(test), bound, block)
            return _follow(body, bound, block) & _follow(orelse, bound, block)
        case ast.While(test=test, body=body, orelse=orelse):
            _note(ast.Expr(test), bound, block)
            _follow(body, bound, block)
            _follow(orelse, bound, block)
        case ast.With(items=items, body=body):
            inside = set(bound)
            for item in items:
                targets = [item.optional_vars] if item.optional_vars else []
                opened = ast.Assign(targets, item.context_expr) if targets else ast.Expr(item.context_expr)
                _note(opened, inside, block)
                inside |= _certainly_bound(opened)
            _follow(body, inside, block)
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=last):
            _follow(orelse, _follow(body, bound, block), block)
            for handler in handlers:
                name = {handler.name} if handler.name else set()
                if handler.type:
                    _note(ast.Expr(handler.type), bound, block)
                block.bindings.append(_Binding(frozenset(name)))
                _follow(handler.body, bound | name, block)
            _follow(last, bound, block)
        case _:
            _note(statement, bound, block)
            bound |= _certainly_bound(statement)
    return bound


def _note(statement: ast.stmt, bound: set[str], block: _Block) -> None:
    """Note what a statement without others in it reads and binds."""
    reads, binds, later = _names(statement)
    effects = later | (reads & set(_changed(ast.walk(statement))))
    block.needs |= reads - bound
    block.bindings.append(_Binding(frozenset(binds), frozenset(reads), frozenset(effects)))


def _reached(needs: set[str], above: Sequence[_Binding]) -> tuple[set[str], set[str]]:
    """Return the names that are needed, and what those statements read that bind them, and so on; and their effects."""
    needs, effects = set(needs), set[str]()
    size = -1
    while size != len(needs):
        size = len(needs)
        for one in above:
            if one.binds & needs:
                needs |= one.reads
                effects |= one.effects
    return needs, effects


def _names(statement: ast.stmt) -> tuple[set[str], set[str], set[str]]:
    """Return the global names that a statement may read, those that it may bind, and those that its functions may."""
    top = symtable.symtable(ast.unparse(ast.fix_missing_locations(statement)), "<block>", "exec")
    reads = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    binds = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    later: set[str] = set()
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        symbols = [symbol for symbol in table.get_symbols() if symbol.is_global()]
        reads |= {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
        later |= {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
    # To Python `x += 1` and `del x` are no reads.
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            reads.add(node.target.id)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
            reads.add(node.id)
            binds.add(node.id)
    return reads, binds | later, later


def _certainly_bound(statement: ast.stmt) -> set[str]:
    """Return the names that are bound once a statement without others in it is done."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {name for name, _ in _origins(statement)}
    if isinstance(statement, ast.Assign):
        return {name for target in statement.targets for name in _stored(target)}
    if isinstance(statement, ast.AnnAssign) and statement.value:
        return _stored(statement.target)
    return set()


def _stored(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _origins(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """Yield the names that an import binds, each with what it stands for."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            name = alias.asname or alias.name.split(".")[0]
            yield name, alias.name if alias.asname else name
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name, f"{statement.module}.{alias.name}"


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield all modules that are imported anywhere in a block, `*` for those that bring unknown names."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" if alias.name != "*" else "*" for alias in node.names)


def _changed(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the names whose objects are stored into, or have a method called for nothing but its effect."""
    for node in nodes:
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield from _root(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _root(node.value.func) if isinstance(node.value.func, ast.Attribute) else ()


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
