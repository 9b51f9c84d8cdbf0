"""Frames of the page's player, recorded while the page's own reader works."""

from collections.abc import Callable, Mapping
from typing import Any

from snippets.tfrecord.twin import (
    KINDS,
    decode_example,
    decode_list,
    encode_example,
    fields,
    salvage,
)
from snippets.tfrecord.twin import record as framed

Sight = tuple[str, dict[str, Any], dict[str, Any]]
Range = tuple[int, int]
MOST = 112  # bytes that can be drawn
MESSAGES = {
    "Example": {1: ("features", "Features")},
    "Features": {1: ("feature", "entry")},
    "entry": {1: ("key", ""), 2: ("value", "Feature")},
    "Feature": {
        number: (f"{kind}_list", "List") for number, kind in enumerate(KINDS, 1)
    },
    "List": {1: ("value", "")},
}


def integers(text: str) -> list[int]:
    """Return the integers in a text. ValueError: it holds something else."""
    words = text.replace(",", " ").replace("，", " ").split()
    try:
        return [int(word) for word in words]
    except ValueError:
        raise ValueError(f"{text!r} is no list of integers") from None


def read(
    record: Callable[..., None],
    label: str = "7",
    text: str = "circle",
    flip: str = "64",
) -> None:
    """Write two records, change one byte, and read what is left.

    Args:
        record: What records: it gets the function to run and what to see of it.
        label: The integers of the first record.
        text: The text of the second record.
        flip: The offset of the byte whose lowest bit is changed; none if empty.

    Raises:
        ValueError: For what is no integer or no offset, or too long to be drawn.
    """
    labels = integers(label)
    data = bytearray(framed(encode_example({"label": ("int64", labels)})))
    first = range(len(data))
    data += framed(encode_example({"text": ("bytes", [text.encode()])}))
    if len(data) > MOST:
        raise ValueError(f"{len(data)} bytes are too many to draw: at most {MOST}")
    places = integers(flip)
    if len(places) > 1 or not all(0 <= place < len(data) for place in places):
        raise ValueError(f"{flip!r} is no offset from 0 to {len(data) - 1}")
    for place in places:
        data[place] ^= 1
    run = Run(bytes(data), places[0] if places else None)
    watched = [salvage, fields, decode_list, decode_example]
    still = "value" if labels and not {*places} & {*first} else "end"
    record("bytes", run.read_all, watch=watched, see=run.see, still=still)


class Run:
    """What is seen of one reading."""

    def __init__(self, data: bytes, odd: int | None) -> None:
        """Begin with nothing read."""
        self.data, self.odd = data, odd
        self.seen = ["."] * len(data)
        self.base = self.count = self.previous = 0
        self.searched = self.passed = -1
        # Of each message: what it is and where it belongs, by the place of its fields.
        self.messages: dict[int, tuple[str, str]] = {}
        self.done: set[int] = set()

    def read_all(self) -> None:
        """Read the file, and decode what is intact."""
        for _, payload in salvage(self.data):
            decode_example(payload)

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that has read something, or given up on it."""
        watched = {
            "start, stop = at + 12": self.see_length,
            "yield at, bytes": self.see_payload,
            "at = stop + 4": self.see_payload_damage,
            "at += 1": self.see_length_damage,
            "if number == 0 or first + size > end": self.see_field,
            "place = start": self.see_numbers,
            "values.append(": self.see_value,
            "found[": self.see_feature,
            "while at < len(data)": self.see_end,
        }
        for start, look in watched.items():
            if code.startswith(start):
                return look(now)
        return None

    def see_length(self, now: Mapping[str, Any]) -> Sight:
        """Return the frame of a length that fits its checksum."""
        head, body = (now["at"], now["start"]), (now["start"], now["stop"])
        self.mark(head)
        named = {"at": now["at"], "length": now["length"]}
        return "length", named, self.state(head, body, f"length = {now['length']}")

    def see_payload(self, now: Mapping[str, Any]) -> Sight:
        """Return the frame of a payload that fits its checksum."""
        self.base, self.count, self.passed = now["start"], self.count + 1, now["at"]
        self.messages, self.done = {0: ("Example", "")}, set()
        body, check = (now["start"], now["stop"]), (now["stop"], now["stop"] + 4)
        self.mark(check)
        named = {"first": body[0], "last": body[1] - 1, "place": check[0]}
        return "payload", named, self.state(check, body)

    def see_payload_damage(self, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a record that is passed over as a whole."""
        if self.passed == now["start"] - 12:  # it was intact
            return None
        self.mark((now["start"], now["at"]), "d")
        return "damaged", {"first": now["start"]}, self.state(None, None)

    def see_length_damage(self, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of the first byte of those that no length begins at."""
        first = now["at"] - 1
        self.mark((first, now["at"]), "d")
        begins, self.searched = self.searched != first, now["at"]
        return ("damaged", {"first": first}, self.state(None, None)) if begins else None

    def see_numbers(self, now: Mapping[str, Any]) -> None:
        """Take note of where the first of some packed numbers begins."""
        self.previous = now["start"]

    def see_end(self, now: Mapping[str, Any]) -> Sight | None:
        """Return the last frame."""
        if "return" not in now:
            return None
        return "end", {"count": self.count}, self.state(None, None)

    def see_field(self, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a field: its tag, and the length of its content."""
        at, first, behind = now["at"], now["first"], now["first"] + now["size"]
        if at in self.done or at not in self.messages:
            return None
        self.done.add(at)
        kind, path = self.messages[at]
        name, inner = MESSAGES[kind][now["number"]]
        if behind < now["end"]:
            self.messages[behind] = kind, path
        path = f"{path}.{name}" if path else name
        if inner:
            self.messages[first] = inner, path
        head, body = self.shifted(at, first), self.shifted(first, behind)
        self.mark(head)
        lines = [path]
        if name == "key":
            self.mark(body)
            key = self.data[slice(*body)].decode()
            lines.append(f'"{key}"')
        named = {key: now[key] for key in ("number", "wire", "size")}
        return "field", {"name": name, **named}, self.state(head, body, *lines)

    def see_value(self, now: Mapping[str, Any]) -> Sight:
        """Return the frame of one value of a list."""
        value = now["values"][-1]
        if now["kind"] == "bytes":
            span, shown = (now["start"], now["stop"]), f'"{value.decode()}"'
        else:
            span, shown = (self.previous, now["place"]), str(value)
            self.previous = now["place"]
        where = self.shifted(*span)
        self.mark(where)
        return "value", {"value": shown}, self.state(where, None, "value", shown)

    def see_feature(self, now: Mapping[str, Any]) -> Sight:
        """Return the frame of a feature that is known as a whole."""
        key, (kind, values) = list(now["found"].items())[-1]
        shown = [v.decode() if isinstance(v, bytes) else v for v in values]
        text = f"{key}: {kind}_list {shown}"
        return (
            "feature",
            {"key": key, "count": len(shown)},
            self.state(None, None, text),
        )

    def shifted(self, first: int, behind: int) -> Range:
        """Return a range of the payload as one of the file."""
        return self.base + first, self.base + behind

    def mark(self, span: Range, letter: str = "r") -> None:
        """Mark bytes as read or refused."""
        self.seen[slice(*span)] = letter * (span[1] - span[0])

    def state(
        self, now: Range | None, to_come: Range | None, *lines: str
    ) -> dict[str, Any]:
        """Return what the view `bytes` draws."""
        return {
            "bytes": list(self.data),
            "seen": "".join(self.seen),
            "now": now,
            "next": to_come,
            "odd": self.odd,
            "lines": [line if len(line) < 52 else line[:51] + "…" for line in lines],
        }
