"""What the kitchen knows of the shop: open, at rest, closed, until when, and stopped by whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kitchen_app.domain.hours import (
    OpeningHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
    split_specials,
)
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.manager_lock import ManagerLock, Tries
from kitchen_app.services.rests import Rest, Rests
from kitchen_app.services.shop_front import ShopFacts, ShopFront, ShopNow, Standing, Stopped
from tests.fakes import FakeClock, Fate
from tests.services.harness import pass_time, until
from tests.services.shop_stage import ShopStage

NINE_TO_ONE = (Period(start_s=9 * 3600, end_s=25 * 3600),)
HOURS = OpeningHours(week=Week.of(dict.fromkeys(Weekday, NINE_TO_ONE)))


def riyadh(hour: int, minute: int = 0) -> datetime:
    """Return a moment of 1 July 2026 by the clock on the shop's wall, three hours ahead of UTC."""
    return datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=hour - 3, minutes=minute)


def facts(status: ShopStatus, hours: OpeningHours | None = HOURS) -> ShopFacts:
    return ShopFacts(status=status, hours=hours, zone_name="Asia/Riyadh")


@pytest.mark.parametrize(
    ("now", "standing", "until"),
    [
        (riyadh(12), Standing.OPEN, riyadh(25)),
        (riyadh(0, 30), Standing.OPEN, riyadh(1)),
        (riyadh(1), Standing.CLOSED, riyadh(9)),
        (riyadh(8, 59), Standing.CLOSED, riyadh(9)),
    ],
)
def test_inside_and_outside_its_hours(now: datetime, standing: Standing, until: datetime) -> None:
    assert facts(ShopStatus.OPEN).at(now) == ShopNow(standing=standing, until=until)


def test_a_rest_has_no_end_whatever_the_hours_say() -> None:
    by_day = facts(ShopStatus.RESTING).at(riyadh(12))
    assert by_day == ShopNow(standing=Standing.RESTING, is_missed=True)
    assert not facts(ShopStatus.RESTING).at(riyadh(3)).is_missed, "nobody misses orders at night"


def test_without_hours_only_the_status_counts() -> None:
    assert facts(ShopStatus.OPEN, None).at(riyadh(3)) == ShopNow(standing=Standing.OPEN)
    assert facts(ShopStatus.RESTING, None).at(riyadh(3)).is_missed
    no_zone = ShopFacts(status=ShopStatus.OPEN, hours=HOURS)
    assert no_zone.at(riyadh(3)) == ShopNow(standing=Standing.OPEN)


def test_a_status_that_is_not_known_says_nothing() -> None:
    assert ShopFacts().at(riyadh(12)) == ShopNow()
    assert facts(ShopStatus.UNKNOWN).at(riyadh(12)) == ShopNow()


def test_hours_are_of_keetas_clock_and_told_in_ours() -> None:
    ahead = replace(facts(ShopStatus.OPEN), clock_offset=timedelta(minutes=5))
    assert ahead.at(riyadh(0, 54)).until == riyadh(0, 55)
    assert ahead.at(riyadh(0, 56)).standing is Standing.CLOSED


def test_a_shop_that_never_closes_and_one_that_never_opens() -> None:
    always = OpeningHours(week=Week.of(dict.fromkeys(Weekday, (Period(start_s=0, end_s=86400),))))
    assert facts(ShopStatus.OPEN, always).at(riyadh(12)) == ShopNow(standing=Standing.OPEN)
    never = OpeningHours(week=Week.of({}))
    assert facts(ShopStatus.OPEN, never).at(riyadh(12)) == ShopNow(standing=Standing.CLOSED)


def test_a_special_day_counts_before_the_week() -> None:
    closed = SpecialDays(first=date(2026, 7, 2), last=date(2026, 7, 3))
    plan = OpeningHours(week=HOURS.week, specials=split_specials([closed], HOURS.week))
    told = facts(ShopStatus.OPEN, plan).at(riyadh(24, 30))
    assert told == ShopNow(standing=Standing.CLOSED, until=riyadh(9 + 72))


class NoRest:
    """Keeps a rest in memory."""

    def __init__(self) -> None:
        self.rest: Rest | None = None

    def read(self) -> Rest | None:
        return self.rest

    def keep(self, rest: Rest | None) -> None:
        self.rest = rest


class NoVault:
    """Has no PIN."""

    def tries(self) -> Tries | None:
        return None

    def note(self, tries: Tries) -> None: ...

    def matches(self, pin: str) -> bool:
        return False

    def set(self, pin: str) -> None: ...

    def remove(self) -> None: ...


class Front:
    """A front that follows a shop, and all that it told."""

    def __init__(self, stage: ShopStage) -> None:
        self.stage = stage
        lock = ManagerLock(NoVault(), stage.clock)
        self.rests = Rests(NoRest(), clock=stage.clock, manager=lock)
        self.rests.tell_through(stage.keeper)
        self.front = ShopFront(links=stage.links, clock=stage.clock, rests=self.rests)
        stage.keeper.changed.connect(self.front.follow)
        self.told: list[ShopFacts] = []
        self.front.changed.connect(self.told.append)

    @property
    def stopped(self) -> Stopped | None:
        return self.front.facts.stopped


@pytest.fixture
def front(shop_stage: ShopStage) -> Front:
    return Front(shop_stage)


async def test_a_reading_tells_the_facts(front: Front) -> None:
    assert front.front.facts == ShopFacts()
    await front.stage.open_for_business()
    known = front.front.facts
    assert (known.status, known.zone_name, known.is_fresh) == (
        ShopStatus.OPEN,
        "Asia/Riyadh",
        True,
    )
    assert known.hours == front.stage.view.hours is not None
    assert front.told[-1] == known
    assert known.stopped is None


async def test_a_stop_by_others_is_told_until_the_shop_is_open(front: Front) -> None:
    stage = front.stage
    await stage.open_for_business()
    stage.keeta.close_by_keeta()
    stage.tell(ShopStatus.RESTING)
    assert front.stopped == Stopped(at=stage.clock.now(), was_seen=True)
    first = front.stopped
    await pass_time(700)
    assert front.stopped == first, "since the first time it was noticed"
    stage.keeta.status_is(ShopStatus.OPEN)
    stage.tell()
    await until(lambda: front.stopped is None, within_s=5)


async def test_a_stop_without_a_message_is_found_by_reading(front: Front) -> None:
    await front.stage.open_for_business()
    front.stage.keeta.status_is(ShopStatus.RESTING)
    await until(lambda: front.stopped is not None, within_s=301)


@pytest.mark.parametrize("fate", [None, Fate.LOST_AFTER])
async def test_our_own_rest_is_no_news(front: Front, fate: Fate | None) -> None:
    await front.stage.open_for_business()
    if fate is not None:
        front.stage.keeta.next("rest", fate)
    await front.stage.keeper.rest()
    await pass_time(700)
    assert front.front.facts.status is ShopStatus.RESTING
    assert front.stopped is None


async def test_opened_and_stopped_by_others_after_our_rest_is_news(front: Front) -> None:
    stage = front.stage
    await stage.open_for_business()
    await stage.keeper.rest()
    for status in (ShopStatus.OPEN, ShopStatus.RESTING):
        stage.keeta.status_is(status)
        stage.tell(status)
    assert front.stopped is not None


async def test_a_shop_found_at_rest_says_that_nobody_knows_since_when(front: Front) -> None:
    front.stage.keeta.status_is(ShopStatus.RESTING)
    await front.stage.open_for_business()
    assert front.stopped is not None
    assert not front.stopped.was_seen


async def test_what_is_closed_stays_so_until_it_stops_again(front: Front) -> None:
    stage = front.stage
    await stage.open_for_business()
    stage.tell(ShopStatus.RESTING)
    stage.keeta.status_is(ShopStatus.RESTING)
    await front.front.close_notice()
    await pass_time(700)
    assert front.stopped is None
    for status in (ShopStatus.OPEN, ShopStatus.RESTING):
        stage.tell(status)
    assert front.stopped is not None


async def test_a_failed_reading_makes_the_status_an_old_one(front: Front) -> None:
    await front.stage.open_for_business()
    front.stage.keeta.next("read", *[Fate.REFUSED] * 3)
    front.stage.tell()
    await until(lambda: not front.front.facts.is_fresh, within_s=5)
    assert front.front.facts.status is ShopStatus.OPEN


async def test_a_clock_that_is_measured_moves_the_hours(front: Front, clock: FakeClock) -> None:
    front.stage.links.clock_measured(timedelta(seconds=90))
    assert front.front.facts.clock_offset == timedelta(seconds=90)


async def test_a_rest_of_ours_says_when_it_ends(front: Front) -> None:
    end = front.stage.clock.now() + timedelta(minutes=15)
    await front.rests.rest(end)
    assert front.front.facts.resting.rest is not None
    assert front.front.facts.at(front.stage.clock.now()).until == end


def test_the_next_opening_is_after_the_present_hours() -> None:
    evening = facts(ShopStatus.OPEN, HOURS)
    assert evening.next_opening(riyadh(24 + 5)) == riyadh(24 + 9)
    assert evening.next_opening(riyadh(12)) == riyadh(24 + 9)
    assert ShopFacts(status=ShopStatus.OPEN).next_opening(riyadh(12)) is None
