"""What the tests of several topics need."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def few_objects() -> Iterator[None]:
    """Let the collection before each measurement look at what is new alone: this process holds millions of objects."""
    gc.freeze()
    yield
    gc.unfreeze()
