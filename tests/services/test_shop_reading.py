"""The shop is read when it may have changed: soon, once for a burst, and never too fast."""

import asyncio
import itertools
from dataclasses import replace
from datetime import date

import pytest

from kitchen_app.base.pace import Pace
from kitchen_app.domain.hours import SpecialDays, Week, Weekday
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.domain.shop_events import ShopAuthorised, ShopChanged
from kitchen_app.services.errors import NoTimeZone
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.shop_reading import ShopReading
from kitchen_app.services.shop_view import Part, ShopView
from tests.fakes import BUSY_FOR_S, NOON, SHOP, FakeClock, Fate
from tests.services.harness import pass_time, until
from tests.services.shop_stage import ShopStage
from tests.shop_fakes import FROM_TEN, WEEK, FakeShopPlatform

MONDAYS = Week.of({Weekday.MON: FROM_TEN})
CLOSED = SpecialDays(first=date(2026, 12, 1), last=date(2026, 12, 1))
ALL = ["read", "week", "specials"]


async def test_the_shop_is_read_at_start(shop_stage: ShopStage) -> None:
    shop_stage.keeta.specials_now = (CLOSED,)
    assert shop_stage.view == ShopView(zone_name="Asia/Riyadh")
    shop_stage.start()
    await until(lambda: not shop_stage.view.unread)
    view = shop_stage.view
    assert (view.shop, view.week, view.specials) == (shop_stage.keeta.shop, WEEK, (CLOSED,))
    assert view.read_at is not None
    assert (view.read_at - NOON).total_seconds() <= 1
    assert shop_stage.keeta.calls == ALL
    assert shop_stage.views[-1] == view


async def test_it_is_read_again_every_five_minutes(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.week_now = MONDAYS
    await until(lambda: shop_stage.view.week == MONDAYS, within_s=301)
    await pass_time(3010)
    assert shop_stage.keeta.calls == ALL * 11


async def test_a_burst_of_messages_is_answered_by_one_reading(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.week_now = MONDAYS
    for _ in range(5):
        shop_stage.tell()
        await pass_time(0.05)
    await until(lambda: shop_stage.view.week == MONDAYS, within_s=2)
    await pass_time(60)
    assert shop_stage.keeta.calls == ALL


async def test_a_message_during_a_reading_leads_to_another(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("week", Fate.SLOW)
    shop_stage.tell()
    await until(lambda: shop_stage.keeta.count("week") == 1)
    shop_stage.keeta.week_now = MONDAYS
    shop_stage.tell()
    await until(lambda: shop_stage.view.week == MONDAYS, within_s=5)


async def test_a_proven_status_is_shown_at_once_even_if_nothing_can_be_read(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("read", Fate.NOT_SENT)
    shop_stage.tell(ShopStatus.RESTING)
    shown = shop_stage.view.shop
    assert shown is not None
    assert (shown.status, shown.name) == (ShopStatus.RESTING, "Sample Grill")
    assert shown.platform_status is None, "the number was not told with it"
    await until(lambda: shop_stage.view.trouble is Trouble.UNREACHABLE)
    assert shop_stage.view.shop == shown


async def test_a_status_that_is_told_before_anything_was_read_is_shown(
    shop_stage: ShopStage,
) -> None:
    shop_stage.tell(ShopStatus.RESTING)
    shown = shop_stage.view.shop
    assert shown is not None
    assert shown.status is ShopStatus.RESTING
    assert Part.DETAILS in shop_stage.view.unread


async def test_a_reading_from_before_the_message_does_not_hide_it(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.views.clear()
    shop_stage.keeta.next("read", Fate.SLOW)
    shop_stage.tell()
    await until(lambda: shop_stage.keeta.count("read") == 1)
    shop_stage.keeta.close_by_keeta()
    shop_stage.tell(ShopStatus.RESTING)
    await until(lambda: shop_stage.keeta.count("read") == 2)
    await pass_time(1)
    statuses = [view.shop.status for view in shop_stage.views if view.shop]
    assert set(statuses[statuses.index(ShopStatus.RESTING) :]) == {ShopStatus.RESTING}


@pytest.mark.parametrize(
    "event",
    [
        ShopChanged(shop_id=ShopId("7"), status=ShopStatus.RESTING),
        ShopAuthorised(shop_id=SHOP),
    ],
)
async def test_what_does_not_concern_the_shop_starts_nothing(
    shop_stage: ShopStage, event: ShopChanged | ShopAuthorised
) -> None:
    await shop_stage.open_for_business()
    shop_stage.hub.shop_told.emit(event)
    await pass_time(60)
    assert shop_stage.keeta.calls == []
    assert shop_stage.view.shop == shop_stage.keeta.shop


# Troubles


async def test_an_absent_keeta_is_asked_once_each_time_and_more_and_more_slowly(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("read", *[Fate.NOT_SENT] * 9)
    moments: list[float] = []
    shop_stage.keeper.changed.connect(lambda _: moments.append(shop_stage.clock.monotonic()))
    shop_stage.tell()
    await until(lambda: shop_stage.keeta.count("read") == 9, within_s=2000)
    assert shop_stage.keeta.calls == ["read"] * 9
    view = shop_stage.view
    assert (view.trouble, view.unread) == (Trouble.UNREACHABLE, tuple(Part))
    assert (view.shop, view.week, view.specials) == (shop_stage.keeta.shop, WEEK, ())
    pauses = [after - before for before, after in itertools.pairwise(moments)]
    expected = (5, 10, 20, 40, 80, 160, 300, 300)
    assert all(
        wanted * 0.74 <= pause <= wanted + 0.1
        for pause, wanted in zip(pauses, expected, strict=False)
    )
    await until(lambda: not shop_stage.view.unread, within_s=301)
    assert shop_stage.view.trouble is Trouble.NONE


async def test_a_message_is_reason_enough_to_try_before_the_pause_is_over(
    shop_stage: ShopStage,
) -> None:
    shop_stage.keeta.next("read", *[Fate.NOT_SENT] * 5)
    shop_stage.start()
    await until(lambda: shop_stage.keeta.count("read") == 5, within_s=200)
    shop_stage.tell()
    await until(lambda: not shop_stage.view.unread, within_s=5)


async def test_a_part_that_is_refused_keeps_no_other_from_being_read(
    shop_stage: ShopStage,
) -> None:
    shop_stage.keeta.next("week", Fate.REFUSED)
    shop_stage.start()
    await until(lambda: bool(shop_stage.view.refusal))
    view = shop_stage.view
    assert view.unread == (Part.WEEK,)
    assert (view.refusal, view.trouble) == ("this shop may not do that", Trouble.NONE)
    assert (view.shop, view.week, view.specials) == (shop_stage.keeta.shop, None, ())
    await until(lambda: not shop_stage.view.unread, within_s=6)
    assert (shop_stage.view.refusal, shop_stage.view.week) == ("", WEEK)


async def test_a_pause_that_keeta_asks_for_is_kept_whatever_is_told(
    shop_stage: ShopStage,
) -> None:
    shop_stage.keeta.next("read", Fate.BUSY)
    shop_stage.start()
    await until(lambda: shop_stage.keeta.count("read") == 1)
    shop_stage.tell()
    await pass_time(BUSY_FOR_S - 0.5)
    assert shop_stage.keeta.calls == ["read"]
    assert shop_stage.view.trouble is Trouble.BUSY
    await until(lambda: not shop_stage.view.unread, within_s=3)


async def test_hours_of_the_details_serve_while_their_own_call_fails(
    shop_stage: ShopStage,
) -> None:
    shop_stage.keeta.shop = replace(shop_stage.keeta.shop, week=MONDAYS)
    shop_stage.keeta.next("week", Fate.LOST_BEFORE)
    shop_stage.start()
    await until(lambda: shop_stage.view.trouble is Trouble.NO_ANSWER)
    assert (shop_stage.view.week, shop_stage.view.unread) == (MONDAYS, (Part.WEEK,))
    await until(lambda: not shop_stage.view.unread)
    assert shop_stage.view.week == WEEK, "those of their own call are surer"


async def test_what_could_not_be_understood_is_named(shop_stage: ShopStage) -> None:
    shop_stage.keeta.shop = replace(shop_stage.keeta.shop, unread=("phones",))
    shop_stage.keeta.odd = ("mon",)
    shop_stage.start()
    await until(lambda: not shop_stage.view.unread)
    assert shop_stage.view.odd == ("mon", "phones")
    shop_stage.keeta.odd = ()
    shop_stage.tell()
    await until(lambda: shop_stage.view.odd == ("phones",))


async def test_the_link_says_nothing_of_the_shop(shop_stage: ShopStage) -> None:
    shop_stage.keeta.next("read", Fate.NOT_AUTHORISED)
    shop_stage.keeta.next("week", Fate.LOST_BEFORE)
    shop_stage.start()
    await until(lambda: shop_stage.view.trouble is not Trouble.NONE)
    assert shop_stage.links.view.sending.state is LinkState.UNPROVED


async def test_however_much_is_told_and_asked_four_calls_a_second_are_the_most(
    shop_stage: ShopStage,
) -> None:
    shop_stage.start()
    moments: list[float] = []
    shop_stage.keeper.changed.connect(lambda _: moments.append(shop_stage.clock.monotonic()))
    for _ in range(400):
        shop_stage.tell()
        await shop_stage.keeper.look_again()
        await pass_time(0.05)
    assert shop_stage.keeta.count("read") >= 5
    assert len(shop_stage.keeta.calls) <= 20 * 4


async def test_a_bug_ends_no_reading_for_good(
    shop_stage: ShopStage, caplog: pytest.LogCaptureFixture
) -> None:
    shop_stage.keeta.next("week", Fate.BUG)
    shop_stage.start()
    try:
        await until(lambda: not shop_stage.view.unread)
    finally:
        caplog.clear()


# Without a zone


@pytest.fixture
def reading(clock: FakeClock, shop_stage: ShopStage) -> ShopReading:
    """A reading that nobody told where the shop is."""
    return ShopReading(
        platform=shop_stage.keeta,
        hub=shop_stage.hub,
        clock=clock,
        pace=Pace(0.25),
        shop_id=SHOP,
        zone=None,
    )


async def test_without_a_zone_all_but_the_special_days_is_read_and_that_is_no_failure(
    shop_stage: ShopStage, reading: ShopReading
) -> None:
    shop_stage.supervisor.serve(reading.run, name="reading")
    await until(lambda: reading.view.unread == (Part.SPECIALS,))
    await pass_time(200)
    assert shop_stage.keeta.calls == ["read", "week"]
    view = reading.view
    assert (view.zone_name, view.specials, view.hours) == ("", None, None)
    assert (view.trouble, view.refusal) == (Trouble.NONE, "")


async def test_without_a_zone_special_days_are_no_days(reading: ShopReading) -> None:
    with pytest.raises(NoTimeZone, match="time_zone under \\[shop\\]"):
        await reading.specials()


# What others confirm


async def test_what_was_confirmed_is_not_hidden_by_a_reading_from_before(
    shop_stage: ShopStage, clock: FakeClock
) -> None:
    keeta = FakeShopPlatform()
    keeta.shop = replace(keeta.shop, week=WEEK)
    reading = ShopReading(
        platform=keeta, hub=shop_stage.hub, clock=clock, pace=Pace(0), shop_id=SHOP, zone=None
    )
    keeta.next("week", Fate.SLOW)
    running = shop_stage.supervisor.spawn(reading.week(), name="a slow reading")
    await until(lambda: keeta.count("week") == 1)
    reading.take(Part.WEEK, week=MONDAYS)
    await running
    assert reading.view.week == MONDAYS
    keeta.next("week", Fate.LOST_AFTER)
    shop_stage.supervisor.serve(reading.run, name="reading")
    await asyncio.sleep(0)
    await until(lambda: keeta.count("week") == 2)
    reading.take(Part.WEEK, week=MONDAYS)
    await until(lambda: reading.view.trouble is Trouble.NO_ANSWER)
    assert reading.view.week == MONDAYS
