"""Which names keys may have, what a learned one takes away, and who may change them."""

import pytest

from kitchen_app.services.board_keys import (
    DEFAULTS,
    RESERVED,
    BoardKey,
    BoardKeys,
    is_key_name,
    key_map,
)
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter, NotApproved
from tests.fakes import FakeClock
from tests.ui.fakes import FakePins

PIN = "2580"


@pytest.fixture
def pins() -> FakePins:
    return FakePins()


@pytest.fixture
def lock(pins: FakePins) -> ManagerLock:
    return ManagerLock(pins, FakeClock())


@pytest.mark.parametrize("name", ["", "A", "F11", "Ctrl", "Ctrl+Z", "Num+5", "Num++", "+", "é"])
def test_these_can_be_learned(name: str) -> None:
    assert is_key_name(name)


@pytest.mark.parametrize("name", [*RESERVED, "Num+Enter", "A B", "Ctrl+", "x" * 21, "Hyper+A"])
def test_these_cannot(name: str) -> None:
    assert not is_key_name(name)


def test_every_action_has_a_default_and_no_key_has_two() -> None:
    assert DEFAULTS.keys() == set(BoardKey)
    used = [name for name in DEFAULTS.values() if name]
    assert len(used) == len(set(used))
    assert all(map(is_key_name, used))


def test_a_learned_key_takes_it_from_its_default() -> None:
    keys = key_map({BoardKey.BUMP: "1"})
    assert keys[BoardKey.BUMP] == "1"
    assert keys[BoardKey.CARD_1] == ""
    assert keys[BoardKey.CARD_2] == "2"


async def test_what_is_kept_is_written_once_and_known(lock: ManagerLock) -> None:
    written: list[dict[str, str]] = []
    keys = BoardKeys({}, manager=lock, write=lambda values: written.append(dict(values)))
    wanted = {**DEFAULTS, BoardKey.BUMP: "Ctrl"}
    assert await keys.keep(wanted) == wanted
    assert await keys.keep({**wanted, BoardKey.NEXT: "F2"}) == await keys.known()
    assert written == [{"bump": "Ctrl"}, {"next": "F2"}]


async def test_the_manager_may_be_needed(lock: ManagerLock, pins: FakePins) -> None:
    pins.set(PIN)
    keys = BoardKeys({}, manager=lock, write=lambda values: pytest.fail("nothing is written"))
    with pytest.raises(NotApproved):
        await keys.keep({BoardKey.BUMP: "F5"})
    approval = (await lock.approve(Matter(deed=Deed.SETTINGS), PIN)).approval
    kept: dict[str, str] = {}
    keys = BoardKeys({}, manager=lock, write=kept.update)
    await keys.keep({BoardKey.BUMP: "F5"}, approval=approval)
    assert kept == {"bump": "F5"}


@pytest.mark.parametrize(
    "wanted",
    [{BoardKey.BUMP: "Esc"}, {BoardKey.BUMP: "F5", BoardKey.NEXT: "F5"}],
)
async def test_a_map_that_locks_somebody_out_is_refused(
    lock: ManagerLock, wanted: dict[BoardKey, str]
) -> None:
    keys = BoardKeys({}, manager=lock, write=lambda values: pytest.fail("nothing is written"))
    with pytest.raises(ValueError, match="no map"):
        await keys.keep(wanted)
