"""Random lives of modules, led in torch and in the twin at once."""

from typing import Any

import torch
from hypothesis import strategies as st
from torch import nn

from snippets.nn_functional import twin

# An act: which module, which name, what is assigned ("old" is something that exists already), and which one of those.
Act = tuple[int, str, str, int]
KINDS = ("parameter", "buffer", "module", "plain", "none", "old", "train", "eval")
acts = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.sampled_from(KINDS), st.integers(0, 30)), max_size=25
)


class Life:
    """One history: the modules of either side, and pairs of equal values."""

    def __init__(self) -> None:
        self.ours: list[Any] = [twin.Module()]
        self.theirs: list[Any] = [nn.Module()]
        self.pairs: list[tuple[Any, Any]] = []
        self.refused: list[str] = []

    def made(self, kind: str, which: int) -> tuple[Any, Any]:
        """Return a value of the twin and its equal in torch."""
        number = len(self.pairs)
        tensor = torch.tensor(float(number))
        if kind == "old" and self.pairs:
            return self.pairs[which % len(self.pairs)]
        if kind == "none":
            return None, None
        if kind == "module":
            self.ours.append(twin.Module())
            self.theirs.append(nn.Module())
            pair = (self.ours[-1], self.theirs[-1])
        elif kind == "parameter":
            pair = (twin.Parameter(number), nn.Parameter(tensor))
        elif kind == "buffer":
            pair = (twin.Buffer(number), nn.Buffer(tensor))
        else:
            pair = ([number], tensor)
        self.pairs.append(pair)
        return pair

    def act(self, place: int, name: str, kind: str, which: int) -> None:
        """Do the same on both sides; what one refuses, the other has to refuse by the same error."""
        at = place % len(self.ours)
        if kind in {"train", "eval"}:
            assert getattr(self.ours[at], kind)() is self.ours[at]
            getattr(self.theirs[at], kind)()
            return
        ours, theirs = self.made(kind, which)
        if ours in self.ours and self.ours.index(ours) <= at:
            return  # nothing contains itself
        faults = []
        for module, value in ((self.ours[at], ours), (self.theirs[at], theirs)):
            try:
                setattr(module, name, value)
                faults.append("")
            except (TypeError, KeyError, AttributeError) as error:
                faults.append(type(error).__name__)
        assert faults[0] == faults[1], (name, kind, faults)
        self.refused.append(faults[0])


def content(value: Any) -> Any:
    """Return the number that stands for a value on either side."""
    if isinstance(value, torch.Tensor):
        return value.item()
    if isinstance(value, (twin.Parameter, twin.Buffer)):
        return value.data
    return value[0] if isinstance(value, list) else value


def seen_of_twin(module: Any, modules: list[Any]) -> dict[str, Any]:
    """Return all that can be asked of a module: names, order, values, modes."""
    state = module.state_dict()
    return {
        "modules": [(name, modules.index(one), one.training) for name, one in module.named_modules()],
        "parameters": [(name, content(one)) for name, one in module.named_parameters()],
        "buffers": [(name, content(one)) for name, one in module.named("_buffers")],
        "state": [(name, content(one)) for name, one in state.items()],
        "attributes": attributes(module, modules),
    }


def seen_of_torch(module: Any, modules: list[Any]) -> dict[str, Any]:
    """Return the same of a module of torch."""
    return {
        "modules": [(name, modules.index(one), one.training) for name, one in module.named_modules()],
        "parameters": [(name, content(one)) for name, one in module.named_parameters()],
        "buffers": [(name, content(one)) for name, one in module.named_buffers()],
        "state": [(name, content(one)) for name, one in module.state_dict().items()],
        "attributes": attributes(module, modules),
    }


def attributes(module: Any, modules: list[Any]) -> list[Any]:
    """Return what stands under each name: a module by its number."""
    values = [getattr(module, name, "nothing") for name in "abc"]
    return [("module", modules.index(one)) if any(one is m for m in modules) else content(one) for one in values]


def lead(history: list[Act]) -> Life:
    """Lead a life, and compare all modules at its end."""
    life = Life()
    for act in history:
        life.act(*act)
    for ours, theirs in zip(life.ours, life.theirs, strict=True):
        assert seen_of_twin(ours, life.ours) == seen_of_torch(theirs, life.theirs)
    return life
