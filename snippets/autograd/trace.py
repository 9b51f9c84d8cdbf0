"""Frames of the page's player, recorded while the program on the page runs."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from snippets.autograd.value import Value, example, gradient

Sight = tuple[str, dict[str, Any], dict[str, Any]]
NAMES = ("a", "b", "u", "v", "L")
PLACES = [[0, 0], [0, 2], [1, 1], [2, 0], [3, 1]]
# Each operation has its two edges in the order in which `Value` keeps them.
EDGES = [[0, 2], [1, 2], [2, 3], [0, 3], [2, 4], [3, 4]]
WIDEST = 6  # characters of a number that still fits beside its node
MET, DONE, NOW, WAITS = 1, -1, 2, 3


def walk(record: Callable[..., None], a: str = "2", b: str = "3") -> None:
    """Compute the example node by node, then its adjoints.

    Args:
        record: What records: it gets the function to run and what to see of it.
        a: The first input: a whole number, a decimal or a fraction such as 1/2.
        b: The second one.

    Raises:
        ValueError: For other texts, and for numbers with results too long to be drawn.
    """
    numbers = [read(a), read(b)]
    see = Run(numbers).see
    record("graph", run, *numbers, watch=[example, gradient], see=see, still="answer")


def read(text: str) -> Fraction | int:
    """Return a number that a reader has typed.

    Raises:
        ValueError: It is none, or too long to be drawn.
    """
    try:
        number = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is no number such as 2, -1.5 or 1/2") from None
    if len(written(number)) > WIDEST:
        raise ValueError(f"{text!r} is too long to be drawn")
    return number.numerator if number.denominator == 1 else number


def written(number: Any) -> str:
    """Return a number as it is drawn, with a true minus sign."""
    return str(number).replace("-", "−")


def run(a: Any, b: Any) -> list[Value]:
    """Go forward and backward."""
    inputs = [Value(a), Value(b)]
    return gradient(example(*inputs), inputs)


class Run:
    """What is seen of one run: the nodes by number, and the adjoints so far."""

    def __init__(self, numbers: list[Any]) -> None:
        """Begin before the first operation."""
        self.values: dict[str, str] = dict(
            zip(NAMES, map(written, numbers), strict=False)
        )
        self.adjoints: dict[str, str] = {}
        self.names: dict[int, str] = {}
        self.passed: list[str] = []
        self.used: set[int] = set()
        self.now = self.source = ""
        self.edge: int | None = None
        self.waits: list[str] = []

    def see(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line that computes a node, takes one, or pulls."""
        if "adjoints" in now:
            return self.see_backward(code, now)
        result = {"u": now.get("u"), "v": now.get("v"), "L": now.get("return")}
        name = max((key for key in result if result[key]), key=NAMES.index)
        for key, value in {"a": now["a"], "b": now["b"], **result}.items():
            if value:
                self.names[value.number] = key
        value = result[name]
        assert value is not None
        self.values[name], self.now = self.show(value), name
        named = {"x": self.values["a"], "y": self.values["b"]}
        if name != "u":
            named["x"] = self.values["u"]
            named["y"] = self.values["a" if name == "v" else "v"]
        return name, named | {"result": self.values[name]}, self.state()

    def see_backward(self, code: str, now: Mapping[str, Any]) -> Sight | None:
        """Return the frame of a line of `gradient`."""
        self.adjoints = {
            self.names[one.number]: self.show(bar)
            for one, bar in now["adjoints"].items()
        }
        waiting = sorted(now.get("waiting", []), reverse=True)
        self.waits = [self.names[-number] for number, _ in waiting]
        if code.startswith("waiting ="):
            self.now = self.source = ""
            return "seed", {}, self.state()
        if code.startswith("_, node ="):
            return self.see_node(self.names[now["node"].number])
        if code.startswith(("adjoints[source] = adjoints", "heappush")):
            return self.see_share(now, first=code.startswith("heappush"))
        if code.startswith("return"):
            self.passed.append(self.now)
            self.now, self.source, self.edge = "", "", None
            named = {name: self.adjoints[name] for name in ("a", "b")}
            return "answer", named, self.state()
        return None

    def see_node(self, name: str) -> Sight:
        """Return the frame of a node that is taken from those that wait."""
        if self.now:
            self.passed.append(self.now)
        self.now, self.source, self.edge = name, "", None
        key = "leaf" if name in "ab" else "take"
        return key, {"node": name, "adjoint": self.adjoints[name]}, self.state()

    def see_share(self, now: Mapping[str, Any], *, first: bool) -> Sight:
        """Return the frame of an input that has got its share."""
        self.source = self.names[now["source"].number]
        ends = [NAMES.index(self.source), NAMES.index(self.now)]
        self.edge = EDGES.index(ends)
        self.used.add(self.edge)
        named = {
            "node": self.now,
            "source": self.source,
            "share": self.show(now["share"]),
        }
        if first:
            return "first", named, self.state()
        return "add", named | {"adjoint": self.adjoints[self.source]}, self.state()

    @staticmethod
    def show(value: Value) -> str:
        """Return what is written beside a node.

        Raises:
            ValueError: It is too long to be drawn.
        """
        text = written(value.data)
        if len(text) > WIDEST:
            raise ValueError(f"a result would be {text}: too long to be drawn")
        return text

    def state(self) -> dict[str, Any]:
        """Return what the view `graph` draws."""
        tones = []
        for name in NAMES:
            tone = MET if name in self.values else 0
            if name in self.passed:
                tone = DONE
            elif name in (self.now, self.source):
                tone = NOW
            elif name in self.waits:
                tone = WAITS
            tones.append(tone)
        ways = []
        for index, (_, end) in enumerate(EDGES):
            tone = 1 if NAMES[end] in self.values else 0
            if self.adjoints:
                tone = 2 if index == self.edge else int(index in self.used)
            ways.append([tone, "", -1 if self.adjoints else 1])
        return {
            "places": PLACES,
            "labels": list(NAMES),
            "tones": tones,
            "above": [self.values.get(name, "") for name in NAMES],
            "below": [self.adjoints.get(name, "") for name in NAMES],
            "edges": EDGES,
            "ways": ways,
            "pending": [[name, WAITS] for name in self.waits],
            "room": 3,
        }
