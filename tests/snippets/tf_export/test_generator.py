import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.tf_export import generator
from snippets.tf_export.generator import MARKS, SHAPES, Row, canonical, install, package, rows
from tests.conftest import unmeasured_children

DECORATOR = "tensorflow.python.util.tf_export.tf_export"
HEAD = "from tensorflow.python.util.tf_export import tf_export\n"
NAMES = st.lists(st.sampled_from(["a", "b", "x.a", "x.b", "y.a", "x.y.a"]), max_size=3, unique=True)
Ask = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def tensorflow() -> Iterator[Ask]:
    """TensorFlow's answers; its process ends with the module's tests."""
    command = [sys.executable, str(Path(__file__).with_name("tensorflow_server.py"))]
    with unmeasured_children(), subprocess.Popen(command, stdin=-1, stdout=-1, encoding="utf-8") as server:
        assert server.stdin
        assert server.stdout

        def ask(question: str, of: Any) -> Any:
            assert server.stdin
            assert server.stdout
            server.stdin.write(json.dumps({"ask": question, "of": of}) + "\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        yield ask
        server.stdin.close()


def found(source: str, decorator: str = DECORATOR) -> list[list[Any]] | None:
    """Return our rows as TensorFlow's process writes them; None if the text is refused."""
    try:
        return sorted([r.symbol, [*r.names], [*r.legacy], r.line] for r in rows(source, "module", decorator))
    except ValueError:
        return None


@st.composite
def modules(draw: st.DrawFn) -> str:
    """Texts of modules: exports of all forms, some of them wrong."""
    imported, called = draw(
        st.sampled_from(
            [
                ("from tensorflow.python.util.tf_export import tf_export", "tf_export"),
                ("from tensorflow.python.util.tf_export import tf_export as other", "other"),
                ("from tensorflow.python.util import tf_export", "tf_export.tf_export"),
                ("from tensorflow.python.util import tf_export as other", "other.tf_export"),
                ("import tensorflow.python.util.tf_export as other", "other.tf_export"),
                ("from elsewhere import tf_export", "tf_export"),
            ]
        )
    )
    parts = [imported]
    for number in range(draw(st.integers(0, 4))):
        given_names = ", ".join(repr(name) for name in draw(NAMES))
        legacy = draw(st.one_of(st.none(), NAMES))
        more = "" if legacy is None else f"{', ' if given_names else ''}v1={legacy!r}"
        export = f"{called}({given_names}{more})"
        forms = [
            f"@{export}\ndef f{number}(): pass",
            f"@{export}\n@other_decorator\nclass C{number}: pass",
            f"{export}(g{number})",
            f"{export}(wrap(g{number}))",
            f"h{number} = {export}(make())",
            f"X{number} = 1\n{export}.export_constant(__name__, 'X{number}')",
            f"def not_exported{number}(x=1): return x",
            f"def nested{number}():\n    @{export}\n    def inside(): pass",
            f"class K{number}:\n    method = {export}(print)",
            f"@{called}(computed)\ndef k{number}(): pass",
            f"@{called}('a', unknown=1)\ndef m{number}(): pass",
        ]
        parts.append(draw(st.sampled_from(forms)))
    return "\n".join(parts) + "\n"


@given(source=modules())
def test_rows_of_generated_modules_are_tensorflow_s(tensorflow: Ask, source: str) -> None:
    assert [found(source)] == tensorflow("rows", [source])


def sources() -> dict[str, str]:
    """Return the texts of TensorFlow's modules that mention the decorator, by the modules' names."""
    spec = find_spec("tensorflow")
    assert spec
    assert spec.origin
    root = Path(spec.origin).parent
    texts = {}
    for path in sorted(root.rglob("*.py")):
        text = "" if path.is_relative_to(root / "_api") else path.read_text(encoding="utf-8")
        if "tf_export" in text:
            name = ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
            texts[name] = text
    return texts


def published() -> dict[tuple[str, str], tuple[str, str, int]]:
    """Return each public name of the wheel, as (file, name): module, symbol and line."""
    spec = find_spec("tensorflow")
    assert spec
    assert spec.origin
    root = Path(spec.origin).parent / "_api/v2"
    pattern = re.compile(r"^from (\S+) import (\w+)(?: as (\w+))? # line: (\d+)$", re.MULTILINE)
    names = {}
    for path in [root.parents[1] / "__init__.py", *root.rglob("*/__init__.py")]:
        place = path.relative_to(root).as_posix() if path.is_relative_to(root) else "__init__.py"
        if place.startswith(("compat/v1/", "compat/v2/")):
            continue
        for module, symbol, name, line in pattern.findall(path.read_text(encoding="utf-8")):
            names[place, name or symbol] = (module, symbol, int(line))
    return names


def test_every_export_of_tensorflow_is_found(tensorflow: Ask) -> None:
    """And each public name of the wheel is imported from where our generator says, on the line that it says."""
    texts = sources()
    theirs = dict(zip(texts, tensorflow("rows", list(texts.values())), strict=True))
    ours = {name: rows(text, name, DECORATOR) for name, text in texts.items()}
    assert sum(map(len, ours.values())) > 4000
    for name, these in ours.items():
        assert sorted([r.symbol, [*r.names], [*r.legacy], r.line] for r in these) == theirs[name], name
    pattern = re.compile(r"^from (\S+) import (\w+)(?: as (\w+))?  # line: (\d+)$", re.MULTILINE)
    files = package((row for these in ours.values() for row in these), "api")
    made = {
        (place, name or symbol): (module, symbol, int(line))
        for place, text in files.items()
        for module, symbol, name, line in pattern.findall(text)
    }
    wheel = published()
    assert len(wheel) > 3000
    assert {name: made.get(name) for name in wheel} == wheel
    surplus = {made[name][0] for name in made.keys() - wheel.keys()}
    assert not surplus & {module for module, _, _ in wheel.values()}


@given(names=NAMES, deprecated=NAMES)
def test_canonical_names_are_tensorflow_s(tensorflow: Ask, names: list[str], deprecated: list[str]) -> None:
    assert [canonical(names, deprecated)] == tensorflow("canonical", [[names, deprecated]])


@given(exports=st.lists(NAMES, max_size=4))
def test_a_package_has_each_name_and_no_other(exports: list[list[str]]) -> None:
    """Importing is simulated: a name of a file is what its last import of that name says."""
    made = package((Row("m", f"f{n}", tuple(names), (), n) for n, names in enumerate(exports)), "root")
    wanted = {name: n for n, names in enumerate(exports) for name in names}
    places = {""} | {name.rpartition(".")[0][:end] for name in wanted for end in range(len(name)) if "." in name}
    folders = {"/".join(place.split(".")) for place in places if place and not place.endswith(".")}
    known = {name.rpartition(".")[0].replace(".", "/") for name in wanted}
    parents = {"/".join(place.split("/")[:depth]) for place in known for depth in range(1, place.count("/") + 2)}
    assert {path.removesuffix("__init__.py").strip("/") for path in made} == {"", *filter(None, parents)}
    assert parents - {""} <= folders | {""}
    for path, text in made.items():
        place = path.removesuffix("__init__.py").strip("/").replace("/", ".")
        bound = {}
        for line in text.splitlines():
            module, symbol, alias = re.findall(r"^from (\S+) import (\w+)(?: as (\w+))?", line)[0]
            bound[alias or symbol] = f"{module}.{symbol}"
        for name, n in wanted.items():
            if name.rpartition(".")[0] == place and name.rpartition(".")[2] not in {"x", "y"}:
                assert bound[name.rpartition(".")[2]] == f"m.f{n}"


def test_the_example_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"toolbelt.marks": MARKS, "toolbelt.src.shapes": SHAPES.replace("toolbox", "toolbelt")}
    texts = {name: rows(text, name, "toolbelt.marks.export") for name, text in names.items()}
    assert [row.symbol for row in texts["toolbelt.src.shapes"]] == ["RIGHT", "area_v2", "surface"]
    monkeypatch.syspath_prepend(tmp_path)
    install({"toolbox.marks": MARKS, "toolbox.src.shapes": SHAPES}, "toolbox", tmp_path)
    toolbox = importlib.import_module("toolbox")
    assert toolbox.area(3, 4) == 12
    assert toolbox.area is toolbox.shapes.area is sys.modules["toolbox.src.shapes"].area_v2
    assert toolbox.angles.RIGHT == 90
    assert not hasattr(toolbox, "surface")
    for name in [name for name in sys.modules if name.split(".")[0] == "toolbox"]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("@export(name)\ndef f(): pass", r"^m:2: names must be literals$"),
        ("@export('a', v2=['b'])\ndef f(): pass", r"^m:2: unknown v2$"),
        ("@export({[]: 1})\ndef f(): pass", r"^m:2: names must be literals$"),
        ("@export(v1='ab')\ndef f(): pass", r"^m:2: v1 must be a list$"),
        ("@export(3)\ndef f(): pass", r"^m:2: 3 cannot be a name$"),
        ("@export('a..b')\ndef f(): pass", r"^m:2: 'a..b' cannot be a name$"),
        ("@export(v1=['a b'])\ndef f(): pass", r"^m:2: 'a b' cannot be a name$"),
        ("@export('x.class')\ndef f(): pass", r"^m:2: 'x.class' cannot be a name$"),
        ("def g():\n    export('a')(g)", r"^m:3: none of the four forms of an export$"),
        ("@export\ndef f(): pass", r"^m:2: none of the four"),
        ("other = export\n@other('a')\ndef f(): pass", r"^m:2: none of the four"),
        ("export('a')(make())", r"^m:2: none of the four"),
        ("export('a')(lambda: 0)", r"^m:2: none of the four"),
        ("@export('a')\nasync def f(): pass", r"^m:2: none of the four"),
    ],
)
def test_what_a_text_cannot_tell_is_refused_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        rows(f"from toolbox.marks import export\n{text}\n", "m")


@pytest.mark.parametrize(
    ("imported", "called"),
    [
        ("from ..marks import export", "export"),
        ("from ..marks import export as other", "other"),
        ("from .. import marks", "marks.export"),
        ("from toolbox.marks import *", "export"),
        ("from ..marks import *", "export"),
        ("import toolbox", "toolbox.marks.export"),
        ("import toolbox as tb", "tb.marks.export"),
        ("import toolbox.src", "toolbox.marks.export"),
        ("import toolbox.marks as m", "m.export"),
    ],
)
def test_an_export_is_found_however_the_decorator_was_imported(imported: str, called: str) -> None:
    text = f"{imported}\n@{called}('a')\ndef f(): pass\n"
    assert rows(text, "toolbox.src.shapes") == [Row("toolbox.src.shapes", "f", ("a",), ("a",), 2)]


@pytest.mark.parametrize(
    "imported", ["from .marks import export", "from .toolbox.marks import export", "import toolbo"]
)
def test_a_decorator_of_another_module_is_none(imported: str) -> None:
    assert rows(f"{imported}\n@export('a')\ndef f(): pass\n", "toolbox.src.shapes") == []


@pytest.mark.parametrize(
    "imported", ["from .tf_export import tf_export", "from tensorflow.python.util.tf_export import *"]
)
def test_tensorflow_passes_over_imports_that_ours_follows(tensorflow: Ask, imported: str) -> None:
    text = f"{imported}\n@tf_export('a')\ndef f(): pass\n"
    assert tensorflow("rows", [text]) == [[]]
    assert len(rows(text, "tensorflow.python.util.module", DECORATOR)) == 1


def test_the_generator_has_fewer_than_150_lines() -> None:
    text = Path(generator.__file__).read_text(encoding="utf-8").partition("[end:package]")[0]
    lines = [line for line in text.partition("[start:row]")[2].splitlines() if line.strip() and "--8<--" not in line]
    assert 100 < len(lines) < 150


def test_the_later_of_two_owners_wins() -> None:
    both = [Row("a", "f", ("x",), (), 1), Row("b", "g", ("x",), (), 1)]
    assert package(both, "r")["__init__.py"].splitlines() == [
        "from a import f as x  # line: 1",
        "from b import g as x  # line: 1",
    ]


def test_a_name_is_no_package_and_a_module_no_public_package(tmp_path: Path) -> None:
    both = [Row("a", "f", ("x",), (), 1), Row("b", "g", ("x.y",), (), 1)]
    with pytest.raises(ValueError, match=r"^r\.x is a package, too$"):
        package(both, "r")
    text = "from toolbox.marks import export\n@export('shapes.area')\ndef area(): pass\n"
    with pytest.raises(ValueError, match=r"^toolbox\.shapes is a public package, too$"):
        install({"toolbox.shapes": text}, "toolbox", tmp_path)
    assert not [*tmp_path.iterdir()]


def test_editors_cannot_read_keras_in_tensorflow_s_file_and_can_in_keras_s() -> None:
    """TensorFlow sets the attribute while it runs; Keras imports each name under the same name."""
    tensorflow, keras = find_spec("tensorflow"), find_spec("keras")
    assert tensorflow
    assert tensorflow.origin
    assert keras
    assert keras.origin
    path = Path(tensorflow.origin)
    text = path.read_text(encoding="utf-8")
    assert 'setattr(_current_module, "keras", _KerasLazyLoader(globals()))' in text
    bound = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    stored = {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    assert "keras" not in bound | stored
    assert not path.with_name("py.typed").exists()
    assert not [*path.with_name("_api").rglob("contrib*")], "tf.contrib is gone from compat.v1 as well"
    layers = Path(keras.origin).with_name("layers") / "__init__.py"
    assert " import Dense as Dense\n" in layers.read_text(encoding="utf-8")


def test_numpy_and_torch_modules() -> None:
    """What the table of other libraries says of `__module__`."""
    code = (
        "import pickle, numpy, torch; from torch import nn; "
        "print(numpy.errstate.__module__, b'_core' in pickle.dumps(numpy.errstate), "
        "torch.compile.__module__, nn.Linear.__module__)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert ran.stdout.split() == ["numpy", "False", "torch", "torch.nn.modules.linear"]


def test_nothing_exported() -> None:
    assert rows("", "m") == []
    assert package([], "root") == {"__init__.py": ""}
    assert canonical([]) is None
