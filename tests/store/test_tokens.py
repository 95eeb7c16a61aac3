"""Tokens in the keyring: whole, durable, each shop's apart, and nowhere else."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import HeldTokens, TokenPair
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.settings import Secrets
from kitchen_app.store.errors import StoreError, VaultError
from kitchen_app.store.tokens import ENTRY, KeyringVault, MemoryVault, service_name
from tests.builders import APP_ID, NOW, SHOP_ID, HandClock
from tests.keyrings import (
    ABSENT,
    NONE,
    ChainedKeyring,
    ForgetfulKeyring,
    LockedKeyring,
    MemoryKeyring,
    PlainTextKeyring,
    WindowsKeyring,
    in_use,
)
from tests.vaults import FakeVault

NOTHING = Secrets(app_secret="app-secret")
TYPED = Secrets(app_secret="app-secret", access_token="typed-access", refresh_token="typed-refresh")
PAIR = TokenPair(
    access_token="kept-access",
    refresh_token="kept-refresh",
    issued_at=NOW,
    expires_at=NOW + timedelta(days=90),
)
HELD = HeldTokens(pair=PAIR)
TYPED_HELD = HeldTokens(
    pair=TokenPair(
        access_token="typed-access", refresh_token="typed-refresh", issued_at=NOW, expires_at=None
    )
)


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    made = MemoryKeyring()
    with in_use(made):
        yield made


def files_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


def vault(pasted: Secrets = NOTHING, shop_id: ShopId = SHOP_ID) -> KeyringVault:
    """Return the vault as a new start of the program makes it."""
    return KeyringVault(app_id=APP_ID, shop_id=shop_id, pasted=pasted, clock=HandClock())


@pytest.fixture(params=[vault, MemoryVault, FakeVault])
def any_vault(request: pytest.FixtureRequest, ring: MemoryKeyring) -> TokenVault:
    made: TokenVault = request.param()
    return made


@pytest.mark.parametrize(
    "held",
    [HELD, replace(HELD, refreshing_since=NOW), replace(HELD, came_from="f" * 64), TYPED_HELD],
)
async def test_what_was_saved_is_loaded_and_the_later_counts(
    any_vault: TokenVault, held: HeldTokens
) -> None:
    assert await any_vault.load() is None
    await any_vault.save(TYPED_HELD)
    await any_vault.save(held)
    assert await any_vault.load() == held


async def test_the_next_start_finds_it(ring: MemoryKeyring) -> None:
    await vault().save(HELD)
    assert await vault().load() == HELD


async def test_it_is_one_entry_named_by_application_and_shop(ring: MemoryKeyring) -> None:
    await vault().save(HELD)
    await vault().save(replace(HELD, refreshing_since=NOW))
    ((service, entry),) = ring.kept
    assert entry == ENTRY
    assert str(APP_ID) in service
    assert SHOP_ID in service


async def test_two_shops_of_one_machine_do_not_meet(ring: MemoryKeyring) -> None:
    await vault().save(HELD)
    other = vault(shop_id=ShopId("999"))
    assert await other.load() is None
    await other.save(TYPED_HELD)
    assert await vault().load() == HELD


async def test_the_keyring_is_asked_on_a_thread_of_its_own(ring: MemoryKeyring) -> None:
    """It may show a prompt; orders must come in meanwhile."""
    threads: set[int] = set()

    class Noting(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            threads.add(threading.get_ident())
            return super().get_password(service, username)

    with in_use(Noting()):
        await vault().load()
        await vault().save(HELD)
    assert threads
    assert threading.get_ident() not in threads


# What the owner typed in


async def test_a_typed_in_pair_is_taken_when_nothing_is_kept(ring: MemoryKeyring) -> None:
    assert await vault(TYPED).load() == TYPED_HELD


@pytest.mark.parametrize(
    "pasted", [replace(TYPED, refresh_token=""), replace(TYPED, access_token="")]
)
async def test_half_a_pair_is_taken_too(ring: MemoryKeyring, pasted: Secrets) -> None:
    held = await vault(pasted).load()
    assert held is not None
    assert (held.pair.access_token, held.pair.refresh_token) == (
        pasted.access_token,
        pasted.refresh_token,
    )
    assert held.pair.expires_at is None


async def test_the_pair_that_came_of_a_typed_in_one_stays(ring: MemoryKeyring) -> None:
    first = vault(TYPED)
    await first.load()
    await first.save(HELD)
    assert await vault(TYPED).load() == HELD


async def test_another_typed_in_pair_replaces_what_is_kept(ring: MemoryKeyring) -> None:
    first = vault(TYPED)
    await first.load()
    await first.save(HELD)
    newer = replace(TYPED, refresh_token="newer-refresh")
    held = await vault(newer).load()
    assert held is not None
    assert held.pair.refresh_token == "newer-refresh"
    assert held.refreshing_since is None


async def test_a_typed_in_pair_that_was_cleared_away_does_not_count_as_new_later(
    ring: MemoryKeyring,
) -> None:
    first = vault(TYPED)
    await first.load()
    await first.save(HELD)
    second = vault(NOTHING)
    await second.load()
    await second.save(HELD)
    assert await vault(TYPED).load() == HELD


async def test_a_fake_vault_that_is_closed_fails_as_the_real_one() -> None:
    """What the tests of the keeper rely on."""
    with in_use(LockedKeyring()):
        for closed in (vault(), FakeVault(is_closed=True)):
            with pytest.raises(VaultError):
                await closed.load()
            with pytest.raises(VaultError):
                await closed.save(HELD)


# Keyrings that keep nothing, or not safely


@pytest.mark.parametrize(
    "backend",
    [NONE(), ABSENT(), PlainTextKeyring(), ChainedKeyring(PlainTextKeyring(), MemoryKeyring())],
    ids=["null", "fail", "plain text", "chain"],
)
async def test_an_unsafe_keyring_is_refused_and_the_typed_in_pair_used(
    backend: KeyringBackend,
) -> None:
    with in_use(backend):
        made = vault(TYPED)
        assert await made.load() == TYPED_HELD
        with pytest.raises(VaultError, match="no safe keyring"):
            await made.save(HELD)
        assert await vault().load() is None
    if isinstance(backend, MemoryKeyring):
        assert backend.kept == {}


async def test_in_a_chain_the_first_counts_if_it_is_safe() -> None:
    best = MemoryKeyring()
    with in_use(ChainedKeyring(best, PlainTextKeyring())):
        await vault().save(HELD)
        assert await vault().load() == HELD
    assert len(best.kept) == 1


async def test_a_keyring_that_does_not_open_is_no_empty_one() -> None:
    """The typed-in pair is old by now: with it the kept one would be overwritten."""
    ring = LockedKeyring()
    with in_use(ring):
        for call in (vault(TYPED).load(), vault(TYPED).save(HELD)):
            with pytest.raises(VaultError, match="does not open") as caught:
                await call
            assert isinstance(caught.value, KnownError)
        ring.is_open = True
        await vault(TYPED).save(HELD)
        assert await vault(TYPED).load() == HELD


async def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    with in_use(ForgetfulKeyring()), pytest.raises(VaultError, match="did not keep"):
        await vault().save(HELD)


async def test_a_keyring_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    with pytest.raises(VaultError, match="cannot be loaded"):
        await vault().save(HELD)


@pytest.mark.parametrize("text", ["{", "null", "[]", '{"held": {}}', '{"held": {"pair": 1}}', "é"])
async def test_a_damaged_entry_is_told_without_its_content(ring: MemoryKeyring, text: str) -> None:
    ring.kept[service_name(APP_ID, SHOP_ID), ENTRY] = text
    with pytest.raises(StoreError):
        await vault().load()


async def test_an_entry_of_an_older_or_newer_version_can_be_read(ring: MemoryKeyring) -> None:
    ring.kept[service_name(APP_ID, SHOP_ID), ENTRY] = (
        '{"held": {"pair": {"access_token": "kept-access", "refresh_token": "kept-refresh", '
        '"issued_at": "2026-07-01T12:00:00Z", "expires_at": "2026-09-29T12:00:00Z"}, "new": 1}}'
    )
    assert await vault().load() == HELD


# The room on Windows


async def test_tokens_eight_times_as_long_as_keetas_fit_on_windows() -> None:
    long_pair = replace(PAIR, access_token="a" * 256, refresh_token="b" * 256)
    held = HeldTokens(pair=long_pair, refreshing_since=NOW, came_from="c" * 64)
    with in_use(WindowsKeyring()):
        made = vault(TYPED)
        await made.save(held)
        assert await vault(TYPED).load() == held


async def test_tokens_too_long_for_windows_are_refused_and_the_old_ones_stay() -> None:
    with in_use(WindowsKeyring()):
        await vault().save(HELD)
        too_long = HeldTokens(pair=replace(PAIR, access_token="a" * 2000))
        with pytest.raises(VaultError, match="longer than"):
            await vault().save(too_long)
        assert await vault().load() == HELD


# Nowhere else


async def test_no_token_is_written_to_a_file_or_told_in_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ring = LockedKeyring()
    with in_use(ring):
        with pytest.raises(VaultError) as caught:
            await vault(TYPED).save(HELD)
        ring.is_open = True
        await vault(TYPED).save(HELD)
    assert files_in(tmp_path) == []
    told = f"{caught.value!r} {caught.value.__cause__!r}"
    for token in ("kept-access", "kept-refresh", "typed-access", "typed-refresh"):
        assert token not in told
