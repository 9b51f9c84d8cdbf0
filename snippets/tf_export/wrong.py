"""Wrong answers to the exercises, which their checks have to refute."""

# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from collections.abc import Callable, Collection, Mapping
from typing import Any

Names = Mapping[str, str]


# --8<-- [start:refusal_1]
def refusal(names: tuple[object, ...], taken: Collection[str]) -> int | None:
    """Overlooks names that are no text."""
    return next((at for at, name in enumerate(names) if name in taken), None)


# --8<-- [end:refusal_1]


# --8<-- [start:refusal_2]
def refusal(names: tuple[object, ...], taken: Collection[str]) -> int | None:
    """Overlooks a name that is given twice in one call."""
    for place, name in enumerate(names):
        if not isinstance(name, str) or name in taken:
            return place
    return None


# --8<-- [end:refusal_2]


# --8<-- [start:refusal_3]
def refusal(names: tuple[object, ...], taken: Collection[str]) -> int | None:
    """Looks at the first name only."""
    if names and (not isinstance(names[0], str) or names[0] in taken):
        return 0
    return None


# --8<-- [end:refusal_3]


# --8<-- [start:call_at_1]
def call_at(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Takes fixed arguments for the first ones, as `partial` does."""
    return function(*fixed.values(), *rest)


# --8<-- [end:call_at_1]


# --8<-- [start:call_at_2]
def call_at(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Replaces arguments instead of making room for the fixed ones."""
    return function(*(fixed.get(at, value) for at, value in enumerate(rest)))


# --8<-- [end:call_at_2]


# --8<-- [start:call_at_3]
def call_at(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Inserts in the order of the mapping, so that later ones shift earlier ones."""
    values = list(rest)
    for at in sorted(fixed, reverse=True):
        values.insert(at, fixed[at])
    return function(*values)


# --8<-- [end:call_at_3]


# --8<-- [start:api_changes_1]
def api_changes(before: Names, after: Names) -> tuple[list[str], list[str], list[str]]:
    """Leaves the names unsorted."""
    moved = [name for name in before if name in after and before[name] != after[name]]
    added = [name for name in after if name not in before]
    return added, [name for name in before if name not in after], moved


# --8<-- [end:api_changes_1]


# --8<-- [start:api_changes_2]
def api_changes(before: Names, after: Names) -> tuple[list[str], list[str], list[str]]:
    """Compares sets of names only."""
    return sorted(set(after) - set(before)), sorted(set(before) - set(after)), []


# --8<-- [end:api_changes_2]


# --8<-- [start:api_changes_3]
def api_changes(before: Names, after: Names) -> tuple[list[str], list[str], list[str]]:
    """Takes added and removed for each other."""
    moved = [name for name in before if name in after and before[name] != after[name]]
    gone, new = set(before) - set(after), set(after) - set(before)
    return sorted(gone), sorted(new), sorted(moved)


# --8<-- [end:api_changes_3]
