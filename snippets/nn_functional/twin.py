"""A module of pure Python: what it is assigned, it sorts into three drawers."""

# ruff: noqa: FBT002 - torch's train() takes its mode in this way

# --8<-- [start:values]
from collections.abc import Iterator
from typing import Any


class Parameter:
    """A value that training changes."""

    def __init__(self, data: Any) -> None:
        """Hold any data; torch holds a tensor."""
        self.data = data


class Buffer:
    """A value that is saved and moved, but not trained."""

    def __init__(self, data: Any) -> None:
        """Hold any data, as a parameter does."""
        self.data = data


# --8<-- [end:values]


# --8<-- [start:module]
class Module:
    """A function with drawers for its parameters, modules and buffers."""

    def __init__(self) -> None:
        """Begin with empty drawers, in training mode."""
        self.__dict__.update(
            {drawer: {} for drawer in DRAWERS}, training=True, hooks=[]
        )

    def __setattr__(self, name: str, value: Any) -> None:
        """Put a value where it belongs. Costs one look into each drawer."""
        own = self.__dict__
        new = next((d for d in DRAWERS if isinstance(value, KINDS[d])), None)
        old = next((d for d in DRAWERS if name in own.get(d, ())), None)
        if old and (value is None or (not new and old == "_buffers")):
            new = old  # a place is kept for None, and a buffer may be replaced
        if new and new not in own:
            raise AttributeError(f"{name!r} comes before Module.__init__()")
        if old and (not new or DRAWERS.index(new) > DRAWERS.index(old)):
            raise TypeError(
                f"{name!r} is in {old}; that takes no {type(value).__name__}"
            )
        if new == "_buffers" and not old and hasattr(self, name):
            raise KeyError(f"{name!r} exists already, and is no buffer")
        if not new:
            return super().__setattr__(name, value)
        for place in (own, *(own[d] for d in DRAWERS if d != new)):
            place.pop(name, None)
        own[new][name] = value
        return None

    def __getattr__(self, name: str) -> Any:
        """Look into the drawers, once there is no plain attribute of this name."""
        for drawer in DRAWERS:
            if name in self.__dict__.get(drawer, ()):
                return self.__dict__[drawer][name]
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    def __call__(self, *inputs: Any) -> Any:
        """Compute `forward`, and show the result to each hook."""
        result = self.forward(*inputs)
        for hook in self.hooks:
            hook(self, inputs, result)
        return result

    def named_modules(
        self, prefix: str = "", seen: set[Any] | None = None
    ) -> Iterator[tuple[str, Any]]:
        """Yield this module and all below it, each one once, by its first path."""
        seen = set() if seen is None else seen
        if self not in seen:
            seen.add(self)
            yield prefix, self
            for name, child in self._modules.items():
                if child is not None:
                    yield from child.named_modules(dotted(prefix, name), seen)

    def named(self, drawer: str) -> Iterator[tuple[str, Any]]:
        """Yield what stands in one drawer, here and below, each value once."""
        seen = set()
        for prefix, module in self.named_modules():
            for name, value in module.__dict__[drawer].items():
                if value is not None and id(value) not in seen:
                    seen.add(id(value))
                    yield dotted(prefix, name), value

    def named_parameters(self) -> Iterator[tuple[str, Any]]:
        """Yield what an optimiser is given."""
        return self.named("_parameters")

    def state_dict(self, prefix: str = "") -> dict[str, Any]:
        """Return the values themselves, no copies, each under all of its names."""
        drawers = (self._parameters, self._buffers)
        own = {
            dotted(prefix, name): value for d in drawers for name, value in d.items()
        }
        for name, child in self._modules.items():
            own |= {} if child is None else child.state_dict(dotted(prefix, name))
        return {name: value for name, value in own.items() if value is not None}

    def train(self, mode: bool = True) -> "Module":
        """Tell this module and all below it whether it is training."""
        if not isinstance(mode, bool):
            raise TypeError(f"a mode is True or False, not {mode!r}")
        for _, module in self.named_modules():
            module.training = mode
        return self

    def eval(self) -> "Module":
        """Tell all of them that training is over."""
        return self.train(mode=False)


KINDS: dict[str, type] = {"_parameters": Parameter, "_modules": Module}
KINDS["_buffers"] = Buffer
DRAWERS = tuple(KINDS)  # who stands further left, wins


def dotted(prefix: str, name: str) -> str:
    """Return the path of a name below a prefix."""
    return f"{prefix}.{name}" if prefix else name


# --8<-- [end:module]


# --8<-- [start:layers]
class Line(Module):
    """Computes slope * x + shift, and counts its calls in a buffer."""

    def __init__(self, slope: Any, shift: Any) -> None:
        """Take two numbers of any kind."""
        super().__init__()
        self.slope, self.shift = Parameter(slope), Parameter(shift)
        self.calls = Buffer(0)

    def forward(self, x: Any) -> Any:
        """Return a number."""
        self.calls.data += 1
        return self.slope.data * x + self.shift.data


class Dropper(Module):
    """Drops every second value while training, and doubles the others: p is 1/2."""

    def forward(self, values: list[Any]) -> list[Any]:
        """Return as many values: in evaluation the very same."""
        if not self.training:
            return values
        return [2 * value if at % 2 == 0 else 0 for at, value in enumerate(values)]


# --8<-- [end:layers]


# --8<-- [start:reach]
def fill(module: Module, values: dict[str, Any]) -> Module:
    """Assign attributes one by one, as the lines of an __init__ do."""
    for name, value in values.items():
        setattr(module, name, value)
    return module


def reach(module: Module) -> dict[str, list[str]]:
    """Return what an optimiser, a file, a device and eval() get to see."""
    found = {"parameters()": [name for name, _ in module.named_parameters()]}
    found["state_dict()"] = list(module.state_dict())
    buffers = [name for name, _ in module.named("_buffers")]
    found["to(device)"] = found["parameters()"] + buffers
    found["eval()"] = [name for name, _ in module.named_modules() if name]
    return found


# --8<-- [end:reach]

if __name__ == "__main__":
    # --8<-- [start:line_demo]
    line = Line(3, 4)
    line.hooks.append(lambda _, inputs, result: print(inputs, "->", result))
    print(line(5), line.forward(6))
    print({name: value.data for name, value in line.state_dict().items()})
    # --8<-- [end:line_demo]
    # --8<-- [start:reach_demo]
    values = {"a": Parameter(1), "b": Buffer(2), "c": 3, "d": Line(1, 2)}
    block = fill(Module(), values | {"e": [Line(3, 4), Dropper()]})
    for who, names in reach(block).items():
        print(f"{who:13}{' '.join(names)}")
    # --8<-- [end:reach_demo]
    # --8<-- [start:mode_demo]
    dropper = Dropper()
    print(dropper([1, 2, 3]), dropper.eval()([1, 2, 3]))
    block.eval()
    print(block.training, block.d.training, [one.training for one in block.e])
    # --8<-- [end:mode_demo]
    # --8<-- [start:refused]
    taken = fill(Module(), {"a": Parameter(1), "b": Buffer(2), "c": 3, "d": Line(1, 2)})
    for name, value in (
        ("a", 5),
        ("a", Line(1, 2)),
        ("d", Buffer(5)),
        ("c", Buffer(5)),
    ):
        try:
            setattr(taken, name, value)
        except (TypeError, KeyError) as error:
            print(type(error).__name__, error)
    taken.b = 7
    taken.d = Parameter(8)
    taken.a = None
    print(list(taken.state_dict()), taken.b)
    # --8<-- [end:refused]
