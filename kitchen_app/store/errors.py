"""Failures of what we keep.

KnownError
 ├─ StoreError       the database cannot be opened or is newer than this program
 │   └─ Damaged      what is in a file is not what was written: another copy must serve
 ├─ ConfigError      kitchen.toml, or a secret, is missing or not as it should be
 ├─ VaultError       the system's keyring does not open, or does not keep what it is given
 └─ PinError         the manager's PIN cannot be read, checked or kept
"""

from kitchen_app.base.errors import KnownError


class StoreError(KnownError):
    """The database cannot be used."""


class Damaged(StoreError):
    """A file does not hold what was written to it; the text says what was found."""


class ConfigError(KnownError):
    """The configuration cannot be used; the text names the file, the key and the cure."""


class VaultError(KnownError):
    """The keyring cannot be used for tokens; the text names it and the cure, never a token."""


class PinError(KnownError):
    """The manager's PIN cannot be used; the text names the cure, never a PIN."""
