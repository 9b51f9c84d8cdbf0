"""What the tests of several topics need."""

import gc

import pytest


@pytest.fixture
def few_objects() -> None:
    """Let the collection before each measurement look at what is new alone: this process holds millions of objects.

    They stay frozen, as those are that were there before the first test.
    """
    gc.freeze()
