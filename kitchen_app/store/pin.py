"""The manager's PIN: a slow hash in a file of its own, salted with a secret of the keyring.

The file alone would give a PIN away in hours, as there are so few of them. With the secret, which
no copy of the data folder holds, it gives nothing away. A machine without a safe keyring keeps the
hash alone: better than no lock, and `peppered` says so.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from kitchen_app.base.files import put_in_place
from kitchen_app.services.manager_lock import Tries
from kitchen_app.store.documents import decode, encode
from kitchen_app.store.errors import PinError, StoreError, VaultError
from kitchen_app.store.files import PRIVATE_FILE, make_folder
from kitchen_app.store.safe_keyring import safe_keyring
from kitchen_app.store.secrets import SERVICE

FILE_NAME = "manager-pin.json"
ENTRY = "manager-pin-pepper"

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
LANES: Final = 1
"""Argon2id as OWASP's password storage page asks at least."""


class Pepper(Protocol):
    """A secret that stands nowhere in the data folder. Both raise `VaultError`."""

    def read(self) -> bytes:
        """Return the secret, empty if there is none."""
        ...

    def make(self) -> bytes:
        """Return the secret, a new one if there is none; empty if none can be kept."""
        ...


class KeyringPepper:
    """Keeps the secret in the machine's keyring; may wait for a person to unlock it."""

    def read(self) -> bytes:
        ring = safe_keyring()
        if ring is None:
            return b""
        try:
            return (ring.get_password(SERVICE, ENTRY) or "").encode("ascii")
        except Exception as error:  # each back end has errors of its own
            raise VaultError(f"The keyring does not open ({type(error).__name__}).") from error

    def make(self) -> bytes:
        known = self.read()
        ring = safe_keyring()
        if known or ring is None:
            return known
        try:
            ring.set_password(SERVICE, ENTRY, secrets.token_hex(32))
        except Exception as error:  # each back end has errors of its own
            raise VaultError(f"The keyring keeps nothing ({type(error).__name__}).") from error
        return self.read()


class NoPepper:
    """For the demo, which must not touch a person's keyring."""

    def read(self) -> bytes:
        return b""

    def make(self) -> bytes:
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What stands in the file."""

    hash: str
    peppered: bool
    wrong: int = 0
    left_s: float = 0.0


class PinFile:
    """Satisfies `services.manager_lock.PinVault`.

    It is read each time: the command line may have removed it meanwhile.
    """

    def __init__(self, data_dir: Path, pepper: Pepper) -> None:
        self._file = data_dir / FILE_NAME
        self._pepper = pepper

    def tries(self) -> Tries | None:
        kept = self._read()
        return Tries(wrong=kept.wrong, left_s=kept.left_s) if kept else None

    def note(self, tries: Tries) -> None:
        kept = self._read()
        if kept is not None:  # it may have been removed by the command line meanwhile
            self._write(replace(kept, wrong=tries.wrong, left_s=tries.left_s))

    def matches(self, pin: str) -> bool:
        from argon2 import PasswordHasher  # late: most shops set no PIN
        from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

        kept = self._read()
        if kept is None:
            return True
        pepper = self._pepper.read() if kept.peppered else b""
        if kept.peppered and not pepper:
            raise PinError(
                "The keyring no longer holds what the manager's PIN was set with: remove the PIN "
                "with `kitchen-app pin --remove` and set it anew."
            )
        try:
            return PasswordHasher().verify(kept.hash, _peppered(pin, pepper))
        except VerifyMismatchError:
            return False
        except (InvalidHashError, VerificationError) as error:
            raise PinError(_unreadable(self._file)) from error

    def set(self, pin: str) -> None:
        from argon2 import PasswordHasher

        pepper = self._pepper.make()
        hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        hashed = hasher.hash(_peppered(pin, pepper))
        self._write(_Kept(hash=hashed, peppered=bool(pepper)))

    def remove(self) -> None:
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise PinError(f"{self._file} cannot be removed: {error.strerror}.") from error

    def _read(self) -> _Kept | None:
        try:
            return decode(self._file.read_bytes(), _Kept)
        except FileNotFoundError:
            return None
        except (OSError, StoreError) as error:
            raise PinError(_unreadable(self._file)) from error

    def _write(self, kept: _Kept) -> None:
        draft = self._file.with_suffix(".new")
        try:
            make_folder(self._file.parent)
            draft.write_bytes(encode(kept))
            draft.chmod(PRIVATE_FILE)
            put_in_place(draft, self._file)
        except OSError as error:
            raise PinError(f"{self._file} cannot be written: {error.strerror}.") from error


def _peppered(pin: str, pepper: bytes) -> bytes:
    return hmac.new(pepper, pin.encode("utf-8"), hashlib.sha256).digest()


def _unreadable(file: Path) -> str:
    return (
        f"{file} cannot be read, so the manager's PIN cannot be checked: remove it with "
        "`kitchen-app pin --remove` and set it anew."
    )
