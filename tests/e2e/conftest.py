"""A keyring for the tests of access, so that none touches the machine's own."""

from collections.abc import Iterator

import pytest

from tests.keyrings import MemoryKeyring, in_use


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    made = MemoryKeyring()
    with in_use(made):
        yield made
