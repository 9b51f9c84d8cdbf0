"""Solutions of the exercises."""

# ruff: noqa: F811 - a solution takes the place of its starter
# mypy: disable-error-code="no-redef"

# --8<-- [start:imports]
import dataclasses
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

Names = Mapping[str, str]  # a public name and where its object is defined
# --8<-- [end:imports]


# --8<-- [start:refusal_starter]
def refusal(names: tuple[object, ...], taken: Collection[str]) -> int | None:
    """Return the place of the first name that is no text or taken, None for none."""
    raise NotImplementedError


# --8<-- [end:refusal_starter]


# --8<-- [start:refusal]
def refusal(names: tuple[object, ...], taken: Collection[str]) -> int | None:
    """Return the place of the first name that is no text or taken, None for none."""
    seen = set(taken)
    for place, name in enumerate(names):
        if not isinstance(name, str) or name in seen:
            return place
        seen.add(name)
    return None


# --8<-- [end:refusal]


# --8<-- [start:refusal_check]
def refusal_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and the answer: few names first."""
    yield ((), set()), None
    yield ((), {"area"}), None
    yield (("area",), set()), None
    yield (("area",), {"area"}), 0
    yield ((3,), set()), 0
    yield ((None,), set()), 0
    yield (("area", "area"), set()), 1
    yield (("area", "side"), {"side"}), 1
    yield (("side", 3), {"side"}), 0
    yield ((b"area",), set()), 0
    yield (("area", "side", "width"), {"height"}), None


# --8<-- [end:refusal_check]


# --8<-- [start:strict]
NAMED: dict[str, Any] = {}


def strict_export(*names: str) -> Callable[[Any], Any]:
    """Return a decorator as `export` does, or raise before anything is written.

    TypeError for a name that is no text, ValueError for one that is taken.
    """

    def check() -> None:
        place = refusal(names, NAMED)
        if place is not None:
            error = ValueError if isinstance(names[place], str) else TypeError
            raise error(f"{names[place]!r} cannot be a name")

    check()  # at once, for forgotten parentheses

    def mark(thing: Any) -> Any:
        check()  # again: an export below this one may have taken the name
        NAMED.update(dict.fromkeys(names, thing))
        return thing

    return mark


# --8<-- [end:strict]


# --8<-- [start:call_at_starter]
def call_at(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Call a function with some positions fixed; the rest fill the others in order.

    TypeError for a position beyond the arguments.
    """
    raise NotImplementedError


# --8<-- [end:call_at_starter]


# --8<-- [start:call_at]
def call_at(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Call a function with some positions fixed; the rest fill the others in order.

    TypeError for a position beyond the arguments.
    """
    left = iter(rest)
    count = len(fixed) + len(rest)
    if not fixed.keys() <= set(range(count)):
        raise TypeError(f"{count} arguments have no positions {[*fixed]}")
    return function(*(fixed[at] if at in fixed else next(left) for at in range(count)))


# --8<-- [end:call_at]


# --8<-- [start:call_at_check]
def call_at_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and the answer: few of them first."""
    yield (max, {}, 2, 1), 2
    yield (divmod, {}, 7, 2), (3, 1)
    yield (divmod, {0: 7}, 2), (3, 1)
    yield (divmod, {1: 2}, 7), (3, 1)
    yield (divmod, {0: 7, 1: 2}), (3, 1)
    yield (pow, {1: 3}, 2, 5), 3
    yield (pow, {0: 2, 2: 5}, 3), 3
    yield (pow, {2: 5, 0: 2}, 3), 3
    yield (pow, {0: 2, 1: 3, 2: 5}), 3
    yield (max, {1: 9}, 2, 1, 4), 9


# --8<-- [end:call_at_check]


# --8<-- [start:api_changes_starter]
def api_changes(before: Names, after: Names) -> tuple[list[str], list[str], list[str]]:
    """Return the names added, removed, and moved to another object, each sorted."""
    raise NotImplementedError


# --8<-- [end:api_changes_starter]


# --8<-- [start:api_changes]
def api_changes(before: Names, after: Names) -> tuple[list[str], list[str], list[str]]:
    """Return the names added, removed, and moved to another object, each sorted."""
    moved = (name for name in before if name in after and before[name] != after[name])
    return (
        sorted(after.keys() - before.keys()),
        sorted(before.keys() - after.keys()),
        sorted(moved),
    )


# --8<-- [end:api_changes]


# --8<-- [start:api_changes_check]
def api_changes_cases() -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield arguments and the answer: small ones first."""
    yield ({}, {}), ([], [], [])
    yield ({}, {"area": "shapes.area_v2"}), (["area"], [], [])
    yield ({"area": "shapes.area"}, {}), ([], ["area"], [])
    yield ({"area": "a.f"}, {"area": "a.f"}), ([], [], [])
    yield ({"area": "a.f"}, {"area": "b.f"}), ([], [], ["area"])
    yield ({"b": "m.f", "a": "m.g"}, {}), ([], ["a", "b"], [])
    yield ({}, {"b": "m.f", "a": "m.g"}), (["a", "b"], [], [])
    yield ({"x": "m.f", "y": "m.g"}, {"x": "m.g", "y": "m.f"}), ([], [], ["x", "y"])
    yield ({"x": "m.f"}, {"y": "m.f"}), (["y"], ["x"], [])


# --8<-- [end:api_changes_check]


# --8<-- [start:slots]
FOUND: dict[str, type] = {}


def named(name: str) -> Callable[[type], type]:
    """Return a decorator that registers a class and returns it."""

    def mark(cls: type) -> type:
        FOUND[name] = cls
        return cls

    return mark


@dataclasses.dataclass(slots=True)
@named("below")
class Below:
    """Registered before the dataclass made a new class of it."""

    side: float


@named("above")
@dataclasses.dataclass(slots=True)
class Above:
    """Registered as what the module has in the end."""

    side: float


# --8<-- [end:slots]


# --8<-- [start:lazy]
def lazy_package(names: Mapping[str, tuple[str, str]]) -> str:
    """Return the text of an __init__.py that imports each name at its first use.

    Names map to (module, symbol). Other names raise AttributeError.
    """
    return f"""\
from importlib import import_module

_NAMES = {dict(names)!r}


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"no {{name!r}} in {{__name__!r}}")
    module, symbol = _NAMES[name]
    globals()[name] = value = getattr(import_module(module), symbol)
    return value


def __dir__():
    return sorted(_NAMES)
"""


# --8<-- [end:lazy]

if __name__ == "__main__":
    # --8<-- [start:strict_demo]
    strict_export("area")(print)
    for names in (("area",), (len,), ("side", "area")):
        try:
            strict_export(*names)
        except (TypeError, ValueError) as error:
            print(type(error).__name__)
    print(list(NAMED))
    # --8<-- [end:strict_demo]

    # --8<-- [start:slots_demo]
    print(FOUND["below"] is Below, FOUND["above"] is Above)
    # --8<-- [end:slots_demo]

    # --8<-- [start:lazy_demo]
    with tempfile.TemporaryDirectory() as place:
        sys.path.insert(0, place)
        text = lazy_package({"root": ("math", "isqrt"), "read": ("lazy_csv", "reader")})
        Path(place, "lazy_tools.py").write_text(text, encoding="utf-8")
        Path(place, "lazy_csv.py").write_text("from csv import reader\n")
        tools = resolve_name("lazy_tools")
        print(dir(tools), tools.root(81), "lazy_csv" in sys.modules)
        print(callable(tools.read), "lazy_csv" in sys.modules, hasattr(tools, "sum"))
        sys.path.remove(place)
    # --8<-- [end:lazy_demo]
