"""The facade itself refuses what is locked; everything that saves an order stays free."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import (
    Action,
    ActionKind,
    Approver,
    CancelReason,
    RejectReason,
)
from kitchen_app.domain.events import RefundTold
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.services.manager_lock import Deed, Matter, NotApproved
from kitchen_app.services.preferences import Chosen, Setting
from kitchen_app.services.settings import Look, ScreenSettings
from tests.domain.test_refunds import ASKED
from tests.fakes import SHOP, FakeClock, an_order, reached
from tests.services.harness import Process
from tests.services.test_part_refunds import WANTED

PIN = "2580"
PAID = Money(minor=5000, currency="SAR")
NEW: Order = replace(an_order(), paid=PAID)
DONE: Order = replace(reached(an_order(), Status.COMPLETED), paid=PAID)


@pytest.fixture
async def locked(process: Process) -> Process:
    await process.kitchen.manager.change(old="", new=PIN)
    return process


async def shown_for(process: Process, matter: Matter) -> str:
    return (await process.kitchen.manager.approve(matter, PIN)).approval


async def wanted_matter(process: Process, order: Order, approval: str = "") -> Matter:
    with pytest.raises(NotApproved) as refusal:
        await process.kitchen.cancel(
            order.order_id, reason=CancelReason.NO_INGREDIENTS, approval=approval
        )
    return refusal.value.matter


def asked_for(process: Process, order: Order) -> RefundCase:
    case = replace(ASKED, order_id=order.order_id, amount=Money(minor=700, currency="SAR"))
    process.ledger.record((RefundTold(case=case, shop_id=SHOP),))
    return case


async def test_cancelling_needs_an_approval_for_this_order(locked: Process) -> None:
    locked.knows(NEW)
    matter = await wanted_matter(locked, NEW)
    assert matter == Matter(deed=Deed.CANCEL, order_id=NEW.order_id, amount=PAID)
    assert locked.store.actions.of_order(NEW.order_id) == []
    approval = await shown_for(locked, matter)
    action = await locked.kitchen.cancel(
        NEW.order_id, reason=CancelReason.NO_INGREDIENTS, approval=approval
    )
    assert action is not None
    assert locked.action(action.key).approver is Approver.MANAGER


async def test_an_approval_for_a_refund_cancels_nothing(locked: Process) -> None:
    locked.knows(DONE)
    matter = Matter(deed=Deed.REFUND_PART, order_id=DONE.order_id, amount=WANTED.amount)
    approval = await shown_for(locked, matter)
    await wanted_matter(locked, DONE, approval)
    with pytest.raises(NotApproved):
        await locked.kitchen.refund_part(DONE.order_id, WANTED, approval=approval)


async def test_a_refund_is_approved_at_its_amount(locked: Process) -> None:
    locked.knows(DONE)
    dearer = replace(WANTED, amount=Money(minor=1300, currency="SAR"))
    matter = Matter(deed=Deed.REFUND_PART, order_id=DONE.order_id, amount=WANTED.amount)
    with pytest.raises(NotApproved):
        await locked.kitchen.refund_part(
            DONE.order_id, dearer, approval=await shown_for(locked, matter)
        )
    action = await locked.kitchen.refund_part(
        DONE.order_id, WANTED, approval=await shown_for(locked, matter)
    )
    assert action is not None
    assert action.approver is Approver.MANAGER


async def test_agreeing_to_a_request_is_locked_and_refusing_it_is_not(locked: Process) -> None:
    locked.knows(DONE)
    case = asked_for(locked, DONE)
    with pytest.raises(NotApproved) as refusal:
        await locked.kitchen.agree_refund(DONE.order_id)
    assert refusal.value.matter.amount == case.amount
    rejected = await locked.kitchen.reject_refund(DONE.order_id, reason=RejectReason.PREPARED)
    assert rejected is not None
    assert rejected.approver is None


async def test_what_saves_an_order_is_never_locked(locked: Process) -> None:
    locked.knows(NEW)
    assert await locked.kitchen.accept(NEW.order_id) is not None
    for kind in (ActionKind.READY, ActionKind.COLLECT, ActionKind.DISPATCH, ActionKind.DELIVER):
        await getattr(locked.kitchen, kind.value)(NEW.order_id)
    await locked.kitchen.acknowledge(NEW.order_id)
    await locked.kitchen.take_back(NEW.order_id)


async def test_what_the_state_forbids_uses_no_approval_up(locked: Process) -> None:
    locked.knows(DONE)
    matter = Matter(deed=Deed.CANCEL, order_id=DONE.order_id, amount=PAID)
    approval = await shown_for(locked, matter)
    assert await locked.kitchen.agree_refund(DONE.order_id, approval=approval) is None
    reason = CancelReason.NO_INGREDIENTS
    assert await locked.kitchen.cancel(DONE.order_id, reason=reason, approval=approval) is not None


async def test_every_money_action_names_who_stands_up_for_it(process: Process) -> None:
    process.knows(DONE)
    asked: list[Action | None] = [await process.kitchen.refund_part(DONE.order_id, WANTED)]
    process.knows(replace(NEW, order_id=type(NEW.order_id)("2")))
    reason = CancelReason.NO_INGREDIENTS
    asked.append(await process.kitchen.cancel(type(NEW.order_id)("2"), reason=reason))
    assert [each and each.approver for each in asked] == [Approver.ANYBODY] * 2


async def test_small_refunds_add_up_to_a_large_one(process: Process) -> None:
    process.kitchen.manager = type(process.kitchen.manager)(
        process.kitchen.manager._vault, process.clock, refund_limit=20
    )
    await process.kitchen.manager.change(old="", new=PIN)
    process.knows(DONE)
    first = await process.kitchen.refund_part(DONE.order_id, WANTED)
    assert first is not None
    assert first.approver is Approver.LIMIT
    process.store.actions.save(replace(first, state=type(first.state).DONE))
    again = replace(WANTED, amount=Money(minor=900, currency="SAR"))
    with pytest.raises(NotApproved):
        await process.kitchen.refund_part(DONE.order_id, again)


async def test_settings_stay_open_for_two_minutes_after_the_last_change(
    locked: Process, clock: FakeClock
) -> None:
    """One PIN for a row of changes; whoever comes later is asked again."""
    preferences, wanted = locked.kitchen.preferences, {Setting.LOOK: Look.LIGHT}
    for refused in (preferences.unlock(), preferences.change(wanted), preferences.try_out(wanted)):
        with pytest.raises(NotApproved):
            await refused
    assert preferences.chosen == Chosen()
    approval = await shown_for(locked, Matter(deed=Deed.SETTINGS))
    await preferences.unlock(approval)
    for _ in range(3):
        clock.advance(timedelta(seconds=119))
        await preferences.change(wanted)
    clock.advance(timedelta(seconds=120))
    with pytest.raises(NotApproved):
        await preferences.change({Setting.LOOK: Look.DARK}, approval=approval)
    assert preferences.chosen == Chosen(screen=ScreenSettings(look=Look.LIGHT))
