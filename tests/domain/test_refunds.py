"""A refund case asks for an answer once, and late or repeated news never opens it again."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party
from kitchen_app.domain.refunds import (
    CaseId,
    RefundCase,
    RefundKind,
    RefundState,
    lapsed,
    merge_news,
    same_cases,
    waiting_case,
)

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def news(state: RefundState, minutes: float = 0, **changes: object) -> RefundCase:
    case = RefundCase(
        case_id=CaseId("834000000000001"),
        order_id=OrderId("761200345678901"),
        kind=RefundKind.FULL,
        state=state,
        by=Party.CUSTOMER,
        opened_at=at(minutes),
        told_at=at(minutes),
        reason="Food was cold",
        amount=Money(minor=6500, currency="SAR"),
        pictures=("https://img.example.test/a.jpg",),
    )
    return replace(case, **changes)  # type: ignore[arg-type]  # names of the dataclass


ASKED = news(RefundState.WAITING)


def test_a_waiting_case_must_be_answered_within_fifteen_minutes() -> None:
    assert ASKED.answer_by == at(15)


@pytest.mark.parametrize("state", [s for s in RefundState if s is not RefundState.WAITING])
@pytest.mark.parametrize("apart_s", [-1, -0.25, 0, 0.25, 1])
def test_a_read_whose_moment_differs_a_little_does_not_ask_again(
    state: RefundState, apart_s: float
) -> None:
    ended = news(state, 1)
    moment = ended.told_at + timedelta(seconds=apart_s)
    late = replace(ASKED, opened_at=moment, told_at=moment, is_listed=True)
    assert merge_news(ended, late).state is state
    assert merge_news(ended, replace(late, case_id=CaseId("1"))).state is state


@pytest.mark.parametrize("state", [s for s in RefundState if s is not RefundState.WAITING])
def test_a_case_is_not_open_again_because_our_clock_timed_its_end(state: RefundState) -> None:
    ended = news(state, 1)
    assert merge_news(ended, news(RefundState.WAITING, 3, is_listed=True)).state is state


def test_what_only_looks_like_a_case_that_has_ended_asks_anew() -> None:
    asked = news(RefundState.WAITING, 3, case_id=CaseId("1"), is_listed=True)
    assert merge_news(news(RefundState.CLOSED, 1), asked).state is RefundState.WAITING


@pytest.mark.parametrize("state", [s for s in RefundState if s is not RefundState.WAITING])
def test_any_later_news_closes_the_question(state: RefundState) -> None:
    case = merge_news(ASKED, news(state, 3))
    assert case.state is state
    assert case.answer_by is None
    assert case.opened_at == ASKED.opened_at


def test_later_news_that_says_less_keeps_what_was_told_first() -> None:
    bare = news(
        RefundState.AGREED,
        2,
        reason="",
        amount=None,
        pictures=(),
        by=Party.UNKNOWN,
        handled_by=Party.MERCHANT,
        handle_reason="Merchant agree refund",
    )
    case = merge_news(ASKED, bare)
    assert (case.reason, case.amount, case.pictures) == (
        ASKED.reason,
        ASKED.amount,
        ASKED.pictures,
    )
    assert (case.by, case.handled_by) == (Party.CUSTOMER, Party.MERCHANT)


def test_an_answer_told_again_in_an_unknown_word_stays_what_it_was() -> None:
    rejected = merge_news(ASKED, news(RefundState.REJECTED, 1))
    assert merge_news(rejected, news(RefundState.CLOSED, 2)).state is RefundState.REJECTED


def test_an_appeal_after_a_rejection_is_for_keeta_to_decide() -> None:
    rejected = merge_news(ASKED, news(RefundState.REJECTED, 1))
    appealed = merge_news(rejected, news(RefundState.APPEALED, 5))
    assert appealed.state is RefundState.APPEALED
    assert appealed.answer_by is None


def test_news_of_the_same_moment_that_goes_further_counts() -> None:
    assert merge_news(ASKED, news(RefundState.AGREED)).state is RefundState.AGREED
    agreed = news(RefundState.AGREED)
    assert merge_news(agreed, ASKED) == agreed
    assert merge_news(agreed, news(RefundState.COMPLETED)).state is RefundState.COMPLETED
    assert merge_news(news(RefundState.COMPLETED), agreed).state is RefundState.COMPLETED


LIFE = (
    news(RefundState.WAITING, 0),
    news(RefundState.REJECTED, 2),
    news(RefundState.APPEALED, 4),
    news(RefundState.COMPLETED, 9),
)


@pytest.mark.parametrize("told", list(itertools.permutations(LIFE)))
def test_in_whatever_order_the_news_come_the_end_is_the_same(told: tuple[RefundCase, ...]) -> None:
    case: RefundCase | None = None
    for each in (*told, *told):
        case = merge_news(case, each)
    assert case is not None
    assert case.state is RefundState.COMPLETED


@given(st.lists(st.tuples(st.sampled_from(RefundState), st.integers(0, 20)), min_size=1))
def test_what_was_told_last_decides_and_the_end_is_the_end(
    told: list[tuple[RefundState, int]],
) -> None:
    case: RefundCase | None = None
    for state, minutes in told:
        before = case
        case = merge_news(case, news(state, minutes))
        if before is not None:
            assert case.told_at >= before.told_at
            if before.state is RefundState.COMPLETED:
                assert case == before


def test_of_several_waiting_cases_the_one_with_the_least_time_left_asks() -> None:
    later = news(RefundState.WAITING, 5, case_id=CaseId("2"))
    assert waiting_case((later, ASKED, news(RefundState.AGREED, case_id=CaseId("3")))) == ASKED
    assert waiting_case(()) is None


def test_a_read_case_is_known_by_its_id_or_by_its_looks() -> None:
    other = replace(ASKED, case_id=CaseId("2"), opened_at=at(60), told_at=at(60))

    def found(news: RefundCase, *known: RefundCase) -> RefundCase | None:
        ((case, told),) = same_cases(known or (other, ASKED), (news,))
        assert told == news
        return case

    assert found(replace(ASKED, amount=None)) == ASKED
    read = replace(ASKED, case_id=CaseId("77"), is_listed=True)
    assert found(read) == ASKED
    assert found(ASKED, read) == read  # the read was faster than its event
    assert found(replace(read, amount=None)) is None
    assert found(replace(read, opened_at=at(2), told_at=at(2))) is None
    assert found(replace(read, is_listed=False)) is None  # two events, two cases
    assert same_cases((), (ASKED,)) == [(None, ASKED)]


def test_an_event_that_is_the_first_of_its_case_is_known_by_the_moment_of_what_it_tells() -> None:
    read = news(RefundState.AGREED, 4, case_id=CaseId("77"), is_listed=True, opened_at=at(0))
    told = news(RefundState.AGREED, 4)
    assert same_cases((read,), (told,)) == [(read, told)]
    waiting = news(RefundState.WAITING, 4)
    assert same_cases((read,), (waiting,)) == [(None, waiting)]


def test_two_rows_of_a_read_are_never_taken_for_one_case() -> None:
    rejected = news(RefundState.REJECTED, 0.1, opened_at=at(0))
    again = replace(ASKED, case_id=CaseId("834000000000002"), opened_at=at(0.5), told_at=at(0.5))
    rows = [
        replace(case, case_id=CaseId(f"{n}"), is_listed=True)
        for n, case in enumerate((again, rejected))
    ]
    assert same_cases((rejected, again), rows) == [(again, rows[0]), (rejected, rows[1])]
    assert same_cases((rejected,), rows) == [(None, rows[0]), (rejected, rows[1])]


def test_an_id_that_fits_is_not_given_away_to_another_that_looks_alike() -> None:
    twin = replace(ASKED, case_id=CaseId("1"), is_listed=True)
    row = replace(ASKED, is_listed=True)
    assert same_cases((ASKED,), (twin, row)) == [(None, twin), (ASKED, row)]


@pytest.mark.parametrize(("minutes", "closes"), [(15, False), (19, False), (20, True), (600, True)])
def test_a_waiting_case_closes_five_minutes_after_its_time(minutes: int, closes: bool) -> None:
    closed = lapsed(ASKED, ASKED.opened_at + timedelta(minutes=minutes))
    assert (closed is not None) is closes
    if closed is not None:
        assert closed.state is RefundState.CLOSED
        assert merge_news(ASKED, closed) == closed
        assert merge_news(closed, ASKED) == closed
    assert lapsed(news(RefundState.AGREED), ASKED.opened_at + timedelta(minutes=minutes)) is None


def test_what_happened_in_time_and_is_told_after_the_lapse_counts() -> None:
    closed = lapsed(ASKED, at(21))
    assert closed is not None
    late = news(RefundState.COMPLETED, 4)
    assert merge_news(closed, late).state is RefundState.COMPLETED


def test_a_message_tells_whose_wish_it_was_although_a_read_was_faster() -> None:
    read = news(RefundState.AGREED, 2, by=Party.UNKNOWN, reason="", pictures=())
    told = news(RefundState.AGREED, 2, by=Party.MERCHANT, handled_by=Party.MERCHANT)
    case = merge_news(read, told)
    assert (case.by, case.handled_by) == (Party.MERCHANT, Party.MERCHANT)
    assert merge_news(case, told) == case
    assert merge_news(case, read) == case


def test_a_masked_case_keeps_what_and_how_much() -> None:
    masked = news(RefundState.COMPLETED, handle_reason="Sara is right").without_person()
    assert (masked.reason, masked.pictures, masked.handle_reason) == ("", (), "")
    assert (masked.state, masked.amount) == (
        RefundState.COMPLETED,
        Money(minor=6500, currency="SAR"),
    )


@pytest.mark.parametrize("minutes", [0, 5])
@pytest.mark.parametrize("state", [s for s in RefundState if s is not RefundState.WAITING])
def test_news_of_a_masked_case_brings_no_words_back(state: RefundState, minutes: float) -> None:
    masked = news(RefundState.REJECTED, 3).without_person()
    merged = merge_news(masked, news(state, minutes, handle_reason="Sara is right"))
    assert merged.is_masked
    assert (merged.reason, merged.pictures, merged.handle_reason) == ("", (), "")


def test_a_masked_case_that_is_told_again_does_not_change() -> None:
    told = news(RefundState.REJECTED, 3)
    assert merge_news(told.without_person(), told) == told.without_person()


def test_a_request_that_is_opened_anew_is_shown_whole() -> None:
    masked = news(RefundState.CLOSED, 3).without_person()
    asked = news(RefundState.WAITING, 60)
    merged = merge_news(masked, asked)
    assert not merged.is_masked
    assert (merged.reason, merged.pictures) == (asked.reason, asked.pictures)
