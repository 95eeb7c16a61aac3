"""Secrets come from the environment or the keyring; a missing one is told with its cure."""

from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from kitchen_app.store.errors import ConfigError
from kitchen_app.store.secrets import SERVICE, read_secrets
from tests.keyrings import ABSENT, NONE, MemoryKeyring, in_use

FULL = {
    "KITCHEN_APP_KEETA_SECRET": "env-secret",
    "KITCHEN_APP_KEETA_ACCESS_TOKEN": "env-access",
    "KITCHEN_APP_KEETA_REFRESH_TOKEN": "env-refresh",
}


@pytest.fixture(autouse=True)
def keep_the_machines_keyring() -> Iterator[None]:
    """Never touch the keyring of who runs the tests."""
    with in_use(NONE()):
        yield


def use(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)


def test_all_three_come_from_the_environment() -> None:
    assert read_secrets(FULL).values() == ("env-secret", "env-access", "env-refresh")


def test_all_three_come_from_the_keyring() -> None:
    backend = MemoryKeyring()
    backend.kept = {
        (SERVICE, "keeta-secret"): "ring-secret",
        (SERVICE, "keeta-access-token"): "ring-access",
        (SERVICE, "keeta-refresh-token"): "ring-refresh",
    }
    use(backend)
    assert read_secrets({}).values() == ("ring-secret", "ring-access", "ring-refresh")


def test_once_the_environment_is_used_the_keyring_is_not_asked() -> None:
    """An unattended machine must not wait for a keyring's prompt."""
    backend = MemoryKeyring()
    backend.kept = {
        (SERVICE, "keeta-secret"): "ring-secret",
        (SERVICE, "keeta-access-token"): "ring-access",
    }
    use(backend)
    secrets = read_secrets({"KITCHEN_APP_KEETA_SECRET": "env-secret"})
    assert secrets.values() == ("env-secret",)


def test_the_tunnels_tokens_come_from_either_and_do_not_hide_the_keyring() -> None:
    backend = MemoryKeyring()
    backend.kept = {
        (SERVICE, "keeta-secret"): "ring-secret",
        (SERVICE, "cloudflared-token"): "ring-cloudflared",
        (SERVICE, "ngrok-authtoken"): "ring-ngrok",
    }
    use(backend)
    kept = read_secrets({})
    assert (kept.cloudflared_token, kept.ngrok_authtoken) == ("ring-cloudflared", "ring-ngrok")
    mixed = read_secrets({"KITCHEN_APP_NGROK_AUTHTOKEN": "env-ngrok"})
    assert mixed.values() == ("ring-secret", "ring-cloudflared", "env-ngrok")


def test_tokens_may_be_missing() -> None:
    secrets = read_secrets({"KITCHEN_APP_KEETA_SECRET": "env-secret"})
    assert (secrets.access_token, secrets.refresh_token) == ("", "")


@pytest.mark.parametrize("backend", [NONE, ABSENT, MemoryKeyring])
@pytest.mark.parametrize("environment", [{}, {"KITCHEN_APP_KEETA_SECRET": ""}])
def test_a_missing_app_secret_is_told_with_both_cures(
    backend: Callable[[], KeyringBackend], environment: dict[str, str]
) -> None:
    use(backend())
    with pytest.raises(ConfigError) as caught:
        read_secrets(environment)
    assert 'keyring set "Kitchen App" keeta-secret' in str(caught.value)
    assert "KITCHEN_APP_KEETA_SECRET" in str(caught.value)


def test_a_machine_without_a_keyring_lives_on_its_environment() -> None:
    use(ABSENT())
    secrets = read_secrets({"KITCHEN_APP_KEETA_SECRET": "env-secret"})
    assert secrets.values() == ("env-secret",)
