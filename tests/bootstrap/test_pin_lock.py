"""The lock of a data folder; the demo leaves the keyring of whoever tries it alone."""

from pathlib import Path

import pytest

from kitchen_app.bootstrap.pin_lock import make_lock
from kitchen_app.services.manager_lock import PinOutcome
from kitchen_app.services.settings import ManagerSettings
from tests.fakes import FakeClock
from tests.keyrings import MemoryKeyring, in_use


@pytest.mark.parametrize("is_demo", [True, False])
async def test_only_a_shop_puts_a_secret_into_the_keyring(tmp_path: Path, is_demo: bool) -> None:
    ring = MemoryKeyring()
    with in_use(ring):
        lock = make_lock(tmp_path, FakeClock(), ManagerSettings(), is_demo=is_demo)
        assert (await lock.change(old="", new="2580")).outcome is PinOutcome.RIGHT
        assert lock.is_set
    assert bool(ring.kept) is not is_demo
