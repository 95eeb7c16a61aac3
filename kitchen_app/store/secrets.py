"""Secrets: from the environment on unattended machines, else from the system's keyring."""

import os
from collections.abc import Mapping

from kitchen_app.services.settings import Secrets
from kitchen_app.store.errors import ConfigError, VaultError
from kitchen_app.store.safe_keyring import safe_keyring

SERVICE = "Kitchen App"

_NAMES = {
    "app_secret": ("keeta-secret", "KITCHEN_APP_KEETA_SECRET"),
    "access_token": ("keeta-access-token", "KITCHEN_APP_KEETA_ACCESS_TOKEN"),
    "refresh_token": ("keeta-refresh-token", "KITCHEN_APP_KEETA_REFRESH_TOKEN"),
    "cloudflared_token": ("cloudflared-token", "KITCHEN_APP_CLOUDFLARED_TOKEN"),
    "ngrok_authtoken": ("ngrok-authtoken", "KITCHEN_APP_NGROK_AUTHTOKEN"),
}
_KEETAS = ("app_secret", "access_token", "refresh_token")


def read_secrets(environment: Mapping[str, str] = os.environ) -> Secrets:
    """Return the secrets. Only the app secret is a must: without it nothing can be received.

    Raises:
        ConfigError: the app secret is nowhere.
    """
    found = {
        field: environment.get(variable, "").strip() for field, (_, variable) in _NAMES.items()
    }
    if not any(found[field] for field in _KEETAS):  # else unattended: no keyring's prompt there
        kept = {field: _from_keyring(entry) for field, (entry, _) in _NAMES.items()}
        found = {field: found[field] or kept[field] for field in _NAMES}
    if not found["app_secret"]:
        entry, variable = _NAMES["app_secret"]
        raise ConfigError(
            "The Keeta app secret is missing: store it in the keyring with "
            f'`python -m keyring set "{SERVICE}" {entry}`, or set {variable}. A keyring that keeps '
            "its entries in plain text is not read."
        )
    return Secrets(**found)


def _from_keyring(entry: str) -> str:
    # Late: keyring takes a tenth of a second to import and is not needed on unattended machines.
    from keyring.errors import KeyringError

    try:
        ring = safe_keyring()
        return (ring.get_password(SERVICE, entry) or "") if ring is not None else ""
    except (VaultError, KeyringError, OSError, RuntimeError):
        return ""  # no usable keyring on this machine: the caller says what is missing
