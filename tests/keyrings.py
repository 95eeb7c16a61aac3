"""Keyrings for tests: one that works, some that do not. None is the machine's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

NONE: Callable[[], KeyringBackend] = null.Keyring
ABSENT: Callable[[], KeyringBackend] = fail.Keyring


class MemoryKeyring(KeyringBackend):
    """A keyring that lives as long as the test."""

    priority = 0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedKeyring(MemoryKeyring):
    """A keyring that does not open until `is_open`."""

    is_open = False

    def get_password(self, service: str, username: str) -> str | None:
        self._require()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._require()
        super().set_password(service, username, password)

    def _require(self) -> None:
        if not self.is_open:
            raise KeyringLocked("planted")


class ForgetfulKeyring(MemoryKeyring):
    """A keyring that takes everything and keeps nothing, without a word."""

    def set_password(self, service: str, username: str, password: str) -> None: ...


class WindowsError(Exception):
    """What pywin32 raises is of no family that anybody else knows."""


class WindowsKeyring(MemoryKeyring):
    """A keyring with the limit of Windows' Credential Manager."""

    __module__ = "keyring.backends.Windows"

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise WindowsError("CredWrite: the stub received bad data")
        super().set_password(service, username, password)


class PlainTextKeyring(MemoryKeyring):
    """A keyring that writes a readable file."""

    __module__ = "keyrings.alt.file"


class ChainedKeyring(MemoryKeyring):
    """Several keyrings, the best first, as keyring's own chainer has them."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = backends


@contextmanager
def in_use(backend: KeyringBackend) -> Iterator[None]:
    """Let the program find this keyring instead of the machine's."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)
