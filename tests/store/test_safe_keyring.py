"""Only a keyring that keeps secrets, and keeps them secret, is used."""

import keyring
import pytest
from keyring.backend import KeyringBackend

from kitchen_app.store.errors import VaultError
from kitchen_app.store.safe_keyring import module_of, safe_keyring
from tests.keyrings import ABSENT, NONE, ChainedKeyring, MemoryKeyring, PlainTextKeyring, in_use


@pytest.mark.parametrize(
    "backend",
    [NONE(), ABSENT(), PlainTextKeyring(), ChainedKeyring(PlainTextKeyring(), MemoryKeyring())],
)
def test_one_that_keeps_nothing_or_plain_text_is_none(backend: KeyringBackend) -> None:
    with in_use(backend):
        assert safe_keyring() is None


def test_of_a_chain_the_one_that_is_written_to_is_used() -> None:
    best = MemoryKeyring()
    with in_use(ChainedKeyring(best, PlainTextKeyring())):
        assert safe_keyring() is best


def test_one_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> KeyringBackend:
        raise ImportError("planted")

    monkeypatch.setattr(keyring, "get_keyring", fail)
    with pytest.raises(VaultError, match="ImportError"):
        safe_keyring()


def test_a_keyring_is_named_by_its_back_end() -> None:
    assert module_of(PlainTextKeyring()) == "keyrings.alt.file"
