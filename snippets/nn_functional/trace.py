"""Frames of the page's player: an __init__ fills the drawers, four calls look in."""

import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from snippets.nn_functional.twin import (
    DRAWERS,
    Buffer,
    Dropper,
    Line,
    Module,
    Parameter,
    fill,
    reach,
)

Sight = tuple[str, dict[str, Any], dict[str, Any]]
EXAMPLE = "P, B, tensor, linear, dropout, [linear, dropout]"
MAKERS: dict[str, tuple[str, Callable[[], Any]]] = {
    "p": ("Parameter(1)", lambda: Parameter(1)),
    "b": ("Buffer(1)", lambda: Buffer(1)),
    "tensor": ("tensor(1)", lambda: 1),
    "linear": ("Line(2, 1)", lambda: Line(2, 1)),
    "dropout": ("Dropper()", Dropper),
}
LIST = re.compile(r"\[\s*linear\s*,\s*dropout\s*\]")
MOST = 8
PLAIN = "self.__dict__"
KEYS = {"_parameters": "parameter", "_buffers": "buffer", "_modules": "module"}
CALLS = {"parameters()": "parameters", "state_dict()": "state", "to(device)": "moved"}


def drawers(record: Callable[..., None], lines: str = EXAMPLE) -> None:
    """Follow the lines of an __init__ into the drawers of a module.

    Args:
        record: What records: it gets the function to run and what to see of it.
        lines: At most 8 of P, B, tensor, linear, dropout and [linear, dropout], with
            commas between them.

    Raises:
        ValueError: For other texts.
    """
    words = read(lines)
    values: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, word in zip("abcdefgh", words, strict=False):
        pair = word == "pair"
        kinds = ("linear", "dropout") if pair else (word,)
        made = [MAKERS[kind][1]() for kind in kinds]
        shown = ", ".join(MAKERS[kind][0] for kind in kinds)
        values[name] = made if pair else made[0]
        texts[name] = f"[{shown}]" if pair else shown
    see = Run(texts, look(values)).see
    watch = [Module.__setattr__, reach]
    record("sections", look, values, watch=watch, see=see, still="eval")


def read(lines: str) -> list[str]:
    """Return the kinds of values that a reader's text asks for."""
    found = [word.strip() for word in LIST.sub("pair", lines.lower()).split(",")]
    if not 1 <= len(found) <= MOST or found == [""]:
        raise ValueError(f"1 to {MOST} values are needed, with commas between them")
    for word in found:
        if word != "pair" and word not in MAKERS:
            raise ValueError(f"not one of {EXAMPLE}: {word!r}")
    return found


def look(values: dict[str, Any]) -> dict[str, list[str]]:
    """Fill a module, and ask what the four calls reach."""
    return reach(fill(Module(), values))


def rows(call: str, found: list[str]) -> list[list[Any]]:
    """Return the lines that say what a call reaches."""
    text = " ".join([f"{call}:", *found])
    return [[f"row {at}", row, 0] for at, row in enumerate(textwrap.wrap(text, 60))]


class Run:
    """What is seen of one run of `look`."""

    def __init__(self, texts: dict[str, str], answers: dict[str, list[str]]) -> None:
        """Begin with lines of which none has run, and room for the answers."""
        self.room = max(len(rows(call, found)) for call, found in answers.items())
        self.texts = texts
        self.place: dict[str, str] = {}
        self.found: dict[str, list[str]] = {}

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a value that has found its place, or of a call."""
        if code.startswith(("own[new][name] =", "return super().__setattr__")):
            name, place = now["name"], now["new"] or PLAIN
            if name not in self.texts or name in self.place:
                return None
            self.place[name] = place
            return KEYS.get(place, "outside"), {"name": name}, self.state(name)
        if code.startswith("found") and len(now.get("found", ())) > len(self.found):
            self.found = dict(now["found"])
            call = list(self.found)[-1]
            key = CALLS.get(call, "eval")
            return key, {"count": len(self.found[call])}, self.state(call=call)
        return None

    def state(self, name: str = "", call: str = "") -> dict[str, Any]:
        """Return what the view `sections` draws: what is dealt with stands out."""
        reached = {path.partition(".")[0] for path in self.found.get(call, ())}
        program = [
            [one, f"self.{one} = {text}", 2 if one == name else int(one in self.place)]
            for one, text in self.texts.items()
        ]
        places = [
            [
                [one, f"{one}: {self.texts[one]}", 2 if one in (name, *reached) else 0]
                for one, place in self.place.items()
                if place == wanted
            ]
            for wanted in (*DRAWERS, PLAIN)
        ]
        answer = rows(call, self.found[call]) if call else []
        return {
            "titles": ["__init__", *DRAWERS, PLAIN, "reach"],
            "lines": [program, *places, answer],
            "room": [len(program), *self.rooms(), self.room],
        }

    def rooms(self) -> list[int]:
        """Return for how many lines each place needs room at the end."""
        ends = {"P": "_parameters", "B": "_buffers", "L": "_modules", "D": "_modules"}
        places = [ends.get(text[0], PLAIN) for text in self.texts.values()]
        return [max(1, places.count(place)) for place in (*DRAWERS, PLAIN)]
