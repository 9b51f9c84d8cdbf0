"""From marks in source text to a package: read the text, make rows, write imports."""

# --8<-- [start:row]
import ast
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple, TypeGuard


class Row(NamedTuple):
    """One export: where a thing is defined, and the names it is to have."""

    module: str
    symbol: str
    names: tuple[str, ...]
    legacy: tuple[str, ...]
    line: int


# --8<-- [end:row]


# --8<-- [start:parts]
def local_names(tree: ast.AST, decorator: str, module: str) -> Iterator[str]:
    """Yield what a module calls the decorator, given by its full name."""
    package, _, function = decorator.rpartition(".")
    bound: list[tuple[str, str]] = []  # what is imported, and its name here
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                bound.append((f"{origin}.{alias.name}", alias.asname or alias.name))
                if (origin, alias.name) == (package, "*"):
                    yield function
        elif isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.split(".")[0]
                bound.append((whole, alias.asname or whole))
    for whole, name in bound:
        if f"{decorator}.".startswith(f"{whole}."):
            yield name + decorator.removeprefix(whole)


def marked(
    statement: ast.stmt, exports: Callable[[ast.AST], TypeGuard[ast.Call]]
) -> Iterator[tuple[ast.Call, str]]:
    """Yield each export of a statement, with the symbol that it names.

    Four forms: `@export(…)` above a definition, `export(…)(symbol)`,
    `symbol = export(…)(…)` and `export(…).export_constant(__name__, "symbol")`.
    """
    match statement:
        case ast.FunctionDef() | ast.ClassDef():
            for decorator in filter(exports, statement.decorator_list):
                yield decorator, statement.name
        case ast.Assign([ast.Name(symbol)], ast.Call(call)) if exports(call):
            yield call, symbol
        case ast.Expr(ast.Call(call, [argument])) if exports(call):
            while isinstance(argument, ast.Call) and argument.args:
                argument = argument.args[0]
            if isinstance(argument, ast.Name):
                yield call, argument.id
        case ast.Expr(
            ast.Call(
                ast.Attribute(call, "export_constant"), [_, ast.Constant(str(symbol))]
            )
        ) if exports(call):
            yield call, symbol


def row(call: ast.Call, symbol: str, module: str) -> Row:
    """Return the row of one call of the decorator; ValueError if it cannot be read."""
    where = f"{module}:{call.lineno}"
    try:
        names = tuple(ast.literal_eval(argument) for argument in call.args)
        options = {str(key.arg): ast.literal_eval(key.value) for key in call.keywords}
    except (TypeError, ValueError):
        raise ValueError(f"{where}: names must be literals") from None
    legacy = options.pop("v1", names)
    options.pop("allow_multiple_exports", None)  # without effect, kept for old code
    if options:
        raise ValueError(f"{where}: unknown {', '.join(options)}")
    listed = legacy if isinstance(legacy, list | tuple) else (legacy,)
    for name in (*names, *listed):
        if not is_dotted(name):
            raise ValueError(f"{where}: {name!r} cannot be a name")
    if legacy is not listed:
        raise ValueError(f"{where}: v1 must be a list")
    return Row(module, symbol, names, tuple(legacy), call.lineno)


def is_dotted(name: object) -> bool:
    """Return whether this is a text of identifiers with dots between them."""
    return isinstance(name, str) and all(
        part.isidentifier() and not iskeyword(part) for part in name.split(".")
    )


# --8<-- [end:parts]


# --8<-- [start:rows]
def rows(
    source: str, module: str, decorator: str = "toolbox.marks.export"
) -> list[Row]:
    """Return the exports that a module's text marks, without running it.

    A ValueError names the line of names that are no literals or no names, of an unknown
    argument, and of any other use of the decorator: bare, below the top level, under a
    new name. A SyntaxError is Python's own. Relative imports are those of a module that
    is no package. Cost: some walks over the syntax tree.
    """
    tree = ast.parse(source)
    local = set(local_names(tree, decorator, module))

    def exports(node: ast.AST) -> TypeGuard[ast.Call]:
        return isinstance(node, ast.Call) and ast.unparse(node.func) in local

    found: list[Row] = []
    understood: set[ast.AST] = set()
    for statement in tree.body:
        for call, symbol in marked(statement, exports):
            understood.add(call.func)
            found.append(row(call, symbol, module))
    for node in ast.walk(tree):
        if node in understood or not isinstance(node, ast.Name | ast.Attribute):
            continue
        if ast.unparse(node) in local:
            where = f"{module}:{node.lineno}"
            raise ValueError(f"{where}: none of the four forms of an export")
    return found


# --8<-- [end:rows]


# --8<-- [start:package]
def package(found: Iterable[Row], root: str) -> dict[str, str]:
    """Return the files of a package that gives each row's symbol its public names.

    Keys are paths such as `shapes/__init__.py` below the folder of root. Of two owners
    of one name the later import wins, as Python has it. ValueError if a name is to be
    an object and a package. Cost: sorting the names.
    """
    inside: dict[str, set[str]] = {root: set()}  # subpackages
    imports: dict[str, list[tuple[str, str, str]]] = {root: []}
    for one in found:
        for public in one.names:
            place, _, name = f"{root}.{public}".rpartition(".")
            alias = "" if name == one.symbol else f" as {name}"
            text = f"from {one.module} import {one.symbol}{alias}  # line: {one.line}"
            imports.setdefault(place, []).append((one.module, name, text))
            while place != root:
                parent, _, last = place.rpartition(".")
                inside.setdefault(parent, set()).add(last)
                place = parent
    files = {}
    for place in sorted({*inside, *imports}):
        lines = [
            f"from {place} import {name}" for name in sorted(inside.get(place, ()))
        ]
        for _, name, text in sorted(imports.get(place, ())):
            if name in inside.get(place, ()):
                raise ValueError(f"{place}.{name} is a package, too")
            lines.append(text)
        path = "/".join([*place.split(".")[1:], "__init__.py"])
        files[path] = "\n".join([*lines, ""])
    return files


def canonical(names: Sequence[str], deprecated: Iterable[str] = ()) -> str | None:
    """Return the first name that is not deprecated, else the first, else None."""
    old = set(deprecated)
    return next((name for name in names if name not in old), next(iter(names), None))


# --8<-- [end:package]


# --8<-- [start:source]
MARKS = """\
class export:
    def __init__(self, *names, v1=None):
        pass

    def __call__(self, thing):
        return thing

    def export_constant(self, module, symbol):
        pass
"""
SHAPES = """\
from toolbox.marks import export

RIGHT = 90
export("angles.RIGHT").export_constant(__name__, "RIGHT")


@export("shapes.area", "area")
def area_v2(width, height):
    return width * height


@export(v1=["surface"])
def surface(width, height):
    return area_v2(width, height)
"""
# --8<-- [end:source]


# --8<-- [start:install]
def install(sources: Mapping[str, str], root: str, folder: Path) -> None:
    """Write modules, and the package that their marks ask for, below a folder.

    Sources are texts by the modules' names, such as `toolbox.src.shapes`. ValueError
    for a module that has the name of a public package: Python would find only one.
    """
    found = [one for name, text in sources.items() for one in rows(text, name)]
    files = {f"{root}/{path}": text for path, text in package(found, root).items()}
    for name in sources:
        if f"{name.replace('.', '/')}/__init__.py" in files:
            raise ValueError(f"{name} is a public package, too")
    files |= {f"{name.replace('.', '/')}.py": text for name, text in sources.items()}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


# --8<-- [end:install]

if __name__ == "__main__":
    # --8<-- [start:tree]
    tree = ast.parse('@export("shapes.area", "area")\ndef area_v2(): ...')
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            print("line", node.lineno, "calls", ast.unparse(node.func))
            print([ast.literal_eval(argument) for argument in node.args])
    # --8<-- [end:tree]

    # --8<-- [start:rows_demo]
    for one in rows(SHAPES, "toolbox.src.shapes"):
        print(*one)
    # --8<-- [end:rows_demo]

    # --8<-- [start:package_demo]
    for path, text in package(rows(SHAPES, "toolbox.src.shapes"), "toolbox").items():
        print(f"== toolbox/{path}")
        print(text, end="")
    # --8<-- [end:package_demo]

    # --8<-- [start:install_demo]
    with tempfile.TemporaryDirectory() as name:
        sources = {"toolbox.marks": MARKS, "toolbox.src.shapes": SHAPES}
        install(sources, "toolbox", Path(name))
        sys.path.insert(0, name)
        toolbox = resolve_name("toolbox")
        sys.path.remove(name)
    print(toolbox.area(3, 4), toolbox.angles.RIGHT)
    print(toolbox.area is toolbox.shapes.area, toolbox.area.__name__)
    print(hasattr(toolbox, "surface"))
    # --8<-- [end:install_demo]

    # --8<-- [start:canonical_demo]
    print(canonical(["math.add", "add"]), canonical(["old", "new"], ["old"]))
    print(canonical(["old"], ["old"]), canonical([]))
    # --8<-- [end:canonical_demo]
