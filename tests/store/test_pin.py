"""The PIN in its file: nothing of it to be read there, and nothing lost by a power cut."""

import json
import os
from pathlib import Path

import pytest

from kitchen_app.services.manager_lock import Tries
from kitchen_app.store.errors import PinError, VaultError
from kitchen_app.store.pin import FILE_NAME, KeyringPepper, NoPepper, PinFile
from tests.keyrings import LockedKeyring, MemoryKeyring, in_use

PIN = "2580"


@pytest.fixture
def file(tmp_path: Path) -> PinFile:
    return PinFile(tmp_path, NoPepper())


def test_without_one_nothing_is_known(file: PinFile, tmp_path: Path) -> None:
    assert file.tries() is None
    file.note(Tries(wrong=3))
    file.remove()
    assert list(tmp_path.iterdir()) == []


def test_only_the_right_one_matches(file: PinFile) -> None:
    file.set(PIN)
    assert file.tries() == Tries()
    assert file.matches(PIN)
    assert not file.matches("2581")
    assert not file.matches("")


def test_the_file_holds_a_slow_hash_of_the_agreed_cost_and_is_ours_alone(
    file: PinFile, tmp_path: Path
) -> None:
    file.set(PIN)
    path = tmp_path / FILE_NAME
    kept = json.loads(path.read_text("utf-8"))
    assert kept["hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PIN not in path.read_text("utf-8")
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_tries_outlive_the_program_and_leave_the_pin_as_it_is(
    file: PinFile, tmp_path: Path
) -> None:
    file.set(PIN)
    file.note(Tries(wrong=7, left_s=240.0))
    again = PinFile(tmp_path, NoPepper())
    assert again.tries() == Tries(wrong=7, left_s=240.0)
    assert again.matches(PIN)
    again.set("9753")
    assert again.tries() == Tries()
    assert not again.matches(PIN)


def test_the_file_is_worth_nothing_without_the_secret_of_the_keyring(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    with in_use(ring):
        PinFile(tmp_path, KeyringPepper()).set(PIN)
        assert PinFile(tmp_path, KeyringPepper()).matches(PIN)
    (secret,) = ring.kept.values()
    assert len(bytes.fromhex(secret)) == 32
    with in_use(MemoryKeyring()), pytest.raises(PinError, match="pin --remove"):
        PinFile(tmp_path, KeyringPepper()).matches(PIN)
    ring.kept = dict.fromkeys(ring.kept, "00" * 32)
    with in_use(ring):
        assert not PinFile(tmp_path, KeyringPepper()).matches(PIN)


def test_another_pin_keeps_the_secret(tmp_path: Path) -> None:
    ring = MemoryKeyring()
    with in_use(ring):
        for pin in (PIN, "9753"):
            PinFile(tmp_path, KeyringPepper()).set(pin)
            before = dict(ring.kept)
        assert ring.kept == before
        assert PinFile(tmp_path, KeyringPepper()).matches("9753")


def test_a_keyring_that_does_not_open_is_told_and_costs_nothing(tmp_path: Path) -> None:
    ring = LockedKeyring()
    ring.is_open = True
    with in_use(ring):
        file = PinFile(tmp_path, KeyringPepper())
        file.set(PIN)
        ring.is_open = False
        with pytest.raises(VaultError):
            file.matches(PIN)
        ring.is_open = True
        assert file.matches(PIN)


def test_a_machine_without_a_safe_keyring_has_a_lock_too(tmp_path: Path) -> None:
    file = PinFile(tmp_path, KeyringPepper())  # the tests' keyring keeps nothing
    file.set(PIN)
    assert file.matches(PIN)
    assert json.loads((tmp_path / FILE_NAME).read_text("utf-8"))["peppered"] is False


@pytest.mark.parametrize(
    "found", [b"", b"{", b"[]", b'{"hash": 5, "peppered": false}', b"\xff\xfe"]
)
def test_a_damaged_file_locks_and_names_the_cure(
    file: PinFile, tmp_path: Path, found: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(found)
    with pytest.raises(PinError, match="pin --remove"):
        file.tries()
    file.remove()
    assert file.tries() is None


def test_a_hash_that_is_none_is_damage(file: PinFile, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"hash": "plain", "peppered": false}', "utf-8")
    with pytest.raises(PinError, match="pin --remove"):
        file.matches(PIN)


def test_a_folder_that_takes_nothing_is_told(file: PinFile, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(PinError):
        file.set(PIN)
    with pytest.raises(PinError):
        file.remove()
