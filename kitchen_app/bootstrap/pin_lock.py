"""The manager's lock over the file of a data folder."""

from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.settings import ManagerSettings
from kitchen_app.store.pin import KeyringPepper, NoPepper, PinFile


def make_lock(
    data_dir: Path, clock: Clock, settings: ManagerSettings, *, is_demo: bool
) -> ManagerLock:
    """Return the lock; the demo leaves the person's keyring alone."""
    pepper = NoPepper() if is_demo else KeyringPepper()
    vault = PinFile(data_dir, pepper)
    return ManagerLock(vault, clock, refund_limit=settings.refund_limit)
