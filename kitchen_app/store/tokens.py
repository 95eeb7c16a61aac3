"""The tokens in the system's keyring: one entry, so that it is replaced whole or not at all.

Never in a file of ours: whoever copies the data directory, as for support, must not get the right
to act for the shop. Decision record 0012 says what else was weighed.
"""

import asyncio
import hashlib
import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kitchen_app.base.clock import Clock
from kitchen_app.base.log import hide
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import HeldTokens, TokenPair
from kitchen_app.services.settings import Secrets
from kitchen_app.store.documents import decode, encode
from kitchen_app.store.errors import VaultError
from kitchen_app.store.safe_keyring import module_of, safe_keyring
from kitchen_app.store.secrets import SERVICE

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

logger = logging.getLogger(__name__)

ENTRY = "keeta-tokens"

_WINDOWS = "keyring.backends.Windows"
LONGEST_ON_WINDOWS = 2560
"""Bytes of UTF-16 that the Credential Manager takes (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What stands in the keyring. `pasted` is the hash of the typed-in pair last taken up."""

    held: HeldTokens
    pasted: str = ""


def service_name(app_id: int, shop_id: ShopId) -> str:
    """Return under which name the tokens of a shop stand in the keyring.

    A name of its own for each shop of a machine; on Windows a name that two entries share is
    written in two steps instead of one.
    """
    return f"{SERVICE} {app_id} {shop_id}"


class KeyringVault:
    """Satisfies `services.ports.TokenVault`, and takes up the pair that the owner typed in.

    `pasted` holds what stands in the environment or was stored with `python -m keyring set`. It
    counts when nothing is kept yet, or when it is another one than the kept pair goes back to:
    then the owner has typed in a new one.
    """

    def __init__(self, *, app_id: int, shop_id: ShopId, pasted: Secrets, clock: Clock) -> None:
        self._service = service_name(app_id, shop_id)
        self._pasted = pasted
        self._clock = clock
        self._taken_up = _fingerprint(pasted)
        self._one_at_a_time = threading.Lock()

    async def load(self) -> HeldTokens | None:
        """Return the tokens to use. The keyring may ask a person first: that takes its time.

        Raises:
            VaultError: there is a keyring and it does not open.
            StoreError: the entry is damaged.
        """
        return await asyncio.to_thread(self._load)

    async def save(self, held: HeldTokens) -> None:
        """Replace the entry.

        Raises:
            VaultError: it cannot be kept on this machine; what was there before still is.
        """
        await asyncio.to_thread(self._save, held)

    def _load(self) -> HeldTokens | None:
        with self._one_at_a_time:
            ring = safe_keyring()
            text = self._read(ring) if ring is not None else ""
        if not text:
            return self._typed_in()
        entry = decode(text.encode("utf-8"), _Entry)
        hide(entry.held.pair.access_token, entry.held.pair.refresh_token)
        if self._taken_up and self._taken_up != entry.pasted:
            logger.info("Another pair of tokens was typed in: it replaces the one that was kept")
            return self._typed_in()
        self._taken_up = entry.pasted
        return entry.held

    def _save(self, held: HeldTokens) -> None:
        text = encode(_Entry(held=held, pasted=self._taken_up)).decode("utf-8")
        with self._one_at_a_time:
            ring = safe_keyring()
            if ring is None:
                raise VaultError(
                    "This computer has no safe keyring, so renewed tokens cannot be kept: set up "
                    "the system's keyring (`python -m keyring diagnose` names the one in use)."
                )
            if module_of(ring) == _WINDOWS and len(text.encode("utf-16-le")) > LONGEST_ON_WINDOWS:
                raise VaultError(
                    "Keeta's tokens are longer than Windows' Credential Manager can keep: ask for "
                    "support, and take orders in Keeta's app when the access ends."
                )
            self._write(ring, text)

    def _typed_in(self) -> HeldTokens | None:
        access_token, refresh_token = self._pasted.access_token, self._pasted.refresh_token
        if not access_token and not refresh_token:
            return None
        pair = TokenPair(
            access_token=access_token,
            refresh_token=refresh_token,
            issued_at=self._clock.now(),
            expires_at=None,
        )
        return HeldTokens(pair=pair)

    def _read(self, ring: "KeyringBackend") -> str:
        try:
            return ring.get_password(self._service, ENTRY) or ""
        except Exception as error:  # each back end has errors of its own
            raise VaultError(_closed(ring, error)) from error

    def _write(self, ring: "KeyringBackend", text: str) -> None:
        """Write and look: not every back end says when it did not take something."""
        try:
            ring.set_password(self._service, ENTRY, text)
            is_kept = ring.get_password(self._service, ENTRY) == text
        except Exception as error:  # each back end has errors of its own
            raise VaultError(_closed(ring, error)) from error
        if not is_kept:
            raise VaultError(f"The keyring {module_of(ring)} did not keep what it was given.")


class MemoryVault:
    """Keeps tokens until the program ends: for the demo, which must not touch a person's keyring.

    Satisfies `services.ports.TokenVault` but for the power cut.
    """

    def __init__(self, held: HeldTokens | None = None) -> None:
        self._held = held

    async def load(self) -> HeldTokens | None:
        return self._held

    async def save(self, held: HeldTokens) -> None:
        self._held = held


def _closed(ring: "KeyringBackend", error: Exception) -> str:
    return (
        f"The keyring {module_of(ring)} does not open ({type(error).__name__}): unlock it, for "
        "example by signing in to this computer again."
    )


def _fingerprint(pasted: Secrets) -> str:
    """Return a hash of a typed-in pair, empty if none was."""
    if not pasted.access_token and not pasted.refresh_token:
        return ""
    whole = f"{pasted.access_token}\n{pasted.refresh_token}"
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()
