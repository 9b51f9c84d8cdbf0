"""Wrong answers to the exercises, which their checks have to refute."""
# ruff: noqa: F811 - wrong answers to one exercise have one name
# mypy: disable-error-code="no-redef"

from typing import Any


# --8<-- [start:hidden_1]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Looks into lists and tuples, and not into dictionaries."""

    def holds(value: object) -> bool:
        if isinstance(value, list | tuple):
            return any(holds(one) for one in value)
        return isinstance(value, kinds)

    shown = (name for name in attributes if not name.startswith("_"))
    return sorted(name for name in shown if holds(attributes[name]))


# --8<-- [end:hidden_1]


# --8<-- [start:hidden_2]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Looks one level deep only."""
    found = []
    for name, value in attributes.items():
        inside = value.values() if isinstance(value, dict) else value
        inside = inside if isinstance(value, list | tuple | dict) else [value]
        if not name.startswith("_") and any(isinstance(one, kinds) for one in inside):
            found.append(name)
    return sorted(found)


# --8<-- [end:hidden_2]


# --8<-- [start:hidden_3]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Takes the drawers for hiding places."""

    def holds(value: object) -> bool:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            return any(holds(one) for one in value)
        return isinstance(value, kinds)

    return sorted(name for name, value in attributes.items() if holds(value))


# --8<-- [end:hidden_3]


# --8<-- [start:hidden_4]
def hidden(attributes: dict[str, Any], kinds: tuple[type, ...]) -> list[str]:
    """Leaves the names in the order of their assignment."""

    def holds(value: object) -> bool:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            return any(holds(one) for one in value)
        return isinstance(value, kinds)

    shown = (name for name in attributes if not name.startswith("_"))
    return [name for name in shown if holds(attributes[name])]


# --8<-- [end:hidden_4]


# --8<-- [start:track_1]
def track(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
    """Stores the variance that divides by n."""
    running_mean, running_variance = 0.0, 1.0
    for number, batch in enumerate(batches, 1):
        share = 1 / number if momentum is None else momentum
        mean = sum(batch) / len(batch)
        variance = sum((one - mean) ** 2 for one in batch) / len(batch)
        running_mean += share * (mean - running_mean)
        running_variance += share * (variance - running_variance)
    return running_mean, running_variance


# --8<-- [end:track_1]


# --8<-- [start:track_2]
def track(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
    """Takes the momentum for what the old value keeps."""
    running_mean, running_variance = 0.0, 1.0
    for number, batch in enumerate(batches, 1):
        share = 1 / number if momentum is None else 1 - momentum
        mean = sum(batch) / len(batch)
        variance = sum((one - mean) ** 2 for one in batch) / (len(batch) - 1)
        running_mean += share * (mean - running_mean)
        running_variance += share * (variance - running_variance)
    return running_mean, running_variance


# --8<-- [end:track_2]


# --8<-- [start:track_3]
def track(batches: list[list[Any]], momentum: Any) -> tuple[Any, Any]:
    """Takes None for the usual 0.1."""
    running_mean, running_variance = 0.0, 1.0
    for batch in batches:
        share = 0.1 if momentum is None else momentum
        mean = sum(batch) / len(batch)
        variance = sum((one - mean) ** 2 for one in batch) / (len(batch) - 1)
        running_mean += share * (mean - running_mean)
        running_variance += share * (variance - running_variance)
    return running_mean, running_variance


# --8<-- [end:track_3]
