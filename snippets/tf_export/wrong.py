"""Wrong answers to the exercises, which their checks have to refute."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Names = Mapping[str, str]


def refusal_1(names: tuple[object, ...], taken: Collection[str]) -> object:
    """Overlooks names that are no text."""
    return next((name for name in names if name in taken), None)


def refusal_2(names: tuple[object, ...], taken: Collection[str]) -> object:
    """Overlooks a name that is given twice in one call."""
    bad = (name for name in names if not isinstance(name, str) or name in taken)
    return next(bad, None)


def refusal_3(names: tuple[object, ...], taken: Collection[str]) -> object:
    """Looks at the first name only."""
    if names and (not isinstance(names[0], str) or names[0] in taken):
        return names[0]
    return None


def call_at_1(
    function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any
) -> Any:
    """Takes fixed arguments for the first ones, as `partial` does."""
    return function(*fixed.values(), *rest)


def call_at_2(
    function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any
) -> Any:
    """Replaces arguments instead of making room for the fixed ones."""
    return function(*(fixed.get(at, value) for at, value in enumerate(rest)))


def call_at_3(
    function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any
) -> Any:
    """Inserts in the order of the mapping, so that later ones shift earlier ones."""
    values = list(rest)
    for at in sorted(fixed, reverse=True):
        values.insert(at, fixed[at])
    return function(*values)


def api_changes_1(
    before: Names, after: Names
) -> tuple[list[str], list[str], list[str]]:
    """Leaves the names unsorted."""
    moved = [name for name in before if name in after and before[name] != after[name]]
    added = [name for name in after if name not in before]
    return added, [name for name in before if name not in after], moved


def api_changes_2(
    before: Names, after: Names
) -> tuple[list[str], list[str], list[str]]:
    """Compares sets of names only."""
    return sorted(set(after) - set(before)), sorted(set(before) - set(after)), []


def api_changes_3(
    before: Names, after: Names
) -> tuple[list[str], list[str], list[str]]:
    """Takes added and removed for each other."""
    moved = [name for name in before if name in after and before[name] != after[name]]
    gone, new = set(before) - set(after), set(after) - set(before)
    return sorted(gone), sorted(new), sorted(moved)
