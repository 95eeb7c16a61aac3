"""When the last minute begins and nobody has touched an order: what the owner has chosen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import ActionKind, ActionState, CancelReason
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.order import OrderId, ShopId, Status
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.services.last_minute import LastMinute
from kitchen_app.services.links import Trouble
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.settings import LastResort
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome, ShopView
from tests.fakes import SHOP, FakeClock, FakePlatform, an_order
from tests.services.harness import Process, until

ORDER = an_order()
EARLY = ACCEPT_WITHIN - timedelta(seconds=61)
DUE = ACCEPT_WITHIN - timedelta(seconds=60)


class FakeShop:
    """A shop that rests when asked, unless `outcome` says otherwise."""

    def __init__(self) -> None:
        self.shop: Shop | None = Shop(shop_id=SHOP, status=ShopStatus.OPEN)
        self.outcome = Outcome.DONE
        self.asked = 0

    @property
    def view(self) -> ShopView:
        return ShopView(shop=self.shop)

    async def rest(self) -> ChangeResult:
        self.asked += 1
        if self.outcome is Outcome.DONE:
            self.turn(ShopStatus.RESTING)
        return ChangeResult(kind=ChangeKind.REST, outcome=self.outcome)

    def turn(self, status: ShopStatus) -> None:
        self.shop = Shop(shop_id=SHOP, status=status)


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop()


def duty(process: Process, shop: FakeShop, choice: LastResort) -> LastMinute:
    return LastMinute(
        choice,
        kitchen=process.kitchen,
        shops={SHOP: shop},
        links=process.links,
        clock=process.clock,
    )


async def test_by_default_nothing_is_done(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    process.knows(ORDER)
    clock.advance(DUE)
    await duty(process, shop, LastResort.NOTHING).look()
    assert process.store.actions.all_open() == []
    assert shop.asked == 0


async def test_what_is_chosen_on_the_screen_counts_from_then_on(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    process.knows(ORDER)
    clock.advance(DUE)
    guard = duty(process, shop, LastResort.NOTHING)
    guard.follow(Chosen(last_minute=LastResort.ACCEPT))
    await guard.look()
    assert [action.kind for action in process.store.actions.all_open()] == [ActionKind.ACCEPT]


async def test_an_untouched_order_is_accepted_once_through_the_outbox(
    process: Process, shop: FakeShop, clock: FakeClock, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    last = duty(process, shop, LastResort.ACCEPT)
    clock.advance(EARLY)
    await last.look()
    assert process.store.actions.all_open() == []
    clock.advance(DUE - EARLY)
    await last.look()
    await last.look()
    (action,) = process.store.actions.of_order(order_id)
    assert action.by_program
    await process.settled(action.key)
    card = process.card(order_id)
    assert (card.order.status, card.accepted_by_program) == (Status.ACCEPTED, True)
    assert platform.applied == {ActionKind.ACCEPT: 1}


async def test_what_a_person_accepts_is_not_called_the_programs(process: Process) -> None:
    order_id = process.knows(ORDER)
    await process.settled((await process.ask(ActionKind.ACCEPT, order_id)).key)
    assert not process.card(order_id).accepted_by_program


async def test_what_somebody_has_touched_is_left_to_them(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    order_id = process.knows(ORDER)
    action = await process.kitchen.cancel(order_id, reason=CancelReason.NO_INGREDIENTS)
    assert action is not None
    with process.store.transaction():
        process.store.actions.save(replace(action, state=ActionState.REFUSED))
    process.board.refresh(order_id)
    clock.advance(DUE)
    await duty(process, shop, LastResort.ACCEPT).look()
    assert process.store.actions.of_order(order_id)[1:] == []


@pytest.mark.parametrize("trouble", [Trouble.DISK_FULL, Trouble.NO_BACKUP, Trouble.STORE_FAILED])
async def test_nothing_is_promised_on_a_failing_disk(
    process: Process, shop: FakeShop, clock: FakeClock, trouble: Trouble
) -> None:
    process.knows(ORDER)
    clock.advance(DUE)
    if trouble is Trouble.STORE_FAILED:
        process.links.receiving_broken(trouble)
    else:
        process.links.keeping_is(trouble, wrong=True)
    await duty(process, shop, LastResort.ACCEPT).look()
    assert process.store.actions.all_open() == []


async def test_a_disk_that_fails_just_then_is_no_end(
    process: Process, shop: FakeShop, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = process.knows(ORDER)
    clock.advance(DUE)
    process.store.fail_next(True)
    last = duty(process, shop, LastResort.ACCEPT)
    await last.look()
    assert process.store.actions.of_order(order_id) == []
    assert "the disk fails" in caplog.text
    caplog.clear()
    await last.look()
    assert process.store.actions.of_order(order_id) != []


async def test_what_is_not_stored_or_over_is_not_accepted(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    process.board.show_unstored(ORDER)
    clock.advance(DUE)
    last = duty(process, shop, LastResort.ACCEPT)
    await last.look()
    order_id = process.knows(replace(ORDER, order_id=OrderId("2")))
    clock.advance(timedelta(seconds=60))
    await last.look()
    assert process.store.actions.of_order(order_id) == []


async def test_the_shop_is_rested_once_and_told_until_it_is_open_again(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    process.knows(ORDER)
    last = duty(process, shop, LastResort.REST)
    clock.advance(EARLY)
    await last.look()
    assert shop.asked == 0
    clock.advance(DUE - EARLY)
    await last.look()
    assert (shop.asked, process.links.view.keeping) == (1, (Trouble.RESTED,))
    shop.turn(ShopStatus.OPEN)
    await last.look()
    assert (shop.asked, process.links.view.keeping) == (1, ())
    assert process.store.actions.all_open() == []


@pytest.mark.parametrize("outcome", set(Outcome) - {Outcome.DONE})
async def test_a_shop_that_does_not_rest_is_not_said_to(
    process: Process, shop: FakeShop, clock: FakeClock, outcome: Outcome
) -> None:
    process.knows(ORDER)
    clock.advance(DUE)
    shop.outcome = outcome
    await duty(process, shop, LastResort.REST).look()
    assert (shop.asked, process.links.view.keeping) == (1, ())


async def test_a_shop_that_rests_already_is_left_alone(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    process.knows(ORDER)
    clock.advance(DUE)
    shop.turn(ShopStatus.RESTING)
    await duty(process, shop, LastResort.REST).look()
    assert (shop.asked, process.links.view.keeping) == (0, ())


async def test_the_shop_of_the_order_is_rested_and_no_other(
    process: Process, shop: FakeShop, clock: FakeClock
) -> None:
    sister, its_id = FakeShop(), ShopId("470012")
    process.knows(replace(ORDER, shop_id=its_id))
    last = LastMinute(
        LastResort.REST,
        kitchen=process.kitchen,
        shops={SHOP: shop, its_id: sister},
        links=process.links,
        clock=process.clock,
    )
    clock.advance(DUE)
    await last.look()
    assert (shop.asked, sister.asked) == (0, 1)
    await last.look()  # the home shop, which is open, does not take the notice back
    assert process.links.view.keeping == (Trouble.RESTED,)


async def test_it_looks_again_and_again(process: Process, shop: FakeShop, clock: FakeClock) -> None:
    process.knows(ORDER)
    process.supervisor.serve(duty(process, shop, LastResort.REST).run, name="last minute")
    clock.advance(DUE)
    await until(lambda: shop.asked == 1)
