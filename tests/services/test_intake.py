"""Store first, answer after, understand later."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.base.callback import REFUSED, SUCCESS, TRY_AGAIN, Answer, RawCallback
from kitchen_app.domain.black_box import RECEIVED
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.events import Accepted, Hinted, Placed
from kitchen_app.domain.order import OrderId, ShopId, Status
from kitchen_app.domain.shop_events import ConsentGiven, ShopAuthorised, ShopChanged, ShopEvent
from kitchen_app.services.errors import NotStored, UnreadableMessage
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.ports import CallbackState, Verdict
from kitchen_app.store.database import open_read_only
from kitchen_app.store.models import InboxRow
from tests.fakes import NOON, SHOP, FakePlatform, FakeReader, an_order
from tests.services.harness import Process, pass_time, until

Teach = Callable[..., RawCallback]


def start_commits(process: Process) -> None:
    """Answer messages, but do not apply them yet."""
    process.supervisor.serve(process.intake.commit_groups, name="inbox commits")


def start_worker(process: Process) -> None:
    process.supervisor.serve(process.intake.apply_stored, name="inbox worker")


async def give(process: Process, *messages: RawCallback) -> list[Answer]:
    return await asyncio.gather(*(process.intake.receive(raw) for raw in messages))


def states(process: Process) -> list[str]:
    """Return what became of each message, as another program sees it in the file."""
    database = open_read_only(process.data_dir)
    rows = InboxRow.select().order_by(InboxRow.row_id).bind(database.peewee).execute()
    found = [row.state for row in rows]
    database.close()
    return found


async def test_a_placed_order_is_answered_0_and_stands_on_the_board(
    process: Process, teach: Teach
) -> None:
    process.start()
    order = an_order()
    assert await give(process, teach(b"placed", Placed(order=order))) == [SUCCESS]
    await until(lambda: order.order_id in process.board.cards)
    assert process.card(order.order_id).order == order
    assert states(process) == [CallbackState.DONE]
    assert process.links.view.receiving.state is LinkState.OK


async def test_no_answer_is_given_before_the_commit(process: Process, teach: Teach) -> None:
    raw = teach(b"placed", Placed(order=an_order()))
    answered = asyncio.Event()

    async def receive() -> None:
        assert await process.intake.receive(raw) == SUCCESS
        assert states(process) == [CallbackState.WAITING]
        answered.set()

    process.supervisor.spawn(receive(), name="sender")
    await pass_time(60)
    assert not answered.is_set()
    assert states(process) == []
    start_commits(process)
    await until(answered.is_set)


async def test_a_store_that_fails_answers_try_again_and_announces_nothing(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    announced: list[OrderId] = []
    process.hub.order_changed.connect(announced.append)
    process.start()
    await pass_time(1)
    raw = teach(b"placed", Placed(order=an_order()))
    process.store.fail_next(True, True)
    assert await give(process, raw) == [TRY_AGAIN]
    await pass_time(60)
    assert (announced, states(process)) == ([], [])
    assert process.board.cards.keys() == process.board.unstored.keys()
    assert process.links.view.receiving.trouble is Trouble.STORE_FAILED
    assert "Could not store 1 messages" in caplog.text
    caplog.clear()

    assert await give(process, raw) == [SUCCESS]
    await until(lambda: bool(announced))
    assert process.links.view.receiving.state is LinkState.OK


async def test_a_burst_is_committed_in_few_transactions_and_whole(
    process: Process, teach: Teach
) -> None:
    start_commits(process)
    burst = [teach(b"placed %d" % number, Placed(order=an_order(number))) for number in range(200)]
    assert await give(process, *burst) == [SUCCESS] * 200
    assert process.store.transactions <= 2
    assert len(states(process)) == 200
    start_worker(process)
    await until(lambda: len(process.board.cards) == 200)


async def test_what_arrives_during_a_group_goes_with_the_next(
    process: Process, teach: Teach
) -> None:
    start_commits(process)
    for number in range(3):
        assert await give(process, teach(b"%d" % number)) == [SUCCESS]
    assert process.store.transactions == 3


async def test_a_sender_who_hung_up_does_not_disturb_the_others(
    process: Process, teach: Teach
) -> None:
    gone = process.supervisor.spawn(process.intake.receive(teach(b"gone")), name="gone")
    await pass_time(1)
    gone.cancel()
    await pass_time(1)
    start_commits(process)
    assert await give(process, teach(b"here")) == [SUCCESS]
    assert len(states(process)) == 2


async def test_a_duplicate_is_answered_0_and_makes_no_second_order(
    process: Process, teach: Teach
) -> None:
    process.start()
    raw = teach(b"placed", Placed(order=an_order()))
    assert await give(process, raw, raw) == [SUCCESS, SUCCESS]
    await until(lambda: len(process.board.cards) == 1)
    assert await give(process, raw) == [SUCCESS]
    await pass_time(5)
    assert states(process) == [CallbackState.DONE]
    noted = process.store.orders.timeline(an_order().order_id)
    assert [each.kind for each in noted] == ["placed", "received"]


async def test_the_arrival_of_a_message_is_noted_by_our_clock(
    process: Process, teach: Teach
) -> None:
    process.start()
    raw = teach(b"placed", Placed(order=an_order(placed_at=NOON - timedelta(seconds=40))))
    await give(process, raw)
    await until(lambda: len(process.board.cards) == 1)
    (came,) = (
        each for each in process.store.orders.timeline(an_order().order_id) if each.kind == RECEIVED
    )
    assert came == Entry(at=raw.received_at, kind=RECEIVED, detail="1001")


async def test_the_same_order_in_a_new_message_moves_nothing_back(
    process: Process, teach: Teach
) -> None:
    process.start()
    order = an_order()
    accepted = Accepted(order_id=order.order_id, shop_id=SHOP, at=NOON)
    await give(process, teach(b"placed", Placed(order=order)))
    await give(process, teach(b"accepted", accepted, event_id=1002))
    await give(process, teach(b"placed again", Placed(order=order)))
    await until(lambda: states(process) == [CallbackState.DONE] * 3)
    assert process.order(order.order_id).status is Status.ACCEPTED


async def test_one_id_with_two_contents_keeps_both(process: Process, teach: Teach) -> None:
    start_commits(process)
    await give(process, teach(b"one", message_id="m"), teach(b"other", message_id="m"))
    assert len(states(process)) == 2


async def test_a_forged_message_is_refused_and_leaves_no_row(process: Process) -> None:
    process.start()
    raw = RawCallback(body=b"forged", received_at=NOON)
    assert await give(process, raw) == [REFUSED]
    assert states(process) == []
    assert process.links.view.receiving.trouble is Trouble.FORGED


async def test_a_malformed_message_is_answered_400_and_says_nothing_of_the_link(
    process: Process, teach: Teach
) -> None:
    process.start()
    answers = await give(process, teach(b"{", verdict=Verdict.MALFORMED))
    assert [(answer.status, answer.code) for answer in answers] == [(400, 400)]
    assert states(process) == []
    assert process.links.view.receiving.state is LinkState.UNPROVED


async def test_a_heartbeat_proves_the_link_and_is_not_stored(
    process: Process, teach: Teach
) -> None:
    assert await give(process, teach(b"", verdict=Verdict.HEARTBEAT)) == [SUCCESS]
    assert process.links.view.receiving.state is LinkState.OK
    assert process.store.transactions == 0


async def test_an_unproven_message_is_stored_as_a_hint(process: Process, teach: Teach) -> None:
    start_commits(process)
    await give(process, teach(b"unproven", verdict=Verdict.UNPROVEN), teach(b"genuine"))
    assert [row.proven for row in process.store.inbox.waiting(9)] == [False, True]


async def test_an_unknown_event_without_an_order_is_stored_and_answered_0(
    process: Process, teach: Teach
) -> None:
    process.start()
    assert await give(process, teach(b"new event", event_id=9999)) == [SUCCESS]
    await until(lambda: states(process) == [CallbackState.DONE])
    assert dict(process.board.cards) == {}


async def test_an_unknown_event_about_an_order_reads_the_order(
    process: Process, teach: Teach, platform: FakePlatform
) -> None:
    order = platform.place(an_order())
    hint = Hinted(order_id=order.order_id, shop_id=SHOP, event_id=9999)
    process.start()
    assert await give(process, teach(b"new event", hint, event_id=9999)) == [SUCCESS]
    await until(lambda: platform.count("read") == 1)
    await until(lambda: process.card(order.order_id).order.lines == order.lines)


async def test_a_message_for_another_shop_is_kept_aside(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    process.start()
    foreign = teach(b"foreign", Placed(order=an_order()), shop_id=ShopId("999"))
    assert await give(process, foreign) == [SUCCESS]
    await until(lambda: states(process) == [CallbackState.FOREIGN])
    assert dict(process.board.cards) == {}
    assert process.links.view.receiving.trouble is Trouble.FOREIGN_SHOP
    assert "Message for shop 999, which is not served here" in caplog.text
    caplog.clear()


async def test_news_of_the_shop_goes_to_those_who_keep_it(process: Process, teach: Teach) -> None:
    told: list[ShopEvent] = []
    process.hub.shop_told.connect(told.append)
    process.start()
    changed = ShopChanged(shop_id=SHOP)
    await give(process, teach(b"changed", changed, event_id=1101))
    await until(lambda: told == [changed])
    assert states(process) == [CallbackState.DONE]


async def test_a_chains_consent_for_a_sister_shop_is_no_foreign_message(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[ShopEvent] = []
    process.hub.shop_told.connect(told.append)
    process.start()
    sister = ShopAuthorised(shop_id=ShopId("999"))
    await give(process, teach(b"sister", sister, event_id=1301, shop_id=ShopId("999")))
    await until(lambda: told == [sister])
    assert process.links.view.receiving.trouble is Trouble.NONE
    await give(process, teach(b"hours", ShopChanged(shop_id=SHOP), event_id=1101, shop_id=None))
    foreign = ShopChanged(shop_id=ShopId("999"))
    await give(process, teach(b"other", foreign, event_id=1101, shop_id=ShopId("999")))
    await until(lambda: process.links.view.receiving.trouble is Trouble.FOREIGN_SHOP)
    assert told == [sister, ShopChanged(shop_id=SHOP)]
    caplog.clear()


async def test_a_message_that_names_no_shop_is_taken_as_ours(
    process: Process, teach: Teach
) -> None:
    process.start()
    await give(process, teach(b"no shop", Placed(order=an_order()), shop_id=None))
    await until(lambda: len(process.board.cards) == 1)


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (UnreadableMessage("event 1001 names no order"), Trouble.UNREADABLE),
        (RuntimeError("planted bug"), Trouble.INTERNAL),
    ],
)
async def test_a_poison_message_is_set_aside_told_and_holds_up_nobody(
    process: Process,
    teach: Teach,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    trouble: Trouble,
) -> None:
    seen: list[Trouble] = []
    process.links.changed.connect(lambda view: seen.append(view.receiving.trouble))
    process.start()
    poison = teach(b"poison", failing=failure)
    good = teach(b"good", Placed(order=an_order()))
    assert await give(process, poison, good) == [SUCCESS, SUCCESS]
    await until(lambda: len(process.board.cards) == 1, within_s=1)
    assert states(process) == [CallbackState.FAILED, CallbackState.DONE]
    assert trouble in seen
    errors = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "inbox row 1" in errors[0]
    caplog.clear()


async def test_a_message_whose_transaction_fails_leaves_no_half_order(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    announced: list[OrderId] = []
    process.hub.order_changed.connect(announced.append)
    start_commits(process)
    await give(process, teach(b"placed", Placed(order=an_order())))
    process.store.fail_next(True, True)  # the order's transaction, and that which sets it aside
    start_worker(process)
    await until(lambda: len(caplog.records) == 2)
    caplog.clear()
    assert process.store.orders.get(an_order().order_id) is None
    assert announced == []
    await until(lambda: states(process) == [CallbackState.DONE])
    assert announced == [an_order().order_id]


async def test_an_order_whose_transaction_failed_once_reaches_the_board_in_this_run(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    start_commits(process)
    assert await give(process, teach(b"placed", Placed(order=an_order()))) == [SUCCESS]
    process.store.fail_next(True)
    start_worker(process)
    try:
        await until(lambda: len(process.board.cards) == 1, within_s=240)
    finally:
        caplog.clear()


async def test_leftovers_of_an_earlier_run_are_applied_at_start_oldest_first(
    process: Process, teach: Teach
) -> None:
    changed: list[OrderId] = []
    start_commits(process)
    for number in range(120):
        await give(process, teach(b"placed %d" % number, Placed(order=an_order(number))))
    process.hub.order_changed.connect(changed.append)
    start_worker(process)
    await until(lambda: len(changed) == 120)
    assert changed == [an_order(number).order_id for number in range(120)]


async def test_messages_that_failed_in_an_earlier_run_are_tried_again(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    start_commits(process)
    await give(process, teach(b"placed", failing=RuntimeError("bug of the old version")))
    start_worker(process)
    await until(lambda: states(process) == [CallbackState.FAILED])
    caplog.clear()
    teach(b"placed", Placed(order=an_order()))  # what the new version makes of it
    process.store.inbox.requeue_failed()
    assert await give(process, teach(b"any")) == [SUCCESS]
    await until(lambda: len(process.board.cards) == 1)


async def test_an_event_that_names_no_time_is_dated_in_keetas_clock(
    process: Process, teach: Teach
) -> None:
    process.links.clock_measured(timedelta(minutes=-3))
    process.start()
    await give(process, teach(b"placed", Placed(order=an_order())))
    await until(lambda: len(process.board.cards) == 1)
    (decoded_at,) = process.reader.decoded_at
    assert decoded_at == NOON - timedelta(minutes=3)


async def test_a_change_is_announced_only_when_another_program_can_see_it(
    process: Process, teach: Teach
) -> None:
    seen: list[list[str]] = []
    process.hub.order_changed.connect(lambda _: seen.append(states(process)))
    process.start()
    await give(process, teach(b"placed", Placed(order=an_order())))
    await until(lambda: bool(seen))
    assert seen == [[CallbackState.DONE]]


async def test_one_message_that_cannot_be_stored_does_not_keep_the_others_out(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    """The group fails; then each is tried alone."""
    messages = [teach(b"%d" % number, Placed(order=an_order(number))) for number in range(3)]
    process.store.fail_next(True, False, True, False)
    start_commits(process)
    answers = await give(process, *messages)
    assert answers == [SUCCESS, TRY_AGAIN, SUCCESS]
    assert len(states(process)) == 2
    caplog.clear()


async def test_a_message_that_failed_once_is_retried_soon_although_others_keep_coming(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    start_commits(process)
    await give(process, teach(b"placed", Placed(order=an_order())))
    process.store.fail_next(True)
    start_worker(process)
    for number in range(20):
        await pass_time(0.5)
        await give(process, teach(b"other %d" % number, Placed(order=an_order(number + 10))))
    assert an_order().order_id in process.board.cards
    caplog.clear()


async def test_a_message_that_cannot_be_applied_keeps_its_banner_until_it_can(
    process: Process, reader: FakeReader, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    process.start()
    raw = teach(b"poison", failing=RuntimeError("planted"))
    await give(process, raw)
    await until(lambda: process.links.view.receiving.trouble is Trouble.INTERNAL)
    await give(process, teach(b"fine", Placed(order=an_order())))
    await pass_time(1)
    receiving = process.links.view.receiving
    assert (receiving.state, receiving.trouble) == (LinkState.BROKEN, Trouble.INTERNAL)
    reader.teach(b"poison", Placed(order=an_order(2)))
    await until(lambda: process.links.view.receiving.state is LinkState.OK, within_s=700)
    caplog.clear()


async def test_what_was_only_asked_for_is_asked_again_by_the_next_run(
    process: Process, teach: Teach
) -> None:
    order = an_order()
    hint = Hinted(order_id=order.order_id, shop_id=SHOP, event_id=1001, creates=False)
    start_commits(process)
    await give(process, teach(b"unproven", hint))
    start_worker(process)
    await until(lambda: states(process) == ["asked"])
    process.store.inbox.requeue_asked()
    assert states(process) == ["waiting"]


# The owner's consent


CONSENT = ConsentGiven(code="code-1", state="", proven=True)


async def test_a_consent_is_asked_again_by_the_next_run_until_it_is_settled(
    process: Process, teach: Teach
) -> None:
    told: list[ShopEvent] = []
    process.hub.shop_told.connect(told.append)
    process.start()
    await give(process, teach(b"consent", CONSENT, event_id=1, shop_id=None))
    await until(lambda: told == [CONSENT])
    assert states(process) == [CallbackState.ASKED]
    process.store.inbox.requeue_asked()  # what the next run begins with
    await give(process, teach(b"any", Placed(order=an_order())))
    await until(lambda: told == [CONSENT, CONSENT])
    process.hub.consent_settled.emit(CONSENT)
    assert states(process) == [CallbackState.DONE, CallbackState.DONE]
    process.hub.consent_settled.emit(CONSENT)
    assert states(process) == [CallbackState.DONE, CallbackState.DONE]


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.GENUINE, LinkState.OK), (Verdict.UNPROVEN, LinkState.BROKEN)],
)
async def test_a_browsers_redirect_says_nothing_of_the_way_from_keeta(
    process: Process, teach: Teach, verdict: Verdict, state: LinkState
) -> None:
    start_commits(process)
    process.links.receiving_broken(Trouble.FORGED)
    raw = teach(b"consent", CONSENT, verdict=verdict, event_id=1, shop_id=None)
    assert await give(process, raw) == [SUCCESS]
    assert process.links.view.receiving.state is state


async def test_a_message_waits_while_the_disk_takes_nothing_and_is_not_blamed(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    process.store.failure = NotStored("planted")
    start_commits(process)
    assert await give(process, teach(b"placed", Placed(order=an_order()))) == [SUCCESS]
    process.store.fail_next(*[True] * 5)
    start_worker(process)
    await pass_time(3)
    assert states(process) == [CallbackState.WAITING]
    assert process.links.view.receiving.trouble is Trouble.STORE_FAILED
    await until(lambda: bool(process.board.cards), within_s=5)
    assert "The inbox cannot be read or written" in caplog.text
    caplog.clear()
