"""Hours are changed through one door, which the manager's PIN may lock, and are kept by Keeta."""

import logging
from datetime import date
from pathlib import Path

import pytest

from kitchen_app.domain.hours import ALL_DAY, SpecialDays, Week, Weekday
from kitchen_app.services.hours_changes import HoursChanges
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter, NotApproved
from kitchen_app.services.shop_view import Outcome
from kitchen_app.store.pin import NoPepper, PinFile
from tests.fakes import FakeClock
from tests.services.shop_stage import MONDAYS, ShopStage
from tests.shop_fakes import WEEK

DAYS_OFF = (SpecialDays(first=date(2026, 12, 1), last=date(2026, 12, 2)),)


@pytest.fixture
def lock(tmp_path: Path, clock: FakeClock) -> ManagerLock:
    return ManagerLock(PinFile(tmp_path, NoPepper()), clock)


@pytest.fixture
def changes(lock: ManagerLock, shop_stage: ShopStage) -> HoursChanges:
    made = HoursChanges(manager=lock)
    made.tell_through(shop_stage.keeper)
    return made


async def test_both_are_set_and_logged(
    changes: HoursChanges, shop_stage: ShopStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await shop_stage.open_for_business()
    done = await changes.set_week(MONDAYS, based_on=WEEK)
    assert (done.outcome, shop_stage.keeta.week_now) == (Outcome.DONE, MONDAYS)
    hours = shop_stage.view.hours
    assert hours is not None
    done = await changes.set_specials(DAYS_OFF, based_on=hours)
    assert (done.outcome, shop_stage.keeta.specials_now) == (Outcome.DONE, DAYS_OFF)
    assert "Changing the week of the shop: done" in caplog.messages
    assert "Changing the specials of the shop: done" in caplog.messages


async def test_only_the_manager_changes_them_where_there_is_a_pin(
    changes: HoursChanges, shop_stage: ShopStage, lock: ManagerLock
) -> None:
    await shop_stage.open_for_business()
    await lock.change(old="", new="8305")
    sundays = Week.of({Weekday.SUN: ALL_DAY})
    with pytest.raises(NotApproved) as wanted:
        await changes.set_week(sundays, based_on=WEEK)
    assert wanted.value.matter == Matter(deed=Deed.HOURS)
    hours = shop_stage.view.hours
    assert hours is not None
    with pytest.raises(NotApproved):
        await changes.set_specials((), based_on=hours)
    assert shop_stage.keeta.count("set_week") == 0
    answer = await lock.approve(Matter(deed=Deed.HOURS), "8305")
    done = await changes.set_week(sundays, based_on=WEEK, approval=answer.approval)
    assert done.outcome is Outcome.DONE


async def test_without_a_shop_it_is_a_bug_of_ours(lock: ManagerLock) -> None:
    with pytest.raises(RuntimeError, match="not connected"):
        await HoursChanges(manager=lock).set_week(MONDAYS, based_on=WEEK)
