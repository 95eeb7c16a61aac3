"""What may happen in a life, each with how often: small steps, and whole scenes.

Scenes ("an accepted order", "the shop is closed for a night") are there because single steps
hardly ever add up to them; long times are there because faults take up to 15 minutes to show.
"""

import json
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from kitchen_app.domain.actions import ActionKind
from kitchen_app.sandbox.config import Fulfilment
from kitchen_app.sandbox.errors import SandboxError
from kitchen_app.sandbox.faults import EventFault, EventFaultKind
from kitchen_app.sandbox.orders import Order, Phase
from tests.reliability.core_side import DiskFate
from tests.reliability.keeta_side import READ, REFUND_PART, CallFate
from tests.reliability.stage import Stage

Dice = random.Random
MOST_ORDERS = 4
_OPEN = (Phase.ACCEPTED, Phase.READY)
_KINDS = tuple(kind for kind in ActionKind if kind is not ActionKind.REFUND_PART)
_EVENTS = (1001, 1002, 1003, 1004, 1005, 1007, 1008)
_PATHS = {
    "/order/confirm": 4,
    "/order/prepare": 2,
    "/order/cancel": 2,
    "/order/agree": 2,
    "/order/reject": 2,
    "/order/collect": 1,
    REFUND_PART: 3,
    "/order/refund/part/products/preview": 1,
    READ: 4,
}
_FORGED = b"0" * 64
_ON_READS = (
    CallFate.STALE,
    CallFate.STALE,
    CallFate.NOT_SENT,
    CallFate.HTTP_500,
    CallFate.HANGS,
    CallFate.TOO_MANY,
    CallFate.REFUSED,
    CallFate.SLOW,
    CallFate.BUG,
)
_ON_CHANGES = tuple(fate for fate in CallFate if fate is not CallFate.STALE)
_EVENT_FATES = (
    EventFaultKind.LOST,
    EventFaultKind.DUPLICATE,
    EventFaultKind.NEW_MESSAGE_ID,
    EventFaultKind.REORDERED,
    EventFaultKind.DELAYED,
    EventFaultKind.BAD_SIGNATURE,
    EventFaultKind.NOT_JSON,
    EventFaultKind.ANSWER_LOST,
    EventFaultKind.NEW_ID_ON_RETRY,
    EventFaultKind.UNKNOWN_EVENT,
)


# Time


async def moment(stage: Stage, dice: Dice) -> None:
    await stage.pass_time(dice.choice((0.0, 0.02, 0.06, 0.11, 0.5, 2.0)))


async def while_(stage: Stage, dice: Dice) -> None:
    await stage.pass_time(dice.uniform(5, 70))


async def long_while(stage: Stage, dice: Dice) -> None:
    await stage.pass_time(dice.choice((150.0, 310.0, 950.0)))


# Orders


def _room(stage: Stage) -> bool:
    return len(stage.keeta.orders()) < MOST_ORDERS


async def order(stage: Stage, dice: Dice) -> None:
    if _room(stage):
        stage.place(dice.choice(("delivery", "delivery", "pickup", "self_delivery")))
        await stage.pass_time(dice.choice((0.0, 0.3)))


async def accepted_order(stage: Stage, dice: Dice) -> None:
    """An order that comes in and is accepted, with whatever is in the way of it."""
    if _room(stage):
        await _accepted(stage, dice)


async def _accepted(stage: Stage, dice: Dice) -> Order:
    placed = stage.place(dice.choice(("delivery", "pickup")))
    await stage.pass_time(1.0)
    await stage.touch(ActionKind.ACCEPT, placed)
    await stage.pass_time(dice.choice((0.05, 0.2, 3.0)))
    return placed


async def refund_request(stage: Stage, dice: Dice) -> None:
    """A customer who wants money back, of an order that was accepted."""
    found = stage.pick(dice, *_OPEN, Phase.COMPLETED)
    if found is None and _room(stage):
        found = await _accepted(stage, dice)
    if found is not None:
        with suppress(SandboxError):
            part = {found.products[0]["id"]: 1} if dice.random() < 0.4 else None
            stage.keeta.world.refunds.ask(found, lines=part)
        await stage.pass_time(dice.choice((0.0, 0.3, 2.0)))


async def part_refund(stage: Stage, dice: Dice) -> None:
    """A person gives part of the money back, and the calls of it may go wrong."""
    found = stage.pick(dice, *_OPEN, Phase.COMPLETED)
    if found is None and _room(stage):
        found = await _accepted(stage, dice)
    if found is None:
        return
    if dice.random() < 0.6:
        stage.keeta.wire.next(REFUND_PART, *dice.choices(_ON_CHANGES, k=dice.choice((1, 1, 2))))
    think_s = dice.choice((0.0, 3.0))
    stage.run.person(stage.give_back(found, dice, think_s=think_s))
    if dice.random() < 0.2:
        stage.run.person(stage.give_back(found, dice, think_s=think_s))
    await stage.pass_time(dice.choice((0.3, 4.0, 30.0)))


async def keetas_own_app(stage: Stage, dice: Dice) -> None:
    """Something is done in Keeta's own app, by the shop, the customer, a rider or the support."""
    found = stage.pick(dice)
    if found is None:
        return
    rules, refunds = stage.keeta.world.rules, stage.keeta.world.refunds
    doings: tuple[Callable[[], object], ...] = (
        lambda: rules.accept(found),
        lambda: rules.accept(found),
        lambda: rules.prepare(found),
        lambda: rules.complete(found),
        lambda: rules.cancel_by_customer(found),
        lambda: rules.cancel_by_merchant(found, "in Keeta's app"),
        lambda: rules.cancel_by_service(found, "support"),
        lambda: rules.ride(found, dice.choice((20, 25, 30, 50, 99))),
        lambda: refunds.agree(found),
        lambda: refunds.reject(found, "no"),
        lambda: refunds.appeal(found),
        lambda: refunds.decide(found, approve=dice.random() < 0.5),
    )
    with suppress(SandboxError):
        dice.choice(doings)()
    await stage.pass_time(dice.choice((0.0, 0.3)))


# Faults


async def bad_calls(stage: Stage, dice: Dice) -> None:
    path = dice.choices(list(_PATHS), list(_PATHS.values()))[0]
    menu = _ON_READS if path == READ else _ON_CHANGES
    stage.keeta.wire.next(path, *dice.choices(menu, k=dice.choice((1, 1, 2, 4))))


async def bad_events(stage: Stage, dice: Dice) -> None:
    fault = EventFault(kind=dice.choice(_EVENT_FATES), delay_s=dice.choice((1.0, 60.0, 400.0)))
    stage.keeta.world.faults.next_event(dice.choice(_EVENTS), fault)


async def lost_then_stale(stage: Stage, dice: Dice) -> None:
    """The answer to a change is lost and the looks after it show what was before."""
    path = dice.choice([path for path in _PATHS if path != READ])
    lost = (CallFate.ANSWER_LOST, CallFate.APPLIED_THEN_500, CallFate.LATE_5, CallFate.LATE_90)
    stage.keeta.wire.next(path, dice.choice(lost))
    stage.keeta.wire.next(READ, *[CallFate.STALE] * dice.choice((1, 2)))


async def reused_id(stage: Stage, dice: Dice) -> None:
    stage.keeta.post.reuse_next_id = True


async def line_down(stage: Stage, dice: Dice) -> None:
    wire, post = stage.keeta.wire, stage.keeta.post
    which = dice.choice(("wire", "post", "both"))
    wire.is_up, post.is_up = which == "post", which == "wire"
    await stage.pass_time(dice.choice((1.0, 20.0, 130.0)))
    wire.is_up = post.is_up = True


async def cut_off(stage: Stage, dice: Dice) -> None:
    """Somebody touches a button while there is no line at all, and it comes back too late."""
    found = stage.pick(dice, Phase.WAITING) or (stage.place("delivery") if _room(stage) else None)
    if found is None:
        return
    await stage.pass_time(1.0)
    wire, post = stage.keeta.wire, stage.keeta.post
    wire.is_up = post.is_up = False
    await stage.touch(ActionKind.ACCEPT, found)
    await stage.pass_time(dice.choice((250.0, 330.0, 400.0)))
    wire.is_up = post.is_up = True


async def bad_disk(stage: Stage, dice: Dice) -> None:
    good = [None] * dice.randrange(3)
    stage.run.store.fates.extend([*good, *[DiskFate.FULL] * dice.choice((1, 1, 3))])


async def death(stage: Stage, dice: Dice) -> None:
    await stage.restart(off_s=dice.choice((0.0, 0.0, 2.0, 100.0, 400.0)))


async def death_in_work(stage: Stage, dice: Dice) -> None:
    """The run dies at one of its next transactions."""
    good = [None] * dice.randrange(6)
    fate = dice.choice((DiskFate.DIES_BEFORE, DiskFate.DIES_AFTER))
    stage.run.store.fates.extend([*good, fate])


async def accept_and_die(stage: Stage, dice: Dice) -> None:
    """A run dies while a touch is on its way."""
    if _room(stage):
        placed = stage.place("delivery")
        await stage.pass_time(1.0)
        stage.run.store.fates.extend(
            [*[None] * dice.randrange(3), dice.choice((DiskFate.DIES_BEFORE, DiskFate.DIES_AFTER))]
        )
        await stage.touch(ActionKind.ACCEPT, placed)
        await stage.pass_time(dice.choice((0.02, 0.07, 0.3)))
        if dice.random() < 0.5:
            await stage.restart()


async def night(stage: Stage, dice: Dice) -> None:
    """The shop is closed for a night; in the morning somebody wants money back."""
    done = stage.pick(dice, Phase.COMPLETED)
    await stage.restart(off_s=13 * 3600.0)
    await stage.pass_time(2.0)
    if done is not None:
        with suppress(SandboxError):
            stage.keeta.world.refunds.ask(done)
        await stage.pass_time(2.0)
    if dice.random() < 0.7:
        await stage.restart()


async def wrong_clock(stage: Stage, dice: Dice) -> None:
    """Our clock is set, by seconds or by days; Keeta's stays."""
    seconds = dice.choice((-86_400, -3600, -400, -45, 45, 400, 3600, 86_400))
    stage.jump(timedelta(seconds=seconds))
    await stage.pass_time(dice.choice((0.0, 70.0)))


# People


async def touch(stage: Stage, dice: Dice) -> None:
    found = stage.pick(dice)
    if found is not None:
        await stage.touch(_likely(stage, found, dice), found)
        await stage.pass_time(dice.choice((0.0, 0.02, 0.07, 0.3, 3.0)))


def _likely(stage: Stage, found: Order, dice: Dice) -> ActionKind:
    if dice.random() < 0.3:
        return dice.choice(_KINDS)
    if found in stage.waiting_refunds():
        return dice.choice((ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND))
    if found.phase is Phase.WAITING:
        return dice.choice((ActionKind.ACCEPT, ActionKind.ACCEPT, ActionKind.CANCEL))
    if found.phase is Phase.ACCEPTED:
        return dice.choice((ActionKind.READY, ActionKind.READY, ActionKind.CANCEL))
    if found.phase is Phase.CANCELLED:
        return ActionKind.ACKNOWLEDGE
    return ActionKind.COLLECT if found.fulfilment is Fulfilment.PICKUP else ActionKind.DELIVER


async def touches(stage: Stage, dice: Dice) -> None:
    """Two or more touches of one order in half a second, alike or against each other."""
    found = stage.pick(dice)
    if found is None:
        return
    kinds = [_likely(stage, found, dice) for _ in range(dice.randrange(2, 5))]
    if dice.random() < 0.5:
        kinds = kinds[:1] * len(kinds)
    for kind in kinds:
        await stage.touch(kind, found)
        await stage.pass_time(dice.choice((0.0, 0.0, 0.07, 0.2)))


async def answer_refunds(stage: Stage, dice: Dice) -> None:
    for found in stage.waiting_refunds():
        kind = dice.choice((ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND))
        await stage.touch(kind, found)
    await stage.pass_time(dice.choice((0.0, 0.3)))


async def questions(stage: Stage, dice: Dice) -> None:
    await stage.answer_questions()


# Strangers


async def old_message(stage: Stage, dice: Dice) -> None:
    """A message that was sent and acknowledged once comes again."""
    known = [each.body for each in stage.keeta.post.acknowledged if _FORGED not in each.body]
    if not known:
        return
    body = dice.choice(known)
    if dice.random() < 0.4:
        await stage.keeta.post.deliver(body)
    else:
        await stage.keeta.post.repeat(body, message_id=str(dice.randrange(10**18)))


async def forgery(stage: Stage, dice: Dice) -> None:
    """Somebody who does not know the secret tells of an order, ours or invented."""
    found = stage.pick(dice)
    order_id = found.order_view_id if found and dice.random() < 0.7 else 123456789
    members = {"orderViewId": order_id, "shopId": stage.keeta.config.shop_id, "status": 50}
    envelope = {
        "eventId": dice.choice((1001, 1002, 1003, 1004)),
        "appId": stage.keeta.config.app_id,
        "messageId": str(dice.randrange(10**18)),
        "shopId": stage.keeta.config.shop_id,
        "message": json.dumps(members),
        "timestamp": 1,
        "sig": _FORGED.decode(),
    }
    answer = await stage.keeta.post.deliver(json.dumps(envelope).encode())
    if stage.enforce and answer is not None:
        assert answer.code != 0, "I13: a forged message is acknowledged"


STEPS: Mapping[str, tuple[int, Callable[[Stage, Dice], Awaitable[None]]]] = {
    "moment": (20, moment),
    "while": (8, while_),
    "long while": (2, long_while),
    "order": (10, order),
    "accepted order": (8, accepted_order),
    "refund request": (6, refund_request),
    "part refund": (6, part_refund),
    "Keeta's own app": (8, keetas_own_app),
    "bad calls": (9, bad_calls),
    "bad events": (9, bad_events),
    "lost, then stale": (3, lost_then_stale),
    "reused id": (1, reused_id),
    "line down": (3, line_down),
    "cut off": (2, cut_off),
    "bad disk": (4, bad_disk),
    "death": (4, death),
    "death in work": (4, death_in_work),
    "accept and die": (3, accept_and_die),
    "night": (1, night),
    "wrong clock": (2, wrong_clock),
    "touch": (14, touch),
    "touches": (6, touches),
    "answer refunds": (4, answer_refunds),
    "questions": (4, questions),
    "old message": (5, old_message),
    "forgery": (3, forgery),
}
