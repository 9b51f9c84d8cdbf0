"""A decorator that gives an object public names: it marks, and changes nothing else."""

# mypy: disable-error-code="attr-defined"

# --8<-- [start:export]
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
REGISTRY: dict[str, Any] = {}


def export(*names: str) -> Callable[[T], T]:
    """Return a decorator that writes public names on an object and into REGISTRY."""

    def mark(thing: T) -> T:
        marked: Any = thing
        marked.public_names = names
        for name in names:
            REGISTRY[name] = thing
        return thing

    return mark


# --8<-- [end:export]


# --8<-- [start:area]
@export("shapes.area", "area")
def area_v2(width: float, height: float) -> float:
    """Return the area of a rectangle."""
    return width * height


# --8<-- [end:area]


# --8<-- [start:bare]
def forgotten(export_again: Callable[..., Any] = export) -> str:
    """Return what a decorator without its parentheses leaves of a function."""

    @export_again
    def half(number: float) -> None:
        """Stand for any function."""

    return f"half is now {half.__name__!r}, a {type(half).__name__}"


# --8<-- [end:bare]


# --8<-- [start:inherited]
@export("shapes.Square")
class Square:
    """A square."""


class Tile(Square):
    """A square that nobody has exported."""


def own_names(thing: object) -> tuple[str, ...]:
    """Return the names that were written on a thing itself, not on a base class."""
    return tuple(getattr(thing, "__dict__", {}).get("public_names", ()))


# --8<-- [end:inherited]

if __name__ == "__main__":
    # --8<-- [start:find]
    print(REGISTRY["area"](3, 4))
    print(REGISTRY["shapes.area"] is area_v2)
    print(area_v2.__name__, area_v2.public_names)
    # --8<-- [end:find]

    # --8<-- [start:bare_demo]
    print(forgotten())
    # --8<-- [end:bare_demo]

    # --8<-- [start:inherited_demo]
    print(Tile.public_names, own_names(Tile))
    # --8<-- [end:inherited_demo]
