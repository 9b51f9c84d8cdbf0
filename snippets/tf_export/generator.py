"""From marks in source text to a package: read the text, make rows, write imports."""

# --8<-- [start:row]
import ast
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
def local_names(tree: ast.AST, decorator: str) -> Iterator[str]:
    """Yield what a module calls the decorator, given by its full name."""
    package, _, function = decorator.rpartition(".")
    parent, _, last = package.rpartition(".")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (node.module, alias.name) == (package, function):
                    yield alias.asname or function
                elif (node.module, alias.name) == (parent, last):
                    yield f"{alias.asname or last}.{function}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == package:
                    yield f"{alias.asname or package}.{function}"


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
            while isinstance(argument, ast.Call):
                argument = argument.args[0]
            yield call, ast.unparse(argument)
        case ast.Expr(
            ast.Call(
                ast.Attribute(call, "export_constant"), [_, ast.Constant(str(symbol))]
            )
        ) if exports(call):
            yield call, symbol


def row(call: ast.Call, symbol: str, module: str) -> Row:
    """Return the row of one call of the decorator."""
    try:
        names = tuple(ast.literal_eval(argument) for argument in call.args)
        options = {str(key.arg): ast.literal_eval(key.value) for key in call.keywords}
    except ValueError:
        raise ValueError(f"{module}:{call.lineno}: names must be literals") from None
    legacy = tuple(options.pop("v1", names))
    options.pop("allow_multiple_exports", None)  # without effect, kept for old code
    if options:
        raise ValueError(f"{module}:{call.lineno}: unknown {', '.join(options)}")
    return Row(module, symbol, names, legacy, call.lineno)


# --8<-- [end:parts]


# --8<-- [start:rows]
def rows(
    source: str, module: str, decorator: str = "toolbox.marks.export"
) -> list[Row]:
    """Return the exports that a module's text marks, without running it.

    A ValueError names the line of names that are no literals, of an unknown argument
    and of an export below the top level. Cost: one walk over the syntax tree.
    """
    tree = ast.parse(source)
    local = set(local_names(tree, decorator))

    def exports(node: ast.AST) -> TypeGuard[ast.Call]:
        return isinstance(node, ast.Call) and ast.unparse(node.func) in local

    found, allowed = [], set()
    for statement in tree.body:
        for call, symbol in marked(statement, exports):
            allowed.add(call)
            found.append(row(call, symbol, module))
    for node in ast.walk(tree):
        if exports(node) and node not in allowed:
            raise ValueError(f"{module}:{node.lineno}: export at the top level only")
    return found


# --8<-- [end:rows]


# --8<-- [start:package]
def package(found: Iterable[Row], root: str) -> dict[str, str]:
    """Return the files of a package that gives each row's symbol its public names.

    Keys are paths such as `shapes/__init__.py` below the folder of root. Of two owners
    of one name the later import wins, as Python has it. Cost: sorting the names.
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
        lines += [text for *_, text in sorted(imports.get(place, ()))]
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

    Sources are texts by the modules' names, such as `toolbox.src.shapes`.
    """
    found = [one for name, text in sources.items() for one in rows(text, name)]
    files = {f"{root}/{path}": text for path, text in package(found, root).items()}
    files |= {f"{name.replace('.', '/')}.py": text for name, text in sources.items()}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


# --8<-- [end:install]

if __name__ == "__main__":
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
