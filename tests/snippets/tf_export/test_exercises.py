import importlib
import itertools
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.tf_export import exercises
from snippets.tf_export.exercises import FOUND, NAMED, Above, Below, api_changes, call_at, lazy_package, strict_export

CHECKED = ("refusal", "call_at", "api_changes")
APIS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["m.f", "m.g"]))


def cases(name: str) -> list[tuple[tuple[Any, ...], Any]]:
    return list(getattr(exercises, f"{name}_cases")())


@pytest.mark.parametrize("name", CHECKED)
def test_the_cases_pass_the_solution(name: str) -> None:
    assert all(getattr(exercises, name)(*arguments) == expected for arguments, expected in cases(name))


@given(st.lists(st.integers(), max_size=5), st.data())
def test_call_at_puts_all_arguments_in_their_places(arguments: list[int], data: st.DataObject) -> None:
    places = data.draw(st.sets(st.sampled_from(range(len(arguments))))) if arguments else set()
    rest = [value for place, value in enumerate(arguments) if place not in places]
    assert call_at(lambda *given: [*given], {place: arguments[place] for place in places}, *rest) == arguments


@given(APIS, APIS)
def test_api_changes_are_all_differences(before: dict[str, str], after: dict[str, str]) -> None:
    added, removed, moved = api_changes(before, after)
    for name in "abcd":
        state = (before.get(name), after.get(name))
        assert (name in added) == (state[0] is None and state[1] is not None)
        assert (name in removed) == (state[0] is not None and state[1] is None)
        assert (name in moved) == (None not in state and state[0] != state[1])
    assert all(list(names) == sorted(set(names)) for names in (added, removed, moved))


def test_strict_export_writes_nothing_if_it_refuses() -> None:
    NAMED.clear()
    assert strict_export("a", "b")(len) is len
    before = dict(NAMED)
    refused = ((("c", "a"), ValueError), (("c", 3), TypeError), (("c", "c"), ValueError), ((None,), TypeError))
    for names, error in refused:
        with pytest.raises(error, match="cannot be a name"):
            strict_export(*names)
    assert before == NAMED == {"a": len, "b": len}
    NAMED.clear()


def test_strict_export_finds_a_name_that_was_taken_between_its_two_steps() -> None:
    NAMED.clear()
    above, below = strict_export("a"), strict_export("a")  # as two decorators are evaluated
    assert below(len) is len
    with pytest.raises(ValueError, match="'a' cannot be a name"):
        above(max)
    assert [*NAMED.items()] == [("a", len)]
    NAMED.clear()


@pytest.mark.parametrize("fixed", [{-1: 2}, {2: 5}, {0: 1, 5: 2}])
def test_call_at_refuses_positions_beyond_the_arguments(fixed: dict[int, int]) -> None:
    with pytest.raises(TypeError, match="arguments have no positions"):
        call_at(divmod, fixed, 7)


def test_registration_stands_above_a_decorator_that_makes_a_new_class() -> None:
    assert FOUND["above"] is Above
    assert FOUND["below"] is not Below


NUMBERS = itertools.count()


def test_a_lazy_package_imports_each_module_once_and_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    number = next(NUMBERS)
    front, back = f"lazy_front_{number}", f"lazy_back_{number}"
    (tmp_path / f"{back}.py").write_text("def f():\n    return 7\n")
    (tmp_path / f"{front}.py").write_text(lazy_package({"seven": (back, "f"), "root": ("math", "sqrt")}))
    module = importlib.import_module(front)
    assert dir(module) == ["root", "seven"]
    assert back not in sys.modules
    assert module.seven() == 7
    assert back in sys.modules
    assert vars(module)["seven"] is module.seven
    with pytest.raises(AttributeError, match=f"no 'eight' in '{front}'"):
        _ = module.eight


def more_than_two(names: tuple[object, ...], taken: set[str]) -> int | None:
    """Refuse a third name."""
    return 2 if len(names) > 2 else exercises.refusal(names, taken)


def fixed_ones_last(function: Callable[..., Any], fixed: Mapping[int, Any], *rest: Any) -> Any:
    """Make room at the front only."""
    first = [fixed[0]] if 0 in fixed else []
    return function(*first, *rest, *(fixed[at] for at in sorted(fixed) if at))


@pytest.mark.parametrize(("name", "wrong"), [("refusal", more_than_two), ("call_at", fixed_ones_last)])
def test_more_wrong_answers_are_refuted(name: str, wrong: Callable[..., Any]) -> None:
    assert any(wrong(*arguments) != expected for arguments, expected in cases(name))
