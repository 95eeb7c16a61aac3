"""A change is looked for before it is sent, and after its outcome got lost; never done twice."""

import asyncio
from functools import partial

import pytest

from kitchen_app.base.pace import Pace
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.services.errors import Busy
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_changes import Plan, carry_out, failed
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome
from tests.fakes import NOT_ALLOWED, SHOP, Fate
from tests.services.harness import until
from tests.shop_fakes import SHOP_STATE, FakeShopPlatform

LOST, LOST_AFTER, ABSENT = Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.NOT_SENT
TOO_LATE = ChangeResult(kind=ChangeKind.REST, outcome=Outcome.CHANGED_MEANWHILE)


@pytest.fixture
def keeta() -> FakeShopPlatform:
    return FakeShopPlatform()


@pytest.fixture
def confirmed() -> list[bool]:
    return []


@pytest.fixture
def plan(keeta: FakeShopPlatform, confirmed: list[bool]) -> Plan[Shop]:
    """Let the shop rest."""
    return Plan(
        kind=ChangeKind.REST,
        look=partial(keeta.read, SHOP),
        is_so=lambda shop: shop.status is ShopStatus.RESTING,
        overtaken=lambda shop: TOO_LATE if shop.status is ShopStatus.UNKNOWN else None,
        send=partial(keeta.rest, SHOP),
        confirm=lambda: confirmed.append(True),
    )


async def ended(plan: Plan[Shop]) -> ChangeResult:
    async with asyncio.timeout(120):
        return await carry_out(plan, Pace(0.25))


@pytest.mark.parametrize(
    ("looks", "sends", "calls"),
    [
        ([], [], "read rest"),
        ([], [LOST_AFTER], "read rest read"),
        ([], [LOST], "read rest read rest"),
        ([], [LOST, LOST, LOST_AFTER], "read rest read rest read rest read"),
        ([], [LOST, ABSENT], "read rest read rest read rest"),
        ([], [Fate.BUSY], "read rest read rest"),
        ([Fate.BUSY], [], "read read rest"),
        ([Fate.SLOW, ABSENT, Fate.REFUSED], [LOST_AFTER], "read rest read read read"),
    ],
)
async def test_it_is_done_once_whatever_gets_lost(
    keeta: FakeShopPlatform, plan: Plan[Shop], looks: list[Fate], sends: list[Fate], calls: str
) -> None:
    keeta.next("read", *looks)
    keeta.next("rest", *sends)
    result = await ended(plan)
    assert result == ChangeResult(kind=ChangeKind.REST, outcome=Outcome.DONE)
    assert keeta.calls == calls.split()
    assert keeta.applied["rest"] == 1
    assert keeta.shop.status is ShopStatus.RESTING


async def test_what_is_so_already_is_not_sent(
    keeta: FakeShopPlatform, plan: Plan[Shop], confirmed: list[bool]
) -> None:
    keeta.status_is(ShopStatus.RESTING)
    assert (await ended(plan)).outcome is Outcome.DONE
    assert keeta.calls == ["read"]
    assert confirmed == []


@pytest.mark.parametrize(
    ("looks", "sends", "trouble"),
    [
        ([ABSENT], [], Trouble.UNREACHABLE),
        ([Fate.NOT_AUTHORISED], [], Trouble.NOT_AUTHORISED),
        ([LOST], [], Trouble.NO_ANSWER),
        ([], [ABSENT], Trouble.UNREACHABLE),
        ([], [Fate.NOT_AUTHORISED], Trouble.NOT_AUTHORISED),
        ([], [Fate.BUSY] * 3, Trouble.BUSY),
    ],
)
async def test_where_nothing_arrived_nothing_changed_and_it_is_said_why(
    keeta: FakeShopPlatform,
    plan: Plan[Shop],
    looks: list[Fate],
    sends: list[Fate],
    trouble: Trouble,
) -> None:
    keeta.next("read", *looks)
    keeta.next("rest", *sends)
    result = await ended(plan)
    assert (result.outcome, result.trouble) == (Outcome.NOT_REACHED, trouble)
    assert keeta.applied["rest"] == 0


@pytest.mark.parametrize(
    ("looks", "sends"),
    [
        ([], [LOST, LOST, LOST]),
        ([Fate.SLOW, LOST, LOST, LOST], [LOST_AFTER]),
        ([Fate.SLOW, ABSENT, ABSENT, Fate.REFUSED], [LOST_AFTER]),
        ([Fate.SLOW, Fate.SLOW, ABSENT], [LOST, Fate.REFUSED]),
    ],
)
async def test_what_cannot_be_seen_is_not_known(
    keeta: FakeShopPlatform, plan: Plan[Shop], looks: list[Fate], sends: list[Fate]
) -> None:
    keeta.next("read", *looks)
    keeta.next("rest", *sends)
    assert (await ended(plan)).outcome is Outcome.NOT_KNOWN


@pytest.mark.parametrize("looks", [[], [Fate.SLOW, ABSENT]], ids=["looked again", "could not"])
async def test_a_refusal_is_told_in_keetas_words(
    keeta: FakeShopPlatform, plan: Plan[Shop], looks: list[Fate]
) -> None:
    keeta.next("read", *looks)
    keeta.next("rest", Fate.REFUSED)
    result = await ended(plan)
    assert result.outcome is Outcome.REFUSED
    assert (result.code, result.message) == (NOT_ALLOWED, "this shop may not do that")


async def test_a_refused_look_is_told_in_keetas_words(
    keeta: FakeShopPlatform, plan: Plan[Shop]
) -> None:
    keeta.next("read", Fate.REFUSED)
    assert (await ended(plan)).message == "this shop may not do that"
    assert keeta.calls == ["read"]


async def test_a_refusal_because_it_is_so_already_is_a_success(keeta: FakeShopPlatform) -> None:
    keeta.refuses_repeats = True

    async def rest_after_the_portal_did() -> None:
        keeta.status_is(ShopStatus.RESTING)
        await keeta.rest(SHOP)

    result = await ended(
        Plan(
            kind=ChangeKind.REST,
            look=partial(keeta.read, SHOP),
            is_so=lambda shop: shop.status is ShopStatus.RESTING,
            send=rest_after_the_portal_did,
        )
    )
    assert result.outcome is Outcome.DONE
    assert keeta.applied["rest"] == 0


async def test_what_keeta_closed_stays_closed_after_a_lost_answer_too(
    keeta: FakeShopPlatform,
) -> None:
    keeta.close_by_keeta()
    keeta.next("open", LOST)
    result = await ended(
        Plan(
            kind=ChangeKind.OPEN,
            look=partial(keeta.read, SHOP),
            is_so=lambda shop: shop.status is ShopStatus.OPEN,
            send=partial(keeta.open, SHOP),
        )
    )
    assert (result.outcome, result.code) == (Outcome.REFUSED, SHOP_STATE)
    assert result.message == "The shop was suspended by the platform"


async def test_what_was_changed_elsewhere_is_not_sent(
    keeta: FakeShopPlatform, plan: Plan[Shop]
) -> None:
    keeta.status_is(ShopStatus.UNKNOWN)
    assert await ended(plan) == TOO_LATE
    assert keeta.calls == ["read"]


async def test_what_was_changed_elsewhere_after_a_lost_answer_is_not_overwritten(
    keeta: FakeShopPlatform, plan: Plan[Shop]
) -> None:
    keeta.next("rest", LOST_AFTER)
    keeta.next("read", Fate.SLOW)
    running = asyncio.gather(ended(plan))
    await until(lambda: keeta.applied["rest"] == 1)
    keeta.status_is(ShopStatus.UNKNOWN)
    assert (await running)[0] == TOO_LATE
    assert keeta.count("rest") == 1


async def test_a_yes_is_confirmed(plan: Plan[Shop], confirmed: list[bool]) -> None:
    await ended(plan)
    assert confirmed == [True]


async def test_a_long_pause_is_not_waited_for() -> None:
    result = failed(ChangeKind.WEEK, Busy("planted", retry_after_s=60))
    assert (result.outcome, result.trouble) == (Outcome.NOT_REACHED, Trouble.BUSY)
