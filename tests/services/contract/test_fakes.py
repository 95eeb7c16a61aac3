"""FakePlatform does what the real client meets at the emulator, call for call."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Protocol

import pytest

from kitchen_app.domain.actions import NEVER_SENT, ActionKind, CancelReason, RejectReason
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Fulfilment, Order, OrderId, ShopId, Status
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason, RowId
from kitchen_app.keeta.client import OrderApi
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.errors import (
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
)
from kitchen_app.services.ports import Platform
from tests.fakes import (
    BAD_PRODUCT,
    NO_SUCH_ORDER,
    OVER_REFUNDABLE,
    WRONG_STATE,
    FakeClock,
    FakePlatform,
    Fate,
    an_order,
)
from tests.services.contract.connection import calls_to

STRANGER = OrderId("1")
NO_SUCH_ROW = RowId("1000001")


class Side(Protocol):
    """One way to stand for Keeta."""

    platform: Platform
    shop_id: ShopId

    async def place(self, fulfilment: Fulfilment = Fulfilment.DELIVERY) -> OrderId: ...

    def lose_answer(self, kind: ActionKind) -> None: ...

    def lose_call(self, kind: ActionKind) -> None: ...

    def accept_elsewhere(self, order_id: OrderId) -> None: ...

    def cancel_elsewhere(self, order_id: OrderId) -> None: ...

    def ask_back(self, order_id: OrderId) -> None: ...


class FakeSide:
    def __init__(self) -> None:
        self.fake = FakePlatform(FakeClock())
        self.platform: Platform = self.fake
        self.shop_id = an_order().shop_id

    async def place(self, fulfilment: Fulfilment = Fulfilment.DELIVERY) -> OrderId:
        order = an_order(len(self.fake.orders), fulfilment=fulfilment)
        return self.fake.place(order).order_id

    def lose_answer(self, kind: ActionKind) -> None:
        self.fake.next(kind, Fate.LOST_AFTER)

    def lose_call(self, kind: ActionKind) -> None:
        self.fake.next(kind, Fate.LOST_BEFORE)

    def accept_elsewhere(self, order_id: OrderId) -> None:
        self.fake.move(order_id, Status.ACCEPTED)

    def cancel_elsewhere(self, order_id: OrderId) -> None:
        self.fake.move(order_id, Status.CANCELLED)

    def ask_back(self, order_id: OrderId) -> None:
        self.fake.asked_back.add(order_id)


PATHS = {
    ActionKind.ACCEPT: "/order/confirm",
    ActionKind.READY: "/order/prepare",
    ActionKind.CANCEL: "/order/cancel",
}


class RealSide:
    """The client that the program uses, and the emulator."""

    def __init__(self, sandbox: Sandbox, client: OrderApi) -> None:
        self.platform: Platform = client
        self.shop_id = ShopId(str(sandbox.config.shop_id))
        self._sandbox = sandbox

    async def place(self, fulfilment: Fulfilment = Fulfilment.DELIVERY) -> OrderId:
        return OrderId(str(await self._sandbox.place_order(fulfilment=fulfilment.value)))

    def lose_answer(self, kind: ActionKind) -> None:
        self._sandbox.faults.next_call(PATHS[kind], Fault(kind=FaultKind.ANSWER_LOST))

    def lose_call(self, kind: ActionKind) -> None:
        self._sandbox.faults.next_call(PATHS[kind], Fault(kind=FaultKind.HTTP_500))

    def accept_elsewhere(self, order_id: OrderId) -> None:
        self._sandbox.accept_in_keeta_app(int(order_id))

    def cancel_elsewhere(self, order_id: OrderId) -> None:
        self._sandbox.cancel_by_customer(int(order_id))

    def ask_back(self, order_id: OrderId) -> None:
        self._sandbox.refunds.ask(self._sandbox.book.get(int(order_id)))


@pytest.fixture(params=["fake", "real"])
async def side(request: pytest.FixtureRequest) -> AsyncIterator[Side]:
    if request.param == "fake":
        yield FakeSide()
        return
    config = SandboxConfig()
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(config))
        client = OrderApi(calls_to(sandbox.base_url, config))
        stack.push_async_callback(client.close)
        yield RealSide(sandbox, client)


def act(side: Side, kind: ActionKind, order_id: OrderId) -> Awaitable[None]:
    calls: dict[ActionKind, Callable[[], Awaitable[None]]] = {
        ActionKind.ACCEPT: lambda: side.platform.accept(order_id, side.shop_id),
        ActionKind.READY: lambda: side.platform.ready(order_id, side.shop_id),
        ActionKind.CANCEL: lambda: side.platform.cancel(
            order_id, side.shop_id, reason=CancelReason.OTHER, text="no gas"
        ),
        ActionKind.COLLECT: lambda: side.platform.collect(order_id, side.shop_id),
        ActionKind.DISPATCH: lambda: side.platform.dispatch(order_id, side.shop_id),
        ActionKind.DELIVER: lambda: side.platform.deliver(order_id, side.shop_id),
        ActionKind.AGREE_REFUND: lambda: side.platform.agree_refund(order_id, side.shop_id),
        ActionKind.REJECT_REFUND: lambda: side.platform.reject_refund(
            order_id, side.shop_id, reason=RejectReason.PREPARED, text=""
        ),
        ActionKind.REFUND_PART: lambda: side.platform.refund_part(
            order_id, side.shop_id, a_refund(NO_SUCH_ROW)
        ),
    }
    return calls[kind]()


def a_refund(row_id: RowId, count: int = 1, minor: int = 1) -> PartRefund:
    return PartRefund(
        choices=(Choice(row_id=row_id, count=count),),
        amount=Money(minor=minor, currency="SAR"),
        reason=PartRefundReason.MISSING,
    )


async def read(side: Side, order_id: OrderId) -> Order:
    return (await side.platform.read(order_id, side.shop_id)).order


async def refusal(call: Awaitable[object]) -> int:
    with pytest.raises(Refused) as caught:
        await call
    return caught.value.code


async def test_a_new_order_is_read_as_new(side: Side) -> None:
    order_id = await side.place()
    order = await read(side, order_id)
    assert (order.order_id, order.shop_id, order.status) == (order_id, side.shop_id, Status.NEW)
    assert order.lines
    assert order.accepted_at is None


async def test_an_accepted_order_is_read_as_accepted_with_its_time(side: Side) -> None:
    order_id = await side.place()
    await act(side, ActionKind.ACCEPT, order_id)
    order = await read(side, order_id)
    assert order.status is Status.ACCEPTED
    assert order.accepted_at is not None


async def test_a_second_accept_is_refused_and_changes_nothing(side: Side) -> None:
    order_id = await side.place()
    await act(side, ActionKind.ACCEPT, order_id)
    once = await read(side, order_id)
    assert await refusal(act(side, ActionKind.ACCEPT, order_id)) == WRONG_STATE
    again = await read(side, order_id)
    assert (again.status, again.accepted_at) == (once.status, once.accepted_at)


async def test_ready_follows_accept_and_is_refused_before_it(side: Side) -> None:
    order_id = await side.place()
    assert await refusal(act(side, ActionKind.READY, order_id)) == WRONG_STATE
    await act(side, ActionKind.ACCEPT, order_id)
    await act(side, ActionKind.READY, order_id)
    order = await read(side, order_id)
    assert order.status is Status.READY
    assert order.ready_at is not None
    assert await refusal(act(side, ActionKind.READY, order_id)) == WRONG_STATE


@pytest.mark.parametrize(
    "before", [(), (ActionKind.ACCEPT,), (ActionKind.ACCEPT, ActionKind.READY)]
)
async def test_a_shop_cancels_from_every_open_state_once(
    side: Side, before: tuple[ActionKind, ...]
) -> None:
    order_id = await side.place()
    for kind in before:
        await act(side, kind, order_id)
    await act(side, ActionKind.CANCEL, order_id)
    order = await read(side, order_id)
    assert order.status is Status.CANCELLED
    assert order.cancellation is not None
    assert await refusal(act(side, ActionKind.CANCEL, order_id)) == WRONG_STATE
    assert await refusal(act(side, ActionKind.ACCEPT, order_id)) == WRONG_STATE


@pytest.mark.parametrize("kind", [ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND])
async def test_a_refund_request_is_answered_once(side: Side, kind: ActionKind) -> None:
    order_id = await side.place()
    await act(side, ActionKind.ACCEPT, order_id)
    assert await refusal(act(side, kind, order_id)) == WRONG_STATE
    side.ask_back(order_id)
    await act(side, kind, order_id)
    assert await refusal(act(side, ActionKind.AGREE_REFUND, order_id)) == WRONG_STATE
    assert await refusal(act(side, ActionKind.REJECT_REFUND, order_id)) == WRONG_STATE


async def test_a_part_is_given_back_in_three_steps_once(side: Side) -> None:
    order_id = await side.place()
    assert await refusal(side.platform.preview_refund(order_id, side.shop_id, ())) == WRONG_STATE
    await act(side, ActionKind.ACCEPT, order_id)
    offered = await side.platform.preview_refund(order_id, side.shop_id, ())
    assert {row.amount.minor if row.amount else None for row in offered.rows} == {0}
    row = offered.rows[0]
    choices = (Choice(row_id=row.row_id, count=row.bought),)
    priced = await side.platform.preview_refund(order_id, side.shop_id, choices)
    assert priced.total is not None
    assert priced.total.minor > 0
    again = await side.platform.preview_refund(order_id, side.shop_id, choices)
    assert again == priced  # looking changes nothing
    wanted = a_refund(row.row_id, row.bought, priced.total.minor)
    await side.platform.refund_part(order_id, side.shop_id, wanted)
    left = await side.platform.preview_refund(order_id, side.shop_id, ())
    assert row.row_id not in {each.row_id for each in left.rows}
    over = side.platform.preview_refund(order_id, side.shop_id, choices)
    assert await refusal(over) == OVER_REFUNDABLE


async def test_only_the_shops_own_courier_learns_who_gets_it(side: Side) -> None:
    ours = await side.place(Fulfilment.SELF_DELIVERY)
    recipient = await side.platform.recipient(ours, side.shop_id)
    assert recipient.phone
    assert not recipient.hidden
    theirs = await side.place()
    sealed = await side.platform.recipient(theirs, side.shop_id)
    assert (sealed.phone, sealed.hidden) == ("", True)
    assert await refusal(side.platform.recipient(STRANGER, side.shop_id)) == NO_SUCH_ORDER


async def test_a_row_that_was_not_offered_is_refused(side: Side) -> None:
    order_id = await side.place()
    await act(side, ActionKind.ACCEPT, order_id)
    unknown = (Choice(row_id=NO_SUCH_ROW, count=1),)
    call = side.platform.preview_refund(order_id, side.shop_id, unknown)
    assert await refusal(call) == BAD_PRODUCT
    assert await refusal(act(side, ActionKind.REFUND_PART, order_id)) == BAD_PRODUCT
    offered = await side.platform.preview_refund(order_id, side.shop_id, ())
    row = offered.rows[0]
    too_many = (Choice(row_id=row.row_id, count=row.bought + 1),)
    call = side.platform.preview_refund(order_id, side.shop_id, too_many)
    assert await refusal(call) == OVER_REFUNDABLE


async def test_an_unknown_order_is_refused(side: Side) -> None:
    assert await refusal(read(side, STRANGER)) == NO_SUCH_ORDER
    for kind in set(ActionKind) - NEVER_SENT:
        assert await refusal(act(side, kind, STRANGER)) == NO_SUCH_ORDER


async def test_an_order_of_another_shop_is_refused(side: Side) -> None:
    order_id = await side.place()
    assert await refusal(side.platform.read(order_id, ShopId("1"))) == NO_SUCH_ORDER
    assert await refusal(side.platform.accept(order_id, ShopId("1"))) == NO_SUCH_ORDER


async def test_a_lost_answer_leaves_the_outcome_unknown_and_the_order_changed(side: Side) -> None:
    order_id = await side.place()
    side.lose_answer(ActionKind.ACCEPT)
    with pytest.raises(OutcomeUnknown):
        await act(side, ActionKind.ACCEPT, order_id)
    assert (await read(side, order_id)).status is Status.ACCEPTED


async def test_a_lost_call_leaves_the_outcome_unknown_and_the_order_unchanged(side: Side) -> None:
    order_id = await side.place()
    side.lose_call(ActionKind.ACCEPT)
    with pytest.raises(OutcomeUnknown):
        await act(side, ActionKind.ACCEPT, order_id)
    assert (await read(side, order_id)).status is Status.NEW
    await act(side, ActionKind.ACCEPT, order_id)


async def test_what_others_do_is_seen_and_refuses_our_accept(side: Side) -> None:
    taken, cancelled = await side.place(), await side.place()
    side.accept_elsewhere(taken)
    side.cancel_elsewhere(cancelled)
    assert (await read(side, taken)).status is Status.ACCEPTED
    assert (await read(side, cancelled)).status is Status.CANCELLED
    for order_id in (taken, cancelled):
        assert await refusal(act(side, ActionKind.ACCEPT, order_id)) == WRONG_STATE


async def test_a_wrong_token_and_a_closed_port_have_the_same_names_in_both_worlds() -> None:
    fake = FakeSide()
    fake_order = await fake.place()
    config = SandboxConfig()
    async with Sandbox(config) as sandbox:
        order_id = OrderId(str(await sandbox.place_order()))
        shop_id = ShopId(str(config.shop_id))
        stranger = OrderApi(calls_to(sandbox.base_url, config, access_token="not the token"))
        with pytest.raises(NotAuthorised):
            await stranger.accept(order_id, shop_id)
    with pytest.raises(NotSent):
        await stranger.accept(order_id, shop_id)
    await stranger.close()
    fates: list[tuple[Fate, type[PlatformError]]] = [
        (Fate.NOT_AUTHORISED, NotAuthorised),
        (Fate.NOT_SENT, NotSent),
    ]
    for fate, error in fates:
        fake.fake.next("accept", fate)
        with pytest.raises(error):
            await fake.platform.accept(fake_order, fake.shop_id)
