"""The machine's keyring, if it is one that keeps secrets secret."""

from typing import TYPE_CHECKING

from kitchen_app.store.errors import VaultError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""They keep nothing, or keep it in plain text."""


def safe_keyring() -> "KeyringBackend | None":
    """Return the best of the machine's keyrings, None if it keeps nothing or in plain text.

    Raises:
        VaultError: the keyring that is configured cannot be loaded.
    """
    try:
        import keyring  # late: it takes a tenth of a second

        ring = keyring.get_keyring()
    except Exception as error:  # the configuration may name any class
        raise VaultError(
            f"The keyring that is configured cannot be loaded ({type(error).__name__})."
        ) from error
    chain: list[KeyringBackend] = list(getattr(ring, "backends", None) or [ring])
    best = chain[0]  # a chain writes into its first
    return None if module_of(best).startswith(_UNSAFE) else best


def module_of(ring: "KeyringBackend") -> str:
    """Return which back end a keyring is, as `python -m keyring diagnose` names it."""
    return type(ring).__module__
