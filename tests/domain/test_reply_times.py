"""Who answered after how long, read off what was noted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.black_box import Note
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import Party, Status
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.domain.reply_times import Answerer, ReplyTime, Waited, reply_times
from tests.fakes import NOON, an_order, reached

LATER = NOON + timedelta(seconds=75)
NEW = an_order()
ACCEPTED = reached(NEW, Status.ACCEPTED, LATER)
CASE = RefundCase(
    case_id=CaseId("8"),
    order_id=NEW.order_id,
    kind=RefundKind.FULL,
    state=RefundState.WAITING,
    by=Party.CUSTOMER,
    opened_at=NOON,
    told_at=NOON,
)


def done(kind: ActionKind, **changes: object) -> Action:
    action = Action(
        key="k",
        order_id=NEW.order_id,
        kind=kind,
        state=ActionState.DONE,
        requested_at=NOON,
        not_after=NOON,
    )
    return replace(action, **changes)  # type: ignore[arg-type]  # names of the dataclass


def told(*news: tuple[datetime, str]) -> list[Note]:
    entries = [Entry(at=at, kind="refund", detail=detail) for at, detail in news]
    return [Note(entry=entry, noted_at=NOON, chain="") for entry in entries]


@pytest.mark.parametrize(
    ("actions", "by"),
    [
        ([done(ActionKind.ACCEPT)], Answerer.PERSON),
        ([done(ActionKind.ACCEPT, by_program=True)], Answerer.PROGRAM),
        ([done(ActionKind.ACCEPT, state=ActionState.REFUSED)], Answerer.ELSEWHERE),
        ([], Answerer.ELSEWHERE),
    ],
)
def test_who_accepted_and_how_soon(actions: list[Action], by: Answerer) -> None:
    first, second = reply_times(ACCEPTED, (), actions, ())
    assert first == ReplyTime(what=Waited.ACCEPT, since=NOON, until=LATER, by=by)
    assert first.seconds == 75
    assert (second.what, second.since, second.until, second.by) == (
        Waited.READY,
        LATER,
        None,
        None,
    )


def test_an_order_that_nobody_accepted_has_no_answer() -> None:
    (only,) = reply_times(NEW, (), (), ())
    assert (only.until, only.by, only.seconds) == (None, None, None)


def test_clocks_that_differ_make_no_negative_time() -> None:
    early = replace(ACCEPTED, accepted_at=NOON - timedelta(seconds=2))
    assert reply_times(early, (), (), ())[0].seconds == 0


def test_a_request_is_answered_by_the_first_news_of_its_end() -> None:
    case = replace(CASE, state=RefundState.COMPLETED, told_at=NOON + timedelta(hours=2))
    notes = told(
        (NOON, "full waiting"),
        (LATER, "partial agreed"),
        (LATER + timedelta(seconds=5), "full agreed"),
        (NOON + timedelta(hours=2), "full completed"),
    )
    reply = reply_times(ACCEPTED, notes, [done(ActionKind.AGREE_REFUND, case_id="8")], [case])[-1]
    assert (reply.what, reply.case_id, reply.seconds) == (Waited.REFUND, CASE.case_id, 80)
    assert reply.by is Answerer.PERSON
    assert reply_times(ACCEPTED, notes, (), [case])[-1].by is Answerer.ELSEWHERE


def test_a_request_that_waits_or_lapsed_has_no_answer() -> None:
    notes = told((NOON, "full waiting"))
    for state in (RefundState.WAITING, RefundState.CLOSED):
        reply = reply_times(ACCEPTED, notes, (), [replace(CASE, state=state)])[-1]
        assert (reply.what, reply.until, reply.by) == (Waited.REFUND, None, None)


def test_what_the_shop_gives_back_by_itself_was_never_asked() -> None:
    own = replace(CASE, kind=RefundKind.PARTIAL, state=RefundState.COMPLETED)
    waited = reply_times(ACCEPTED, told((NOON, "partial completed")), (), [own])
    assert Waited.REFUND not in {each.what for each in waited}
