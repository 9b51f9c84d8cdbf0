"""What a decorator is: when it runs, what it returns and what it hides."""

# mypy: disable-error-code="attr-defined"

# --8<-- [start:assignment]
import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def loud(function: Callable[P, R]) -> Callable[P, R]:
    """Return the same function, and say that it was seen."""
    print("seen:", function.__name__)
    return function


@loud
def triple(number: int) -> int:
    """Return three times a number."""
    return 3 * number


def double(number: int) -> int:
    """Return twice a number."""
    return 2 * number


double = loud(double)
# --8<-- [end:assignment]


# --8<-- [start:wrapper]
def counted(function: Callable[P, R]) -> Callable[P, R]:
    """Return a wrapper that adds up its calls in `counts`."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        counts[function.__name__] = counts.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return wrapper


counts: dict[str, int] = {}


def bare(function: Callable[..., R]) -> Callable[..., R]:
    """Return a wrapper that hides the function it stands for."""

    def wrapper(*args: Any, **kwargs: Any) -> R:
        return function(*args, **kwargs)

    return wrapper


# --8<-- [end:wrapper]


# --8<-- [start:order]
def layer(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that says when it is made, when it wraps, and when it runs."""
    print("evaluate", name)

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        print("apply", name)

        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            print("call", name)
            return function(*args, **kwargs)

        return wrapper

    return wrap


# --8<-- [end:order]


# --8<-- [start:depth]
def wrapped(function: Callable[..., Any], times: int) -> Callable[..., Any]:
    """Return a function below that many wrappers; negative counts raise ValueError."""
    if times < 0:
        raise ValueError(f"cannot wrap {times} times")
    for _ in range(times):
        function = bare(function)
    return function


# --8<-- [end:depth]


# --8<-- [start:class]
class Mark:
    """A decorator with arguments, as a class: made with names, then called once."""

    def __init__(self, *names: str, library: str = "toolbox") -> None:
        """Keep the names; nothing is decorated yet."""
        self.names, self.library = names, library

    def __call__(self, thing: T) -> T:
        """Write the names on a thing and return the very same thing."""
        marked: Any = thing
        marked.marks = [f"{self.library}.{name}" for name in self.names]
        return thing


mark = functools.partial(Mark, library="toolkit")
# --8<-- [end:class]

if __name__ == "__main__":
    # --8<-- [start:depth_demo]
    def deep() -> int:
        """Return how many calls are under way."""
        return len(inspect.stack(0))

    print([wrapped(deep, times)() - deep() for times in range(4)])
    # --8<-- [end:depth_demo]

    # --8<-- [start:partial_demo]
    last_digit = functools.partial(pow, mod=10)
    print(last_digit(7, 3), last_digit(7, 3, mod=9))
    nested = functools.partial(last_digit, exp=2, mod=100)
    print(nested.func is pow, nested.keywords, nested(15))
    try:
        functools.partial(pow, base=2)(7)
    except TypeError:
        print("base was given twice")
    # --8<-- [end:partial_demo]

    # --8<-- [start:wrapper_demo]
    for decorate in (counted, bare):
        shown = decorate(triple)
        print(shown.__name__, inspect.signature(shown), shown(4))
    print(counts)
    # --8<-- [end:wrapper_demo]

    # --8<-- [start:order_demo]
    @layer("outer")
    @layer("inner")
    def greet() -> str:
        """Return a greeting."""
        return "hello"

    print(greet())
    # --8<-- [end:order_demo]

    # --8<-- [start:class_demo]
    print(type(mark).__name__, mark.func.__name__, mark.keywords)

    @mark("gauge")
    def measure() -> float:
        """Return a length in metres."""
        return 1.5

    print(type(measure).__name__, measure.marks, measure())
    print(Mark("gauge", library="mine").library, mark("g", library="mine").library)
    # --8<-- [end:class_demo]
