import random
from fractions import Fraction
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from torch import nn

from snippets.nn_functional import twin
from snippets.nn_functional.twin import Buffer, Dropper, Line, Module, Parameter, fill, reach
from tests.snippets.nn_functional.histories import KINDS, Act, acts, lead


@settings(max_examples=150, deadline=None)
@given(acts)
def test_random_histories_end_as_in_torch(history: list[Act]) -> None:
    lead(history)


def test_the_histories_reach_every_case() -> None:
    draw = random.Random(5)  # noqa: S311 - any histories will do
    refused: set[str] = set()
    for _ in range(150):
        history = [(draw.randrange(6), draw.choice("abc"), draw.choice(KINDS), draw.randrange(31)) for _ in range(25)]
        refused |= set(lead(history).refused)
    assert refused == {"", "TypeError", "KeyError"}


@pytest.mark.parametrize("value", [Parameter(1), Buffer(1), Module()])
def test_before_init_a_name_is_refused(value: Any) -> None:
    class Early(Module):
        def __init__(self) -> None:
            self.x = value

    with pytest.raises(AttributeError, match=r"'x' comes before Module\.__init__\(\)"):
        Early()


def test_refusals_name_what_they_refuse() -> None:
    module = fill(Module(), {"a": Parameter(1), "c": 3})
    with pytest.raises(TypeError, match="'a' is in _parameters; that takes no int"):
        module.a = 5
    with pytest.raises(KeyError, match="'c' exists already"):
        module.c = Buffer(2)
    with pytest.raises(KeyError, match="'train' exists already"):
        module.train = Buffer(2)  # type: ignore[method-assign, assignment]
    with pytest.raises(AttributeError, match="'Module' has no attribute 'z'"):
        _ = module.z
    with pytest.raises(TypeError, match="a mode is True or False, not 1"):
        module.train(1)  # type: ignore[arg-type]
    with pytest.raises(AttributeError, match="'Module' has no attribute 'forward'"):
        module(1)


def test_hooks_see_calls_and_not_forward() -> None:
    line, theirs, seen, seen_by_torch = Line(3, 4), nn.Linear(1, 1), [], []
    line.hooks.append(lambda *all_three: seen.append(all_three))
    theirs.register_forward_hook(lambda *all_three: seen_by_torch.append(all_three))
    assert (line(5), line.forward(5)) == (19, 19)
    assert seen == [(line, (5,), 19)]
    theirs(torch.ones(1))
    theirs.forward(torch.ones(1))
    assert len(seen_by_torch) == 1
    assert line.calls.data == 2


def test_a_line_is_a_linear_layer() -> None:
    line, layer = Line(Fraction(1, 2), 3), nn.Linear(1, 1)
    with torch.no_grad():
        layer.weight.fill_(0.5)
        layer.bias.fill_(3)
    for x in (0, 4, -7):
        assert float(line(x)) == layer(torch.tensor([float(x)])).item()
    assert list(line.state_dict()) == ["slope", "shift", "calls"]


def test_the_dropper_keeps_the_sum_of_equal_pairs() -> None:
    dropper = Dropper()
    assert dropper([]) == []
    assert dropper([7]) == [14]
    assert dropper([1, 1, 5, 5]) == [2, 0, 10, 0]
    values = [1, 2]
    assert dropper.eval()(values) is values
    assert dropper.train()(values) == [2, 0]


def test_reach_leaves_out_what_stands_in_lists() -> None:
    inner = Line(1, 2)
    module = fill(Module(), {"x": inner, "y": inner, "n": None, "hidden": [Line(3, 4)]})
    assert reach(module) == {
        "parameters()": ["x.slope", "x.shift"],
        "state_dict()": [f"{at}.{name}" for at in "xy" for name in ("slope", "shift", "calls")],
        "to(device)": ["x.slope", "x.shift", "x.calls"],
        "eval()": ["x"],
    }
    assert reach(Module()) == {"parameters()": [], "state_dict()": [], "to(device)": [], "eval()": []}


def test_state_dict_holds_the_values_themselves() -> None:
    line = Line(1, 2)
    assert line.state_dict()["slope"] is line.slope
    assert twin.dotted("", "a") == "a"
    assert twin.dotted("a", "b") == "a.b"
