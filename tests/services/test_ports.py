"""The adapters and the fakes have the shape that the services ask for (mypy checks it)."""

from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.ports import (
    CallbackReader,
    CallbackState,
    Examined,
    Platform,
    Store,
    Verdict,
)
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import FakeClock, FakePlatform, FakeReader, FaultyStore


def ignore(offset: timedelta) -> None:
    """Hear Keeta's clock; here nobody minds it."""


async def test_adapters_and_fakes_fit_the_ports(tmp_path: Path) -> None:
    clock = FakeClock()
    calls = SignedCalls(
        base_url="http://127.0.0.1:1",
        app_id=1,
        secret="s",
        access_token="t",
        clock=SystemClock(),
        on_clock=ignore,
    )
    client = OrderApi(calls)
    platforms: list[Platform] = [client, FakePlatform(clock)]
    callbacks = KeetaCallbacks(app_id=1, secret="s", callback_url="http://x/", enforce=True)
    readers: list[CallbackReader] = [callbacks, FakeReader(clock)]
    sqlite = SqliteStore(open_database(tmp_path))
    stores: list[Store] = [sqlite, FaultyStore(sqlite)]
    assert len(platforms) == len(readers) == len(stores) == 2
    sqlite.close()
    await client.close()


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_alone_names_nothing(verdict: Verdict) -> None:
    examined = Examined(verdict=verdict)
    assert (examined.message_id, examined.event_id, examined.shop_id) == ("", 0, None)


def test_stored_states_keep_their_spelling() -> None:
    # They stand in the files of every shop.
    names = ["waiting", "done", "asked", "foreign", "failed", "expired"]
    assert [state.value for state in CallbackState] == names
