"""Frames of the page's player: a record of raw features becomes a vector."""

from collections.abc import Callable, Mapping
from typing import Any

from snippets.feature_column.twin import (
    COLOUR,
    CROSS,
    PRICE,
    SLOTS,
    USER,
    encode,
    fingerprint64,
)

Sight = tuple[str, dict[str, Any], dict[str, Any]]
LONGEST = 24
FOUND = {"bucket": "price", "known": "colour", "user_id": "user", "both": "cross"}
PARTS = {
    "cross": (CROSS, COLOUR),
    "colour": (COLOUR, PRICE),
    "price": (PRICE, USER),
    "user": (USER, SLOTS),
}


def fill(
    record: Callable[..., None],
    price: str = "25",
    colour: str = "R",
    user: str = "user_39",
) -> None:
    """Follow a record to its 32 slots.

    Args:
        record: What records: it gets the function to run and what to see of it.
        price: A number.
        colour: A word of 1 to 24 characters.
        user: A name of 1 to 24 characters.

    Raises:
        ValueError: For other texts.
    """
    try:
        number = float(price)
    except ValueError:
        raise ValueError(f"the price {price!r} is no number") from None
    for name, text in (("price", price), ("colour", colour), ("user", user)):
        if not 1 <= len(text.strip()) <= LONGEST:
            raise ValueError(f"the {name} takes 1 to {LONGEST} characters")
    texts = (price.strip(), colour.strip(), user.strip())
    see = Run(*texts).see
    record(
        "sections", encode, number, *texts[1:], watch=[encode], see=see, still="done"
    )


class Run:
    """What is seen of one run of `encode`."""

    def __init__(self, price: str, colour: str, user: str) -> None:
        """Begin with raw values and no ids."""
        self.raw = {"price": price, "colour": colour, "user": user}
        self.ids: dict[str, int] = {}
        self.vector = [0] * SLOTS

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that finds an id or fills a slot."""
        if code.startswith("vector["):
            self.vector = list(now["vector"])
            name = code.removeprefix("vector[").partition(" ")[0].lower()
            slot = PARTS[name][0] + self.ids[name]
            return "slot", {"name": name, "slot": slot}, self.state(name)
        start = code.partition(" ")[0]
        if start in FOUND:
            return self.found(FOUND[start], now[start])
        if start == "return":
            return "done", {"count": sum(now["vector"])}, self.state()
        return ("raw", {}, self.state()) if start == "vector" else None

    def found(self, name: str, one: int) -> Sight:
        """Return the frame of an id that was just found."""
        self.ids[name] = one
        values: dict[str, Any] = {"id": one}
        if name == "cross":
            values |= {"price": self.ids["price"], "colour": self.ids["colour"]}
        else:
            values["value"] = self.raw[name]
        if name == "user":
            values["word"] = f"{fingerprint64(self.raw['user'].encode()):#018x}"
        return name, values, self.state(name)

    def state(self, name: str = "") -> dict[str, Any]:
        """Return what the view `sections` draws: what is dealt with stands out."""
        raw = [
            [part, f"{part}: {value}", 2 if part == name else 0]
            for part, value in self.raw.items()
        ]
        ids = [
            [part, f"{part}: {one}", 2 if part == name else 0]
            for part, one in self.ids.items()
        ]
        slots = []
        for part, (first, behind) in PARTS.items():
            values = self.vector[first:behind]
            shown = " ".join(map(str, values))
            tone = 2 if part == name and any(values) else int(any(values))
            slots.append([part, f"{part} {first}–{behind - 1}: {shown}", tone])
        return {
            "titles": ["raw", "id", "vector"],
            "lines": [raw, ids, slots],
            "room": [len(self.raw), len(PARTS), len(PARTS)],
        }
