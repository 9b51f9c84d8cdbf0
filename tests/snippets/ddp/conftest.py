from collections.abc import Iterator

import pytest

from tests.snippets.ddp.group import Group


@pytest.fixture(scope="session")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    """Four processes that serve all tests of this folder."""
    group = Group(tmp_path_factory.mktemp("group"))
    yield group
    group.close()
