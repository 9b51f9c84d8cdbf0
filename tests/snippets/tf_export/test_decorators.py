import asyncio
import functools
import inspect
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.tf_export import decorators
from snippets.tf_export.decorators import Mark, bare, counted, counts, layer, loud, mark, wrapped
from snippets.tf_export.marks import REGISTRY, Square, Tile, area_v2, export, forgotten, own_names


def test_export_returns_the_same_thing_under_all_its_names() -> None:
    def thing() -> None:
        pass

    assert export("one", "two.three")(thing) is thing
    assert REGISTRY.pop("one") is REGISTRY.pop("two.three") is thing
    assert vars(thing) == {"public_names": ("one", "two.three")}
    assert area_v2(3, 4) == 12


@pytest.mark.parametrize("thing", [len, 3, "text", [].append, property(len), int, dict])
def test_some_things_take_no_marks(thing: Any) -> None:
    with pytest.raises(TypeError if isinstance(thing, type) else AttributeError):
        export("x")(thing)
    assert "x" not in REGISTRY


def test_a_class_with_slots_takes_a_mark() -> None:
    class Slim:
        __slots__ = ()

    assert export("slim")(Slim) is REGISTRY.pop("slim")


def test_a_mark_above_staticmethod_is_not_on_the_function() -> None:
    class Holder:
        @export("above")
        @staticmethod
        def above() -> None:
            pass

        @staticmethod
        @export("below")
        def below() -> None:
            pass

    assert own_names(Holder.above) == ()
    assert isinstance(REGISTRY.pop("above"), staticmethod)
    assert own_names(Holder.below) == ("below",)
    assert REGISTRY.pop("below") is Holder.below


def test_parentheses_that_were_forgotten() -> None:
    assert forgotten() == "half is now 'mark', a function"


def test_only_own_names_count() -> None:
    assert own_names(Square) == ("shapes.Square",)
    assert own_names(Tile) == ()
    assert hasattr(Tile, "public_names")


def test_wraps_keeps_name_signature_and_marks() -> None:
    @export("to.be.copied")
    def original(number: int, *, key: str = "") -> int:
        """Return a number."""
        return number if key else -number

    REGISTRY.pop("to.be.copied")
    counts.clear()
    wrapper = counted(original)
    assert [wrapper(n, key="k") for n in (1, 2, 3)] == [1, 2, 3]
    assert counts == {"original": 3}
    assert (wrapper.__name__, wrapper.__doc__) == ("original", "Return a number.")
    assert inspect.signature(wrapper) == inspect.signature(original)
    assert own_names(wrapper) == ("to.be.copied",), "wraps copies marks"
    assert list(inspect.signature(bare(original)).parameters) == ["args", "kwargs"]
    assert bare(original)(4, key="k") == 4


def test_loud_returns_the_same_function(capsys: pytest.CaptureFixture[str]) -> None:
    assert loud(len) is len
    assert capsys.readouterr().out == "seen: len\n"
    assert decorators.triple(2) == 6
    assert decorators.double(2) == 4


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=4))
def test_evaluated_from_the_top_applied_from_the_bottom_called_from_the_top(names: list[str]) -> None:
    events: list[str] = []
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda *words: events.append(" ".join(words)))
        made = [layer(name) for name in names]  # as Python evaluates them: from the top
        function: Any = lambda: events.append("body")  # noqa: E731
        for decorator in reversed(made):
            function = decorator(function)
        function()
    assert events == [
        *(f"evaluate {name}" for name in names),
        *(f"apply {name}" for name in reversed(names)),
        *(f"call {name}" for name in names),
        "body",
    ]


@pytest.mark.parametrize("times", range(5))
def test_wrapped(times: int) -> None:
    depth = wrapped(lambda: len(inspect.stack(0)), times)() - wrapped(lambda: len(inspect.stack(0)), 0)()
    assert depth == times


def test_wrapped_less_than_never() -> None:
    with pytest.raises(ValueError, match="cannot wrap -1 times"):
        wrapped(len, -1)


def test_a_mark_is_made_when_the_partial_is_called() -> None:
    assert isinstance(mark, functools.partial)
    assert mark.func is Mark
    made = mark("a", "b")
    assert isinstance(made, Mark)

    def thing() -> None:
        pass

    assert made(thing) is thing
    assert vars(thing)["marks"] == ["toolkit.a", "toolkit.b"]
    assert Mark("a").library == "toolbox"


def test_partials_have_no_name_and_are_not_equal() -> None:
    one, other = functools.partial(pow, mod=7), functools.partial(pow, mod=7)
    assert not hasattr(one, "__name__")
    assert one != other


def test_a_partial_of_a_partial_is_flattened_unless_the_inner_one_has_attributes() -> None:
    inner = functools.partial(pow, 2)
    assert functools.partial(inner, 3).func is pow
    assert export("inner")(inner) is REGISTRY.pop("inner")
    assert functools.partial(inner, 3).func is inner


def test_a_partial_in_a_class_body() -> None:
    class Holder:
        plain = staticmethod(functools.partial(lambda *given: given, 1))

    assert Holder().plain(2) == (1, 2)


class Wrapping:
    """Decorates methods without `__get__`."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)


def test_an_instance_is_not_bound_to_self() -> None:
    class Holder:
        @Wrapping
        def method(self) -> None:
            pass

    with pytest.raises(TypeError):
        Holder().method()


def hidden() -> None:
    """What `public` stands for."""


public, hidden = hidden, bare(hidden)


def test_a_function_that_was_replaced_cannot_be_pickled() -> None:
    with pytest.raises(pickle.PicklingError):
        pickle.dumps(public)


@counted
def shown(number: int) -> float:
    """Return what fails at 0."""
    return 1 / number


def test_a_wrapper_with_wraps_can_be_pickled_and_one_without_cannot() -> None:
    assert pickle.loads(pickle.dumps(shown)) is shown  # noqa: S301
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(bare(shown))


def test_a_traceback_names_the_wrapper_in_any_case() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        shown(0)
    assert [entry.name for entry in error.traceback][1:] == ["wrapper", "shown"]


def test_a_plain_wrapper_around_async_sees_only_the_start() -> None:
    events = []

    def told(function: Any) -> Any:
        def wrapper() -> Any:
            result = function()
            events.append("wrapper is done")
            return result

        return wrapper

    @told
    async def work() -> None:
        events.append("body")

    with ThreadPoolExecutor() as thread:  # Playwright may have an event loop in this one
        thread.submit(lambda: asyncio.run(work())).result()
    assert events == ["wrapper is done", "body"]


@pytest.mark.skipif(sys.version_info < (3, 14), reason="Placeholder came with Python 3.14")
def test_placeholder() -> None:
    assert functools.partial(divmod, functools.Placeholder, 2)(7) == (3, 1)  # type: ignore[attr-defined]
