"""What `kitchen-app doctor` looks at: each check ends with one sentence and, if need be, a cure.

It changes nothing, and may run beside the program or without it.
"""

import asyncio
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.identity import tokens_of
from kitchen_app.bootstrap.instance import LOCK_NAME, AlreadyRunning, only_instance
from kitchen_app.bootstrap.status import STALE_AFTER, Status, read_status
from kitchen_app.bootstrap.store_checkup import check_backups, check_database, check_journal
from kitchen_app.domain.shop import Authorisation
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import PlatformError
from kitchen_app.services.links import LinkState
from kitchen_app.services.settings import Secrets, Settings
from kitchen_app.store.config_file import load_existing_settings
from kitchen_app.store.database import OLDEST_SAFE_SQLITE, sqlite_version
from kitchen_app.store.safe_keyring import module_of, safe_keyring
from kitchen_app.store.secrets import read_secrets
from kitchen_app.store.tokens import KeyringVault

_LEAST_FREE_BYTES = 500 * 1024 * 1024
_CONNECT_S = 2.0
_LARGEST_OFFSET = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one check. `check` is a word that scripts may rely on."""

    check: str
    is_well: bool
    says: str
    cure: str = ""


@dataclass(frozen=True, kw_only=True)
class Patient:
    """The installation that is looked at."""

    data_dir: Path

    @property
    def settings(self) -> Settings:
        return load_existing_settings(self.data_dir)

    @property
    def secrets(self) -> Secrets:
        return read_secrets()

    @cached_property
    def offset(self) -> timedelta:
        """By how much this computer's clock is behind Keeta's.

        Raises:
            PlatformError: Keeta cannot be reached.
        """
        offsets: list[timedelta] = []
        calls = SignedCalls(
            base_url=self.settings.keeta.base_url,
            app_id=0,
            secret="",
            access_token="",
            clock=SystemClock(),
            on_clock=offsets.append,
        )

        async def reach() -> None:
            try:
                await calls.reach()
            finally:
                await calls.close()

        asyncio.run(reach())
        return offsets[-1] if offsets else timedelta()


def examine(data_dir: Path) -> list[Finding]:
    """Return the findings, in an order in which it pays to mend them."""
    patient = Patient(data_dir=data_dir)
    return [_finding(name, check, patient) for name, check in CHECKS.items()]


def _finding(name: str, check: Callable[[Patient], tuple[bool, str, str]], who: Patient) -> Finding:
    try:
        is_well, says, cure = check(who)
    except KnownError as error:  # its text holds the cure
        is_well, says, cure = False, str(error), ""
    return Finding(check=name, is_well=is_well, says=says, cure="" if is_well else cure)


def _sqlite(_who: Patient) -> tuple[bool, str, str]:
    found = sqlite_version()
    shown = ".".join(map(str, found))
    oldest = ".".join(map(str, OLDEST_SAFE_SQLITE))
    if found >= OLDEST_SAFE_SQLITE:
        return True, f"SQLite {shown}", ""
    return False, f"SQLite {shown} is too old to be trusted", f"Install {oldest} or newer."


def _settings(who: Patient) -> tuple[bool, str, str]:
    keeta = who.settings.keeta
    missing = [n for n in ("app_id", "shop_id", "callback_url") if getattr(keeta, n) is None]
    if not missing:
        return True, f"shop {keeta.shop_id} of application {keeta.app_id}", ""
    return False, f"[keeta] {', '.join(missing)} is not set", "Fill it in in kitchen.toml."


def _secrets(who: Patient) -> tuple[bool, str, str]:
    return bool(who.secrets.app_secret), "the app secret is there", ""


def _keyring(who: Patient) -> tuple[bool, str, str]:
    ring = safe_keyring()
    if ring is not None:
        return True, f"secrets are kept by {module_of(ring)}", ""
    cure = "Set up the system's keyring: `python -m keyring diagnose` names the one in use."
    return False, "this computer has no keyring that keeps secrets secret", cure


def _tokens(who: Patient) -> tuple[bool, str, str]:
    keeta, clock = who.settings.keeta, SystemClock()
    if keeta.app_id is None or keeta.shop_id is None:
        return False, "whose tokens to look for is not set", "Fill in app_id and shop_id first."
    vault = KeyringVault(
        app_id=keeta.app_id,
        shop_id=tokens_of(who.settings),
        pasted=who.secrets,
        clock=clock,
    )
    held = asyncio.run(vault.load())
    if held is None:
        return False, "there are no tokens", "Let the owner authorise the app at Keeta."
    if held.refreshing_since is not None:
        cure = "Start the program: it asks again. If the access has ended, let the owner authorise."
        return False, "new tokens got lost on the way", cure
    if held.pair.expires_at is None:
        return True, "tokens of unknown age", ""
    days = (held.pair.expires_at - clock.now()).days
    cure = "Let the owner authorise the app at Keeta again."
    return days >= 1, f"tokens for {max(days, 0)} more days", cure


def _disk(who: Patient) -> tuple[bool, str, str]:
    free = shutil.disk_usage(who.data_dir).free
    says = f"{free / 1024**3:.1f} GB free"
    return free >= _LEAST_FREE_BYTES, says, "Make room on the disk: half a GB at least."


def _keeta(who: Patient) -> tuple[bool, str, str]:
    try:
        _ = who.offset
    except PlatformError as error:
        return False, f"{error}", "Check this computer's way into the internet."
    return True, "Keeta answers", ""


def _clock(who: Patient) -> tuple[bool, str, str]:
    try:
        offset = who.offset
    except PlatformError:
        return False, "not known: Keeta does not answer", "See above."
    says = f"this clock is {abs(offset.total_seconds()):.0f} s off Keeta's"
    return abs(offset) <= _LARGEST_OFFSET, says, "Set this computer's clock by the internet."


def _program(who: Patient) -> tuple[bool, str, str]:
    status = _running(who)
    if status is None:
        return False, "Kitchen App does not run", "Start it: orders do not come in meanwhile."
    if SystemClock().now() - status.at > STALE_AFTER:
        return False, f"it says nothing since {status.at:%H:%M:%S} UTC", "Close and start it again."
    return True, f"runs as process {status.pid}", ""


def _listener(who: Patient) -> tuple[bool, str, str]:
    webhook, status = who.settings.webhook, _running(who)
    if status is None:
        return False, "not known: Kitchen App does not run", "Start it first."
    try:
        socket.create_connection((webhook.host, status.port), timeout=_CONNECT_S).close()
    except OSError as error:
        says = f"nothing listens on port {status.port} ({type(error).__name__})"
        return False, says, "Close Kitchen App and start it again."
    return True, f"it listens on port {status.port}", ""


def _receiving(who: Patient) -> tuple[bool, str, str]:
    cure = "Look at the strip at the top of the window: it names the cure."
    status = _running(who)
    if status is not None:
        proof, view = status.links.proof, status.links.receiving
        lost_at = status.links.lost_at(SystemClock().now())
        if lost_at:
            return False, f"test messages get lost ({lost_at.value})", cure
        if view.state is LinkState.UNPROVED and proof.is_public and proof.last_ok:
            return True, f"receiving is proved by a test, last at {proof.last_ok:%H:%M:%S} UTC", ""
    return _link(who, "receiving", cure)


def _sending(who: Patient) -> tuple[bool, str, str]:
    return _link(who, "sending", "Look at the strip at the top of the window: it names the cure.")


def _access(who: Patient) -> tuple[bool, str, str]:
    status = _running(who)
    if status is None:
        return False, "not known: Kitchen App does not run", "Start it first."
    cure = "Let the owner authorise the app at Keeta again."
    return status.access is Authorisation.GOOD, f"access is {status.access.value}", cure


def _link(who: Patient, name: str, cure: str) -> tuple[bool, str, str]:
    status = _running(who)
    if status is None:
        return False, "not known: Kitchen App does not run", "Start it first."
    view = getattr(status.links, name)
    last = f", last at {view.last_ok:%H:%M:%S} UTC" if view.last_ok else ""
    trouble = f" ({view.trouble.value})" if view.trouble else ""
    return view.state is LinkState.OK, f"{name} is {view.state.value}{trouble}{last}", cure


def _running(who: Patient) -> Status | None:
    """Return what the program says of itself, or None unless it runs."""
    if not (who.data_dir / LOCK_NAME).exists():
        return None
    try:
        with only_instance(who.data_dir):
            return None
    except AlreadyRunning:
        return read_status(who.data_dir)


CHECKS: dict[str, Callable[[Patient], tuple[bool, str, str]]] = {
    "sqlite": _sqlite,
    "disk": _disk,
    "database": lambda who: check_database(who.data_dir),
    "journal": lambda who: check_journal(who.data_dir),
    "backups": lambda who: check_backups(who.data_dir, is_running=_running(who) is not None),
    "settings": _settings,
    "keyring": _keyring,
    "secrets": _secrets,
    "tokens": _tokens,
    "keeta": _keeta,
    "clock": _clock,
    "program": _program,
    "listener": _listener,
    "receiving": _receiving,
    "sending": _sending,
    "access": _access,
}
"""Each check returns whether all is well, a sentence, and the cure if it is not."""
