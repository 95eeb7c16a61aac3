"""Data becomes words and figures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.cooking_times import Usual
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Option, Party, Status
from kitchen_app.domain.refunds import RefundKind
from kitchen_app.services.board import PendingView
from kitchen_app.services.links import LinkState, LinkView
from kitchen_app.services.proof_view import Hop, ProofView
from kitchen_app.services.settings import Digits
from kitchen_app.ui import i18n, words
from tests.ui import canned


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    i18n.install(qapp, "en")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(222, "3:42"), (60, "1:00"), (9, "0:09"), (0, "0:00"), (-5, "0:00")]
)
def test_a_countdown_is_never_negative(seconds: int, shown: str) -> None:
    assert words.countdown(seconds) == shown


def test_an_age_is_never_negative() -> None:
    assert words.minutes_between(canned.NOW, canned.NOW - timedelta(minutes=5)) == 0


@pytest.mark.parametrize(
    ("quantity", "pieces", "shown"),
    [(1, 1, "Dip"), (2, 1, "Dip ×2"), (1, 2, "Dip ×2"), (2, 3, "Dip ×6 (2 each)")],
)
def test_options_show_the_total_to_make(quantity: int, pieces: int, shown: str) -> None:
    text = words.option_text(Option(name="Dip", quantity=quantity), pieces)
    assert text.replace("\u2068", "").replace("\u2069", "") == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "SAR\u00a068.00"), ("zh_HK", "SAR\u00a068.00"), ("ar", "68.00")],
)
def test_money_has_latin_figures(qapp: QApplication, language: str, shown: str) -> None:
    i18n.install(qapp, language)
    assert shown in words.money(Money(minor=6800, currency="SAR"))


def test_three_decimals_where_the_currency_has_them() -> None:
    assert words.money(Money(minor=12345, currency="KWD")) == "KWD\u00a012.345"


@pytest.mark.parametrize(
    ("note", "is_allergy"),
    [("Nut ALLERGY!", True), ("عندي حساسية", True), ("花生過敏", True), ("no onion", False)],
)
def test_an_allergy_is_noticed(note: str, is_allergy: bool) -> None:
    assert words.mentions_allergy(note) == is_allergy


def test_cash_without_an_amount_sends_the_cook_to_keeta() -> None:
    order = canned.states()["late"].order
    assert "see the amount" in words.payment(replace(order, paid=None))
    assert words.payment(replace(order, paid=None, payment=None)) == ""


@pytest.mark.parametrize("state", [ActionState.UNKNOWN, ActionState.WAITING_EVENT])
def test_an_unknown_outcome_is_not_called_done(state: ActionState) -> None:
    view = PendingView(kind=ActionKind.ACCEPT, state=state, since=canned.NOW)
    assert words.pending(view) == "asking Keeta whether it worked…"


@pytest.mark.parametrize(
    ("age_s", "shown"),
    [
        (12, "last message 12 s ago"),
        (125, "last message 2 min ago"),
        (7300, "last message 2 h ago"),
        (-3, "last message 0 s ago"),
    ],
)
def test_a_proof_has_an_age(age_s: int, shown: str) -> None:
    last_ok = canned.NOW - timedelta(seconds=age_s)
    view = LinkView(state=LinkState.OK, since=last_ok, last_ok=last_ok)
    assert words.receiving(replace(canned.links(), receiving=view), canned.NOW) == shown


TESTED_AT = canned.NOW - timedelta(seconds=40)
BEFORE = canned.NOW - timedelta(minutes=7)


@pytest.mark.parametrize(
    ("proof", "shown"),
    [
        (ProofView(is_public=True, last_ok=TESTED_AT), "proved 40 s ago"),
        (ProofView(is_public=False, last_ok=TESTED_AT), "only inside this computer"),
        (ProofView(is_public=True, hop=Hop.TUNNEL, since=TESTED_AT), "broken since"),
        (ProofView(is_public=True, hop=Hop.TUNNEL, since=BEFORE, last_ok=BEFORE), "broken since"),
    ],
)
def test_a_test_is_shown_for_what_it_proves(proof: ProofView, shown: str) -> None:
    links = replace(canned.links(proved=False), proof=proof)
    assert words.receiving(links, canned.NOW).startswith(shown)


def test_a_message_that_came_while_the_tests_fail_counts_more() -> None:
    proof = ProofView(is_public=True, hop=Hop.TUNNEL, since=TESTED_AT)
    links = replace(canned.links(), proof=proof)
    assert words.receiving(links, canned.NOW) == "last message 12 s ago"
    assert words.receiving(links, canned.NOW + timedelta(minutes=11)).startswith("broken since")


def test_states_of_the_links() -> None:
    unproved = LinkView(state=LinkState.UNPROVED, since=canned.NOW)
    broken = LinkView(state=LinkState.BROKEN, since=canned.NOW)
    nothing = replace(canned.links(), receiving=unproved)
    assert words.receiving(nothing, canned.NOW) == "no message yet"
    assert words.sending(unproved) == "not used yet"
    cut_off = replace(canned.links(), receiving=broken)
    assert words.receiving(cut_off, canned.NOW) == words.sending(broken)


def test_an_order_without_a_cancellation_has_no_stop() -> None:
    assert words.stop(canned.order("1")) == ""


def test_a_moment_of_another_day_says_so() -> None:
    assert words.moment(canned.NOW, canned.NOW) == words.clock_time(canned.NOW)
    before = canned.NOW - timedelta(days=2)
    assert words.moment(before, canned.NOW) == f"{before.astimezone():%d/%m %H:%M}"


def test_a_refund_whose_amount_nobody_tells() -> None:
    case = canned.asked_back("1", amount=None)
    assert words.refund_amount(case) == "Wants everything back"
    partly = canned.asked_back("1", amount=None, kind=RefundKind.PARTIAL, by=Party.UNKNOWN)
    assert "in Keeta's app" in words.refund_amount(partly)
    assert words.refund_party(partly).startswith("Asked at")


def test_all_ticked_is_said_instead_of_when_it_was_placed() -> None:
    order = canned.order("1", status=Status.ACCEPTED, ready_by=canned.NOW)
    told = words.times(order, canned.NOW, is_all_ticked=True)
    assert told.startswith("all ticked · ready by ")


def test_when_it_usually_is_ready_stands_last(qapp: QApplication) -> None:
    order = canned.order("1", status=Status.ACCEPTED, ready_by=canned.NOW + timedelta(minutes=20))
    ready_at = canned.NOW + timedelta(minutes=9)
    usual = Usual(takes=timedelta(seconds=601), ready_at=ready_at)
    told = words.times(order, canned.NOW, usual=usual)
    assert told == f"{words.times(order, canned.NOW)} · usually ready {words.clock_time(ready_at)}"
    without = Usual(takes=usual.takes)
    assert words.times(order, canned.NOW, usual=without) == words.times(order, canned.NOW)
    assert words.usually_takes(usual) == "usually takes 11 min"


def test_arabic_figures(qapp: QApplication) -> None:
    i18n.install(qapp, "ar", Digits.ARABIC_INDIC)
    assert words.countdown(222) == "٣:٤٢"
    assert "١٬٢٣٤٫٥٠" in words.money(Money(minor=123450, currency="SAR"))
    assert not any(sign in "0123456789" for sign in words.clock_time(canned.NOW))
    assert words.option_text(Option(name="7up", quantity=2), 3).startswith("\u20687up\u2069 ×٦ (")


def test_the_owner_adds_words_for_allergies() -> None:
    assert not words.mentions_allergy("No SESAME please")
    words.know_allergies(("Sesame",))
    assert words.mentions_allergy("No SESAME please")
    assert words.allergy_at("No SESAME please") == 3
    assert words.mentions_allergy("nut allergy"), "ours stay"
    words.know_allergies(())
    assert not words.mentions_allergy("No SESAME please")


@pytest.mark.parametrize(
    ("days", "language", "told"),
    [
        (0, "en", "Today"),
        (1, "en", "Tomorrow"),
        (2, "en", "Mon"),
        (6, "ar", "الجمعة"),
        (2, "zh_HK", "週一"),
        (7, "en", "Sat 21/03"),
    ],
)
def test_an_order_for_later_has_its_day(
    qapp: QApplication, days: int, language: str, told: str
) -> None:
    i18n.install(qapp, language)
    hour = canned.NOW + timedelta(days=days, hours=2)
    order = canned.order("1", status=Status.ACCEPTED, expected_at=hour)
    text = words.later(order, canned.NOW)
    assert told in text
    assert words.clock_time(hour) in text
    assert words.later(canned.order("2"), canned.NOW) == ""


def test_a_time_of_another_day_says_so() -> None:
    order = canned.order("1", status=Status.ACCEPTED, ready_by=canned.NOW + timedelta(days=2))
    assert "16/03" in words.times(order, canned.NOW)
