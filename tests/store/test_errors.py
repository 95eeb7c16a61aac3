"""Both failures of the store are told to people, not logged as our bugs."""

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.store.errors import ConfigError, Damaged, StoreError


@pytest.mark.parametrize("kind", [StoreError, ConfigError, Damaged])
def test_failures_of_the_store_are_known(kind: type[Exception]) -> None:
    assert issubclass(kind, KnownError)
