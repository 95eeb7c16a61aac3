"""A window that stands still is written down, with the place where it stands."""

import asyncio
import logging

import pytest

from kitchen_app.services.screen_watch import LOOKS_UNTIL_TOLD, ScreenWatch


def look_in_vain(watch: ScreenWatch, times: int) -> None:
    for _ in range(times):
        watch.look()


def test_a_window_that_hangs_is_told_once_with_the_place(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    watch = ScreenWatch()
    watch.beat()
    assert caplog.records == [], "its loop may not run yet"
    watch.beat()
    watch.look()
    look_in_vain(watch, LOOKS_UNTIL_TOLD - 1)
    assert [record.levelname for record in caplog.records] == ["INFO"]
    look_in_vain(watch, LOOKS_UNTIL_TOLD)
    assert watch.stands_still
    assert [record.levelname for record in caplog.records] == ["INFO", "ERROR"]
    assert "look_in_vain" in caplog.text, "the place in the code"
    watch.beat()
    watch.look()
    assert caplog.records[-1].getMessage() == "The window moves again"
    caplog.clear()


def test_no_window_is_no_window_that_hangs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    watch = ScreenWatch()
    look_in_vain(watch, 3 * LOOKS_UNTIL_TOLD)
    assert not watch.stands_still
    assert caplog.records == []


async def test_it_looks_by_itself() -> None:
    seen = asyncio.Event()

    class Watched(ScreenWatch):
        def look(self) -> None:
            super().look()
            seen.set()

    running = asyncio.get_running_loop().create_task(Watched(every_s=0.001).run())
    async with asyncio.timeout(5):
        await seen.wait()
    running.cancel()
