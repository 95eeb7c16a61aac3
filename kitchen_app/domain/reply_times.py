"""How long an order and its refund requests waited for an answer, and who gave it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.black_box import REFUND, Note
from kitchen_app.domain.order import Order
from kitchen_app.domain.outlook import REFUND_ANSWERS
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundState


class Waited(StrEnum):
    """What waited for an answer."""

    ACCEPT = "accept"  # placed → accepted
    READY = "ready"  # accepted → ready
    REFUND = "refund"  # a request → its answer


class Answerer(StrEnum):
    """Who gave it."""

    PERSON = "person"  # somebody at this screen
    PROGRAM = "program"  # the rule that the owner chose for orders that nobody touches
    ELSEWHERE = "elsewhere"  # in Keeta's app, or Keeta itself


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTime:
    """One answer, in Keeta's clock; without `until` and `by` there is none yet."""

    what: Waited
    since: datetime
    until: datetime | None = None
    by: Answerer | None = None
    case_id: CaseId | None = None

    @property
    def seconds(self) -> int | None:
        """Whole seconds, never negative: a moment may have been told by either clock."""
        if self.until is None:
            return None
        return max(0, int((self.until - self.since).total_seconds()))


def reply_times(
    order: Order,
    notes: Iterable[Note],
    actions: Sequence[Action],
    cases: Sequence[RefundCase],
) -> tuple[ReplyTime, ...]:
    """Return what of an order has waited, the order itself first, then each refund request."""
    done = [action for action in actions if action.state is ActionState.DONE]
    told = [note.entry for note in notes if note.entry.kind == REFUND]
    waited = list(_of_order(order, done))
    for case in cases:
        news = [(entry.at, entry.detail.removeprefix(f"{case.kind} ")) for entry in told]
        has_asked = any(state == RefundState.WAITING for _, state in news)
        if has_asked or case.state is RefundState.WAITING:
            answers = [each for each in done if each.case_id == case.case_id or len(cases) == 1]
            waited.append(_of_case(case, news, answers))
    return tuple(waited)


def _of_order(order: Order, done: Iterable[Action]) -> Iterator[ReplyTime]:
    done = list(done)
    yield ReplyTime(
        what=Waited.ACCEPT,
        since=order.placed_at,
        until=order.accepted_at,
        by=_answerer(done, {ActionKind.ACCEPT}, order.accepted_at),
    )
    if order.accepted_at is not None:
        yield ReplyTime(
            what=Waited.READY,
            since=order.accepted_at,
            until=order.ready_at,
            by=_answerer(done, {ActionKind.READY}, order.ready_at),
        )


def _of_case(
    case: RefundCase, news: Iterable[tuple[datetime, str]], done: Iterable[Action]
) -> ReplyTime:
    """Return what became of a request; a case that was closed without news was not answered."""
    states = {state.value for state in RefundState} - {RefundState.WAITING.value}
    ends = [at for at, state in news if state in states and at >= case.opened_at]
    until = min(ends, default=None) if case.state is not RefundState.WAITING else None
    return ReplyTime(
        what=Waited.REFUND,
        since=case.opened_at,
        until=until,
        by=_answerer(done, REFUND_ANSWERS, until),
        case_id=case.case_id,
    )


def _answerer(
    done: Iterable[Action], kinds: Collection[ActionKind], until: datetime | None
) -> Answerer | None:
    if until is None:
        return None
    ours = next((action for action in done if action.kind in kinds), None)
    if ours is None:
        return Answerer.ELSEWHERE
    return Answerer.PROGRAM if ours.by_program else Answerer.PERSON
