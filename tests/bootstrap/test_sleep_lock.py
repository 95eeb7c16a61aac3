"""The system's sleep lock, with the system's answer played by wakepy's own means."""

import threading

import pytest

from kitchen_app.bootstrap.sleep_lock import SystemSleepLock


@pytest.fixture
def lock() -> SystemSleepLock:
    return SystemSleepLock()


async def test_it_is_held_and_let_go_as_often_as_wanted(
    lock: SystemSleepLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    for _ in range(2):
        assert await lock.hold()
        assert lock._mode is not None
        assert lock._mode.active
        await lock.release()
        assert lock._mode is None
    await lock.release()
    lock.close()


async def test_a_system_that_refuses_is_told(
    lock: SystemSleepLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS")
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "yes")
    assert not await lock.hold()
    assert lock._mode is None
    lock.close()


async def test_asking_twice_holds_one(
    lock: SystemSleepLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    assert await lock.hold()
    first = lock._mode
    assert await lock.hold()
    assert first is not None
    assert not first.active
    await lock.release()
    lock.close()


async def test_no_thread_is_left_over(
    lock: SystemSleepLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    assert await lock.hold()
    threads = [each for each in threading.enumerate() if each.name.startswith("awake")]
    assert threads
    lock.close()  # it does not wait: a system that hangs must not keep the program from ending
    for thread in threads:
        thread.join(timeout=10)
        assert not thread.is_alive()
