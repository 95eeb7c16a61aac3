"""The shop as the core runs it: an emulated Keeta, its messages and calls, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.hours import ALL_DAY, SpecialDays, Week, Weekday
from kitchen_app.domain.shop import Contact, ShopStatus
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.settings import ShopSettings
from kitchen_app.services.shop_view import Outcome, Part, ShopView
from tests.e2e.stage import config_for
from tests.shop_fakes import png

SUNDAYS = Week.of({Weekday.SUN: ALL_DAY})
CLOSED_DAYS = SpecialDays(first=date(2036, 12, 1), last=date(2036, 12, 2))
WITHIN_S = 15
CLOSED = [{"startTime": 0, "endTime": 0}]


@asynccontextmanager
async def running(
    data_dir: Path, *, time_zone: str | None = "Asia/Riyadh", **switches: Any
) -> AsyncIterator[tuple[Sandbox, Core]]:
    """Run the core against an emulator until the context ends; wait for the first reading."""
    async with Sandbox(SandboxConfig(**switches)) as sandbox:
        config = config_for(sandbox, data_dir)
        settings = replace(config.settings, shop=ShopSettings(time_zone=time_zone))
        core = Core(replace(config, settings=settings))
        await core.start()
        try:
            sandbox.set_callback_url(core.callback_url)
            unread = () if time_zone else (Part.SPECIALS,)
            await shows(core, lambda view: view.unread == unread)
            yield sandbox, core
        finally:
            await core.stop()


async def shows(core: Core, holds: Callable[[ShopView], bool]) -> ShopView:
    """Wait until the view is as wanted."""
    changed = asyncio.Event()

    def note(_view: ShopView) -> None:
        changed.set()

    core.shop.changed.connect(note)
    async with asyncio.timeout(WITHIN_S):
        while not holds(core.shop.view):
            changed.clear()
            await changed.wait()
    core.shop.changed.disconnect(note)
    return core.shop.view


def status_is(status: ShopStatus) -> Callable[[ShopView], bool]:
    return lambda view: view.shop is not None and view.shop.status is status


@pytest.mark.parametrize("shape", ["bare", "wrapped"])
async def test_the_shop_is_read_at_start_in_either_shape(tmp_path: Path, shape: str) -> None:
    async with running(tmp_path, hours_shape=shape) as (_, core):
        view = core.shop.view
        assert view.shop is not None
        assert (view.shop.status, view.shop.phones) == (ShopStatus.OPEN, ("966-501234567",))
        assert view.week is not None
        assert [len(day) for day in view.week.days] == [1] * 7
        assert (view.specials, view.odd, view.zone_name) == ((), (), "Asia/Riyadh")


async def test_what_keeta_and_its_portal_do_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, core):
        sandbox.shop.close_by_keeta()
        await shows(core, status_is(ShopStatus.RESTING))
        refused = await core.shop.open()
        assert refused.outcome is Outcome.REFUSED
        assert refused.message == "The shop was suspended by the platform"
        sandbox.shop.open_by_keeta()
        await shows(core, status_is(ShopStatus.OPEN))
        days: dict[str, list[dict[str, int]]] = {str(day): CLOSED for day in Weekday}
        days["sun"] = [{"startTime": 0, "endTime": 86_400}]
        sandbox.shop.set_week(days, in_portal=True)
        await shows(core, lambda view: view.week == SUNDAYS)


async def test_the_kitchen_is_told_of_a_stop_by_others_and_not_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, core):
        front = core.kitchen.shop
        assert (await core.shop.rest()).outcome is Outcome.DONE
        assert (front.facts.status, front.facts.stopped) == (ShopStatus.RESTING, None)
        assert (await core.shop.open()).outcome is Outcome.DONE
        sandbox.shop.close_by_keeta()
        await shows(core, status_is(ShopStatus.RESTING))
        stopped = (await core.kitchen.snapshot()).shop.stopped
        assert stopped is not None
        assert stopped.was_seen
        sandbox.shop.open_by_keeta()
        await shows(core, status_is(ShopStatus.OPEN))
        assert front.facts.stopped is None


async def test_a_closed_shop_is_shown_even_when_nothing_can_be_read(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, core):
        sandbox.faults.next_call("/scm/shop/base/get", *[Fault(kind=FaultKind.HTTP_500)] * 9)
        sandbox.shop.close_by_keeta()
        view = await shows(core, status_is(ShopStatus.RESTING))
        assert view.shop is not None
        assert view.shop.phones == ("966-501234567",)


@pytest.mark.parametrize(
    "switches",
    [
        {
            "hours_event_on_update": False,
            "status_event_on_call": True,
            "repeated_status_change": "success",
            "partial_week": "accepted",
            "overnight_periods": "refused",
        },
        {
            "hours_event_on_update": True,
            "status_event_on_call": False,
            "repeated_status_change": "error",
            "partial_week": "refused",
            "overnight_periods": "accepted",
        },
    ],
    ids=["as it is", "the other way"],
)
async def test_own_changes_are_shown_whether_or_not_keeta_tells_of_them(
    tmp_path: Path, switches: dict[str, Any]
) -> None:
    async with running(tmp_path, **switches) as (_, core):
        seen = core.shop.view.hours
        assert seen is not None
        done = [
            await core.shop.rest(),
            await core.shop.rest(),
            await core.shop.set_week(SUNDAYS, based_on=seen.week),
            await core.shop.set_specials((CLOSED_DAYS,), based_on=replace(seen, week=SUNDAYS)),
            await core.shop.set_contact(
                Contact(phones=("852-21234567",)), based_on=("966-501234567",)
            ),
            await core.shop.set_picture(png(901, 901), width_px=901, height_px=901),
        ]
        assert [result.outcome for result in done] == [Outcome.DONE] * 6
        overtaken = await core.shop.set_week(seen.week, based_on=seen.week)
        assert (overtaken.outcome, overtaken.week) == (Outcome.CHANGED_MEANWHILE, SUNDAYS)
        view = await shows(core, lambda view: bool(view.shop and len(view.shop.pictures) == 2))
        assert view.shop is not None
        assert (view.shop.status, view.shop.phones) == (ShopStatus.RESTING, ("852-21234567",))
        assert (view.week, view.specials) == (SUNDAYS, (CLOSED_DAYS,))


async def test_lost_answers_lead_to_no_second_change(tmp_path: Path) -> None:
    async with running(tmp_path, repeated_status_change="error") as (sandbox, core):
        sandbox.faults.next_call("/scm/shop/status/rest", Fault(kind=FaultKind.ANSWER_LOST))
        assert (await core.shop.rest()).outcome is Outcome.DONE
        calls = [call.path for call in sandbox.journal.calls]
        assert calls.count("/scm/shop/status/rest") == 1


async def test_without_a_zone_everything_but_special_days_works(tmp_path: Path) -> None:
    async with running(tmp_path, time_zone=None) as (sandbox, core):
        assert (await core.shop.rest()).outcome is Outcome.DONE
        assert core.shop.view.unread == (Part.SPECIALS,)
        paths = {call.path for call in sandbox.journal.calls}
        assert "/scm/shop/special/business/hour/effective/get" not in paths


async def test_what_is_sold_out_is_sold_out_at_keeta(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, core):
        code = next(iter(sandbox.shelf.products))
        result = await core.stock.set_products_by_code([code, "?"], available=False)
        assert result.changed == (code,)
        assert [(each.key, each.message) for each in result.failures] == [
            ("?", "The product does not exist")
        ]
        assert sandbox.shelf.products[code] == 0
