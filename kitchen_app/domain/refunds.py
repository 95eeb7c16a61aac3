"""Refund cases: what a customer (or the shop) wants back, and who has to answer by when.

Only a waiting case asks for an answer; any later news of the same case closes it. Keeta's list of
refund states is not published, so whatever is not known to wait is taken as answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import NewType

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party

CaseId = NewType("CaseId", str)
"""Keeta's `afterSaleOrderId` as decimal text."""

ANSWER_WITHIN = timedelta(minutes=15)
"""After this the shop's right to decide is lost (order/agree page)."""

LAPSES_AFTER = timedelta(minutes=5)
"""So long after its time is up a case still asks, if nobody tells what became of it (ours)."""


class RefundKind(StrEnum):
    """The whole order (event 1005) or some of its products (event 1007)."""

    FULL = "full"
    PARTIAL = "partial"


class RefundState(StrEnum):
    """What has become of a case."""

    WAITING = "waiting"  # the shop must answer
    AGREED = "agreed"
    REJECTED = "rejected"
    APPEALED = "appealed"  # the customer disputes; Keeta decides, not the shop
    COMPLETED = "completed"  # the money is back
    CLOSED = "closed"  # answered or ended in a way that nobody documents


GIVEN_BACK = (RefundState.AGREED, RefundState.COMPLETED)
"""The money goes back to the customer, or is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundCase:
    """One case. Times are in Keeta's clock; `told_at` is the `opTime` of the latest news.

    `platform_status` is Keeta's raw number, kept for support. `is_listed`: known from a read only,
    whose id for it may be another than that of the events. A masked case holds no words and no
    pictures of a person; only a request that is opened anew brings them back, for its answer.
    """

    case_id: CaseId
    order_id: OrderId
    kind: RefundKind
    state: RefundState
    by: Party
    opened_at: datetime
    told_at: datetime
    reason: str = ""
    amount: Money | None = None
    pictures: tuple[str, ...] = ()
    handled_by: Party | None = None
    handle_reason: str = ""
    platform_status: int | None = None
    is_listed: bool = False
    is_masked: bool = False

    def without_person(self) -> "RefundCase":
        """Return the case masked: what and how much stays, no reasons, no pictures."""
        return replace(self, reason="", pictures=(), handle_reason="", is_masked=True)

    @property
    def answer_by(self) -> datetime | None:
        """The moment until which the shop may answer, while it may."""
        return self.opened_at + ANSWER_WITHIN if self.state is RefundState.WAITING else None


def merge_news(known: RefundCase | None, news: RefundCase) -> RefundCase:
    """Return the case after some news of it; a repeat changes nothing.

    What is told later counts, and of what it leaves out, what was told before. Old news fill in
    only what nobody has told yet: a read, for one, does not say whose wish a case was.
    """
    if known is None:
        return news
    merged = _merged(known, news)
    if known.is_masked and merged.state is not RefundState.WAITING:
        return merged.without_person()
    return merged


def _merged(known: RefundCase, news: RefundCase) -> RefundCase:
    if not _is_later(known, news):
        return _filled(known, news)
    later = _filled(news, known)
    return replace(
        later,
        case_id=known.case_id,
        state=known.state if _says_less(known, news) else news.state,
        by=known.by if known.by is not Party.UNKNOWN else news.by,
        opened_at=news.opened_at if news.state is RefundState.WAITING else known.opened_at,
    )


def _filled(case: RefundCase, other: RefundCase) -> RefundCase:
    """Return a case with what it does not say itself taken from another telling of it."""
    return replace(
        case,
        by=case.by if case.by is not Party.UNKNOWN else other.by,
        reason=case.reason or other.reason,
        amount=case.amount or other.amount,
        pictures=case.pictures or other.pictures,
        handled_by=case.handled_by or other.handled_by,
        handle_reason=case.handle_reason or other.handle_reason,
        is_listed=case.is_listed and other.is_listed,
    )


def same_cases(
    known: Sequence[RefundCase], told: Sequence[RefundCase]
) -> list[tuple[RefundCase | None, RefundCase]]:
    """Return each case that a read or an event tells of with the one known of it, if any.

    By its id, else by its looks. Whether the `id` in order/get is the case id of the events is
    not documented: looks count between a read and an event only. Two events with two ids are
    about two cases, and so are two rows of a read; of several the nearest in time are paired.
    """
    by_id = {case.case_id: case for case in known}
    found = {place: by_id[news.case_id] for place, news in enumerate(told) if news.case_id in by_id}
    taken = {case.case_id for case in found.values()}
    alike = [
        (_apart(case, news), place, case)
        for place, news in enumerate(told)
        for case in known
        if place not in found and case.is_listed != news.is_listed
        if (case.kind, case.amount) == (news.kind, news.amount)
    ]
    for apart, place, case in sorted(alike, key=itemgetter(0)):
        if apart <= _SAME_MOMENT and place not in found and case.case_id not in taken:
            found[place] = case
            taken.add(case.case_id)
    return [(found.get(place), news) for place, news in enumerate(told)]


def _apart(case: RefundCase, news: RefundCase) -> timedelta:
    """Return how far apart two tellings are in time.

    An event that is the first of its case tells no opening, only the moment of what it tells.
    """
    opened = abs(case.opened_at - news.opened_at)
    if case.state is not news.state:
        return opened
    return min(opened, abs(case.told_at - news.told_at))


_SAME_MOMENT = timedelta(minutes=1)

_A_REPEAT = timedelta(seconds=1)
"""A message and a read may tell the moment of one request a little differently."""

_CLOCKS_APART = timedelta(minutes=5)
"""The end of a case is timed by our own clock if its message told no time (our decision).

So a request that seems to be opened so soon after its end was opened before it.
"""


def without_question(case: RefundCase) -> RefundCase:
    """Return a case that asks nobody any more; whatever Keeta tells of it counts as later."""
    return replace(case, state=RefundState.CLOSED) if case.state is RefundState.WAITING else case


def lapsed(case: RefundCase, now: datetime) -> RefundCase | None:
    """Return a waiting case as closed once nobody can have left it open (one clock for both).

    Keeta approves it or lets its support decide, or somebody has answered in time and we never
    heard: whatever is told of that counts as later, and a repeat of the request does not.
    """
    if case.answer_by is None or now < case.answer_by + LAPSES_AFTER:
        return None
    return replace(case, state=RefundState.CLOSED)


def _is_later(known: RefundCase, news: RefundCase) -> bool:
    """Tell whether news goes beyond what is known: by time, then by how far it is."""
    if known.state is RefundState.COMPLETED:
        return False
    if news.state is RefundState.WAITING is not known.state:
        margin = _CLOCKS_APART if news.case_id == known.case_id else _A_REPEAT
        return news.told_at > known.told_at + margin
    return (news.told_at, _STEPS[news.state]) > (known.told_at, _STEPS[known.state])


_STEPS = {
    RefundState.WAITING: 0,
    RefundState.CLOSED: 1,
    RefundState.AGREED: 2,
    RefundState.REJECTED: 2,
    RefundState.APPEALED: 3,
    RefundState.COMPLETED: 4,
}
"""How far a case is in each state: it decides between news of the same millisecond."""


def _says_less(known: RefundCase, news: RefundCase) -> bool:
    """Tell whether news only repeats, in a word nobody documents, that a case was answered."""
    answered = (RefundState.AGREED, RefundState.REJECTED)
    return news.state is RefundState.CLOSED and known.state in answered


def waiting_case(cases: Iterable[RefundCase]) -> RefundCase | None:
    """Return the case that asks for an answer; of several the one with the least time left.

    Keeta's calls name the order only, so they answer its one open request.
    """
    waiting = [case for case in cases if case.state is RefundState.WAITING]
    return min(waiting, key=_opened_at) if waiting else None


def _opened_at(case: RefundCase) -> datetime:
    return case.opened_at
